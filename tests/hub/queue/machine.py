"""The queue's engine under everything that can happen around it, and what holds whatever is asked of it."""

import datetime as dt
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from hub.engine import Engine
from hub.queue import views
from hub.queue.answers import Answer, Code, Done
from hub.queue.commands import (
    AnyCommand,
    Begin,
    CallNext,
    CheckIn,
    CloseDesk,
    NoShow,
    OpenDesk,
    StrikeOff,
    Tick,
)
from hub.queue.decide.binding import can_call
from hub.queue.events import Called, Overtaking
from hub.queue.fold import fold
from hub.queue.lines import MOST_OVERTAKINGS, Lines, Reach
from hub.queue.projections import Layout, Projections
from hub.queue.rules import Rules
from hub.queue.schemes import Sequential
from hub.queue.stamps import Now, Stamp
from hub.queue.state import State
from hub.queue.transitions import AT_DESK, VisitState
from hub.store.memory import MemoryStore
from tests.hub.queue.kiosks import Kiosk

SERVICES = ("tax", "land", "kela")
DESKS = ("d1", "d2", "d3")
KIOSKS = ("k1", "k2")
RULES = Rules(scheme=Sequential(1, 999), lease=2, reserve=4)

kiosks = st.sampled_from(KIOSKS)


@dataclass
class Backup:
    """The hub's disk at an earlier time."""

    store: MemoryStore
    committed: set[str] = field(default_factory=set[str])


class QueueMachine(RuleBasedStateMachine):
    """An engine among kiosks, crashes and backups, and what must hold whatever is asked of it."""

    engine: Engine
    now: int
    date: dt.date

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
        self.known: dict[str, tuple[Stamp, int]] = {}
        self.passed = Counter[str]()
        self.read_to = 0
        self.trusted = True
        self.wall_offset = 0

    # --- what every rule uses ---

    @property
    def moment(self) -> Now:
        return Now(self.now, self.now + self.wall_offset, self.trusted)

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
            elif hasattr(command, "id") and isinstance(answer, Done):
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
        self.known.clear()
        self.passed.clear()
        self.read_to = 0
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
        coming = views.upcoming(self.state, Reach(SERVICES), RULES.policy, self.now, count)
        assert sorted(one.visit for one in coming) == waiting

    @invariant()
    def lines_are_what_the_visits_say(self) -> None:
        """A decision that looks at the lines alone looks at everybody, and nobody stands anywhere twice."""
        lines = Lines()
        for visit in self.state.visits.values():
            if visit.state is VisitState.WAITING:
                for service in visit.wanted:
                    lines.add(visit.waiting_for(service), guarded=visit.overtaken >= MOST_OVERTAKINGS)
        assert lines == self.state.lines

    @invariant()
    def who_waits_for_one_desk_can_be_called_there(self) -> None:
        bound = [visit for visit in self.state.visits.values() if visit.to_desk]
        waiting = [visit for visit in bound if visit.state is VisitState.WAITING]
        for visit in waiting:
            assert can_call(self.state, visit.to_desk, visit.service, visit.language)
        assert {visit.id for visit in waiting} == {one for some in self.state.bound.values() for one in some}

    @invariant()
    def an_appointment_is_kept_by_one(self) -> None:
        kept = [
            visit.appointment.id
            for visit in self.state.visits.values()
            if visit.appointment is not None and visit.state is not VisitState.CANCELLED
        ]
        assert sorted(kept) == sorted(self.state.appointments)

    @invariant()
    def who_is_parked_for_a_while_is_known_by_the_hour(self) -> None:
        parked = {
            visit.id: visit.until
            for visit in self.state.visits.values()
            if visit.state is VisitState.PARKED and visit.until
        }
        assert parked == self.state.due

    @invariant()
    def who_stepped_aside_is_known(self) -> None:
        aside = {
            visit.id
            for visit in self.state.visits.values()
            if visit.state in {VisitState.PARKED, VisitState.NO_SHOW}
        }
        assert aside == set(self.state.aside)

    @invariant()
    def number_and_arrival_stay(self) -> None:
        for visit in self.state.visits.values():
            assert self.known.setdefault(visit.id, (visit.stamp, visit.number)) == (visit.stamp, visit.number)

    @invariant()
    def no_service_is_named_twice(self) -> None:
        for visit in self.state.visits.values():
            named = (*visit.wanted, *visit.later)
            assert len(named) == len(set(named))

    @invariant()
    def nobody_is_overtaken_more_often_than_allowed(self) -> None:
        """Counted from the log, not from what the state says; calls by hand are staff's own decision."""
        passed = Counter(
            visit
            for stored in self.store.read(self.read_to)
            if isinstance(stored.event, Called) and stored.event.because is not Overtaking.BY_HAND
            for visit in stored.event.overtook
        )
        self.read_to = self.store.last
        self.passed += passed
        assert max(self.passed.values(), default=0) <= MOST_OVERTAKINGS

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
        self.call_everybody()
        self.check_replay()

    def call_everybody(self) -> None:
        """Whoever waits is called by some desk, the one meant alone where one is."""
        if self.state.open_day is None:
            return
        for desk in DESKS:
            self.handle(CloseDesk(id=self.name("z"), staff="s", desk=desk, give_back=True))
            self.handle(OpenDesk(id=self.name("o"), staff="s", desk=desk, services=SERVICES))
        for desk in DESKS:
            answer: Answer = Done()
            while isinstance(answer, Done):
                self.handle(NoShow(id=self.name("g"), staff="s", desk=desk))
                call = CallNext(id=self.name("n"), staff="s", desk=desk, services=SERVICES)
                (answer,) = self.handle(call)
            assert answer.code is Code.NOBODY_WAITING
        assert not any(visit.state is VisitState.WAITING for visit in self.state.visits.values())
