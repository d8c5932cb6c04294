"""What the keeper of alarms has said, by either broker, and how much of it is to be believed: pure."""

from collections.abc import Mapping

from common.runtime.belief import Owner, judge
from common.wire.alarms import OpenPress, PointState

_LIVES_KEPT = 4


class KeeperView:
    """States by the keeper's life: an old broker may still hold one of a life that is over.

    A life's states may arrive before its first beat, so those of the last few lives are kept until a beat
    tells which one is on.
    """

    def __init__(self) -> None:
        """Know nothing yet."""
        self._owner = Owner()
        self._lives: dict[str, dict[str, PointState]] = {}

    def beat(self, incarnation: str, at_ms: int, local_ms: int) -> None:
        """Hear the keeper's beat."""
        self._owner = self._owner.beat(incarnation, at_ms, local_ms)

    def state(self, point: str, state: PointState) -> None:
        """Take the state of a point, unless it is older than the one at hand."""
        if state.incarnation not in self._lives:
            for life in [life for life in self._lives if life != self._owner.incarnation][:-_LIVES_KEPT]:
                del self._lives[life]
        life = self._lives.setdefault(state.incarnation, {})
        if judge(life.get(point), state) != "old":
            life[point] = state

    def presses(self, point: str, local_ms: int) -> Mapping[str, OpenPress]:
        """Return the open presses of a point that a living keeper has on record; none while it is silent."""
        state = self._lives.get(self._owner.incarnation or "", {}).get(point)
        if state is None or not self._owner.believes(state, local_ms):
            return {}
        return {press.id: press for press in state.presses}
