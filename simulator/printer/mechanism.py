"""Roll, head, cover and cutter: moves paper at a real speed, and stops when something is wrong."""

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum, auto

from PIL import Image

from simulator.printer.strip import DOTS_PER_MM, Piece, Strip
from simulator.printer.typesetter import Band

_NEAR_END_MM = 4_000


class Interrupted(Exception):  # noqa: N818 - no error: the printer lost power, or was told to forget
    """What was being printed is given up."""


class Cutter(StrEnum):
    """The state of the blade."""

    FINE = auto()
    WILL_JAM = auto()
    JAMMED = auto()
    FREED = auto()
    """Free again, and still an error until the printer is told to try once more."""


@dataclass(frozen=True, slots=True)
class Sensors:
    """What the printer itself can see of its mechanism."""

    paper_near_end: bool
    paper_out: bool
    cover_open: bool
    cutter_error: bool
    hot: bool
    offline: bool

    @property
    def blocked(self) -> bool:
        """True while nothing can be printed."""
        return self.paper_out or self.cover_open or self.cutter_error or self.hot or self.offline


class Mechanism:
    """Worked by one thread that prints; accidents come from any thread."""

    def __init__(
        self,
        strip: Strip,
        mm_per_s: float,
        roll_mm: float,
        on_change: Callable[[], None],
        *,
        errors_stand: bool = False,
    ) -> None:
        """Args: `on_change` is called in whichever thread changed what the sensors see; speed may be inf.

        Where `errors_stand`, a blade that was freed is an error until `recover`.
        """
        self._strip = strip
        self._s_per_mm = 1 / mm_per_s if math.isfinite(mm_per_s) else 0.0
        self._full_mm = roll_mm
        self._left_mm = roll_mm
        self._moved_mm = 0.0
        self._cover_open = False
        self._cutter = Cutter.FINE
        self._errors_stand = errors_stand
        self._at_cut: Callable[[], None] | None = None
        self._hot = False
        self._offline = False
        self._generation = 0
        self._plans: list[tuple[float, Callable[[], None]]] = []
        self._pieces: list[Piece] = []
        self._on_change = on_change
        self._changed = threading.Condition(threading.RLock())

    # --- what is seen -------------------------------------------------------------------------------------

    def sensors(self) -> Sensors:
        """Return what the sensors see now."""
        with self._changed:
            return Sensors(
                paper_near_end=self._left_mm < _NEAR_END_MM,
                paper_out=self._left_mm <= 0,
                cover_open=self._cover_open,
                cutter_error=self._cutter in (Cutter.JAMMED, Cutter.FREED),
                hot=self._hot,
                offline=self._offline,
            )

    def pieces(self) -> tuple[Piece, ...]:
        """Return all that came out, oldest first."""
        with self._changed:
            return tuple(self._pieces)

    def unfinished(self) -> str:
        """Return the text on the paper that still hangs in the printer."""
        with self._changed:
            return self._strip.text

    def wait_for_pieces(self, count: int, limit_s: float) -> bool:
        """Return True as soon as so many pieces have come out, False when the limit passes before."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self._pieces) >= count, limit_s)

    # --- the thread that prints ---------------------------------------------------------------------------

    @property
    def generation(self) -> int:
        """The number of the work that is being done; giving up begins a new one."""
        with self._changed:
            return self._generation

    def wait_until_able(self, generation: int) -> None:
        """Wait as long as nothing can be printed.

        Raises:
            Interrupted: the work of this generation was given up.
        """
        with self._changed:
            while self._generation == generation and self.sensors().blocked:
                self._changed.wait()
            if self._generation != generation:
                raise Interrupted

    def print(self, band: Band, generation: int) -> None:
        """Print a band, a millimetre at a time, at the real speed.

        Raises:
            Interrupted: the work of this generation was given up.
        """
        for top in range(0, band.image.height, DOTS_PER_MM):
            bottom = min(top + DOTS_PER_MM, band.image.height)
            self.wait_until_able(generation)
            self._pass_time((bottom - top) / DOTS_PER_MM * self._s_per_mm, generation)
            self._move(band.image.crop((0, top, band.image.width, bottom)))
        if band.text is not None:
            with self._changed:
                self._strip.mark(band.text)

    def cut(self, generation: int) -> None:
        """Cut; a blade that jams stays until the jam is cleared, and cuts then.

        Raises:
            Interrupted: the work of this generation was given up.
        """
        self.wait_until_able(generation)
        with self._changed:
            accident, self._at_cut = self._at_cut, None
        if accident is not None:
            accident()
            self.wait_until_able(generation)
        with self._changed:
            jams = self._cutter is Cutter.WILL_JAM
            if jams:
                self._cutter = Cutter.JAMMED
        if jams:
            self._tell()
        self.wait_until_able(generation)
        with self._changed:
            self._pieces.append(self._strip.cut())
            self._changed.notify_all()

    def _pass_time(self, duration_s: float, generation: int) -> None:
        if not duration_s:
            return
        with self._changed:
            self._changed.wait_for(lambda: self._generation != generation, duration_s)
            if self._generation != generation:
                raise Interrupted

    def _move(self, rows: Image.Image) -> None:
        with self._changed:
            before = self.sensors()
            self._strip.add(rows)
            self._moved_mm += rows.height / DOTS_PER_MM
            self._left_mm -= rows.height / DOTS_PER_MM
            due = [action for at, action in self._plans if at <= self._moved_mm]
            self._plans = [(at, action) for at, action in self._plans if at > self._moved_mm]
            changed = before != self.sensors()
        if changed:
            self._tell()
        for action in due:
            action()

    # --- accidents, from any thread -----------------------------------------------------------------------

    def when_moved(self, mm: float, action: Callable[[], None]) -> None:
        """Do something once so much more paper has moved, in the thread that prints."""
        with self._changed:
            self._plans.append((self._moved_mm + mm, action))

    def when_cutting(self, action: Callable[[], None]) -> None:
        """Do something just before the next cut, in the thread that prints."""
        with self._changed:
            self._at_cut = action

    def give_up(self) -> None:
        """End what is being printed where it stands."""
        with self._changed:
            self._generation += 1
            self._changed.notify_all()

    def leave_paper(self, mm: float) -> None:
        """Let so much paper be left on the roll."""
        with self._changed:
            self._left_mm = mm
        self._tell()

    def new_roll(self) -> None:
        """Take the rest of the old paper out and put a whole roll in."""
        with self._changed:
            if self._strip.text:
                self._pieces.append(self._strip.end_of_roll())
            self._left_mm = self._full_mm
        self._tell()

    def set_cover(self, *, is_open: bool) -> None:
        """Open or close the cover."""
        with self._changed:
            self._cover_open = is_open
        self._tell()

    def set_cutter(self, cutter: Cutter) -> None:
        """Make the blade fine, jam at the next cut, or be jammed."""
        with self._changed:
            self._cutter = cutter
        self._tell()

    def free_cutter(self) -> None:
        """Take out what the blade was stuck in."""
        with self._changed:
            stands = self._errors_stand and self._cutter is Cutter.JAMMED
        self.set_cutter(Cutter.FREED if stands else Cutter.FINE)

    def recover(self) -> None:
        """Try the blade again: fine where it is free, jammed as before where it is not."""
        with self._changed:
            is_free = self._cutter is Cutter.FREED
        if is_free:
            self.set_cutter(Cutter.FINE)

    def set_hot(self, *, is_hot: bool) -> None:
        """Make the head too hot to print, or cool."""
        with self._changed:
            self._hot = is_hot
        self._tell()

    def set_offline(self, *, is_offline: bool) -> None:
        """Take the printer off line without a reason, as its feed button does."""
        with self._changed:
            self._offline = is_offline
        self._tell()

    def _tell(self) -> None:
        with self._changed:
            self._changed.notify_all()
        self._on_change()
