"""The hub's side of a played day: the real engine, committed to memory, with everybody told what happened."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from hub.engine import Engine
from hub.queue.answers import Answer, Code, Refusal
from hub.queue.clocks import ClockMap
from hub.queue.commands import AnyCommand, Begin, CheckIn
from hub.queue.events import AnyEvent
from hub.queue.projections import Layout, Projections
from hub.queue.rules import Rules
from hub.queue.stamps import Now
from hub.queue.state import State
from hub.store.memory import MemoryStore
from simulator.day.agenda import Agenda
from simulator.day.scenario import HOUR_MS

STAFF = "staff"
"""The account that asks for everything on a played day; it is in no log."""

_NO_WALLS = Layout(desks={}, services={})

_BEHIND_MS = 3 * HOUR_MS
"""A clock that nobody has set stands where the machine was last told the time, such as in the night."""


class Watch(Protocol):
    """Looks on while a day is played."""

    def __call__(self, state: State, events: Sequence[AnyEvent], now: Now, /) -> None:
        """Hear of one commit, in order; ``state`` is as after ``events`` and must not be changed."""
        ...


Glance = Callable[[State, Now], None]
"""Looks at the state just before a commit, which must not be changed."""


class House:
    """One hub through one day or several.

    Each of ``listeners`` is told of each commit's events, and must ask for nothing before it has returned.
    """

    def __init__(
        self,
        rules: Rules,
        kiosks: tuple[str, ...],
        agenda: Agenda,
        watch: Watch | None,
        glance: Glance | None = None,
    ) -> None:
        self.agenda = agenda
        self.clocks = ClockMap()
        self.store = MemoryStore()
        self._rules = rules
        self._kiosks = kiosks
        self._lives = 0
        self.commands = 0
        self.clock_set = 0
        self.faults: list[str] = []
        self._watch = watch
        self._glance = glance
        self.listeners: list[Callable[[Sequence[AnyEvent]], None]] = []
        self._minted = 0
        self.engine = self._open()
        self._begin()

    def _open(self) -> Engine:
        return Engine(self.store, self._rules, Projections(_NO_WALLS, self._rules.policy, 0))

    def _begin(self) -> None:
        self._lives += 1
        self.do(Begin(incarnation=f"life{self._lives}", kiosks=self._kiosks))

    def restart(self) -> None:
        """End the hub and start it again: it knows its log, its snapshot, and the clocks it has kept."""
        before = self.engine.state
        self.clocks = ClockMap(self.clocks.dump())
        self.engine = self._open()
        if self.engine.state != before:
            self.faults.append("The hub that started again knows something else than it did before.")
        self._begin()

    @property
    def state(self) -> State:
        """The state of the queue."""
        return self.engine.state

    @property
    def now(self) -> Now:
        """This moment: house time is the real one; the wall's clock is right, and trusted, once it is set."""
        trusted = self.agenda.now >= self.clock_set
        return Now(self.agenda.now, self.agenda.now - (0 if trusted else _BEHIND_MS), trusted)

    def mint(self) -> str:
        """Return the id of a new command."""
        self._minted += 1
        return f"p{self._minted}"

    def do(self, command: AnyCommand, *expected: Code) -> Answer:
        """Do one command; a refusal with any code but ``expected`` is a fault."""
        return self.do_all((command,), *expected)[0]

    def do_all(self, commands: Sequence[AnyCommand], *expected: Code) -> list[Answer]:
        """Do what arrived together, in one commit; a refusal with any code but ``expected`` is a fault."""
        answers = self._handle(commands)
        for command, answer in zip(commands, answers, strict=True):
            if isinstance(answer, Refusal) and answer.code not in expected:
                self.faults.append(f"{type(command).__name__} was refused: {answer.code}.")
        return answers

    def _handle(self, commands: Sequence[AnyCommand]) -> list[Answer]:
        before = self.store.last
        now = self.now
        if self._glance is not None:
            self._glance(self.state, now)
        answers = self.engine.handle(commands, now)
        self.commands += len(commands)
        if self.store.last > before:
            events = [stored.event for stored in self.store.read(before)]
            for listener in self.listeners:
                listener(events)
            if self._watch is not None:
                self._watch(self.state, events, now)
        return answers

    def do_twice(self, command: AnyCommand, *expected: Code) -> Answer:
        """Do a command that arrives twice; what the second one changes, or answers otherwise, is a fault."""
        answer = self.do(command, *expected)
        self._do_again(command, answer)
        return answer

    def send_later(self, command: AnyCommand, answer: Answer, delay_ms: int) -> None:
        """Let a command arrive again when other things have happened: the same is a fault as above.

        Refusals are remembered for one life of the hub, and where the same may be right later, not at all.
        """
        life = self._lives
        forgotten = isinstance(answer, Refusal) and answer.retry

        def again() -> None:
            if not forgotten and (life == self._lives or not isinstance(answer, Refusal)):
                self._do_again(command, answer)

        self.agenda.after(delay_ms, again)

    def _do_again(self, command: AnyCommand, answer: Answer) -> None:
        events = self.store.last
        again = self._handle((command,))[0]
        if again != answer or self.store.last != events:
            name = command.ticket if isinstance(command, CheckIn) else type(command).__name__
            self.faults.append(f"{name} sent twice was done twice, or answered in two ways.")

    def take_faults(self) -> list[str]:
        """Return the faults found since this was asked last, each sentence once, with how often it was so."""
        counted = Counter(self.faults)
        self.faults.clear()
        return [
            sentence if count == 1 else f"{sentence.removesuffix('.')} ({count} times)."
            for sentence, count in counted.items()
        ]

    def events(self, after: int = 0) -> Iterable[AnyEvent]:
        """Return the log from a position on."""
        return (stored.event for stored in self.store.read(after))
