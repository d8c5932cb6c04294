"""The real kiosk by keypad and ear: its own process, its own voices, all that it says written down."""

import re
import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import pytest

from common.screen.speech.script import Tone, Utterance
from common.screen.speech.transcript import Line, read
from simulator.eyes import HAND_S, Eyes
from simulator.keypad import PadKey, SimulatedKeypad, in_window
from simulator.onlooker import SOCKET_VARIABLE
from simulator.printer.machine import Model
from simulator.printer.simulated import SimulatedPrinter
from simulator.processes import Part
from tests.broker import OpenBroker
from tests.common.screen.speech.sink import Sink
from tests.kiosk.eyes_closed.first_steps import begin
from tests.kiosk.eyes_closed.point import EXPECTED, POINT, name
from tests.kiosk.eyes_closed.transcripts import compare
from tests.kiosk.eyes_closed.walker import Walker
from tests.kiosk.hub import KIOSK, SITE, FakeHub
from tests.kiosk.voice.speaker import Spoken
from tests.waiting import wait_until

_FIGURES = re.compile(r"\d+(?: \d+)*")
_LOUD, _FAINT = 2000, 100
"""Of 32,767; the trial of a device at the beginning is fainter than anybody hears."""


class SpeakingProcess:
    """A kiosk's process that nobody looks at once it stands: keys go in, and words come out."""

    def __init__(
        self, folder: Path, broker: OpenBroker, printer: SimulatedPrinter, headset: Sink, loudspeaker: Sink
    ) -> None:
        self.headset = headset
        self.loudspeaker = loudspeaker
        self._said = folder / "said.jsonl"
        box = folder / "box.toml"
        box.write_text(
            f'[box]\nsite = "{SITE}"\nid = "{KIOSK}"\nstate = "{folder / "state"}"\n'
            f"[brokers.site]\nport = {broker.port}\n"
            "[panel]\nwidth_mm = 194\nheight_mm = 345\nwidth_px = 540\nheight_px = 960\n"
            "[window]\noffscreen = true\n"
            f'[printer]\nkind = "network"\nhost = "127.0.0.1"\nport = {printer.where}\n'
            f'[sound]\nenabled = true\ntranscript = "{self._said}"\n'
            f'loudspeaker = "{loudspeaker.device}"\nheadset = "{headset.device}"\n',
            encoding="utf-8",
        )
        socket = folder / "eye"
        self._eyes = Eyes(socket)
        self._pressed_s = 0.0
        self._keypad = SimulatedKeypad(in_window(self._eyes))
        self.part = Part(
            KIOSK,
            ["simulator.onlooker", "kiosk", "--box", str(box)],
            folder / "kiosk.log",
            {SOCKET_VARIABLE: str(socket)},
        )

    def start(self) -> None:
        """Start it, and wait until it has heard of its site."""
        self.part.start()
        self._eyes.wait_for(lambda seen: any(one.name == "languages" for one in seen), "all languages")

    @property
    def spoken(self) -> Sequence[Spoken | None]:
        """All that was said, and each silence; what follows of itself has the number of what it follows."""
        found: list[Spoken | None] = []
        last = 0
        for (number, _), group in groupby(read(self._said), key=lambda line: (line.script, line.at_ms)):
            lines = list(group)
            if lines[0].hush:
                found.append(None)
            else:
                script = tuple(_item(line) for line in lines)
                found.append(Spoken(script, lines[0].output or "headset", lines[0].step, number == last))
            last = number
        return found

    def press(self, key: PadKey) -> None:
        """Press a key, and wait for what is said to it, or for the silence after a headset is pulled out."""
        silent = key is PadKey.HEADSET_OUT
        before = self._told(silent=silent)
        if key is PadKey.SELECT:
            wait_until(lambda: time.monotonic() - self._pressed_s > HAND_S, 20, "a hand")
            self._pressed_s = time.monotonic()
        self._keypad.press(key)
        wait_until(lambda: self._told(silent=silent) > before, 20, f"an answer to {key.name}")

    def let_paper_come(self) -> None:
        """Listen until the ticket is there; it may have been told already."""
        wait_until(lambda: any("Ota lippu" in text for text in self._texts), 20, "the paper")

    def wait(self, seconds: int) -> None:
        raise AssertionError(f"nobody waits {seconds} s for a real clock")

    def show_code(self, code: str) -> None:
        raise AssertionError(f"there is no scanner for {len(code)} signs")

    @property
    def _texts(self) -> list[str]:
        return [line.text for line in read(self._said) if line.text]

    def _told(self, *, silent: bool) -> int:
        return sum(line.hush for line in read(self._said)) if silent else len(self._texts)


def _item(line: Line) -> Utterance | Tone:
    return Utterance(line.text, line.language) if line.text else Tone(line.tone)


@pytest.fixture
def hub(broker: OpenBroker) -> Iterator[FakeHub]:
    with FakeHub(broker.settings, POINT.catalogue, POINT.config) as hub:
        yield hub


@pytest.fixture
def process(tmp_path: Path, broker: OpenBroker, hub: FakeHub) -> Iterator[SpeakingProcess]:
    with (
        SimulatedPrinter.over_tcp(tmp_path / "tickets", model=Model(mm_per_s=600)) as printer,
        Sink(tmp_path / "headset") as headset,
        Sink(tmp_path / "loudspeaker") as loudspeaker,
    ):
        process = SpeakingProcess(tmp_path, broker, printer, headset, loudspeaker)
        try:
            process.start()
            wait_until(lambda: hub.health is not None, 20, "a kiosk that serves")
            yield process
        finally:
            process.part.kill()


def wait_until_the_queue_is_known(process: SpeakingProcess) -> None:
    """Listen to how long the wait is, as soon as the hub has told that; then leave the kiosk as it was."""
    scout = Walker(process, "fi")
    begin(scout)
    scout.find(name("tax", "fi"))

    def hears_it() -> bool:
        scout.press(PadKey.UP, PadKey.DOWN)
        return "25" in scout.heard_text

    wait_until(hears_it, 20, "how long the wait is")
    scout.press(PadKey.BACK, PadKey.HEADSET_OUT)


def test_a_ticket_by_keypad_and_ear_from_a_real_kiosk(process: SpeakingProcess, hub: FakeHub) -> None:
    wait_until_the_queue_is_known(process)
    walker = Walker(process, "fi")
    begin(walker)
    walker.choose(name("tax", "fi"))
    wait_until(lambda: len(hub.numbers) == 1, 20, "the check-in")
    walker.wait_for_paper()
    walker.press(PadKey.REPEAT)
    walker.expect(str(hub.numbers[0]), *EXPECTED["fi"]["ticket"][1:], walker.say("kiosk.ticket.take_ticket"))
    walker.choose(walker.say("common.done"))
    walker.expect(walker.say("speech.ended"))
    compare("process", "ticket", [_FIGURES.sub("#", line) for line in walker.lines])
    wait_until(lambda: process.headset.peak > _LOUD, 20, "a voice in the headset")
    assert process.loudspeaker.peak < _FAINT
    assert process.part.stop() == 0
