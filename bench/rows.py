"""The rows of the table: what each is called, its unit, and what stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bench.samples import Summary, summary

WAITING = (0, 1000, 5000)
"""How many wait while the hub's cost is measured."""

ROUND_TRIP = "bare round trip through Mosquitto"
COMMIT = "bare SQLite commit"
COMMIT_AND_TCP = "bare commit, then bare TCP to the same printer"
LOOP = "bare loop: paho, msgspec, commit, ack"
WINDOW = "empty Kivy window"
WINDOW_TOLD = "message to the picture of an empty Kivy window"
WINDOW_SOUNDS = "message to the sound of an empty Kivy window"
BARE_HUB = "bare Starlette hub"
BARE_MESSAGE = "the same message with nothing in it"


@dataclass(frozen=True, slots=True)
class Figure:
    """What is measured: its id, what it is in words, its unit, and the bare thing beside it."""

    id: str
    about: str
    unit: str
    beside: str
    digits: int = 2


def _at_each(name: str, about: str, unit: str, beside: str, digits: int) -> list[Figure]:
    return [
        Figure(f"{name}@{waiting}", f"{about}, {waiting:,} waiting", unit, beside, digits)
        for waiting in WAITING
    ]


FIGURES: tuple[Figure, ...] = (
    Figure("tap-to-durable", "tap → ticket on the kiosk's disk", "ms", COMMIT),
    Figure("tap-to-printed", "tap → printer has taken the last byte", "ms", COMMIT_AND_TCP),
    Figure("check-in-to-board", "check-in sent → board at a wall", "ms", ROUND_TRIP),
    Figure("call-to-board", "call next in the console → board at a wall", "ms", ROUND_TRIP),
    Figure("call-to-picture", "call next → number drawn on the wall", "ms", WINDOW_TOLD, 1),
    Figure("call-to-sound", "call next → first sample of the chime", "ms", WINDOW_SOUNDS, 1),
    Figure("press-to-panel", "press → drawn on the guard's panel", "ms", WINDOW_TOLD, 1),
    *_at_each("hub-check-in-cpu", "hub's CPU for a check-in", "ms", LOOP, 3),
    *_at_each("hub-call-cpu", "hub's CPU for a call", "ms", LOOP, 3),
    *_at_each("hub-check-ins-per-second", "check-ins from 8 kiosks", "1/s", LOOP, 0),
    *_at_each("board-bytes", "size of a board", "B", BARE_MESSAGE, 0),
    Figure("memory-hub", "memory of the hub", "MB", BARE_HUB, 1),
    Figure("memory-kiosk", "memory of the kiosk, 1080 × 1920", "MB", WINDOW, 1),
    Figure("memory-display", "memory of a wall, 1920 × 1080", "MB", WINDOW, 1),
    Figure("memory-deviceagent", "memory of the deviceagent", "MB", LOOP, 1),
    Figure("memory-alarms", "memory of the keeper of alarms", "MB", LOOP, 1),
    Figure("first-frame-kiosk", "start → first picture of the kiosk", "ms", WINDOW, 0),
    Figure("first-frame-display", "start → first picture of a wall", "ms", WINDOW, 0),
)

BY_ID = {figure.id: figure for figure in FIGURES}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure as measured, or the reason why it could not be; ``baseline`` is of the bare thing."""

    figure: Figure
    measured: Summary | None = None
    baseline: Summary | None = None
    reason: str = ""

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
        }


def measured(name: str, samples: Sequence[float], bare: Sequence[float], *, counted: int = 0) -> Row:
    """Return a row from samples in the figure's unit; ``counted`` is how many deeds they are means of.

    Means of blocks have no 99th percentile, however many deeds they cover.
    """
    own, beside = summary(samples), summary(bare)
    if counted:
        own = Summary(own.p50, None, counted)
    return Row(BY_ID[name], own, beside)


def missing(name: str, reason: str) -> Row:
    """Return a row that says why there is no figure."""
    return Row(BY_ID[name], reason=reason)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
