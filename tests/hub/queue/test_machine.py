"""The whole queue under everything that can happen to it, in any order."""

import datetime as dt
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from hub.engine import Engine
from hub.queue import views
from hub.queue.answers import Answer, Code, Done
from hub.queue.commands import (
    AdviserCheckIn,
    AnyCommand,
    Begin,
    CallAgain,
    CallNext,
    CallThis,
    Cancel,
    CheckIn,
    CloseDay,
    CloseDesk,
    Finish,
    GiveBack,
    NoShow,
    OpenDay,
    Start,
    StrikeOff,
    Tick,
    Transfer,
)
from hub.queue.fold import fold
from hub.queue.projections import Layout, Projections
from hub.queue.rules import Rules
from hub.queue.schemes import Sequential
from hub.queue.stamps import Now
from hub.queue.state import State
from hub.queue.transitions import AT_DESK, VisitState
from hub.store.memory import MemoryStore
from tests.hub.queue.kiosks import Kiosk

SERVICES = ("tax", "land", "kela")
LANGUAGES = ("fi", "sv")
DESKS = ("d1", "d2", "d3")
KIOSKS = ("k1", "k2")
RULES = Rules(scheme=Sequential(1, 999), lease=2, reserve=4)

some_services = st.lists(st.sampled_from(SERVICES), min_size=1, max_size=3, unique=True).map(tuple)
some_languages = st.sampled_from(((), ("fi",), ("sv",), ("fi", "sv")))
desks = st.sampled_from(DESKS)
kiosks = st.sampled_from(KIOSKS)


@dataclass
class Backup:
    """The hub's disk at an earlier time."""

    store: MemoryStore
    committed: set[str] = field(default_factory=set[str])


