"""From the queue's views to the messages that displays and kiosks read. Pure."""

from dataclasses import dataclass

from common.wire import board as wire
from common.wire import tickets
from hub.queue.number_events import LeaseKind
from hub.queue.schemes import NumberScheme
from hub.queue.transitions import VisitState
from hub.queue.views import BoardView, CallView, NumbersView, RoomView, WaitView


@dataclass(frozen=True, slots=True)
class Moment:
    """When a snapshot is made: ``house_ms`` is the queue's time, ``at_ms`` the clock that beats tell."""

    incarnation: str
    revision: int
    house_ms: int
    at_ms: int


def board_of(view: BoardView, moment: Moment) -> wire.Board:
    """Return what a zone's walls show."""
    return wire.Board(
        incarnation=moment.incarnation,
        revision=moment.revision,
        at_ms=moment.at_ms,
        calls=tuple(_call(call, moment) for call in view.calls),
        next=view.next,
    )


def room_of(view: RoomView, moment: Moment) -> wire.RoomBoard:
    """Return what one door shows."""
    return wire.RoomBoard(
        incarnation=moment.incarnation,
        revision=moment.revision,
        at_ms=moment.at_ms,
        call=None if view.call is None else _call(view.call, moment),
        open=view.open,
        paused=view.paused,
    )


def waits_of(
    views: dict[str, WaitView], day: str | None, highest: int, moment: Moment, lettered: tuple[int, ...] = ()
) -> wire.Waits:
    """Return how long each queue is, for kiosks, and how far the numbers have come."""
    return wire.Waits(
        incarnation=moment.incarnation,
        revision=moment.revision,
        at_ms=moment.at_ms,
        day=day,
        highest=highest,
        lettered=lettered,
        services={
            service: wire.ServiceWait(waiting=view.waiting, minutes=view.minutes, ends=view.ends)
            for service, view in views.items()
        },
    )


def numbers_of(view: NumbersView, incarnation: str, scheme: NumberScheme) -> tickets.Numbers:
    """Return what a kiosk may deal, and how people see it."""
    return tickets.Numbers(
        incarnation=incarnation,
        epoch=view.epoch,
        day=view.day,
        date=view.date,
        leases=tuple(
            tickets.Lease(
                id=lease.id,
                kind="reserve" if lease.kind is LeaseKind.RESERVE else "lease",
                first=lease.first,
                last=lease.last,
            )
            for lease in view.leases
        ),
        own=view.own,
        shuffle=scheme.shuffle(view.day),
        letters=dict(scheme.letters),
    )


def _call(call: CallView, moment: Moment) -> wire.Call:
    return wire.Call(
        id=call.call,
        number=call.number,
        place=call.desk,
        state="serving" if call.state is VisitState.SERVING else "called",
        age_ms=max(0, moment.house_ms - call.called_at),
    )
