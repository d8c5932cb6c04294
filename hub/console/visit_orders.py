"""From what staff ask of a visit, wherever it is, to commands of the queue, by the house's rules. Pure.

Who stands at a desk is that desk's matter: here one only says what is known of the customer, and what else
the visit is for.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from hub.accounts.person import Person
from hub.console.refused import Refused, Why
from hub.console.wishes import Further, Sending, until_of
from hub.house_rules import Barred, bar_bring_back, bar_moving, bar_visit
from hub.matters import View
from hub.queue import commands
from hub.queue.answers import Code
from hub.queue.commands import AnyCommand
from hub.queue.details import Details
from hub.queue.transitions import AT_DESK
from hub.site.schema import Right, Site
from hub.site.timetable import Timetable

MISTAKE = "mistake"
REASONS = ("left", MISTAKE)
"""Why a visit is taken back: the customer has left, or was checked in by mistake."""


@dataclass(frozen=True, slots=True)
class VisitOrder:
    """What somebody asks of a visit; which of the fields below ``table`` counts, the action tells."""

    action: str
    visit: str
    person: Person
    site: Site
    table: Timetable
    details: Details = field(default_factory=Details)
    language: str = ""
    further: Further = field(default_factory=Further)
    sending: Sending | None = None
    reason: str = ""

    @property
    def staff(self) -> str:
        """The opaque id of who asks."""
        return self.person.account.id


_ALTERS = frozenset({"amend", "extend"})
"""These leave the visit in its lines; all others take it out of them, or put it there."""

Maker = Callable[[VisitOrder, str, View], AnyCommand | Barred]


def make(order: VisitOrder, command_id: str, view: View) -> AnyCommand | Barred:
    """Return the command for an order, or why the house does not let it; in the office's thread."""
    bar = bar_visit if order.action in _ALTERS else bar_moving
    barred = bar(view.engine.state, order.visit, order.person, order.site)
    return barred or _MAKERS[order.action](order, command_id, view)


def check(order: VisitOrder) -> None:
    """Refuse what could never be done, before the office is asked."""
    if order.action not in _MAKERS:
        raise Refused(Why.NOT_FOUND)
    if order.action == "send-on" and not order.person.may(Right.TRANSFER):
        raise Refused(Why.NOT_ALLOWED)
    if order.action == "take-back" and order.reason not in REASONS:
        raise Refused(Why.MALFORMED)


def taken_back(visit: str, person: Person, site: Site, command_id: str, view: View) -> AnyCommand | Barred:
    """Return the command that takes a mistaken check-in back, where all of it is of own authorities."""
    barred = bar_moving(view.engine.state, visit, person, site)
    return barred or commands.Cancel(id=command_id, staff=person.account.id, visit=visit, reason=MISTAKE)


def brought_back(visit: str, person: Person, site: Site, command_id: str, view: View) -> AnyCommand | Barred:
    """Return the command that lets who did not come wait again, while the authority's rule lets it."""
    barred = bar_bring_back(view.engine.state, visit, site, view.now.ms)
    return barred or commands.BringBack(id=command_id, staff=person.account.id, visit=visit)


def _amend(order: VisitOrder, command_id: str, _view: View) -> AnyCommand | Barred:
    return commands.Amend(
        id=command_id,
        staff=order.staff,
        visit=order.visit,
        details=order.details,
        language=order.language,
    )


def _extend(order: VisitOrder, command_id: str, _view: View) -> AnyCommand | Barred:
    return commands.Extend(
        id=command_id,
        staff=order.staff,
        visit=order.visit,
        also=order.further.also,
        later=order.further.later,
    )


def _send_on(order: VisitOrder, command_id: str, view: View) -> AnyCommand | Barred:
    if order.sending is None:
        raise Refused(Why.UNKNOWN_SERVICE)
    until = until_of(order.sending, view.now, order.table)
    if isinstance(until, Barred):
        return until
    return commands.Redirect(
        id=command_id,
        staff=order.staff,
        visit=order.visit,
        service=order.sending.service,
        to_desk=order.sending.desk,
        until=until,
    )


def _park(order: VisitOrder, command_id: str, view: View) -> AnyCommand | Barred:
    found = view.engine.state.visits.get(order.visit)
    if found is not None and found.state in AT_DESK:  # called while the page was open: no longer ours to park
        raise Refused(Code.VISIT_TAKEN)
    return commands.Park(id=command_id, staff=order.staff, visit=order.visit)


def _return(order: VisitOrder, command_id: str, _view: View) -> AnyCommand | Barred:
    return commands.Return(id=command_id, staff=order.staff, visit=order.visit)


def _bring_back(order: VisitOrder, command_id: str, view: View) -> AnyCommand | Barred:
    return brought_back(order.visit, order.person, order.site, command_id, view)


def _take_back(order: VisitOrder, command_id: str, _view: View) -> AnyCommand | Barred:
    return commands.Cancel(id=command_id, staff=order.staff, visit=order.visit, reason=order.reason)


_MAKERS: dict[str, Maker] = {
    "amend": _amend,
    "extend": _extend,
    "send-on": _send_on,
    "park": _park,
    "return": _return,
    "bring-back": _bring_back,
    "take-back": _take_back,
}
