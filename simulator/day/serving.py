"""What becomes of one who was called to a desk: served, sent on, given back, sent to a form, or not come."""

from collections.abc import Callable
from typing import Protocol

from hub.queue.commands import (
    BringBack,
    CallAgain,
    Extend,
    Finish,
    GiveBack,
    NoShow,
    Park,
    Return,
    Start,
    Transfer,
)
from hub.queue.events import ParkReason
from hub.queue.transitions import VisitState
from simulator.day.asker import Asker
from simulator.day.detours import Turn, whereto
from simulator.day.guest import Guest
from simulator.day.house import House
from simulator.day.scenario import MINUTE_MS, NotCome, Scenario

_FORM_AFTER_MS = 90_000
"""It takes so long at the desk to find out that a form is missing."""

_SOON_MS = MINUTE_MS
"""It takes so long at the desk to find out that something else is to be done."""


class Guests(Protocol):
    """Who stands behind a visit, and whom some desk is to call by hand."""

    wishes: dict[str, None]

    def wish(self, visit: str) -> None:
        """Let some desk call this visit by hand."""
        ...

    def of(self, visit: str) -> Guest:
        """Return the customer. Raises KeyError where nobody is known."""
        ...


class Serving:
    """The part of a desk that has to do with whoever stands there."""

    def __init__(
        self, ask: Asker, scenario: Scenario, house: House, guests: Guests, tidy_up: Callable[[], None]
    ) -> None:
        """Serve ``guests``; ``tidy_up`` is done each time that one has left the desk."""
        self._ask = ask
        self._rules: dict[str, NotCome] = {one.name: one.not_come for one in scenario.services}
        self._house = house
        self._guests = guests
        self._tidy_up = tidy_up

    def begin(self, visit: str) -> None:
        """Wait for who was called: they come, or after the last call of all they have not."""
        guest = self._guests.of(visit)
        guest.called = True
        if guest.comes:
            self._ask.later(guest.customer.walk_ms, lambda: self._meet(guest, visit))
            return
        rule = self._rules[self._service(visit)]
        self._ask.later(rule.wait_s * 1000, lambda: self._missed(guest, visit, rule.recalls))

    def _missed(self, guest: Guest, visit: str, recalls: int) -> None:
        rule = self._rules[self._service(visit)]
        if recalls:
            self._ask.do(CallAgain(**self._ask.here(), visit=visit))
            self._ask.later(rule.wait_s * 1000, lambda: self._missed(guest, visit, recalls - 1))
            return
        self._ask.do(NoShow(**self._ask.here(), visit=visit))
        if guest.away:
            guest.away = False
            self._house.agenda.after(guest.customer.back_ms, lambda: self._bring_back(visit))
        self._tidy_up()

    def _bring_back(self, visit: str) -> None:
        if self._is(visit, VisitState.NO_SHOW) and self._house.state.open_day is not None:
            self._ask.do(BringBack(**self._ask.words(), visit=visit))

    def _is(self, visit: str, state: VisitState) -> bool:
        known = self._house.state.visits.get(visit)
        return known is not None and known.state is state

    def _service(self, visit: str) -> str:
        return self._house.state.visits[visit].service

    def _meet(self, guest: Guest, visit: str) -> None:
        """Serve who has come, or see before that it is not for here, or not for now."""
        if guest.takes(Turn.GIVEN_BACK):
            self._ask.do(GiveBack(**self._ask.here(), visit=visit))
            self._tidy_up()
        elif guest.takes(Turn.SENT_AT_CALL) and self._send_on(guest, visit, guest.detours.service):
            self._tidy_up()
        else:
            self._serve(guest, visit)

    def _serve(self, guest: Guest, visit: str) -> None:
        self._ask.do(Start(**self._ask.here(), visit=visit))
        customer = guest.customer
        if customer.form_ms and not guest.has_form:
            guest.has_form = True
            self._ask.later(_FORM_AFTER_MS, lambda: self._send_to_form(guest, visit))
            return
        if guest.takes(Turn.EXTENDED):
            self._extend(guest, visit)
        if guest.takes(Turn.INTERRUPTED):
            self._ask.later(_SOON_MS, lambda: self._interrupt(visit))
            return
        if guest.takes(Turn.SENT_WITHIN):
            self._ask.later(_SOON_MS, lambda: self._send_within(guest, visit))
            return
        self._attend(guest, visit)

    def _attend(self, guest: Guest, visit: str) -> None:
        length_ms = guest.customer.errand_ms(self._service(visit))
        self._ask.later(length_ms, lambda: self._served(guest, visit))

    def _extend(self, guest: Guest, visit_id: str) -> None:
        visit, more = self._house.state.visits[visit_id], guest.detours.service
        if more and more not in {*visit.done, *visit.wanted, *visit.later}:
            later = (*visit.later, more)
            self._ask.do(Extend(**self._ask.words(), visit=visit_id, also=visit.also, later=later))

    def _interrupt(self, visit: str) -> None:
        self._ask.do(GiveBack(**self._ask.here(), visit=visit))
        self._tidy_up()

    def _send_within(self, guest: Guest, visit: str) -> None:
        """Send on to another desk for the same service, or to a later hour where there is none."""
        service = self._service(visit)
        if self._send_on(guest, visit, service, Turn.BOUND) or self._send_on(
            guest, visit, service, Turn.POSTPONED
        ):
            self._tidy_up()
        else:
            self._attend(guest, visit)

    def _send_on(self, guest: Guest, visit_id: str, service: str, *turns: Turn) -> bool:
        """Send to a service, with the turns drawn or those named; tell whether there was anywhere to go."""
        state, now = self._house.state, self._house.agenda.now
        visit = state.visits[visit_id]
        how = frozenset(turns) or guest.detours.turns
        sent = whereto(state, visit, guest.detours, now, service, how) if service else None
        if sent is None:
            return False
        self._ask.do(Transfer(**self._ask.here(), visit=visit_id, **sent._asdict()))
        return True

    def _send_to_form(self, guest: Guest, visit: str) -> None:
        self._ask.do(Park(**self._ask.words(), visit=visit, reason=ParkReason.FORM))
        self._house.agenda.after(guest.customer.form_ms, lambda: self._return(guest, visit))
        self._tidy_up()

    def _return(self, guest: Guest, visit: str) -> None:
        """Let the customer wait again, or be called by hand straight from there."""
        if not self._is(visit, VisitState.PARKED):
            return
        if guest.takes(Turn.FORM_BY_HAND):
            self._guests.wish(visit)
        else:
            self._ask.do(Return(**self._ask.words(), visit=visit))

    def _served(self, guest: Guest, visit: str) -> None:
        transfer = guest.customer.transfer
        if transfer and not guest.moved:
            guest.moved = True
            if self._send_on(guest, visit, transfer):
                self._tidy_up()
                return
        self._ask.do(Finish(**self._ask.here(), visit=visit))
        self._tidy_up()
