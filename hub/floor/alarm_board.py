"""The open alarms as the keeper tells them, for the console; the hub has no part in their way."""

from dataclasses import dataclass

from common.runtime.belief import Owner, judge
from common.wire.alarms import OpenPress, PointState


@dataclass(frozen=True, slots=True)
class ShownPress:
    """An open press with its age now, in ms."""

    press: OpenPress
    age_ms: int


class AlarmBoard:
    """The last state of every point, and whether its keeper is heard."""

    def __init__(self) -> None:
        """Know of no point yet."""
        self._owner = Owner()
        self._points: dict[str, PointState] = {}

    def beat(self, incarnation: str, at_ms: int, now_ms: int) -> bool:
        """Take in the keeper's beat; return whether it has come (back) to life."""
        revived = not self._owner.lives(now_ms)
        self._owner = self._owner.beat(incarnation, at_ms, now_ms)
        return revived

    def hear(self, point: str, state: PointState) -> bool:
        """Take in a point's state; return whether it is news."""
        if judge(self._points.get(point), state) == "old":
            return False
        self._points[point] = state
        return True

    def keeper_lives(self, now_ms: int) -> bool:
        """Tell whether the keeper was heard within 5 s; without it "no alarm" means nothing."""
        return self._owner.lives(now_ms)

    def points(self) -> dict[str, PointState]:
        """Return the state of every point heard of."""
        return dict(self._points)

    def open_presses(self, now_ms: int) -> dict[str, tuple[ShownPress, ...]]:
        """Return the open presses of each point that has any."""
        return {
            point: tuple(
                ShownPress(press, press.age_ms + self._owner.elapsed_ms(state, now_ms))
                for press in state.presses
            )
            for point, state in self._points.items()
            if state.presses
        }
