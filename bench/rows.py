"""The rows of the table: what each is called, its unit, and what stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bench.aims import (
    Aim,
    Measured,
    above_bare_at_most,
    largest_below,
    p50_at_most,
    p99_at_most,
    ratio_at_least,
    ratio_at_most,
    same_as_beside,
    upper_end_at_most,
)
from bench.samples import Summary, ratio_interval, summary

WAITING = (0, 1000, 5000)
"""How many wait while the hub's cost is measured."""

ROUND_TRIP = "bare round trip through Mosquitto"
COMMIT = "bare SQLite commit"
COMMIT_AND_TCP = "bare commit, then bare TCP to the same printer"
LOOP = "bare loop: paho, msgspec, commit, ack"
WINDOW = "empty Kivy window"
WINDOW_TOLD = "message to the picture of an empty Kivy window"
WINDOW_SOUNDS = "message to the sound of an empty Kivy window"
EMPTY_SCREEN = "an empty screen in another colour"
BARE_HUB = "bare Starlette hub"
BARE_MESSAGE = "the same message with nothing in it"
NOBODY_WAITING = "the same with nobody waiting"

DAYS = ("memory-evening", "memory-growth")
LONG = (*DAYS, "memory-visits")
"""The rows that take minutes, and are measured only where ``--long`` or their names ask for them."""

_AS_MUCH_MORE = 1.25
_MEMORY_MB = 40
_VISITS_GROWTH_MB = 3
"""Half a kB a visit: the least control that nobody takes away has 3.7 kB, and a text on the screen 60."""
_GROWTH_MB = 5
"""50 bytes a visit: an entry in a dictionary that nobody takes away is twice as large."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What is measured: its id, what it is in words, its unit, and the bare thing beside it."""

    id: str
    about: str
    unit: str
    beside: str
    digits: int = 2
    aim: Aim | None = None


def _at_each(
    name: str,
    about: str,
    unit: str,
    beside: str,
    digits: int,
    aim: Aim | None = None,
    waiting: Sequence[int] = WAITING,
) -> list[Figure]:
    return [
        Figure(f"{name}@{count}", f"{about}, {count:,} waiting", unit, beside, digits, aim)
        for count in waiting
    ]


def _growing(name: str, about: str) -> list[Figure]:
    aim = upper_end_at_most(_AS_MUCH_MORE, "x")
    return _at_each(name, f"{about} beside none", "x", NOBODY_WAITING, 3, aim, WAITING[1:])


def _counted(name: str, about: str, unit: str) -> list[Figure]:
    none, waiting = WAITING[:1], WAITING[1:]
    return [
        *_at_each(name, about, unit, NOBODY_WAITING, 1, None, none),
        *_at_each(name, about, unit, NOBODY_WAITING, 1, same_as_beside(), waiting),
    ]


FIGURES: tuple[Figure, ...] = (
    Figure("tap-to-durable", "tap → ticket on the kiosk's disk", "ms", COMMIT, aim=p50_at_most(5, "ms")),
    Figure(
        "tap-to-printed",
        "tap → printer has taken the last byte",
        "ms",
        COMMIT_AND_TCP,
        aim=p99_at_most(60, "ms"),
    ),
    Figure(
        "screen-change",
        "press → the kiosk's next screen drawn",
        "ms",
        EMPTY_SCREEN,
        1,
        aim=p99_at_most(100, "ms"),
    ),
    Figure("idle-cpu-kiosk", "CPU of the kiosk at rest", "%", WINDOW, aim=ratio_at_most(1.5)),
    Figure("check-in-to-board", "check-in sent → board at a wall", "ms", ROUND_TRIP),
    Figure(
        "call-to-board",
        "call next in the console → board at a wall",
        "ms",
        ROUND_TRIP,
        aim=p50_at_most(2, "ms"),
    ),
    Figure("call-to-picture", "call next → number drawn on the wall", "ms", WINDOW_TOLD, 1),
    Figure("call-to-sound", "call next → first sample of the chime", "ms", WINDOW_SOUNDS, 1),
    Figure("press-to-panel", "press → drawn on the guard's panel", "ms", WINDOW_TOLD, 1),
    *_at_each("hub-check-in-cpu", "hub's CPU for a check-in", "ms", LOOP, 3, ratio_at_most(2)),
    *_at_each("hub-call-cpu", "hub's CPU for a call", "ms", LOOP, 3),
    *_at_each("hub-check-ins-per-second", "check-ins from 8 kiosks", "1/s", LOOP, 0, ratio_at_least(0.5)),
    *_at_each("board-bytes", "size of a board", "B", BARE_MESSAGE, 0, largest_below(4000, "B")),
    *_growing("check-in-time", "time of a check-in"),
    *_growing("check-in-cpu", "CPU for a check-in"),
    *_growing("call-time", "call next → board"),
    *_growing("call-cpu", "CPU for a call"),
    *_counted("check-in-statements", "SQL statements for a check-in", ""),
    *_counted("check-in-steps", "steps of SQLite for a check-in", ""),
    *_counted("check-in-rows", "rows written for a check-in", ""),
    *_counted("check-in-bytes", "bytes written for a check-in", "B"),
    *_counted("call-statements", "SQL statements for a call", ""),
    *_counted("call-steps", "steps of SQLite for a call", ""),
    *_counted("call-rows", "rows written for a call", ""),
    *_counted("call-bytes", "bytes written for a call", "B"),
    Figure("memory-hub", "memory of the hub", "MB", BARE_HUB, 1, above_bare_at_most(_MEMORY_MB, "MB")),
    Figure(
        "memory-evening",
        "memory of the hub after 5,000 visits",
        "MB",
        BARE_HUB,
        1,
        above_bare_at_most(_MEMORY_MB, "MB"),
    ),
    Figure(
        "memory-growth",
        "its growth over 100,000 visits",
        "MB",
        "an even line",
        aim=upper_end_at_most(_GROWTH_MB, "MB"),
    ),
    Figure(
        "memory-kiosk",
        "memory of the kiosk, 1080 × 1920",
        "MB",
        WINDOW,
        1,
        above_bare_at_most(_MEMORY_MB, "MB"),
    ),
    Figure(
        "memory-visits",
        "growth of the kiosk's window in 6,000 visits",
        "MB",
        "an even line",
        aim=upper_end_at_most(_VISITS_GROWTH_MB, "MB"),
    ),
    Figure("memory-display", "memory of a wall, 1920 × 1080", "MB", WINDOW, 1),
    Figure("memory-deviceagent", "memory of the deviceagent", "MB", LOOP, 1),
    Figure("memory-alarms", "memory of the keeper of alarms", "MB", LOOP, 1),
    Figure("first-frame-kiosk", "start → first picture of the kiosk", "ms", WINDOW, 0, ratio_at_most(1.2)),
    Figure("first-frame-display", "start → first picture of a wall", "ms", WINDOW, 0),
)

