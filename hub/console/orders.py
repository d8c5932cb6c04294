"""From what staff ask to commands of the queue, held against the house's rules at that very moment. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from hub.accounts.person import Person
from hub.console.refused import Refused, Why
from hub.house_rules import Bar, Barred, bar_at_desk, bar_call_again, bar_not_come
from hub.matters import View
from hub.queue import commands
from hub.queue.commands import AnyCommand
from hub.site.schema import Right, Site


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody asks at a desk. ``visit`` is the one meant, ``services`` those that were chosen."""

    action: str
    place: str
    visit: str
    services: tuple[str, ...]
    person: Person
    site: Site

    @property
    def served(self) -> tuple[str, ...]:
        """The services that this person may serve at this place."""
        return self.person.services_at(self.place, self.site)


Maker = Callable[[Order, str, View], AnyCommand | Barred]


def make(order: Order, command_id: str, view: View) -> AnyCommand | Barred:
    """Return the command for an order, or why the house does not let it; in the office's thread."""
    barred = bar_at_desk(view.engine.state, order.place, order.visit, order.person, order.site)
    return barred or _MAKERS[order.action](order, command_id, view)


def check(order: Order) -> None:
    """Refuse what could never be done, before the office is asked."""
    if order.action not in _MAKERS:
        raise Refused(Why.NOT_FOUND)
    if order.action == "transfer" and not order.person.may(Right.TRANSFER):
        raise Refused(Why.NOT_ALLOWED)
    if order.action == "open" and not set(order.services) <= set(order.served):
        raise Refused(Why.UNKNOWN_SERVICE)
    if order.action == "transfer" and not set(order.services) <= set(transfer_targets(order.site)):
        raise Refused(Why.UNKNOWN_SERVICE)
    if order.action == "transfer" and len(order.services) != 1:
        raise Refused(Why.UNKNOWN_SERVICE)
    if order.action == "call-this" and not order.visit:
        raise Refused(Why.MALFORMED)


def transfer_targets(site: Site) -> tuple[str, ...]:
    """Return the services that somebody can be checked in for or sent on to, in the site file's order."""
    return tuple(
        name
        for name, service in site.services.items()
        if site.authorities[service.authority].own_queue is None
    )


def take_back(visit: str, person: Person, site: Site, command_id: str, view: View) -> AnyCommand | Barred:
    """Return the command that takes a mistaken check-in back, where it is of the person's own authorities."""
    found = view.engine.state.visits.get(visit)
    service = None if found is None else site.services.get(found.service)
    if service is not None and service.authority not in person.authorities:
        return Barred(code=Bar.NOT_YOURS)
    return commands.Cancel(id=command_id, staff=person.account.id, visit=visit, reason="mistake")


def _open(order: Order, command_id: str, _view: View) -> AnyCommand | Barred:
    chosen = tuple(service for service in order.served if service in order.services)
    return commands.OpenDesk(id=command_id, staff=order.person.account.id, desk=order.place, services=chosen)


def _close(order: Order, command_id: str, _view: View) -> AnyCommand | Barred:
    return commands.CloseDesk(id=command_id, staff=order.person.account.id, desk=order.place)


def _call_next(order: Order, command_id: str, view: View) -> AnyCommand | Barred:
    services = _open_services(order, view)
    if not services:
        return Barred(code=Bar.DESK_CLOSED)
    return commands.CallNext(
        id=command_id, staff=order.person.account.id, desk=order.place, services=services
    )


def _call_this(order: Order, command_id: str, view: View) -> AnyCommand | Barred:
    services = _open_services(order, view)
    if not services:
        return Barred(code=Bar.DESK_CLOSED)
    return commands.CallThis(
        id=command_id,
        staff=order.person.account.id,
        desk=order.place,
        visit=order.visit,
        services=services,
    )


def _open_services(order: Order, view: View) -> tuple[str, ...]:
    desk = view.engine.state.desks.get(order.place)
    if desk is None or not desk.open:
        return ()
    return tuple(service for service in desk.services if service in order.served)


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


def _transfer(order: Order, command_id: str, _view: View) -> AnyCommand | Barred:
    (service,) = order.services
    return commands.Transfer(
        id=command_id,
        staff=order.person.account.id,
        desk=order.place,
        visit=order.visit,
        service=service,
    )


def _at_desk(
    kind: type[commands.CallAgain]
    | type[commands.Start]
    | type[commands.Finish]
    | type[commands.NoShow]
    | type[commands.GiveBack],
    order: Order,
    command_id: str,
) -> AnyCommand:
    return kind(id=command_id, staff=order.person.account.id, desk=order.place, visit=order.visit)


_MAKERS: dict[str, Maker] = {
    "open": _open,
    "close": _close,
    "call-next": _call_next,
    "call-this": _call_this,
    "call-again": _call_again,
    "start": _start,
    "finish": _finish,
    "not-come": _not_come,
    "give-back": _give_back,
    "transfer": _transfer,
}
