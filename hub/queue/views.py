"""What others see of the state: frozen answers to the questions of walls, doors, kiosks and consoles."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from hub.queue.details import Details
from hub.queue.lines import Reach, Waiting
from hub.queue.number_events import LeaseKind
from hub.queue.policies import OrderPolicy, Situation, is_preferred
from hub.queue.state import State, Visit
from hub.queue.transitions import AT_DESK, VisitState


class CallView(msgspec.Struct, frozen=True, kw_only=True):
    """A visit at a desk. ``call`` is the id of its last call, ``calls`` how often; house times in ms.

    ``number`` is as people see it, here and in all views.
    """

    call: str
    visit: str
    number: str
    desk: str
    state: VisitState
    calls: int
    called_at: int
    started_at: int


class BoardView(msgspec.Struct, frozen=True, kw_only=True):
    """A zone: who stands at its desks, the newest call first, and which numbers come next, in order."""

    calls: tuple[CallView, ...] = ()
    next: tuple[str, ...] = ()


class RoomView(msgspec.Struct, frozen=True, kw_only=True):
    """One desk: who stands there, and whether it serves."""

    call: CallView | None = None
    open: bool = False
    paused: bool = False


class WaitView(msgspec.Struct, frozen=True, kw_only=True):
    """A service: how many wait, and since when (house time in ms) the first of them does.

    ``minutes`` is the range that newcomers are told, and ``ends`` whether they come too late; both are added
    by who forecasts.
    """

    waiting: int = 0
    since: int | None = None
    minutes: tuple[int, int] | None = None
    ends: bool = False


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
    own: tuple[int, int] | None = None


class VisitView(msgspec.Struct, frozen=True, kw_only=True):
    """A visit as staff see it; times are house times in ms, 0 where it has not happened.

    ``services`` are those that it waits for at once or is served for now, ``later`` those that come then.
    ``due_at`` is the time of an appointment, ``until`` when a parked one waits again by itself.
    """

    visit: str
    number: str
    service: str
    services: tuple[str, ...]
    later: tuple[str, ...]
    done: tuple[str, ...]
    language: str
    state: VisitState
    arrived_at: int
    details: Details
    due_at: int
    expert: str
    to_desk: str
    until: int
    overtaken: int
    uncertain: bool
    conflict: bool
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
        number=visit.face,
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
        number=visit.face,
        service=visit.service,
        services=visit.wanted,
        later=visit.later,
        done=visit.done,
        language=visit.language,
        state=visit.state,
        arrived_at=visit.stamp.at,
        details=visit.details,
        due_at=0 if visit.appointment is None else visit.appointment.at,
        expert="" if visit.appointment is None else visit.appointment.expert,
        to_desk=visit.to_desk,
        until=visit.until,
        overtaken=visit.overtaken,
        uncertain=visit.uncertain,
        conflict=visit.conflict,
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
    coming = upcoming(state, Reach(tuple(services)), policy, now_ms, count)
    return BoardView(
        calls=tuple(standing), next=tuple(state.visits[waiting.visit].face for waiting in coming)
    )


def room(state: State, desk: str) -> RoomView:
    """Return what the display beside a desk's door shows."""
    at = state.desks.get(desk)
    standing = state.current(desk)
    return RoomView(
        call=None if standing is None else call_of(standing),
        open=at is not None and at.open,
        paused=at is not None and at.paused,
    )


def wait(state: State, service: str) -> WaitView:
    """Return how long the queue of a service is."""
    first = state.lines.first(service)
    return WaitView(waiting=state.lines.count(service), since=None if first is None else first.at)


def ahead(state: State, visit_id: str) -> int | None:
    """Return how many wait for the same service with an earlier place; ``None`` for who does not wait."""
    found = state.visits.get(visit_id)
    if found is None or found.state is not VisitState.WAITING:
        return None
    return state.lines.ahead(found.service, found.waiting_for(found.service).place)


def ahead_of_new(state: State, service: str) -> int:
    """Return how many would be ahead of a customer who came now."""
    return state.lines.count(service)


def queue(state: State, reach: Reach, policy: OrderPolicy, now_ms: int, count: int) -> tuple[VisitView, ...]:
    """Return the first ``count`` who wait in these lines, in the order in which they will be called."""
    coming = upcoming(state, reach, policy, now_ms, count)
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
        own=holder.own,
    )


def highest_sequence(state: State, device: str, epoch: str) -> int:
    """Return the highest sequence that was committed of a device's outbox in an epoch, 0 for none."""
    return state.streams.get(device, {}).get(epoch, 0)


def highest_number(state: State) -> int:
    """Return the highest number without a letter that was granted, dealt or heard of today.

    A kiosk must have heard of it, for a hub that is put back from a backup; also of the :func:`lettered`.
    """
    return state.numbering.top


def lettered(state: State) -> tuple[int, ...]:
    """Return the highest number of each letter that was granted, dealt or heard of today."""
    return tuple(top for pool, top in sorted(state.numbering.tops.items()) if pool and top)


def rival(state: State) -> bool:
    """Tell whether another hub speaks for the site, so that no number is granted."""
    return bool(state.numbering.rival)


def silent_kiosks(state: State) -> tuple[str, ...]:
    """Return the enrolled kiosks for whose report the numbers wait."""
    return tuple(sorted(state.numbering.silent))


def late(state: State) -> int:
    """Return how many check-ins came after their day was closed, since the last day was opened."""
    return len(state.late)


def upcoming(state: State, reach: Reach, policy: OrderPolicy, now_ms: int, count: int) -> list[Waiting]:
    """Return the next ``count`` by asking the policy again and again, as one desk would that called all now.

    Costs count x number of lines. Whom the calls to come would overtake is not counted ahead.
    """
    lines = [iter(line) for line in state.lines.waiting(reach)]
    guards = [iter(line) for line in state.lines.waiting_guarded(reach)]
    coming: dict[str, Waiting] = {}

    def following(line: Iterator[Waiting]) -> Waiting | None:
        return next((one for one in line if one.visit not in coming), None)

    heads = {head: line for line in lines if (head := following(line)) is not None}
    stops = {stop: line for line in guards if (stop := following(line)) is not None}
    run = 0
    while heads and len(coming) < count:
        chosen = policy(Situation(list(heads), min(stops, default=None), run, now_ms))
        coming[chosen.visit] = chosen
        run = run + 1 if is_preferred(chosen, now_ms) else 0
        for fronts in (heads, stops):
            for gone in [one for one in fronts if one.visit == chosen.visit]:
                line = fronts.pop(gone)
                after = following(line)
                if after is not None:
                    fronts[after] = line
    return list(coming.values())
