"""Those who wait: they lose patience, step out, are sent elsewhere, known better, or to be called by hand."""

from collections.abc import Callable, Mapping

from hub.queue.commands import Amend, Cancel, Park, Redirect
from hub.queue.events import ParkReason
from hub.queue.state import Visit
from hub.queue.transitions import OPEN, VisitState
from simulator.day.detours import Turn, whereto
from simulator.day.guest import Guest
from simulator.day.house import STAFF, House
from simulator.day.ledger import Ledger

LEFT = "left"
"""The word that stands in the log for a customer who did not want to wait longer."""

IN_THE_HALL = frozenset({VisitState.WAITING, VisitState.PARKED})


class Hall:
    """Everybody who came on one day; ``wishes`` are the visits that some desk is to call by hand."""

    def __init__(
        self,
        house: House,
        ledger: Ledger,
        guests: Mapping[str, Guest],
        notice: Callable[[Visit], None],
    ) -> None:
        """Let ``guests``, by ticket, wait; ``notice`` tells the desks of whom one is to call by hand."""
        self.wishes: dict[str, None] = {}
        self._notice = notice
        self._house = house
        self._ledger = ledger
        self._guests = guests
        self._by_visit: dict[str, Guest] = {}

    def of(self, visit: str) -> Guest:
        """Return who stands behind a visit. Raises KeyError where nobody is known."""
        guest = self._by_visit.get(visit)
        if guest is None:
            ticket = self._ledger.visits[visit].ticket
            guest = self._by_visit[visit] = self._guests[ticket]
        return guest

    def enter(self, guest: Guest) -> None:
        """Put on the agenda what happens to somebody who has a number."""
        customer, agenda = guest.customer, self._house.agenda
        guest.away = customer.back_ms > 0
        if customer.patience_ms:
            agenda.after(customer.patience_ms, lambda: self._lose_patience(guest))
        if guest.detours.turns:
            agenda.after(guest.detours.after_ms, lambda: self._turn(guest))

    def _visit(self, guest: Guest) -> Visit | None:
        return self._house.state.visits.get(guest.visit)

    def _is(self, guest: Guest, *states: VisitState) -> bool:
        visit = self._visit(guest)
        return visit is not None and visit.state in states

    def _lose_patience(self, guest: Guest) -> None:
        if guest.called:
            return
        if guest.customer.tells and self._is(guest, VisitState.WAITING):
            self._house.do(Cancel(id=self._house.mint(), staff=STAFF, visit=guest.visit, reason=LEFT))
            return
        guest.gone = self._house.agenda.now
        if guest.visit in self._ledger.visits:
            self._ledger.visits[guest.visit].gone = guest.gone

    def _turn(self, guest: Guest) -> None:
        """Let happen what was drawn for this moment, as far as it still can."""
        if self._is(guest, *OPEN) and guest.takes(Turn.AMENDED):
            self._amend(guest)
        if self._is(guest, *IN_THE_HALL) and guest.takes(Turn.REDIRECTED):
            self._redirect(guest)
        if self._is(guest, *IN_THE_HALL) and guest.takes(Turn.STEPS_OUT):
            self._park(guest)
            again = guest.detours.later_ms // 2
            self._house.agenda.after(again, lambda: self._stay_out(guest))
        if self._is(guest, *IN_THE_HALL) and guest.takes(Turn.BY_HAND):
            self.wish(guest.visit)

    def wish(self, visit: str) -> None:
        """Let some desk call this visit by hand, as soon as one is free."""
        self.wishes[visit] = None
        self._notice(self._house.state.visits[visit])

    def _amend(self, guest: Guest) -> None:
        told = guest.detours
        name = self._house.mint()
        command = Amend(id=name, staff=STAFF, visit=guest.visit, details=told.details, language=told.language)
        self._house.do(command)

    def _redirect(self, guest: Guest) -> None:
        visit, house, detours = self._house.state.visits[guest.visit], self._house, guest.detours
        service = detours.service or visit.service
        sent = whereto(house.state, visit, detours, house.agenda.now, service, detours.turns)
        if sent is not None:
            house.do(Redirect(id=house.mint(), staff=STAFF, visit=visit.id, **sent._asdict()))

    def _stay_out(self, guest: Guest) -> None:
        if self._is(guest, VisitState.PARKED):
            self._park(guest)

    def _park(self, guest: Guest) -> None:
        house, until = self._house, self._house.agenda.now + guest.detours.later_ms
        name = house.mint()
        house.do(Park(id=name, staff=STAFF, visit=guest.visit, reason=ParkReason.LATER, until=until))
