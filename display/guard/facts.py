"""What the guard's panel knows of presses and points: pure, from what is heard by any line to plain values.

A press that was heard in any way is open here until the keeper says that it is closed. It says so

- by a newer state of the same incarnation that lists it no more, or
- by taking "seen", "help is coming" or "close" for it, while its state of now does not list it.

A state of another incarnation that does not list a press closes nothing: an old retained one may come late
by the other broker, and a keeper whose record was lost knows of nothing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from common.runtime.belief import Owner
from common.wire.alarms import LineState, OpenPress, PointReport, PointState

MOST_AT_POINT = 64
"""Open presses kept of one point; a guard acts on one, and the keeper itself keeps 32."""
MOST_POINTS = 500
_MOST_CLOSED = 2000
_MOST_LIVES = 3


@dataclass(frozen=True, slots=True)
class Press:
    """An open press. ``pressed_ms`` is on the local clock, ``wall_ms`` the wall time of it.

    ``recorded`` is the incarnation of the keeper that lists it, or None; ``answered`` the one that took a
    request that named it. ``seen`` and ``helped`` are by whomever; ``*_here`` was touched on this panel.
    """

    id: str
    point: str
    pressed_ms: int
    wall_ms: int
    recorded: str | None = None
    answered: str | None = None
    shown: bool = False
    seen: bool = False
    helped: bool = False
    seen_here: bool = False
    helped_here: bool = False

    @property
    def is_seen(self) -> bool:
        """Whether somebody has seen it, as far as this panel knows."""
        return self.seen or self.seen_here

    @property
    def is_helped(self) -> bool:
        """Whether help is on the way."""
        return self.helped or self.helped_here


@dataclass(frozen=True, slots=True)
class Facts:
    """All of it: the keeper's ``states`` by incarnation and point, cables (``lines``) by their devices."""

    presses: Mapping[str, Press] = field(default_factory=dict[str, Press])
    states: Mapping[str, Mapping[str, PointState]] = field(
        default_factory=dict[str, Mapping[str, PointState]]
    )
    lines: Mapping[str, LineState] = field(default_factory=dict[str, LineState])
    closed: tuple[str, ...] = ()
    keeper: Owner = field(default_factory=Owner)

    def by_point(self) -> dict[str, list[Press]]:
        """All open presses by point, the oldest first at each."""
        found: dict[str, list[Press]] = {}
        for press in sorted(self.presses.values(), key=lambda press: (press.pressed_ms, press.id)):
            found.setdefault(press.point, []).append(press)
        return found

    def state_now(self, point: str) -> PointState | None:
        """The state of a point from the keeper that beats, or beat last."""
        return self.states.get(self.keeper.incarnation or "", {}).get(point)

    def is_settled(self, press: Press) -> bool:
        """Whether the keeper that beats has taken a request for it, and does not list it as open."""
        state = self.state_now(press.point)
        if press.answered is None or press.answered != self.keeper.incarnation or state is None:
            return False
        return all(listed.id != press.id for listed in state.presses)


def on_beat(facts: Facts, incarnation: str, at_ms: int, now_ms: int) -> Facts:
    """The keeper lives; of its former lives only the last few are remembered."""
    lives = [life for life in facts.states if life != incarnation][-_MOST_LIVES + 1 :]
    states = facts.states
    if len(states) > _MOST_LIVES:
        states = {life: states[life] for life in (*lives, incarnation) if life in states}
    return _settle(replace(facts, keeper=facts.keeper.beat(incarnation, at_ms, now_ms), states=states))


def on_report(facts: Facts, point: str, report: PointReport, now_ms: int, wall_ms: int) -> Facts | None:
    """Take a device's own word; None where there are more points than can be true."""
    if point not in facts.lines and len(facts.lines) >= MOST_POINTS:
        return None
    room = MOST_AT_POINT - sum(1 for press in facts.presses.values() if press.point == point)
    new = [
        press for press in report.presses if press.id not in facts.presses and press.id not in facts.closed
    ]
    new = new[: max(0, room)]
    if new:
        presses = dict(facts.presses)
        for press in new:
            presses[press.id] = Press(press.id, point, now_ms - press.age_ms, max(0, wall_ms - press.age_ms))
        facts = replace(facts, presses=presses)
    if facts.lines.get(point) == report.line:
        return facts
    return replace(facts, lines={**facts.lines, point: report.line})


