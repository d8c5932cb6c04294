"""A hall in which anything happens: days, customers and desks, each step held against a plain reckoning."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from hub.queue.answers import Code, Done
from hub.queue.commands import (
    AdviserCheckIn,
    CallAgain,
    CallNext,
    CallThis,
    CloseDay,
    CloseDesk,
    Finish,
    GiveBack,
    NoShow,
    OpenDay,
    OpenDesk,
    PauseDesk,
    PlanDesk,
    ResumeDesk,
    Start,
    Tick,
    Transfer,
    UnplanDesk,
)
from hub.queue.details import Appointment, Details
from hub.queue.events import Called, Overtaking
from hub.queue.lines import MOST_OVERTAKINGS, Waiting
from hub.queue.policies import Situation
from hub.queue.state import Visit
from hub.queue.transitions import OPEN, VisitState
from tests.hub.queue.machine import DESKS, RULES, SERVICES, QueueMachine, kiosks

LANGUAGES = ("fi", "sv")

some_services = st.lists(st.sampled_from(SERVICES), min_size=1, max_size=3, unique=True).map(tuple)
some_languages = st.sampled_from(((), ("fi",), ("sv",), ("fi", "sv")))
languages = st.sampled_from(LANGUAGES)
desks = st.sampled_from(DESKS)
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


class Hall(QueueMachine):
    """Customers, desks and days around one engine; kiosks, crashes and backups come from the base."""

    def a_visit(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(sorted(self.state.visits)))

    def waiting(self) -> list[Visit]:
        return [visit for visit in self.state.visits.values() if visit.state is VisitState.WAITING]

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

    # --- desks ---

    @rule(data=st.data(), steps=st.sampled_from((5, 12, 25)))
    def hall_works(self, data: st.DataObject, steps: int) -> None:
        """Desks call and serve for a while, as they do all day."""
        for _ in range(steps):
            self.now += data.draw(st.integers(10, 120_000))
            desk = data.draw(desks)
            if self.state.current(desk) is not None:
                data.draw(st.sampled_from((*[self.goes_on] * 4, self.sends_on)))(desk, data)
            elif self.state.open_day is not None:
                self.handle(ResumeDesk(id=self.name("o"), staff="s", desk=desk))
                services = data.draw(st.sampled_from((SERVICES, SERVICES, SERVICES[:1])))
                self.calls_next(desk, services, data.draw(some_languages))

    @rule(desk=desks, services=some_services, languages=some_languages)
    def desk_calls_next(self, desk: str, services: tuple[str, ...], languages: tuple[str, ...]) -> None:
        self.calls_next(desk, services, languages)

    def calls_next(self, desk: str, services: tuple[str, ...], languages: tuple[str, ...]) -> None:
        """The one whom the policy chooses among all who wait, not only among the heads of their lines."""
        waiting = self.eligible(desk, services, languages)
        busy = self.state.current(desk)
        at = self.state.desks.get(desk)
        run, paused = (0, False) if at is None else (at.run, at.paused)
        command = CallNext(id=self.name("n"), staff="s", desk=desk, services=services, languages=languages)
        expected = min(waiting, default=None)
        if waiting:
            stopped = [one for one in waiting if self.state.visits[one.visit].overtaken >= MOST_OVERTAKINGS]
            expected = RULES.policy(Situation(waiting, min(stopped, default=None), run, self.now))
        (answer,) = self.handle(command)
        if isinstance(answer, Done):
            assert busy is None
            assert expected is not None
            assert answer.visit == expected.visit
            self.check_overtakings(expected, waiting)
        elif busy is not None:
            assert answer.code in {Code.DESK_BUSY, Code.DAY_NOT_OPEN}
        elif paused:
            assert answer.code is Code.DESK_PAUSED
        else:
            assert not waiting
            assert answer.code in {Code.NOBODY_WAITING, Code.DAY_NOT_OPEN}

    def eligible(self, desk: str, services: tuple[str, ...], languages: tuple[str, ...]) -> list[Waiting]:
        return [
            waiting
            for visit in self.waiting()
            if not languages or visit.language in languages
            for service in visit.wanted
            if service in services and (waiting := visit.waiting_for(service)).desk in {"", desk}
        ]

    def check_overtakings(self, chosen: Waiting, waiting: list[Waiting]) -> None:
        """Nobody counts as overtaken whom the visit was ahead of in another of the desk's lines."""
        first = min(one for one in waiting if one.visit == chosen.visit)
        earlier = {one.visit for one in waiting if one < first}
        events = [stored.event for stored in self.store.read(self.store.last - 4)]
        called = [event for event in events if isinstance(event, Called)][-1]
        assert set(called.overtook) == earlier
        assert called.passed == len(earlier)
        assert (called.because is None) is not bool(earlier)
        assert called.because is not Overtaking.BY_HAND

    @precondition(lambda self: self.state.visits)
    @rule(desk=desks, data=st.data())
    def desk_calls_this(self, desk: str, data: st.DataObject) -> None:
        visit = self.a_visit(data)
        before = self.state.visits[visit].state
        command = CallThis(id=self.name("x"), staff="s", desk=desk, visit=visit, services=SERVICES)
        (answer,) = self.handle(command)
        if isinstance(answer, Done):
            assert before in {VisitState.WAITING, VisitState.PARKED}

    @rule(desk=desks, kind=st.sampled_from((CallAgain, Start, Finish, NoShow, GiveBack)))
    def desk_asks_anything(self, desk: str, kind: type[Any]) -> None:
        self.handle(kind(id=self.name("g"), staff="s", desk=desk))

    @precondition(lambda self: self.standing)
    @rule(data=st.data())
    def desk_goes_on(self, data: st.DataObject) -> None:
        self.goes_on(data.draw(st.sampled_from(self.standing)), data)

    def goes_on(self, desk: str, data: st.DataObject) -> None:
        visit = self.state.current(desk)
        assert visit is not None
        called = visit.state is VisitState.CALLED
        steps = (Start, Start, Start, CallAgain, NoShow, GiveBack) if called else (*[Finish] * 5, GiveBack)
        more = visit.also or visit.later[:1]
        kind = data.draw(st.sampled_from(steps))
        (answer,) = self.handle(kind(id=self.name("g"), staff="s", desk=desk, visit=visit.id))
        assert isinstance(answer, Done)
        if kind is Finish:
            assert answer.next == more
            assert visit.state is (VisitState.WAITING if more else VisitState.FINISHED)

    @precondition(lambda self: self.standing)
    @rule(data=st.data())
    def desk_sends_on(self, data: st.DataObject) -> None:
        self.sends_on(data.draw(st.sampled_from(self.standing)), data)

    def sends_on(self, desk: str, data: st.DataObject) -> None:
        visit = self.state.current(desk)
        assert visit is not None
        stamp = visit.stamp
        service = data.draw(st.sampled_from(SERVICES))
        minutes = data.draw(st.sampled_from((0, 0, 1, 5)))
        until = self.now + minutes * 60_000 if minutes else 0
        command = Transfer(
            id=self.name("r"),
            staff="s",
            desk=desk,
            service=service,
            to_desk=data.draw(st.sampled_from(("", *DESKS))),
            until=until,
        )
        (answer,) = self.handle(command)
        if isinstance(answer, Done):
            state = VisitState.PARKED if until else VisitState.WAITING
            moved = self.state.visits[answer.visit]
            assert (moved.stamp, moved.service, moved.state) == (stamp, service, state)

    @rule(desk=desks, give_back=st.booleans())
    def desk_closes(self, desk: str, give_back: bool) -> None:  # noqa: FBT001 hypothesis hands it by name
        visit = self.state.current(desk)
        (answer,) = self.handle(CloseDesk(id=self.name("z"), staff="s", desk=desk, give_back=give_back))
        if isinstance(answer, Done):
            assert visit is None or visit.state is VisitState.WAITING

    @rule(desk=desks, services=some_services, kind=st.sampled_from((OpenDesk, PauseDesk, ResumeDesk)))
    def desk_opens_or_rests(self, desk: str, services: tuple[str, ...], kind: type[Any]) -> None:
        named = {"services": services} if kind is OpenDesk else {}
        self.handle(kind(id=self.name("o"), staff="s", desk=desk, **named))

    @rule(desk=desks, services=some_services, opens=st.integers(-2, 5), closes=st.integers(-2, 10))
    def desk_is_planned(self, desk: str, services: tuple[str, ...], opens: int, closes: int) -> None:
        command = PlanDesk(
            id=self.name("p"),
            staff="s",
            desk=desk,
            services=services,
            opens=self.now + opens * 60_000,
            closes=self.now + closes * 60_000,
        )
        self.handle(command)

    @rule(desk=desks)
    def plan_is_taken_back(self, desk: str) -> None:
        self.handle(UnplanDesk(id=self.name("u"), staff="s", desk=desk))
