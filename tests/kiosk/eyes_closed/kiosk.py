"""A kiosk without a picture: its window, its keys, its speech; what works behind it is the test's own."""

import itertools
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from common.runtime.broker import Box, Broker
from common.runtime.refusals import Refusals
from common.screen.controls.control import Control
from common.screen.controls.describe import describe
from common.screen.kit import Kit
from common.screen.measure import Panel
from common.wire.message import Reading
from common.wire.site import StaffCode
from kiosk.box import KioskBox, KioskBrokers
from kiosk.front import Front
from kiosk.help_line import Answer
from kiosk.input.keys import SCAN_ENDS, TYPED
from kiosk.printer.port import Condition, PrinterState
from kiosk.reception import Reception
from kiosk.scanner.settings import Kind, ScannerSettings
from kiosk.screens.stage import Stage
from kiosk.surroundings import Bookings, Lengths, Surroundings
from kiosk.ticket.news import Add, Take
from kiosk.ticket.ticket import Expected, Ticket
from simulator.keypad import PadKey, SimulatedKeypad
from tests.kiosk.eyes_closed.point import BOOKINGS, POINT
from tests.kiosk.screens.states import LANGUAGES, LENGTHS
from tests.kiosk.ticket.conftest import HandClock
from tests.kiosk.voice.speaker import FakeSpeaker, Spoken
from tests.kivy_window import KivyWindow

FIRST_NUMBER = 214
PANEL = Panel(194, 345, 540, 960)
"""With few pixels: nobody looks."""
_HAND_S = 1.0
"""From one key to the next; the guard against double presses hears this clock."""
_KEYS = {shown: (usage, bool(shift)) for usage, pair in TYPED.items() for shift, shown in enumerate(pair)}


class EyesClosedKiosk:
    """The real front on the test's window. What helpers answer comes a moment later, as from their threads.

    `number`: whether one can be dealt; `paper`: what becomes of it; `adviser`: whether a call arrives.
    """

    prints = True
    scans = True
    closed = False

    def __init__(self, window: KivyWindow, kit: Kit) -> None:
        self.window = window
        self.clock = HandClock()
        self.speaker = FakeSpeaker()
        self.site: Surroundings | None = POINT
        self.number = True
        self.paper: Condition | None = None
        self.adviser: Answer = "called"
        self.taken: list[Take] = []
        self.added: list[Add] = []
        self.papers: list[tuple[Ticket, bool]] = []
        self.calls: list[str] = []
        self._numbers = itertools.count(FIRST_NUMBER)
        self._soon: deque[Callable[[], object]] = deque()
        self._shown: Control | None = None
        self._drawn: Control | None = None
        self.reception = Reception(self, self, self.clock, self._soon.append, lambda: None)
        stage = Stage(kit, LANGUAGES, self.reception.handle, self._put)
        self.front = Front(
            box(),
            stage,
            lambda: self._shown,
            self.reception.handle,
            LANGUAGES,
            self.speaker,
            Refusals(),
        )
        self.keypad = SimulatedKeypad(self._wire)

    @property
    def spoken(self) -> Sequence[Spoken | None]:
        """All that was said, and each silence."""
        return self.speaker.spoken

    @property
    def focused(self) -> Sequence[str]:
        """The names of what the keypad's focus is on: one, or nothing."""
        return [] if self._shown is None else [one.name for one in describe(self._shown) if one.focused]

    def open(self) -> None:
        """Switch it on."""
        self.reception.open(self.front)
        self._go_on()

    # what a customer does

    def press(self, key: PadKey) -> None:
        """Press a key of the keypad, and let what follows of it happen."""
        self.window.now_s += _HAND_S
        self.keypad.press(key)
        self._go_on()

    def show_code(self, code: str) -> None:
        """Hold a code before the scanner, which types it."""
        enter = min(SCAN_ENDS)
        for usage, shift in [*(_KEYS[sign] for sign in code), (enter, False)]:
            self.window.window.dispatch("on_key_down", 0, usage, None, ["shift"] if shift else [])
            self.window.window.dispatch("on_key_up", 0, usage)
        self._go_on()

    def wait(self, seconds: int) -> None:
        """Let time pass; the window's beat comes once a second."""
        for _ in range(seconds):
            self.clock.go_on(1000)
            self.reception.tick()
        self._go_on()

    def let_paper_come(self) -> None:
        """Let the printer say what became of the last paper."""
        ticket, _ = self.papers[-1]
        if self.paper is None:
            self.reception.printed(ticket.id)
        else:
            self.reception.not_printed(ticket.id, may_be_out=False, reason=self.paper)
        self._go_on()

    # what the reception knows

    def surroundings(self) -> Surroundings | None:
        return self.site

    def lengths(self) -> Lengths:
        return LENGTHS

    def bookings(self) -> Bookings:
        return BOOKINGS

    def printer(self) -> PrinterState | None:
        return PrinterState(self.paper or Condition.READY)

    # who helps it

    def take(self, wish: Take) -> None:
        self.taken.append(wish)
        ticket = self._deal(wish) if self.number else None
        self._soon.append(lambda: wish.done(ticket))

    def add(self, wish: Add) -> None:
        self.added.append(wish)
        self._soon.append(lambda: wish.done(True))  # noqa: FBT003 - the one argument of a callback

    def print(self, ticket: Ticket, *, copy: bool) -> None:
        self.papers.append((ticket, copy))

    def call_adviser(self, language: str, answered: Callable[[Answer], None]) -> None:
        self.calls.append(language)
        self._soon.append(lambda: answered(self.adviser))

    def check_code(self, code: str, known: StaffCode | None, answered: Callable[[bool, int], None]) -> None:
        """No customer comes to the service page."""

    def print_trial(self, ended: Callable[[bool, Condition | None], None]) -> None:
        """As above."""

    def check_sound(self, language: str, played: Callable[[bool], None]) -> None:
        """As above."""

    def set_closed(self, closed: bool) -> None:  # noqa: FBT001 - as the port has it
        """As above."""

    def restart(self) -> None:
        """As above."""

    def _deal(self, wish: Take) -> Ticket:
        number = next(self._numbers)
        now = self.clock
        taken = Reading(boot=1, clock_ms=now.ms, wall_ms=now.wall, synced=True)
        return Ticket(
            f"t-{number}",
            "2026-11-23",
            number,
            wish.service,
            wish.language,
            taken,
            Expected() if wish.appointment else Expected(6, (15, 25)),
            appointment_ms=wish.appointment.at_ms if wish.appointment else 0,
        )

    def _go_on(self) -> None:
        """Do what others have handed over, as the mailbox of the window does, and draw each screen once."""
        while self._soon:
            self._soon.popleft()()
        if self._drawn is not self._shown:
            self.window.frames()
            self._drawn = self._shown

    def _put(self, root: Control) -> None:
        if root is not self._shown:
            if self._shown is not None:
                self.window.window.remove_widget(self._shown)
            self.window.window.add_widget(root)
        self._shown = root

    def _wire(self, key: PadKey, down: bool) -> None:  # noqa: FBT001 - as the wire has it
        if down:
            self.window.window.dispatch("on_key_down", 0, int(key), None, [])
        else:
            self.window.window.dispatch("on_key_up", 0, int(key))


def box() -> KioskBox:
    """What stands in the box file of this kiosk; its scanner types, as most do when they are new."""
    return KioskBox(
        box=Box(site="pori", id="kiosk-1", state=Path("/nowhere")),
        brokers=KioskBrokers(site=Broker()),
        panel=PANEL,
        scanner=ScannerSettings(kind=Kind.KEYBOARD),
    )
