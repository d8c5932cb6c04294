"""Keeps the account of a played day from the log alone, and finds what does not add up."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

from hub.queue.events import (
    AnyEvent,
    BroughtBack,
    Called,
    CalledAgain,
    Cancelled,
    CheckedIn,
    CheckedInLate,
    Continued,
    Finished,
    GivenBack,
    NotCome,
    NumberConflict,
    Parked,
    Returned,
    Started,
    Transferred,
    VisitClosed,
    VisitEvent,
    VisitReopened,
)
from hub.queue.transitions import ENDED, VisitState
from simulator.day.guest import Guest
from simulator.day.played import Account, Overtook, PlayedVisit


class Ledger:
    """One numbered day; hears every event of it."""

    def __init__(self, guests: dict[str, Guest]) -> None:
        """Account for ``guests``, by ticket; :attr:`at_the_adviser` is whom an adviser is checking in now."""
        self.visits: dict[str, PlayedVisit] = {}
        self.overtakings: list[Overtook] = []
        self.faults: list[str] = []
        self.events = 0
        self.at_the_adviser: Guest | None = None
        self._guests = guests
        self._numbers: dict[int, str] = {}
        self._late: set[str] = set()
        self._desks: dict[str, str] = {}
        self._heard: dict[type[Any], Callable[[Any, PlayedVisit], None]] = {
            Called: self._called,
            CalledAgain: self._called_again,
            Started: self._started,
            Continued: self._continued,
            Finished: self._finished,
            NotCome: self._ended(VisitState.NO_SHOW),
            Cancelled: self._cancelled,
            VisitClosed: self._closed,
            GivenBack: self._waits,
            Transferred: self._transferred,
            Parked: self._parked,
            Returned: self._waits,
            BroughtBack: self._brought_back,
            VisitReopened: self._reopened,
        }

    def hear(self, events: Sequence[AnyEvent]) -> None:
        """Take in a commit."""
        self.events += len(events)
        for event in events:
            match event:
                case CheckedIn():
                    self._checked_in(event)
                case CheckedInLate():
                    self._late.add(event.ticket)
                    self._take_number(event.number, event.ticket)
                case NumberConflict():
                    self.faults.append(f"Number {event.number} was dealt twice.")
                case VisitEvent():
                    self._step(event)
                case _:
                    pass

    def account(self) -> Account:
        """Return where everybody went."""
        how = [visit.how for visit in self.visits.values()]
        tickets = {visit.ticket for visit in self.visits.values()}
        away = [guest for guest in self._guests.values() if guest.turned_away]
        account = Account(
            came=len(self._guests),
            turned_away=len(away),
            late=len(self._late),
            checked_in=len(how),
            finished=how.count(VisitState.FINISHED),
            not_come=how.count(VisitState.NO_SHOW),
            cancelled=how.count(VisitState.CANCELLED),
            closed=how.count(VisitState.CLOSED),
        )
        faults = list(self.faults)
        faults += [
            f"Visit {visit.id} (number {visit.number}) is still {visit.how} after the day."
            for visit in self.visits.values()
            if visit.how not in ENDED
        ]
        faults += [
            f"Ticket {guest.ticket} never reached the queue."
            for guest in self._guests.values()
            if not guest.turned_away and guest.ticket not in tickets and guest.ticket not in self._late
        ]
        unknown = tickets - self._guests.keys()
        faults += [f"Nobody took ticket {ticket}." for ticket in sorted(unknown)]
        ended = account.finished + account.not_come + account.cancelled + account.closed
        if account.checked_in != ended:
            faults.append(f"{account.checked_in} checked in, and {ended} ended.")
        if account.came != account.turned_away + account.late + account.checked_in:
            faults.append(
                f"{account.came} came; {account.turned_away} turned away, {account.late} late and "
                f"{account.checked_in} checked in make another sum."
            )
        return dataclasses.replace(account, faults=tuple(faults))

    def _checked_in(self, event: CheckedIn) -> None:
        guest = self._guests.get(event.ticket) if event.stamp.device else self.at_the_adviser
        ticket = guest.ticket if guest is not None else event.ticket
        self._late.discard(ticket)
        self._take_number(event.number, ticket)
        if event.visit in self.visits:
            self.faults.append(f"Visit {event.visit} began twice.")
        appointment = event.appointment
        self.visits[event.visit] = PlayedVisit(
            id=event.visit,
            ticket=ticket,
            number=event.number,
            service=event.service,
            language=event.language,
            arrival=guest.customer.at if guest is not None else event.stamp.at,
            known=event.at,
            place=event.stamp.at,
            device=event.stamp.device,
            party=event.details.party,
            urgent=event.details.urgent,
            appointment_at=appointment.at if appointment is not None else 0,
            also=event.also,
            later=event.later,
            uncertain=event.uncertain,
        )
        if guest is not None:
            if guest.visit and guest.visit != event.visit:
                self.faults.append(f"Ticket {ticket} became two visits.")
            guest.visit = event.visit

    def _take_number(self, number: int, ticket: str) -> None:
        holder = self._numbers.setdefault(number, ticket)
        if holder != ticket:
            self.faults.append(f"Number {number} is on two tickets.")

    def _step(self, event: VisitEvent) -> None:
        heard = self._heard.get(type(event))
        if heard is None:
            return
        visit = self.visits.get(event.visit)
        if visit is None:
            self.faults.append(f"{type(event).__name__} of a visit that nobody checked in.")
            return
        heard(event, visit)

    def _called(self, event: Called, visit: PlayedVisit) -> None:
        if visit.how not in {VisitState.WAITING, VisitState.PARKED}:
            self.faults.append(f"Visit {visit.id} was called while {visit.how}.")
        if event.visit in self._desks.values():
            self.faults.append(f"Visit {visit.id} was called to {event.desk} and stands at another desk.")
        if event.desk in self._desks:
            self.faults.append(f"{event.desk} called while somebody stood there.")
        self._desks[event.desk] = event.visit
        visit.how = VisitState.CALLED
        visit.calls += 1
        visit.last_called = event.at
        if not visit.called:
            visit.called, visit.desk = event.at, event.desk
        if event.passed:
            self.overtakings.append(Overtook(event.at, event.visit, event.passed, event.because))
            for other in event.overtook:
                if other in self.visits:
                    self.visits[other].overtaken += 1

    def _called_again(self, event: CalledAgain, visit: PlayedVisit) -> None:
        visit.calls += 1
        visit.last_called = event.at

    def _started(self, event: Started, visit: PlayedVisit) -> None:
        visit.how = VisitState.SERVING
        visit.served_since = event.at
        visit.started = visit.started or event.at

    def _waits(self, event: VisitEvent, visit: PlayedVisit) -> None:
        self._leave(event, visit)
        visit.how = VisitState.WAITING

    def _continued(self, event: Continued, visit: PlayedVisit) -> None:
        visit.served.append(event.service)
        self._waits(event, visit)

    def _transferred(self, event: Transferred, visit: PlayedVisit) -> None:
        """Count the service left as served where that had begun, else as sent on; the same one goes on."""
        visit.transfers += 1
        if event.service != event.before:
            (visit.served if visit.how is VisitState.SERVING else visit.sent_on).append(event.before)
        self._waits(event, visit)

    def _parked(self, event: Parked, visit: PlayedVisit) -> None:
        visit.parked += 1
        self._leave(event, visit)
        visit.how = VisitState.PARKED

    def _brought_back(self, event: BroughtBack, visit: PlayedVisit) -> None:
        visit.brought_back += 1
        visit.ended = 0
        self._waits(event, visit)

    def _reopened(self, event: VisitReopened, visit: PlayedVisit) -> None:
        if visit.how is not VisitState.CLOSED:
            self.faults.append(f"Visit {visit.id} was {visit.how}, and waits again since the day goes on.")
        if visit.cut_short:
            visit.served.pop()
        visit.ended, visit.reason, visit.cut_short = 0, "", False
        self._waits(event, visit)

    def _finished(self, event: Finished, visit: PlayedVisit) -> None:
        visit.served.append(event.service)
        self._end(event, visit, VisitState.FINISHED)

    def _cancelled(self, event: Cancelled, visit: PlayedVisit) -> None:
        visit.reason = event.reason
        self._end(event, visit, VisitState.CANCELLED)

    def _closed(self, event: VisitClosed, visit: PlayedVisit) -> None:
        visit.reason = event.reason
        if visit.how is VisitState.SERVING:
            visit.served.append(event.service)
            visit.cut_short = True
        self._end(event, visit, VisitState.CLOSED)

    def _ended(self, how: VisitState) -> Callable[[VisitEvent, PlayedVisit], None]:
        return lambda event, visit: self._end(event, visit, how)

    def _end(self, event: VisitEvent, visit: PlayedVisit, how: VisitState) -> None:
        if visit.how in ENDED:
            self.faults.append(f"Visit {visit.id} ended twice.")
        self._leave(event, visit)
        visit.how, visit.ended = how, event.at

    def _leave(self, event: VisitEvent, visit: PlayedVisit) -> None:
        if visit.served_since:
            visit.served_ms += event.at - visit.served_since
            visit.served_since = 0
        for desk, standing in list(self._desks.items()):
            if standing == visit.id:
                del self._desks[desk]