def on_state(facts: Facts, point: str, state: PointState, now_ms: int) -> Facts | None:
    """Take the keeper's word on a point; None where there are more points than can be true."""
    life = facts.states.get(state.incarnation, {})
    held = life.get(point)
    if held is not None and state.revision <= held.revision:
        return facts
    if held is None and len(life) >= MOST_POINTS:
        return None
    presses = dict(facts.presses)
    listed = {press.id for press in state.presses}
    gone = {press.id for press in held.presses} - listed if held else set[str]()
    gone = {press for press in gone if press in presses and presses[press].recorded == state.incarnation}
    is_now = facts.keeper.incarnation in (None, state.incarnation)
    for press in state.presses:
        held_press = presses.get(press.id)
        if not is_now and (press.id in facts.closed or (held_press and held_press.recorded)):
            continue  # an old state by the other broker: more is known since
        presses[press.id] = _merge(held_press, press, point, state, facts.keeper, now_ms)
    for press in gone:
        del presses[press]
    others = {name: points for name, points in facts.states.items() if name != state.incarnation}
    states = {**others, state.incarnation: {**life, point: state}}
    if len(states) > _MOST_LIVES + 1:
        states = _without_oldest(states, facts.keeper.incarnation)
    facts = replace(facts, presses=presses, states=states, closed=_remember(facts.closed, gone))
    return _settle(facts)


def on_answer(facts: Facts, presses: Collection[str]) -> Facts:
    """The keeper has taken a request that it refuses for presses it does not know."""
    changed = {
        press: replace(facts.presses[press], answered=facts.keeper.incarnation)
        for press in presses
        if press in facts.presses
    }
    return _settle(replace(facts, presses={**facts.presses, **changed}))


def on_closed(facts: Facts, presses: Collection[str]) -> Facts:
    """These presses are closed for good."""
    gone = {press for press in presses if press in facts.presses}
    left = {name: press for name, press in facts.presses.items() if name not in gone}
    return replace(facts, presses=left, closed=_remember(facts.closed, gone))


def on_seen_here(facts: Facts, presses: Collection[str], *, helped: bool = False) -> Facts:
    """Somebody touched this panel: these were seen, or (``helped``) help is on the way as well."""
    changed = {
        press: replace(
            facts.presses[press],
            seen_here=True,
            helped_here=facts.presses[press].helped_here or helped,
        )
        for press in presses
        if press in facts.presses
    }
    return replace(facts, presses={**facts.presses, **changed})


def _merge(
    held: Press | None, press: OpenPress, point: str, state: PointState, keeper: Owner, now_ms: int
) -> Press:
    """A press as the keeper lists it; when it was pressed is told by its clock, as exact as its beat."""
    base = held or Press(
        press.id, point, now_ms - press.age_ms - keeper.elapsed_ms(state, now_ms), press.wall_ms
    )
    return replace(
        base,
        wall_ms=press.wall_ms,
        recorded=state.incarnation,
        shown=press.shown,
        seen=press.seen_by is not None,
        helped=press.help_by is not None,
    )


def _settle(facts: Facts) -> Facts:
    settled = [name for name, press in facts.presses.items() if facts.is_settled(press)]
    return on_closed(facts, settled) if settled else facts


def _remember(closed: tuple[str, ...], more: Collection[str]) -> tuple[str, ...]:
    return (*closed, *sorted(more))[-_MOST_CLOSED:] if more else closed


def _without_oldest(
    states: Mapping[str, Mapping[str, PointState]], keep: str | None
) -> Mapping[str, Mapping[str, PointState]]:
    oldest = next(life for life in states if life != keep)
    return {life: points for life, points in states.items() if life != oldest}
