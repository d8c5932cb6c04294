"""Desks that call, serve and send on, each step held against a plain reckoning."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from hub.queue.answers import Code, Done
from hub.queue.commands import (
    CallAgain,
    CallNext,
    CallThis,
    CloseDesk,
    Finish,
    GiveBack,
    NoShow,
    OpenDesk,
    PauseDesk,
    PlanDesk,
    ResumeDesk,
    Start,
    Transfer,
    UnplanDesk,
)
from hub.queue.events import Called, Overtaking
from hub.queue.lines import MOST_OVERTAKINGS, Waiting
from hub.queue.policies import Situation
from hub.queue.state import Visit
from hub.queue.transitions import VisitState
from tests.hub.queue.machine import DESKS, RULES, SERVICES, QueueMachine

some_services = st.lists(st.sampled_from(SERVICES), min_size=1, max_size=3, unique=True).map(tuple)
some_languages = st.sampled_from(((), ("fi",), ("sv",), ("fi", "sv")))
desks = st.sampled_from(DESKS)


class Desks(QueueMachine):
    """What staff do around one engine; kiosks, crashes and backups come from the base."""

    def a_visit(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(sorted(self.state.visits)))

    def waiting(self) -> list[Visit]:
        return [visit for visit in self.state.visits.values() if visit.state is VisitState.WAITING]

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
