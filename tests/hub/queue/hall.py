"""A hall in which anything happens: days, customers and desks, each step held against a plain reckoning."""

import datetime as dt

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from hub.queue.answers import Code, Done
from hub.queue.commands import (
    Add,
    AdviserCheckIn,
    CloseDay,
    OpenDay,
    Tick,
)
from hub.queue.details import Appointment, Details
from hub.queue.transitions import OPEN, VisitState
from tests.hub.queue.desks import Desks
from tests.hub.queue.machine import SERVICES, kiosks

LANGUAGES = ("fi", "sv")

languages = st.sampled_from(LANGUAGES)
wishes = st.permutations(SERVICES).flatmap(
    lambda order: st.integers(0, 2).map(lambda split: (tuple(order[:split]), tuple(order[split:2])))
)
"""Further services: at once, and then one after another."""
details = st.builds(
    Details,
    party=st.integers(1, 4),
    needs_help=st.booleans(),
    urgent=st.sampled_from((False, False, True)),
    notes=st.sampled_from(((), ("interpreter",))),
)


class Hall(Desks):
    """Customers and days around one engine, with all that desks do."""

    def appointment(self, service: str, data: st.DataObject) -> Appointment | None:
        """An appointment near this moment, at times one that was kept already."""
        if not data.draw(st.sampled_from((False, False, True))):
            return None
        minutes = data.draw(st.integers(-20, 20))
        name = data.draw(st.sampled_from((self.name("ap"), *self.state.appointments)))
        return Appointment(id=name, service=service, at=self.now + minutes * 60_000)

    # --- the day ---

    @initialize()
    def first_start(self) -> None:
        self.start_hub()
        self.handle(Tick(today=self.date))
        for kiosk in self.kiosks.values():
            self.greet(kiosk)

    @rule(ms=st.integers(0, 120_000))
    def time_goes_by(self, ms: int) -> None:
        self.now += ms

    @rule(hours=st.integers(-30, 30), trusted=st.sampled_from((True, True, False)))
    def wall_clock_jumps(self, hours: int, trusted: bool) -> None:  # noqa: FBT001 hypothesis hands it by name
        self.wall_offset, self.trusted = hours * 3_600_000, trusted

    @precondition(lambda self: self.counter % 5 == 0)
    @rule(over=st.sampled_from((False, False, True)), days=st.sampled_from((0, 0, 0, 1)))
    def clock_ticks(self, over: bool, days: int) -> None:  # noqa: FBT001 hypothesis hands it by name
        self.date += dt.timedelta(days=days)
        self.handle(Tick(today=self.date, over=over))

    @rule()
    def what_is_due_happens(self) -> None:
        self.handle(Tick(today=self.date))
        if self.state.open_day is not None:
            assert all(until > self.now for until in self.state.due.values())

    @rule()
    def house_is_ready(self) -> None:
        """The day is open, and all have spoken: without this most runs would stand before a closed door."""
        self.wall_offset, self.trusted = 0, True
        self.handle(OpenDay(id=self.name("open"), staff="s", date=self.date, today=self.date))
        for kiosk in self.kiosks.values():
            kiosk.online = True
            self.greet(kiosk)
            self.send(kiosk, list(kiosk.unsent))

    @rule(back=st.sampled_from((0, 0, 0, 1)))
    def person_opens_the_day(self, back: int) -> None:
        date = self.date - dt.timedelta(days=back)
        self.handle(OpenDay(id=self.name("open"), staff="s", date=date, today=self.date))

    @precondition(lambda self: self.counter % 7 == 0)
    @rule()
    def person_closes_the_day(self) -> None:
        self.handle(CloseDay(id=self.name("close"), staff="s"))
        assert not any(visit.state in OPEN for visit in self.state.visits.values())

    # --- customers ---

    @rule(
        name=kiosks,
        service=st.sampled_from(SERVICES),
        language=languages,
        guess=st.sampled_from((0, 0, 0, -90_000, 90_000)),
        taps=st.integers(1, 4),
        more=wishes,
        data=st.data(),
    )
    def customers_tap(
        self,
        name: str,
        service: str,
        language: str,
        guess: int,
        taps: int,
        more: tuple[tuple[str, ...], tuple[str, ...]],
        data: st.DataObject,
    ) -> None:
        kiosk = self.kiosks[name]
        for _ in range(taps):
            self.now += 10
            dealt = kiosk.deal(self.name("t"), service, language, self.now, guess)
            if dealt is not None:
                self.print_number(dealt.day, dealt.number, dealt.ticket)
                kiosk.say(dealt, *more, self.appointment(service, data))

    @rule(name=kiosks, data=st.data())
    def kiosk_sends(self, name: str, data: st.DataObject) -> None:
        kiosk = self.kiosks[name]
        if kiosk.online and kiosk.unsent:
            order = data.draw(st.permutations(kiosk.unsent))
            again = data.draw(st.integers(0, len(order)))
            self.greet(kiosk)
            self.send(kiosk, [*order, *order[:again]])

    @precondition(lambda self: self.state.visits)
    @rule(
        data=st.data(),
        service=st.sampled_from((None, *SERVICES)),
        party=st.sampled_from((None, 1, 3)),
        needs_help=st.sampled_from((None, False, True)),
    )
    def customer_adds(
        self,
        data: st.DataObject,
        service: str | None,
        party: int | None,
        needs_help: bool | None,  # noqa: FBT001 hypothesis hands it by name
    ) -> None:
        """Nothing that was said is lost from a visit that may still wait; a repetition changes nothing."""
        visit = self.state.visits[self.a_visit(data)]
        kiosk = self.kiosks.get(visit.stamp.device)
        if kiosk is None:
            return
        kiosk.sequence += 1
        command = Add(
            addition=self.name("ad"),
            ticket=visit.ticket,
            device=kiosk.device,
            epoch=kiosk.epoch,
            sequence=kiosk.sequence,
            service=service,
            party=party,
            needs_help=needs_help,
        )
        stands = visit.state, visit.desk, visit.wanted
        (answer,) = self.handle(command)
        assert (visit.state, visit.desk, visit.wanted) == stands
        over = visit.state in {VisitState.FINISHED, VisitState.CANCELLED}
        assert isinstance(answer, Done) is not over
        if isinstance(answer, Done):
            assert service in {None, *visit.done, *visit.wanted, *visit.later}
            assert visit.details.party == party or party is None
            assert visit.details.needs_help == needs_help or needs_help is None
            revision = self.engine.revision
            self.handle(command)
            assert self.engine.revision == revision

    @rule(service=st.sampled_from(SERVICES), language=languages, more=wishes, details=details, data=st.data())
    def adviser_is_asked(
        self,
        service: str,
        language: str,
        more: tuple[tuple[str, ...], tuple[str, ...]],
        details: Details,
        data: st.DataObject,
    ) -> None:
        self.adviser_checks_in(service, language, more, details, data)

    def adviser_checks_in(
        self,
        service: str,
        language: str,
        more: tuple[tuple[str, ...], tuple[str, ...]],
        details: Details,
        data: st.DataObject,
    ) -> None:
        self.now += 10
        also, later = more
        command = AdviserCheckIn(
            id=self.name("a"),
            staff="s",
            service=service,
            language=language,
            also=also,
            later=later,
            details=details,
            appointment=self.appointment(service, data),
        )
        (answer,) = self.handle(command)
        if isinstance(answer, Done):
            assert self.state.day is not None
            number = self.state.visits[answer.visit].number
            self.print_number(self.state.day.id, number, answer.visit)
        else:
            expected = {Code.DAY_NOT_OPEN, Code.NUMBERS_NOT_READY}
            assert answer.code in (expected | {Code.SERVICE_TWICE} if service in also + later else expected)

    @rule(data=st.data(), count=st.sampled_from((3, 6, 10)), ready=st.sampled_from((True, True, False)))
    def people_come(self, data: st.DataObject, count: int, ready: bool) -> None:  # noqa: FBT001 by name
        if ready:
            self.house_is_ready()
        for _ in range(count):
            self.now += data.draw(st.integers(10, 240_000))
            service, language = data.draw(st.sampled_from(SERVICES)), data.draw(languages)
            self.adviser_checks_in(service, language, data.draw(wishes), data.draw(details), data)
