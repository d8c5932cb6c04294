"""From what staff ask at a desk to commands of the queue, held against the house's rules then. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from hub.accounts.person import Person
from hub.console import visit_orders
from hub.console.refused import Refused, Why
from hub.console.wishes import Sending, until_of
from hub.house_rules import (
    Bar,
    Barred,
    bar_at_desk,
    bar_call_again,
    bar_desk,
    bar_moving,
    bar_not_come,
    bar_visit,
)
from hub.matters import View
from hub.queue import commands
from hub.queue.answers import Code
from hub.queue.commands import AnyCommand
from hub.site.schema import Right, Site
from hub.site.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody asks at a desk. ``visit`` is the one meant.

    ``services`` and ``languages`` are those that the desk is to serve, ``sending`` is where a visit is to go;
    ``gives_back``: who is being served is to wait again when the desk stops.
    """

    action: str
    place: str
    visit: str
    person: Person
    site: Site
    table: Timetable
    services: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sending: Sending | None = None
    gives_back: bool = False

    @property
    def served(self) -> tuple[str, ...]:
        """The services that this person may serve at this place."""
        return self.person.services_at(self.place, self.site)

    @property
    def staff(self) -> str:
        """The opaque id of who asks."""
        return self.person.account.id


Maker = Callable[[Order, str, View], AnyCommand | Barred]

_OF_LISTS = frozenset({"call-this", "return", "bring-back"})
"""These are about somebody in a list; all others about the desk and who stands there."""

_OF_THE_DESK = frozenset({"open", "close", "pause", "resume"})
"""These are about the desk itself, whoever stands there."""


def make(order: Order, command_id: str, view: View) -> AnyCommand | Barred:
    """Return the command for an order, or why the house does not let it; in the office's thread."""
    state = view.engine.state
    if order.action in _OF_LISTS:
        bar = bar_visit if order.action == "call-this" else bar_moving
        barred = bar(state, order.visit, order.person, order.site)
    else:
        barred = bar_at_desk(state, order.place, order.person, order.site)
        standing = state.current(order.place)
        if barred and order.visit and standing is not None and standing.id != order.visit:
            raise Refused(Code.OTHER_VISIT)
        if not barred and order.action in _OF_THE_DESK:
            barred = bar_desk(state, order.place, order.person, order.site, view.now.ms)
    return barred or _MAKERS[order.action](order, command_id, view)


def check(order: Order) -> None:
    """Refuse what could never be done, before the office is asked."""
    if order.action not in _MAKERS:
        raise Refused(Why.NOT_FOUND)
    if order.action == "transfer" and not order.person.may(Right.TRANSFER):
        raise Refused(Why.NOT_ALLOWED)
    if order.action == "open" and not set(order.services) <= set(order.served):
        raise Refused(Why.UNKNOWN_SERVICE)
    if order.action in {*_OF_LISTS, "park"} and not order.visit:
        raise Refused(Why.MALFORMED)


def _open(order: Order, command_id: str, _view: View) -> AnyCommand | Barred:
    chosen = tuple(service for service in order.served if service in order.services)
    return commands.OpenDesk(
        id=command_id, staff=order.staff, desk=order.place, services=chosen, languages=order.languages
    )


def _close(order: Order, command_id: str, view: View) -> AnyCommand | Barred:
    _meant(order, view)
    return commands.CloseDesk(
        id=command_id, staff=order.staff, desk=order.place, give_back=order.gives_back and bool(order.visit)
    )


def _pause(order: Order, command_id: str, _view: View) -> AnyCommand | Barred:
    return commands.PauseDesk(id=command_id, staff=order.staff, desk=order.place)


def _resume(order: Order, command_id: str, _view: View) -> AnyCommand | Barred:
    return commands.ResumeDesk(id=command_id, staff=order.staff, desk=order.place)


