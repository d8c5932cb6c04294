"""A queue without a hub around it: commands in short, and the events they caused."""

import datetime as dt
from dataclasses import dataclass, field

from hub.queue.answers import Answer, Code, Done, Refusal
from hub.queue.commands import (
    AdviserCheckIn,
    AnyCommand,
    Begin,
    CallNext,
    CheckIn,
    OpenDay,
    ReportNumbers,
)
from hub.queue.events import AnyEvent, NothingDone
from hub.queue.fold import fold
from hub.queue.number_events import Held, LeaseKind
from hub.queue.perform import perform
from hub.queue.rules import Rules
from hub.queue.stamps import Arrival, Now, Placed
from hub.queue.state import State, Visit

MONDAY = dt.date(2026, 11, 23)
TUESDAY = dt.date(2026, 11, 24)


@dataclass
class House:
    """A site with one kiosk's worth of numbers; ``now`` is house time in ms."""

    rules: Rules = field(default_factory=Rules)
    state: State = field(default_factory=State)
    now: int = 1_000_000
    trusted: bool = True
    log: list[AnyEvent] = field(default_factory=list[AnyEvent])
    ids: int = 0

    @property
    def moment(self) -> Now:
        return Now(self.now, self.now + 5, self.trusted)

    def do(self, command: AnyCommand) -> Answer:
        outcome = perform(self.state, command, self.moment, self.rules)
        self.log += outcome.events
        return outcome.answer

    def events(self, command: AnyCommand) -> list[AnyEvent]:
        """Do a command that must succeed, and return what it caused, beside being remembered."""
        before = len(self.log)
        answer = self.do(command)
        assert isinstance(answer, Done), answer
        return [event for event in self.log[before:] if not isinstance(event, NothingDone)]

    def refused(self, command: AnyCommand) -> Code:
        """Do a command that must be refused, and return why; nothing may have happened."""
        before = len(self.log)
        answer = self.do(command)
        assert isinstance(answer, Refusal), answer
        assert len(self.log) == before
        return answer.code

    def id(self) -> str:
        self.ids += 1
        return f"id-{self.ids}"

    def begin(self, *kiosks: str, incarnation: str = "inc") -> "House":
        self.do(Begin(incarnation=incarnation, kiosks=kiosks))
        return self

    def open(self, date: dt.date = MONDAY) -> "House":
        self.do(OpenDay(id=self.id(), staff="s", date=date, today=date))
        return self

    def report(
        self,
        device: str = "k1",
        epoch: str = "e1",
        *held: Held,
        day: str = "2026-11-23",
        highest: int = 0,
        lettered: tuple[int, ...] = (),
        own: tuple[int, int] | None = None,
        unsent: int = 0,
        incarnation: str = "inc",
    ) -> list[AnyEvent]:
        return self.events(
            ReportNumbers(
                device=device,
                epoch=epoch,
                incarnation=incarnation,
                day=day,
                held=held,
                highest=highest,
                lettered=lettered,
                own=own,
                unsent=unsent,
            )
        )

    def check_in(
        self,
        service: str = "tax",
        language: str = "fi",
        at: int | None = None,
        also: tuple[str, ...] = (),
        later: tuple[str, ...] = (),
    ) -> Visit:
        """Let an adviser check somebody in, or let somebody have come at an earlier time."""
        now = self.now
        if at is not None:
            self.now = at
        command = AdviserCheckIn(
            id=self.id(), staff="s", service=service, language=language, also=also, later=later
        )
        answer = self.do(command)
        self.now = max(now, self.now)
        assert isinstance(answer, Done), answer
        return self.state.visits[answer.visit]

    def call(self, desk: str = "d1", *services: str) -> Visit:
        answer = self.do(CallNext(id=self.id(), staff="s", desk=desk, services=services or ("tax",)))
        assert isinstance(answer, Done), answer
        return self.state.visits[answer.visit]

    def replayed(self) -> State:
        state = State()
        for event in self.log:
            fold(state, event)
        return state


def ready_house() -> House:
    """Return a house whose day is open and whose numbers may be dealt."""
    return House().begin().open()


def held(lease: str, first: int, last: int, following: int, kind: LeaseKind = LeaseKind.LEASE) -> Held:
    return Held(id=lease, kind=kind, first=first, last=last, next=following)


def ticket(  # noqa: PLR0913 a check-in has so many fields
    name: str,
    number: int,
    *,
    device: str = "k1",
    epoch: str = "e1",
    sequence: int = 1,
    boot: int = 1,
    clock_ms: int = 0,
    at: int = 900_000,
    day: str = "2026-11-23",
    lease: str = "",
    service: str = "tax",
    language: str = "fi",
    uncertain: bool = False,
) -> CheckIn:
    return CheckIn(
        ticket=name,
        device=device,
        epoch=epoch,
        sequence=sequence,
        day=day,
        lease=lease,
        number=number,
        service=service,
        language=language,
        arrival=Arrival(boot=boot, clock_ms=clock_ms, wall_ms=0, synced=False),
        placed=Placed(at, uncertain=uncertain),
    )