COUNTED = tuple(
    f"{deed}-{what}@{count}"
    for deed in ("check-in", "call")
    for what in ("statements", "steps", "rows", "bytes")
    for count in WAITING
)
"""The rows of what SQLite did, which is counted and not timed."""

BY_ID = {figure.id: figure for figure in FIGURES}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure as measured, or the reason why it could not be; ``baseline`` is of the bare thing.

    ``upper`` is the largest sample, or the upper end of the 95 % interval of what is estimated.
    """

    figure: Figure
    measured: Summary | None = None
    baseline: Summary | None = None
    upper: float = 0.0
    reason: str = ""

    @property
    def verdict(self) -> str:
        """The aim, what was found and whether it holds; empty where the figure has none."""
        aim = self.figure.aim
        return "" if aim is None or self.measured is None else aim.verdict(self._for_aims())

    @property
    def holds(self) -> bool | None:
        """Whether the figure's aim holds; ``None`` where it has none, or too little was measured to tell."""
        aim = self.figure.aim
        return None if aim is None or self.measured is None else aim.holds(self._for_aims())

    def for_json(self) -> dict[str, object]:
        """Return the row as programs read it; what could not be measured is null, with 0 samples."""
        measured = self.measured
        return {
            "id": self.figure.id,
            "value": _rounded(measured and measured.p50),
            "p50": _rounded(measured and measured.p50),
            "p99": _rounded(measured and measured.p99),
            "unit": self.figure.unit,
            "n": measured.n if measured else 0,
            "baseline": _rounded(self.baseline and self.baseline.p50),
            "aim": self.figure.aim.words if self.figure.aim else None,
            "holds": self.holds,
        }

    def _for_aims(self) -> Measured:
        p50 = self.measured.p50 if self.measured else 0.0
        bare = self.baseline.p50 if self.baseline else None
        return Measured(p50, bare, self.upper, self.measured.p99 if self.measured else None)


def measured(name: str, samples: Sequence[float], bare: Sequence[float], *, counted: int = 0) -> Row:
    """Return a row from samples in the figure's unit; ``counted`` is how many deeds they are means of.

    Means of blocks have no 99th percentile, however many deeds they cover.
    """
    own, beside = summary(samples), summary(bare)
    if counted:
        own = Summary(own.p50, None, counted)
    return Row(BY_ID[name], own, beside, max(samples))


def grown(name: str, samples: Sequence[float], before: Sequence[float]) -> Row:
    """Return how many times as much ``samples`` are as ``before``, which were taken in turn with them."""
    ratio, upper = ratio_interval(samples, before)
    return Row(BY_ID[name], Summary(ratio, None, len(samples)), Summary(1.0, None, len(before)), upper)


def counted(name: str, count: float, beside: float, n: int) -> Row:
    """Return a row of a mean of ``n`` counts beside that of another case."""
    return Row(BY_ID[name], Summary(count, None, n), Summary(beside, None, n), count)


def estimated(name: str, value: float, upper: float, n: int) -> Row:
    """Return a row of something that is estimated from ``n`` samples, with its upper end."""
    return Row(BY_ID[name], Summary(value, None, n), None, upper)


def missing(name: str, reason: str) -> Row:
    """Return a row that says why there is no figure."""
    return Row(BY_ID[name], reason=reason)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
