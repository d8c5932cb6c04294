"""The engine: commands in, answers out, and between them one commit; the only writer of queue state."""

import logging
from collections.abc import Callable, Sequence

from hub.queue import snapshot
from hub.queue.answers import Answer, Refusal
from hub.queue.commands import AnyCommand, command_id
from hub.queue.events import AnyEvent, DayClosed, DayOpened
from hub.queue.fold import fold
from hub.queue.perform import perform
from hub.queue.projections import Changes, Projections
from hub.queue.rules import Rules
from hub.queue.stamps import Now
from hub.queue.state import REMEMBERED, State
from hub.store.port import Entry, EventStore, Snapshot, StoreError

SNAPSHOT_EVERY = 2000
"""After so many events a snapshot is due: a start replays them in about 30 ms."""

Follower = Callable[[State, Sequence[AnyEvent]], None]
"""Hears of the events of a commit, when they are durable and the state has folded all of them."""

_LOG = logging.getLogger(__name__)


class Engine:
    """Decides, commits, and then answers. Belongs to the thread that owns its store.

    Inside a batch each command sees what the ones before it did. Where the commit fails the state is ahead
    of the log: the error goes up, every later call raises as well, and the process must end.
    """

    def __init__(self, store: EventStore, rules: Rules, projections: Projections) -> None:
        """Bring the state back from the newest snapshot and the log after it.

        Raises StoreError where the log cannot be read or does not fit together.
        """
        self._store = store
        self._rules = rules
        self._projections = projections
        self._followers: list[Follower] = []
        self._refused: dict[str, Refusal] = {}
        self._broken = False
        self._snapshot_at = 0
        self._state = self._recover()
        self._day_ended = self._state.open_day is None and self._snapshot_at < self._store.last

    @property
    def state(self) -> State:
        """The state, for :mod:`hub.queue.views`; to be read in the engine's thread, and never changed."""
        return self._state

    @property
    def rules(self) -> Rules:
        """The rules of the site."""
        return self._rules

    @property
    def revision(self) -> int:
        """The position of the last event: the same revision is the same state."""
        return self._store.last

    @property
    def last_at(self) -> int:
        """House time in ms of the last event: the floor of :class:`hub.queue.clocks.HouseClock`."""
        return self._state.at

    def follow(self, follower: Follower) -> None:
        """Let ``follower`` hear of each commit from now on, in the engine's thread; it must be quick."""
        self._followers.append(follower)

    def handle(self, commands: Sequence[AnyCommand], now: Now) -> list[Answer]:
        """Do a batch of commands and return their answers, in order, once everything is durable.

        What arrived together shares the commit; a batch that changes nothing costs none. Raises what the
        store raises.
        """
        if self._broken:
            raise StoreError("The log could not be written. The hub must start again.")
        self._broken = True  # until the commit has succeeded
        answers: list[Answer] = []
        entries: list[Entry] = []
        for command in commands:
            known = self._refused.get(command_id(command))
            if known is not None:
                answers.append(known)
                continue
            day = self._day()
            outcome = perform(self._state, command, now, self._rules)
            answers.append(outcome.answer)
            for event in outcome.events:
                if isinstance(event, DayOpened):
                    day = event.day
                elif isinstance(event, DayClosed):
                    self._day_ended = True
                entries.append(Entry(day, event))
            self._remember_refusal(command, outcome.answer)
        if entries:
            self._store.append(entries)
            self._projections.note(entry.event for entry in entries)
            events = [entry.event for entry in entries]
            for follower in self._followers:
                follower(self._state, events)
        self._broken = False
        return answers

    def changes(self, now: Now) -> Changes:
        """Return what has to be published since the last call."""
        return self._projections.take(self._state, now.ms)

    def everything(self, now: Now) -> Changes:
        """Return all that is published: the answer to a new connection to the broker."""
        self._projections.forget()
        return self._projections.take(self._state, now.ms)

    def save_if_due(self) -> bool:
        """Save a snapshot where the day has closed or many events have passed; to be called when idle.

        It takes some 10 ms with 5,000 visits. Tells whether one was saved.
        """
        since = self._store.last - self._snapshot_at
        if since < SNAPSHOT_EVERY and not self._day_ended:
            return False
        self._store.save_snapshot(Snapshot(self._store.last, snapshot.FORMAT, snapshot.dump(self._state)))
        self._snapshot_at, self._day_ended = self._store.last, False
        return True

    def _day(self) -> str:
        return "" if self._state.day is None else self._state.day.id

    def _remember_refusal(self, command: AnyCommand, answer: Answer) -> None:
        name = command_id(command)
        if not name or not isinstance(answer, Refusal) or answer.retry:
            return
        self._refused[name] = answer
        if len(self._refused) > REMEMBERED:
            del self._refused[next(iter(self._refused))]

    def _recover(self) -> State:
        state = State()
        saved = self._store.load_snapshot(snapshot.FORMAT)
        if saved is not None and saved.position <= self._store.last:
            try:
                state = snapshot.load(saved.body)
                self._snapshot_at = saved.position
            except ValueError as error:
                _LOG.warning("The snapshot cannot be read (%s); the whole log is replayed.", error)
        for stored in self._store.read(self._snapshot_at):
            self._replay(state, stored.position, stored.event)
        return state

    def _replay(self, state: State, position: int, event: AnyEvent) -> None:
        try:
            fold(state, event)
        except (KeyError, ValueError) as error:
            raise StoreError(
                f"Event {position} of the log does not follow the others ({error!r}). Put a backup in place."
            ) from error