class Queue(RuleBasedStateMachine):
    """Customers, kiosks, desks, days, crashes and backups around one engine."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1_000_000
        self.date = dt.date(2026, 11, 23)
        self.store = MemoryStore()
        self.backup: Backup | None = None
        self.kiosks = {
            name: Kiosk(name, f"{name}-0", skew)
            for name, skew in zip(KIOSKS, (500_000, 900_000), strict=True)
        }
        self.printed: dict[tuple[str, int], str] = {}
        self.committed: set[str] = set()
        self.answered: list[tuple[AnyCommand, Done]] = []
        self.counter = 0
        self.true_top: dict[str, int] = {}

    # --- what every rule uses ---

    @property
    def moment(self) -> Now:
        return Now(self.now, self.now, trusted=True)

    @property
    def state(self) -> State:
        return self.engine.state

    def name(self, kind: str) -> str:
        self.counter += 1
        return f"{kind}-{self.counter}"

    @property
    def standing(self) -> list[str]:
        return sorted(name for name, desk in self.state.desks.items() if desk.visit)

    def handle(self, *commands: AnyCommand) -> list[Answer]:
        answers = self.engine.handle(commands, self.moment)
        for command, answer in zip(commands, answers, strict=True):
            if isinstance(command, CheckIn) and isinstance(answer, Done):
                self.committed.add(command.ticket)
            elif hasattr(command, "id") and isinstance(answer, Done) and answer != Done():
                self.answered.append((command, answer))
        self.published()
        return answers

    def published(self) -> None:
        """Let every kiosk that is online hear of its numbers, and remember how far numbers ever went."""
        self.engine.changes(self.moment)
        if self.state.day is not None:
            day = self.state.day.id
            self.true_top[day] = max(self.true_top.get(day, 0), views.highest_number(self.state))
        for kiosk in self.kiosks.values():
            numbers = views.numbers(self.state, kiosk.device)
            if kiosk.online and numbers is not None and kiosk.incarnation == self.state.incarnation:
                kiosk.hear(numbers, views.highest_number(self.state))

    def start_hub(self) -> None:
        projections = Projections(Layout({"hall": DESKS}, {"hall": SERVICES}), RULES.policy, 8)
        self.engine = Engine(self.store, RULES, projections)
        self.now = max(self.now, self.engine.last_at)
        self.handle(Begin(incarnation=self.name("inc"), kiosks=KIOSKS))

    def greet(self, kiosk: Kiosk) -> None:
        """A kiosk that is online meets the hub as it is now."""
        if not kiosk.online:
            return
        if kiosk.incarnation != self.state.incarnation:
            kiosk.meet(self.state.incarnation)
        (answer,) = self.handle(kiosk.report(self.state.incarnation))
        assert isinstance(answer, Done), answer

    def print_number(self, day: str, number: int, ticket: str) -> None:
        assert (day, number) not in self.printed, f"{number} was dealt twice on {day}"
        self.printed[day, number] = ticket

    def send(self, kiosk: Kiosk, check_ins: list[CheckIn]) -> None:
        answers = self.handle(*check_ins)
        done = [one for one, answer in zip(check_ins, answers, strict=True) if isinstance(answer, Done)]
        kiosk.acknowledge(done)

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

    @precondition(lambda self: self.now % 3 == 0)
    @rule(over=st.sampled_from((False, False, True)), days=st.sampled_from((0, 0, 0, 1)))
    def clock_ticks(self, over: bool, days: int) -> None:  # noqa: FBT001 hypothesis hands it by name
        self.date += dt.timedelta(days=days)
        self.handle(Tick(today=self.date, over=over))

    @rule(back=st.sampled_from((0, 0, 0, 1)))
    def person_opens_the_day(self, back: int) -> None:
        date = self.date - dt.timedelta(days=back)
        self.handle(OpenDay(id=self.name("open"), staff="s", date=date, today=self.date))

    @precondition(lambda self: self.counter % 7 == 0)
    @rule()
    def person_closes_the_day(self) -> None:
        self.handle(CloseDay(id=self.name("close"), staff="s"))

    # --- customers ---

    @rule(
        name=kiosks,
        service=st.sampled_from(SERVICES),
        language=st.sampled_from(LANGUAGES),
        guess=st.sampled_from((0, 0, 0, -90_000, 90_000)),
        taps=st.integers(1, 4),
    )
    def customers_tap(self, name: str, service: str, language: str, guess: int, taps: int) -> None:
        kiosk = self.kiosks[name]
        for _ in range(taps):
            self.now += 10
            dealt = kiosk.deal(self.name("t"), service, language, self.now, guess)
            if dealt is not None:
                self.print_number(dealt.day, dealt.number, dealt.ticket)

    @rule(name=kiosks, data=st.data())
    def kiosk_sends(self, name: str, data: st.DataObject) -> None:
        kiosk = self.kiosks[name]
        if kiosk.online and kiosk.unsent:
            order = data.draw(st.permutations(kiosk.unsent))
            again = data.draw(st.integers(0, len(order)))
            self.greet(kiosk)
            self.send(kiosk, [*order, *order[:again]])

    @rule(name=kiosks)
    def kiosk_reports(self, name: str) -> None:
        self.greet(self.kiosks[name])

    @rule(service=st.sampled_from(SERVICES), language=st.sampled_from(LANGUAGES))
    def adviser_checks_in(self, service: str, language: str) -> None:
        self.now += 10
        command = AdviserCheckIn(id=self.name("a"), staff="s", service=service, language=language)
        (answer,) = self.handle(command)
        if isinstance(answer, Done):
            assert self.state.day is not None
            self.print_number(self.state.day.id, answer.number, answer.visit)
        else:
            assert answer.code in {Code.DAY_NOT_OPEN, Code.NUMBERS_NOT_READY}

    # --- desks ---

    @rule(desk=desks, services=some_services, languages=some_languages)
    def desk_calls_next(self, desk: str, services: tuple[str, ...], languages: tuple[str, ...]) -> None:
        waiting = [
            (visit.stamp, visit.id)
            for visit in self.state.visits.values()
            if visit.state is VisitState.WAITING
            and visit.service in services
            and (not languages or visit.language in languages)
        ]
        busy = self.state.current(desk)
        command = CallNext(id=self.name("n"), staff="s", desk=desk, services=services, languages=languages)
        (answer,) = self.handle(command)
        if isinstance(answer, Done):
            assert busy is None
            assert answer.visit == min(waiting)[1]
        elif busy is not None:
            assert answer.code is Code.DESK_BUSY
        else:
            assert not waiting
            assert answer.code in {Code.NOBODY_WAITING, Code.DAY_NOT_OPEN}

    @precondition(lambda self: self.state.visits)
    @rule(desk=desks, data=st.data())
    def desk_calls_this(self, desk: str, data: st.DataObject) -> None:
        visit = data.draw(st.sampled_from(sorted(self.state.visits)))
        before = self.state.visits[visit].state
        command = CallThis(id=self.name("x"), staff="s", desk=desk, visit=visit, services=SERVICES)
        (answer,) = self.handle(command)
        if isinstance(answer, Done):
            assert before is VisitState.WAITING

    @rule(desk=desks, kind=st.sampled_from((CallAgain, Start, Finish, NoShow, GiveBack)))
    def desk_asks_anything(self, desk: str, kind: type[Any]) -> None:
        self.handle(kind(id=self.name("g"), staff="s", desk=desk))

    @precondition(lambda self: self.standing)
    @rule(data=st.data())
    def desk_goes_on(self, data: st.DataObject) -> None:
        self.now += 100
        desk = data.draw(st.sampled_from(self.standing))
        visit = self.state.current(desk)
        assert visit is not None
        called = visit.state is VisitState.CALLED
        kind = data.draw(
            st.sampled_from((Start, Start, CallAgain, NoShow, GiveBack) if called else (Finish,))
        )
        (answer,) = self.handle(kind(id=self.name("g"), staff="s", desk=desk, visit=visit.id))
        assert isinstance(answer, Done)

    @precondition(lambda self: self.standing)
    @rule(data=st.data(), service=st.sampled_from(SERVICES))
    def desk_sends_on(self, data: st.DataObject, service: str) -> None:
        self.desk_transfers(data.draw(st.sampled_from(self.standing)), service)

    @rule(desk=desks, service=st.sampled_from(SERVICES))
    def desk_transfers(self, desk: str, service: str) -> None:
        visit = self.state.current(desk)
        stamp = visit.stamp if visit is not None else None
        (answer,) = self.handle(Transfer(id=self.name("r"), staff="s", desk=desk, service=service))
        if isinstance(answer, Done):
            moved = self.state.visits[answer.visit]
            assert (moved.stamp, moved.service, moved.state) == (stamp, service, VisitState.WAITING)

    @rule(desk=desks)
    def desk_closes(self, desk: str) -> None:
        self.handle(CloseDesk(id=self.name("z"), staff="s", desk=desk))

    @precondition(lambda self: self.state.visits)
    @rule(data=st.data())
    def somebody_leaves(self, data: st.DataObject) -> None:
        visit = data.draw(st.sampled_from(sorted(self.state.visits)))
        self.handle(Cancel(id=self.name("l"), staff="s", visit=visit, reason="left"))

    @precondition(lambda self: self.answered)
    @rule(data=st.data())
    def request_comes_again(self, data: st.DataObject) -> None:
        command, answer = data.draw(st.sampled_from(self.answered))
        revision = self.engine.revision
        assert self.engine.handle([command], self.moment) == [answer]
        assert self.engine.revision == revision

    # --- what goes wrong ---

    @rule(name=kiosks)
    def network_is_cut_or_returns(self, name: str) -> None:
        kiosk = self.kiosks[name]
        kiosk.online = not kiosk.online
        self.greet(kiosk)

    @rule(name=kiosks)
    def kiosk_boots(self, name: str) -> None:
        kiosk = self.kiosks[name]
        kiosk.boot += 1
        kiosk.skew = self.now
        kiosk.sequence += 10

    @precondition(lambda self: self.counter % 3 == 0)
    @rule(name=kiosks)
    def kiosk_is_wiped(self, name: str) -> None:
        kiosk = self.kiosks[name]
        if self.knows_enough(without=name):
            kiosk.wipe(self.name("e"))
            self.greet(kiosk)

    @precondition(lambda self: self.state.numbering.silent)
    @rule()
    def person_strikes_a_kiosk_off(self) -> None:
        """Only one that cannot speak: a person does not strike off a kiosk that is about to report."""
        for device in sorted(self.state.numbering.silent):
            if not self.kiosks[device].online and self.knows_enough(without=device):
                self.handle(StrikeOff(id=self.name("s"), staff="s", device=device))

    @rule()
    def snapshot_is_saved(self) -> None:
        self.engine.save_if_due()

    @precondition(lambda self: self.counter % 3 == 0)
    @rule()
    def hub_crashes(self) -> None:
        self.check_replay()
        self.start_hub()

    @rule()
    def backup_is_made(self) -> None:
        self.backup = Backup(deepcopy(self.store), set(self.committed))

    @precondition(lambda self: self.backup is not None and self.knows_enough())
    @rule()
    def backup_is_put_back(self) -> None:
        assert self.backup is not None
        self.store, self.backup = self.backup.store, None
        self.answered.clear()
        self.start_hub()
        self.handle(Tick(today=self.date))
        gone = self.committed - set(self.state.tickets) - set(self.state.tickets_before)
        self.committed -= gone

    def knows_enough(self, without: str = "") -> bool:
        """Tell whether somebody who will be asked has heard of the highest number of the open day.

        Where the only memories of a number are a lost disk and a wiped card, nobody can know of it.
        """
        day = self.date.isoformat()
        heard = [
            kiosk.highest for kiosk in self.kiosks.values() if kiosk.day == day and kiosk.device != without
        ]
        in_store = self.state.numbering.top if without and self.is_today(day) else 0
        return max([in_store, *heard], default=0) >= self.true_top.get(day, 0)

    # --- what always holds ---

    @invariant()
    def nobody_stands_at_two_desks(self) -> None:
        at = [desk.visit for desk in self.state.desks.values() if desk.visit]
        assert len(at) == len(set(at))
        for name, desk in self.state.desks.items():
            if desk.visit:
                visit = self.state.visits[desk.visit]
                assert visit.desk == name
                assert visit.state in AT_DESK
        assert len(at) == sum(visit.state in AT_DESK for visit in self.state.visits.values())

    @invariant()
    def who_waits_is_in_line_once(self) -> None:
        waiting = sorted(
            visit.id for visit in self.state.visits.values() if visit.state is VisitState.WAITING
        )
        count = len(self.state.visits)
        coming = views.upcoming(self.state, SERVICES, (), RULES.policy, self.now, count)
        assert sorted(one.visit for one in coming) == waiting
        assert coming == sorted(coming)

    @invariant()
    def none_is_lost(self) -> None:
        known = {**self.state.tickets_before, **self.state.tickets}
        today = {ticket for (day, _), ticket in self.printed.items() if self.is_today(day)}
        assert (self.committed & today) <= set(known)

    @invariant()
    def nobody_of_an_open_day_is_set_aside(self) -> None:
        assert all(event.ticket in self.state.tickets for event in self.state.late.values())
        if self.state.open_day is not None:
            assert all(not self.is_today(event.day) for event in self.state.late.values())

    def is_today(self, day: str) -> bool:
        return self.state.day is not None and day == self.state.day.id

    @invariant()
    def a_kiosks_own_order_is_kept(self) -> None:
        for track in self.state.tracks.values():
            assert track == sorted(track, key=lambda stamp: stamp.track)
            assert track == sorted(track)

    @invariant()
    def leases_are_apart(self) -> None:
        numbers = [
            number
            for leases in self.state.numbering.leases.values()
            for lease in leases.values()
            for number in range(lease.first, lease.last + 1)
        ]
        assert len(numbers) == len(set(numbers))
        assert max(numbers, default=0) <= self.state.numbering.top

    def check_replay(self) -> None:
        state = State()
        for stored in self.store.read():
            fold(state, stored.event)
        assert state == self.state

    def teardown(self) -> None:
        """Everybody comes back: everything that kiosks still know is in the hub, and can be called."""
        if not hasattr(self, "engine"):
            return
        self.check_replay()
        self.handle(Tick(today=self.date))
        for kiosk in self.kiosks.values():
            kiosk.online = True
            self.greet(kiosk)
        for kiosk in self.kiosks.values():
            sent = list(kiosk.unsent)
            self.send(kiosk, sent)
            assert not kiosk.unsent
            for check_in in sent:
                assert check_in.ticket in self.state.tickets or check_in.ticket in self.state.tickets_before
        self.check_replay()


def test_queue_keeps_its_promises() -> None:
    run_state_machine_as_test(Queue, settings=settings(max_examples=100, stateful_step_count=50))


@pytest.mark.soak
def test_queue_keeps_its_promises_for_long() -> None:
    """60,000 steps and more."""
    run_state_machine_as_test(
        Queue, settings=settings(max_examples=600, stateful_step_count=100, phases=[Phase.generate])
    )
