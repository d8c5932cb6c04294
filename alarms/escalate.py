"""When a press goes on to the next way because nobody has answered: pure, one line a step.

The other ways fire where the press was made, without asking anybody. Here the step goes on record.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from alarms.events import Event, NotShown
from alarms.state import OpenPress, Points, elapsed_ms
from common.wire.alarms import SHOWN_TIMEOUT_S
from common.wire.message import Reading

_MS = 1000


@dataclass(frozen=True, slots=True)
class Step:
    """Taken ``after_s`` seconds after a press that still ``waits``; ``make`` is the entry for the record."""

    after_s: float
    waits: Callable[[OpenPress], bool]
    make: Callable[[str, tuple[str, ...]], Event]


def _waits_for_a_panel(press: OpenPress) -> bool:
    return not press.shown and not press.unshown_noted


def _not_shown(point: str, presses: tuple[str, ...]) -> Event:
    return NotShown(point=point, presses=presses)


STEPS: tuple[Step, ...] = (Step(SHOWN_TIMEOUT_S, _waits_for_a_panel, _not_shown),)
"""In the order of their time."""


def steps_due(points: Points, now: Reading, steps: Iterable[Step] = STEPS) -> list[Event]:
    """Return the steps that are due now and not yet on record."""
    return [
        step.make(point_id, late)
        for step in steps
        for point_id, point in points.items()
        if (late := tuple(press.id for press in point.presses if _is_late(press, step, now)))
    ]


def _is_late(press: OpenPress, step: Step, now: Reading) -> bool:
    return step.waits(press) and press.age_ms + elapsed_ms(press.at, now) >= step.after_s * _MS
