"""What others see of the state: frozen answers to the questions of walls, doors, kiosks and consoles."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from hub.queue.events import LeaseKind
from hub.queue.lines import Waiting
from hub.queue.policies import OrderPolicy
from hub.queue.state import State, Visit
from hub.queue.transitions import AT_DESK, VisitState


class CallView(msgspec.Struct, frozen=True, kw_only=True):
    """A visit at a desk. ``call`` is the id of its last call, ``calls`` how often; house times in ms."""

    call: str
    visit: str
    number: int
    desk: str
    state: VisitState
    calls: int
    called_at: int
    started_at: int


class BoardView(msgspec.Struct, frozen=True, kw_only=True):
    """A zone: who stands at its desks, the newest call first, and which numbers come next, in order."""

    calls: tuple[CallView, ...] = ()
    next: tuple[int, ...] = ()


class RoomView(msgspec.Struct, frozen=True, kw_only=True):
    """One desk: who stands there, and whether it serves."""

    call: CallView | None = None
    open: bool = False


class WaitView(msgspec.Struct, frozen=True, kw_only=True):
    """A service: how many wait, and since when (house time in ms) the first of them does."""

    waiting: int = 0
    since: int | None = None


class LeaseView(msgspec.Struct, frozen=True, kw_only=True):
    """A lease as it is told to its kiosk, whole."""

    id: str
    kind: LeaseKind
    first: int
    last: int


class NumbersView(msgspec.Struct, frozen=True, kw_only=True):
    """All that a kiosk of this epoch may deal from on the open day."""

    epoch: str
    day: str
    date: str
    leases: tuple[LeaseView, ...]


class VisitView(msgspec.Struct, frozen=True, kw_only=True):
    """A visit as staff see it; times are house times in ms, 0 where it has not happened."""

    visit: str
    number: int
    service: str
    language: str
    state: VisitState
    arrived_at: int
    uncertain: bool
    conflict: bool
    done: tuple[str, ...]
    desk: str
    call: str
    calls: int
    called_at: int
    started_at: int
    ended_at: int
    reason: str


def call_of(visit: Visit) -> CallView:
    """Return a visit at a desk as displays know it."""
    return CallView(
        call=visit.call,
        visit=visit.id,
        number=visit.number,
        desk=visit.desk,
        state=visit.state,
        calls=visit.calls,
        called_at=visit.called_at,
        started_at=visit.started_at,
    )


def view_of(visit: Visit) -> VisitView:
    """Return a visit as staff see it."""
    return VisitView(
        visit=visit.id,
        number=visit.number,
        service=visit.service,
        language=visit.language,
        state=visit.state,
        arrived_at=visit.stamp.at,
        uncertain=visit.uncertain,
        conflict=visit.conflict,
        done=tuple(visit.done),
        desk=visit.desk,
        call=visit.call,
        calls=visit.calls,
        called_at=visit.called_at,
        started_at=visit.started_at,
        ended_at=visit.ended_at,
        reason=visit.reason,
    )


def visit(state: State, visit_id: str) -> VisitView | None:
    """Return a visit of the day, open or ended."""
    found = state.visits.get(visit_id)
    return None if found is None else view_of(found)


def ended(state: State, states: Iterable[VisitState]) -> tuple[VisitView, ...]:
    """Return the day's visits in these states, in the order of check-in; costs as much as the day is long."""
    wanted = frozenset(states)
    return tuple(view_of(one) for one in state.visits.values() if one.state in wanted)


def current(state: State, desk: str) -> VisitView | None:
    """Return who stands at a desk."""
    found = state.current(desk)
    return None if found is None else view_of(found)


