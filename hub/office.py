"""The office of the hub: the one thread that owns the queue, hears the devices and answers the console."""

import contextlib
import logging
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from common.runtime.clock import Clock
from common.runtime.life import Life
from common.wire.channel import Received
from hub.engine import Engine
from hub.floor.floor import Floor
from hub.house_rules import Barred
from hub.inbox import Inbox
from hub.matters import Act, Do, Heard, LineUp, Look, Matter, View, give_up
from hub.queue.answers import Answer
from hub.queue.commands import AnyCommand
from hub.shift import Shift
from hub.speaker import Speaker
from hub.store.port import EventStore

logger = logging.getLogger(__name__)

T = TypeVar("T")

WORKER = "queue"
BATCH = 64
"""So many things that have arrived together share a commit; a single one never waits for company."""

_TELL_AGAIN_MS = 10_000


class Office:
    """Everything reaches it through an inbox, from any thread, and nobody who brings something waits.

    Futures that it gives cannot be cancelled. Where the office cannot answer they raise
    :class:`hub.matters.NotNowError`.
    """

    def __init__(
        self,
        open_engine: Callable[[], tuple[EventStore, Engine]],
        speaker: Speaker,
        floor: Floor,
        clock: Clock,
        kiosks: tuple[str, ...],
        boot: str | None = None,
    ) -> None:
        """Prepare the office; the store is opened by its own thread, which then owns it.

        ``boot`` is the id of the machine's boot, by which a later run knows that its clock is still the same.
        """
        self._open_engine = open_engine
        self._speaker = speaker
        self._floor = floor
        self._clock = clock
        self._kiosks = kiosks
        self._boot = boot
        self._inbox = Inbox()
        self._overrun_ms = -_TELL_AGAIN_MS
        self._listeners: list[Callable[[], None]] = []

    def do(self, command: AnyCommand) -> "Future[Answer]":
        """Ask for a command; the answer comes when it is durable."""
        answer: Future[Answer] = _promised()
        self._ask(Do(command, answer))
        return answer

    def act(self, command_id: str, make: Callable[[View], AnyCommand | Barred]) -> "Future[Answer | Barred]":
        """Ask for the command that ``make`` builds from what is true at that moment, in the office's thread.

        ``command_id`` is its id: where it has been done already, ``make`` is not asked again. What ``make``
        raises, the future raises.
        """
        answer: Future[Answer | Barred] = _promised()
        self._ask(Act(command_id, make, answer))
        return answer

    def look(self, question: Callable[[View], T]) -> "Future[T]":
        """Ask a question, answered in the office's thread between two batches; it must be quick."""
        answer: Future[T] = _promised()
        self._ask(Look(question, answer))
        return answer

    def change(self, alter: Callable[[Floor], T]) -> "Future[T]":
        """Alter what is known of the floor, in the office's thread, and let everybody who looks know."""
        return self.alter(lambda view: alter(view.floor))

    def alter(self, alter: Callable[[View], T]) -> "Future[T]":
        """Alter what is known beside the queue, as :meth:`change` does."""
        answer: Future[T] = _promised()
        self._ask(Look(alter, answer, alters=True))
        return answer

    def hear(self, received: Received[Any]) -> None:
        """Hand over a message from a device; a full inbox drops it, and its writer says it again."""
        now_ms = self._clock.monotonic_ms()
        if not self._inbox.hear(Heard(received, now_ms)) and now_ms - self._overrun_ms >= _TELL_AGAIN_MS:
            self._overrun_ms = now_ms
            logger.error("more is said to the hub than it can hear; dropped: %s", received.channel.name)

    def line_up(self) -> None:
        """The broker may have forgotten everything: it is said again."""
        self._ask(LineUp())

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` in the office's thread after each change that staff would see."""
        self._listeners.append(listener)

    def run(self, life: Life) -> None:
        """Serve until the process ends (a worker of :class:`Life`); raises what the store raises."""
        life.wake_at_end(self._inbox.wake)
        matters: list[Matter] = []
        try:
            store, engine = self._open_engine()
            with contextlib.closing(store):
                shift = self._begin(store, engine)
                while not life.stopping.is_set():
                    life.pulse(WORKER)
                    matters = self._inbox.take(shift.idle_s(), BATCH)
                    shift.turn(matters, lambda: not self._inbox.is_empty)
                shift.end()
        finally:
            for matter in (*matters, *self._inbox.close()):
                give_up(matter)

    def _begin(self, store: EventStore, engine: Engine) -> Shift:
        return Shift(
            store=store,
            engine=engine,
            speaker=self._speaker,
            floor=self._floor,
            clock=self._clock,
            kiosks=self._kiosks,
            listeners=self._listeners,
            boot=self._boot,
        )

    def _ask(self, matter: Matter) -> None:
        if not self._inbox.ask(matter):
            give_up(matter)


def _promised() -> "Future[Any]":
    """Return a future that who waits for it cannot cancel: the office must be able to fulfil it."""
    future: Future[Any] = Future()
    future.set_running_or_notify_cancel()
    return future