def _call_next(order: Order, command_id: str, view: View) -> AnyCommand | Barred:
    services, languages = _serves(order, view)
    if not services:
        return Barred(code=Bar.DESK_CLOSED)
    return commands.CallNext(
        id=command_id, staff=order.staff, desk=order.place, services=services, languages=languages
    )


def _call_this(order: Order, command_id: str, view: View) -> AnyCommand | Barred:
    services, languages = _serves(order, view)
    if not services:
        return Barred(code=Bar.DESK_CLOSED)
    return commands.CallThis(
        id=command_id,
        staff=order.staff,
        desk=order.place,
        visit=order.visit,
        services=services,
        languages=languages,
    )


def _serves(order: Order, view: View) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what the desk serves, of what the person may serve there, and in which languages."""
    desk = view.engine.state.desks.get(order.place)
    if desk is None or not desk.open:
        return (), ()
    return tuple(service for service in desk.services if service in order.served), desk.languages


def _call_again(order: Order, command_id: str, view: View) -> AnyCommand | Barred:
    barred = bar_call_again(view.engine.state, order.place, order.site)
    return barred or _at_desk(commands.CallAgain, order, command_id)


def _not_come(order: Order, command_id: str, view: View) -> AnyCommand | Barred:
    barred = bar_not_come(view.engine.state, order.place, order.site, view.now.ms)
    return barred or _at_desk(commands.NoShow, order, command_id)


def _start(order: Order, command_id: str, _view: View) -> AnyCommand | Barred:
    return _at_desk(commands.Start, order, command_id)


def _finish(order: Order, command_id: str, _view: View) -> AnyCommand | Barred:
    return _at_desk(commands.Finish, order, command_id)


def _give_back(order: Order, command_id: str, _view: View) -> AnyCommand | Barred:
    return _at_desk(commands.GiveBack, order, command_id)


def _transfer(order: Order, command_id: str, view: View) -> AnyCommand | Barred:
    if order.sending is None:
        raise Refused(Why.UNKNOWN_SERVICE)
    until = until_of(order.sending, view.now, order.table)
    if isinstance(until, Barred):
        return until
    return commands.Transfer(
        id=command_id,
        staff=order.staff,
        desk=order.place,
        visit=order.visit,
        service=order.sending.service,
        to_desk=order.sending.desk,
        until=until,
    )


def _park(order: Order, command_id: str, view: View) -> AnyCommand | Barred:
    if _meant(order, view) is None:
        raise Refused(Code.NO_VISIT)
    return commands.Park(id=command_id, staff=order.staff, visit=order.visit)


def _return(order: Order, command_id: str, _view: View) -> AnyCommand | Barred:
    return commands.Return(id=command_id, staff=order.staff, visit=order.visit)


def _bring_back(order: Order, command_id: str, view: View) -> AnyCommand | Barred:
    return visit_orders.brought_back(order.visit, order.person, order.site, command_id, view)


def _meant(order: Order, view: View) -> str | None:
    """Return who stands at the desk; where it is not the one that the page showed, nothing is done."""
    standing = view.engine.state.current(order.place)
    if standing is None:
        return None
    if order.visit and standing.id != order.visit:
        raise Refused(Code.OTHER_VISIT)
    return standing.id


def _at_desk(
    kind: type[commands.CallAgain]
    | type[commands.Start]
    | type[commands.Finish]
    | type[commands.NoShow]
    | type[commands.GiveBack],
    order: Order,
    command_id: str,
) -> AnyCommand:
    return kind(id=command_id, staff=order.staff, desk=order.place, visit=order.visit)


_MAKERS: dict[str, Maker] = {
    "open": _open,
    "close": _close,
    "pause": _pause,
    "resume": _resume,
    "call-next": _call_next,
    "call-this": _call_this,
    "call-again": _call_again,
    "start": _start,
    "finish": _finish,
    "not-come": _not_come,
    "give-back": _give_back,
    "transfer": _transfer,
    "park": _park,
    "return": _return,
    "bring-back": _bring_back,
}
