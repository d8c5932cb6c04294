"""No number twice on one day: real ticket offices and the real queue, with all that can fail between them."""

import datetime as dt
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from common.wire.board import Waits
from common.wire.life import DayOpen, HubStatus, OwnerBeat
from common.wire.numbers import pool_of
from common.wire.tickets import Ack, CheckIn
from hub.post import Row, check_in_of, report_of
from hub.publish.snapshots import numbers_of
from hub.queue import views
from hub.queue.answers import Done
from hub.queue.commands import AdviserCheckIn, AnyCommand, Begin, OpenDay
from hub.queue.events import AnyEvent
from hub.queue.fold import fold
from hub.queue.perform import perform
from hub.queue.rules import Rules
from hub.queue.schemes import Mixed, NumberScheme, OwnLetters, Prefix, Sequential
from hub.queue.stamps import Now, Placed
from hub.queue.state import State
from tests.kiosk.ticket.conftest import Office

NAMES: tuple[str, ...] = ("kiosk-1", "kiosk-2")
LETTERS = {"kiosk-1": "K", "kiosk-2": "L"}
SERVICES = ("tax", "dvv")
MONDAY = dt.date(2026, 11, 23)
NIGHT_MS, CUT_MS = 15 * 3_600_000, 6_000
SETTINGS = settings(
    max_examples=8,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
kiosks = st.sampled_from(NAMES)


@dataclass
class Hub:
    """The queue and its log; ``alive`` is whether a process serves it."""

    rules: Rules
    state: State = field(default_factory=State)
    log: list[AnyEvent] = field(default_factory=list[AnyEvent])
    alive: bool = False
    lives: int = 0
    house_ms: int = 1_000_000
    commands: int = 0

    def do(self, command: AnyCommand) -> object:
        outcome = perform(self.state, command, Now(self.house_ms, self.house_ms, trusted=True), self.rules)
        self.log += outcome.events
        return outcome.answer

    def id(self) -> str:
        self.commands += 1
        return f"command-{self.commands}"

    def start(self, today: dt.date, length: int | None = None) -> None:
        """Begin a life, on the first ``length`` events of the log."""
        self.log = self.log[:length]
        self.state = State()
        for event in self.log:
            fold(self.state, event)
        self.lives, self.alive = self.lives + 1, True
        self.do(Begin(incarnation=f"hub-{self.lives}", kiosks=NAMES))
        self.open(today)

    def open(self, today: dt.date) -> None:
        self.do(OpenDay(id=self.id(), staff="s", date=today, today=today))


class Numbers(RuleBasedStateMachine):
    """Customers take numbers at two kiosks and from an adviser, while everything fails."""

    scheme: NumberScheme = Sequential(1, 9999)

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="vuoro-"))
        self.today = MONDAY
        self.hub = Hub(Rules(scheme=self.scheme, own=OwnLetters(LETTERS, 40), lease=2, reserve=3))
        self.offices: dict[str, Office] = {}
        self.online = dict.fromkeys(NAMES, True)
        self.boots = 1
        self.faces: dict[dt.date, dict[str, str]] = {}
        self.true: dict[str, tuple[dt.date, str]] = {}
        for name in NAMES:
            (self.folder / name).mkdir()
            self.offices[name] = Office(self.folder / name)
        self.hub.start(self.today)
        self.everybody_speaks()

    def teardown(self) -> None:
        for office in self.offices.values():
            office.stop()
        shutil.rmtree(self.folder)

    # --- between them -------------------------------------------------------------------------------------

    def everybody_speaks(self) -> None:
        """Let everything that is on its way arrive, until nobody has anything to say."""
        for _ in range(4):
            for name in NAMES:
                if self.online[name] and self.hub.alive:
                    self.speak(name)

    def speak(self, name: str) -> None:
        office, hub = self.offices[name], self.hub
        incarnation, day = hub.state.incarnation, hub.state.open_day
        opened = DayOpen(id=day.id, date=day.id) if day else None
        office.hear(
            OwnerBeat(incarnation=incarnation, at_ms=5),
            HubStatus(state="ready", incarnation=incarnation, day=opened),
        )
        office.line_up()
        for out in office.sent():
            body, row = out.body, Row(name, out.epoch, out.sequence)
            assert isinstance(body, CheckIn)
            true_day, face = self.true[body.ticket]
            placed = Placed(hub.house_ms - 1, uncertain=False)
            answer = hub.do(check_in_of(row, body, placed, body.day or true_day.isoformat()))
            if isinstance(answer, Done):
                assert answer.number == face
                highest = views.highest_sequence(hub.state, name, out.epoch)
                office.hear(
                    Ack(epoch=out.epoch, committed=(out.sequence,), highest=highest, incarnation=incarnation)
                )
        for report in office.reports():
            hub.do(report_of(name, report))
            highest = views.highest_sequence(hub.state, name, report.epoch)
            office.hear(Ack(epoch=report.epoch, committed=(), highest=highest, incarnation=incarnation))
        view = views.numbers(hub.state, name)
        if view is not None:
            office.hear(numbers_of(view, incarnation, hub.rules.scheme))
        self.tell_how_far(name)

    def tell_how_far(self, name: str) -> None:
        state = self.hub.state
        waits = Waits(
            incarnation=state.incarnation,
            revision=len(self.hub.log),
            at_ms=5,
            day=state.day.id if state.day else None,
            highest=views.highest_number(state),
            lettered=views.lettered(state),
            services={},
        )
        self.offices[name].hear(waits)

    def told(self, ticket: str, face: str) -> None:
        """Somebody has the paper in hand."""
        other = self.faces.setdefault(self.today, {}).setdefault(face, ticket)
        assert other == ticket, f"{face} was told twice on {self.today}"
        self.true[ticket] = self.today, face

    # --- what people do -----------------------------------------------------------------------------------

    @rule(name=kiosks, service=st.sampled_from(SERVICES), count=st.integers(1, 6))
    def tap(self, name: str, service: str, count: int) -> None:
        for _ in range(count):
            ticket = self.offices[name].take(service)
            if ticket is not None:
                self.told(ticket.id, ticket.face)
            self.everybody_speaks()

    @precondition(lambda self: self.hub.alive)
    @rule(service=st.sampled_from(SERVICES))
    def ask_an_adviser(self, service: str) -> None:
        answer = self.hub.do(AdviserCheckIn(id=self.hub.id(), staff="s", service=service, language="fi"))
        if isinstance(answer, Done):
            self.told(f"{answer.visit}-{self.hub.lives}-{self.hub.commands}", answer.number)
        self.everybody_speaks()

    @rule()
    def night(self) -> None:
        self.today += dt.timedelta(days=1)
        self.pass_time(NIGHT_MS)
        if self.hub.alive:
            self.hub.open(self.today)
        self.everybody_speaks()

    # --- what fails ---------------------------------------------------------------------------------------

    def pass_time(self, ms: int) -> None:
        self.hub.house_ms += ms
        for office in self.offices.values():
            office.clock.go_on(ms)

    @rule(name=kiosks)
    def cut(self, name: str) -> None:
        self.online[name] = False
        self.pass_time(CUT_MS)
        self.everybody_speaks()

    @rule(name=kiosks)
    def mend(self, name: str) -> None:
        self.online[name] = True
        self.set_clock(name)
        self.everybody_speaks()

    def set_clock(self, name: str) -> None:
        clock = self.offices[name].clock
        clock.is_synced = True
        noon = dt.datetime.combine(self.today, dt.time(12), dt.UTC)
        clock.wall = round(noon.timestamp() * 1000)

    @rule(name=kiosks, boots=st.booleans())
    def kiosk_starts_anew(self, name: str, *, boots: bool) -> None:
        office = self.offices[name]
        self.boots += boots
        if boots and not self.online[name]:
            office.clock.is_synced = False
            office.clock.wall -= 24 * 3_600_000
        office.restart(boot_id=f"boot-{self.boots}" if boots else None)
        self.everybody_speaks()

    @rule(name=kiosks)
    def card_is_wiped(self, name: str) -> None:
        office = self.offices[name]
        office.stop()
        for file in office.path.parent.glob("kiosk.db*"):
            file.unlink()
        office.start()
        self.everybody_speaks()

    @rule(name=kiosks)
    def card_is_copied(self, name: str) -> None:
        office = self.offices[name]
        office.stop()
        shutil.copy(office.path, office.path.with_suffix(".copy"))
        office.start()

    @precondition(lambda self: self.hub.alive)
    @rule(name=kiosks)
    def card_is_put_back(self, name: str) -> None:
        """Put an older card in; what it deals before it has met the hub is nobody's promise."""
        office = self.offices[name]
        copy = office.path.with_suffix(".copy")
        if not copy.exists() or not self.online[name]:
            return
        office.stop()
        for file in office.path.parent.glob("kiosk.db*"):
            if file != copy:
                file.unlink()
        shutil.copy(copy, office.path)
        office.start()
        self.everybody_speaks()

    @rule()
    def hub_is_killed(self) -> None:
        self.hub.alive = False
        self.pass_time(CUT_MS)

    @rule()
    def hub_starts(self) -> None:
        self.hub.start(self.today)
        self.everybody_speaks()

    @rule(lost=st.integers(1, 60))
    def hub_is_put_back_from_a_backup(self, lost: int) -> None:
        if not self.somebody_knows():
            return
        self.hub.start(self.today, max(0, len(self.hub.log) - lost))
        self.everybody_speaks()

    def somebody_knows(self) -> bool:
        """Tell whether a kiosk that is heard at once knows how far all numbers of today have come."""
        numbering, day = self.hub.state.numbering, self.hub.state.day
        tops = dict(numbering.tops)
        if day is None or day.id != self.today.isoformat():
            own = [holder.own[1] for holder in numbering.holders.values() if holder.own]
            tops = {pool_of(number): number for number in own}
        known = dict.fromkeys(tops, 0)
        for name in NAMES:
            store = self.offices[name].store
            its_day = store.day()
            if self.online[name] and its_day is not None and its_day.id == self.today.isoformat():
                for number in (store.highest(), *store.lettered()):
                    known[pool_of(number)] = max(number, known.get(pool_of(number), 0))
        return all(known[pool] >= top for pool, top in tops.items())


class MixedNumbers(Numbers):
    """The same with mixed faces."""

    scheme = Mixed(1, 9999, "pori")


class LetteredNumbers(Numbers):
    """The same with a letter per service."""

    scheme = Prefix({"tax": "A", "dvv": "C"}, 1, 9999)


@pytest.mark.parametrize("machine", [Numbers, MixedNumbers, LetteredNumbers])
def test_no_number_twice_whatever_fails(machine: type[Numbers]) -> None:
    run_state_machine_as_test(machine, settings=SETTINGS)
