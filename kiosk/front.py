"""The kiosk's front: what a customer sees, hears and feels of one visit, by finger, keypad and ear."""

from collections.abc import Callable, Sequence

from common.runtime.refusals import Refusals
from common.screen.controls.control import Control
from common.screen.controls.describe import describe
from common.screen.description import ControlDescription
from common.screen.key import Key
from common.screen.languages.messages import Languages
from common.screen.speech.port import Speaker
from kiosk.box import KioskBox
from kiosk.flow.event import CodeScanned, Event, HeadsetChanged, Press, Touched
from kiosk.flow.house import House
from kiosk.flow.state import Visit
from kiosk.flow.timing import is_untouched
from kiosk.input.focus import Focus
from kiosk.input.keypad import Keypad
from kiosk.input.settings import Command
from kiosk.scanner.desk import ScanDesk
from kiosk.scanner.settings import Kind
from kiosk.screens.stage import Stage
from kiosk.surroundings import Lengths, Moment
from kiosk.voice.narrator import TIMEOUT, Narrator
from kiosk.voice.voice import Voice

FORGOTTEN_MS = 45_000
"""The keypad's place on a screen at rest is gone with the first look after so long without a key."""

_EVENTS: dict[Command, Event] = {
    Command.BACK: Press.BACK,
    Command.HELP: Press.HELP,
    Command.VOLUME: Press.LOUDER,
    Command.VOLUME_UP: Press.VOLUME_UP,
    Command.VOLUME_DOWN: Press.VOLUME_DOWN,
    Command.SOUND: Press.SPEAK,
    Command.HEADSET_IN: HeadsetChanged(present=True),
    Command.HEADSET_OUT: HeadsetChanged(present=False),
}


class Front:
    """Shows each visit on the stage, to the keypad and to the voice. Lives in the window's thread."""

    def __init__(
        self,
        box: KioskBox,
        stage: Stage,
        root: Callable[[], Control | None],
        handle: Callable[[Event], None],
        languages: Languages,
        speaker: Speaker,
        refusals: Refusals,
    ) -> None:
        """``root`` gives the screen that the window shows; ``handle`` takes what a person does."""
        self._stage = stage
        self._root = root
        self._handle = handle
        self._focus = Focus(root)
        self._voice = Voice(speaker, Narrator(languages, speaker.has_voice))
        typed = None
        if box.scanner.kind is Kind.KEYBOARD:
            typed = ScanDesk(lambda scan: handle(CodeScanned(scan.text)), refusals)
        self._keypad = Keypad(box.keypad, self._focus, self, refusals, scans=typed)
        self._shown: tuple[Visit, House] | None = None
        self._key_ms = 0
        self._key_came = False
        self._by_keys = False

    def show(self, visit: Visit, house: House, lengths: Lengths, now: Moment) -> None:
        """Show a visit as it is now."""
        before, self._shown = self._shown, (visit, house)
        if self._key_came:
            self._key_came, self._key_ms = False, now.ms
        self._stage.show(visit, house, lengths, now)
        if is_untouched(visit):
            somebody_left = before is not None and not is_untouched(before[0])
            if somebody_left or now.ms - self._key_ms >= FORGOTTEN_MS:
                self._focus.clear()
                self._by_keys = False
        self._focus.renew()
        root = self._root()
        if self._by_keys and root is not None and root.name == TIMEOUT and self._focus.name is None:
            self._focus.down()  # one key goes on (WCAG 2.2.1), and not one that first shows where it begins
        self._tell()

    def hear_key(self, key: Key) -> None:
        """Take a key of the window."""
        self._keypad.hear(key)

    def fingered(self) -> None:
        """Hear that a finger came down: it needs no focus, and ends what is being said."""
        self._by_keys = False
        self._focus.clear()
        self._voice.touched()

    # what the keypad works for

    def touched(self) -> None:
        """Hear that a key of the keypad was pressed."""
        self._key_came = True  # what is shown of it tells when
        self._by_keys = True
        self._voice.touched()
        self._handle(Touched())

    def moved(self) -> None:
        """Hear that the focus may be elsewhere."""
        self._tell()

    def obey(self, command: Command) -> None:
        """Do what a key asks for."""
        if command is Command.HEADSET_OUT:
            self._voice.unplugged()
        if command is Command.REPEAT:
            self._voice.repeat()
        elif command in _EVENTS:
            self._handle(_EVENTS[command])

    def _tell(self) -> None:
        root = self._root()
        if root is not None and self._shown is not None:
            visit, house = self._shown
            self._voice.show(root.name, visit, house.site, lambda: _laid_out(root))


def _laid_out(root: Control) -> Sequence[ControlDescription]:
    root.arrange()  # what was changed in this very turn of the loop has no place yet
    return describe(root)
