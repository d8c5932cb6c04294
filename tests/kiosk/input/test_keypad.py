import pytest

from common.runtime.refusals import Refusals
from common.screen.key import Key
from kiosk.input.focus import Focus
from kiosk.input.keypad import Keypad
from kiosk.input.keys import TYPED, USAGES
from kiosk.input.settings import Command, KeypadSettings
from kiosk.scanner.desk import ScanDesk
from kiosk.scanner.port import Scan


class Told:
    """What a kiosk hears of its keypad, in order."""

    def __init__(self) -> None:
        self.all: list[str] = []

    def touched(self) -> None:
        self.all.append("touched")

    def moved(self) -> None:
        self.all.append("moved")

    def obey(self, command: Command) -> None:
        self.all.append(command)


def press(keypad: Keypad, *names: str) -> None:
    for name in names:
        keypad.hear(Key(USAGES[name], down=True))
        keypad.hear(Key(USAGES[name], down=False))


@pytest.fixture
def refusals() -> Refusals:
    return Refusals()


def test_speech_hears_of_a_key_before_and_after_it(refusals: Refusals) -> None:
    told = Told()
    keypad = Keypad(KeypadSettings(), Focus(lambda: None), told, refusals)
    press(keypad, "down", "enter", "help", "f15")
    assert told.all == [
        "touched",
        "moved",
        "touched",
        "moved",
        "touched",
        Command.HELP,
        "touched",
        Command.HEADSET_IN,
    ]


def test_what_means_nothing_is_counted(refusals: Refusals) -> None:
    told = Told()
    keypad = Keypad(KeypadSettings(), Focus(lambda: None), told, refusals)
    press(keypad, "f5", "a", "f9")
    keypad.hear(Key(USAGES["f4"], down=True, chord=True))
    assert told.all == []
    assert refusals.counts() == {"key-not-mapped": 3, "key-chord": 1}


def test_a_scanner_that_types_is_judged_like_any(
    refusals: Refusals, caplog: pytest.LogCaptureFixture
) -> None:
    scans: list[Scan] = []
    told = Told()
    keypad = Keypad(
        KeypadSettings(),
        Focus(lambda: None),
        told,
        refusals,
        scans=ScanDesk(scans.append, refusals, now=lambda: 1.0),
        now=lambda: 1.0,
    )
    usages = {pair[0]: usage for usage, pair in reversed(TYPED.items())}
    for text in ("abc-1234", "abc-1234", "x" * 300, "   "):
        for letter in text:
            keypad.hear(Key(usages[letter], down=True))
            keypad.hear(Key(usages[letter], down=False))
        press(keypad, "enter")
    assert [scan.text for scan in scans] == ["abc-1234"]
    assert refusals.counts() == {"scan-too-long": 1, "scan-empty": 1}
    assert told.all == []
    assert "1234" not in caplog.text