def board(
    state: State,
    desks: Iterable[str],
    services: Sequence[str],
    policy: OrderPolicy,
    now_ms: int,
    count: int,
) -> BoardView:
    """Return what the walls of a zone with these desks and services show; ``count`` numbers come next."""
    visits = (state.current(desk) for desk in desks)
    standing = [call_of(visit) for visit in visits if visit is not None and visit.state in AT_DESK]
    standing.sort(key=lambda call: (-call.called_at, call.call))
    coming = upcoming(state, services, (), policy, now_ms, count)
    return BoardView(
        calls=tuple(standing), next=tuple(state.visits[waiting.visit].number for waiting in coming)
    )


def room(state: State, desk: str) -> RoomView:
    """Return what the display beside a desk's door shows."""
    at = state.desks.get(desk)
    standing = state.current(desk)
    return RoomView(call=None if standing is None else call_of(standing), open=at is not None and at.open)


def wait(state: State, service: str) -> WaitView:
    """Return how long the queue of a service is."""
    first = state.lines.first(service)
    return WaitView(waiting=state.lines.count(service), since=None if first is None else first.at)


def ahead(state: State, visit_id: str) -> int | None:
    """Return how many wait for the same service with an earlier stamp; ``None`` for who does not wait."""
    found = state.visits.get(visit_id)
    if found is None or found.state is not VisitState.WAITING:
        return None
    return state.lines.ahead(found.service, found.stamp)


def ahead_of_new(state: State, service: str) -> int:
    """Return how many would be ahead of a customer who came now."""
    return state.lines.count(service)


def queue(
    state: State,
    services: Sequence[str],
    languages: tuple[str, ...],
    policy: OrderPolicy,
    now_ms: int,
    count: int,
) -> tuple[VisitView, ...]:
    """Return the first ``count`` who wait for these services, in the order in which they will be called."""
    coming = upcoming(state, services, languages, policy, now_ms, count)
    return tuple(view_of(state.visits[waiting.visit]) for waiting in coming)


def numbers(state: State, device: str) -> NumbersView | None:
    """Return what a kiosk may deal; ``None`` before it has reported to this incarnation or a day is open."""
    holder = state.numbering.holders.get(device)
    day = state.open_day
    if holder is None or holder.reported != state.incarnation or day is None:
        return None
    leases = sorted(state.numbering.held_by(device).values(), key=lambda lease: lease.first)
    return NumbersView(
        epoch=holder.epoch,
        day=day.id,
        date=day.date.isoformat(),
        leases=tuple(
            LeaseView(id=lease.id, kind=lease.kind, first=lease.first, last=lease.last) for lease in leases
        ),
    )


def highest_sequence(state: State, device: str, epoch: str) -> int:
    """Return the highest sequence that was committed of a device's outbox in an epoch, 0 for none."""
    return state.streams.get(device, {}).get(epoch, 0)


def highest_number(state: State) -> int:
    """Return the highest number granted, dealt or heard of today: what a kiosk must have heard of."""
    return state.numbering.top


def silent_kiosks(state: State) -> tuple[str, ...]:
    """Return the enrolled kiosks for whose report the numbers wait."""
    return tuple(sorted(state.numbering.silent))


def late(state: State) -> int:
    """Return how many check-ins came after their day was closed, since the last day was opened."""
    return len(state.late)


def upcoming(
    state: State,
    services: Iterable[str],
    languages: tuple[str, ...],
    policy: OrderPolicy,
    now_ms: int,
    count: int,
) -> list[Waiting]:
    """Return the next ``count`` by asking the policy again and again; costs count x number of lines."""
    heads: dict[str, tuple[Waiting, Iterator[Waiting]]] = {}
    for cursor in state.lines.cursors(services, languages):
        head = next(cursor)
        heads[head.visit] = head, cursor
    coming: list[Waiting] = []
    while heads and len(coming) < count:
        chosen = policy([head for head, _ in heads.values()], now_ms)
        coming.append(chosen)
        _, cursor = heads.pop(chosen.visit)
        following = next(cursor, None)
        if following is not None:
            heads[following.visit] = following, cursor
    return coming
