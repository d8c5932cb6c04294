"""Calls an adviser to this kiosk: asks again until the hub answers, and says so when it does not."""

import contextlib
import logging
import queue
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from common.runtime.clock import Clock
from common.runtime.life import Life
from common.wire import topics
from common.wire.ids import mint_id
from common.wire.requests import AdviserRequest, Reply
from kiosk.ticket.outgoing import Line

logger = logging.getLogger(__name__)

WORKER = "help"

DEADLINE_MS = 5000
"""Without an answer for so long the call has not reached anybody."""

AGAIN_MS = 1000
"""The call is said again this often: the hub knows a repetition by its id."""

_IDLE_S = 5.0
_PENDING_S = 0.1


Answer = Literal["called", "not-reached"]
"""Whether a call has arrived with those who can come."""


@dataclass(slots=True)
class _Call:
    request: AdviserRequest
    answered: Callable[[Answer], None]
    begun_ms: int
    said_ms: int | None = None


class HelpLine:
    """One worker. :meth:`call` and :meth:`hear` are for any thread and never block."""

    def __init__(self, line: Line, device: str, clock: Clock) -> None:
        """Prepare; nothing is said before :meth:`run`."""
        self._line = line
        self._device = device
        self._clock = clock
        self._inbox: queue.Queue[_Call | Reply | None] = queue.Queue(maxsize=200)
        self._calls: dict[str, _Call] = {}

    def call(self, language: str, answered: Callable[[Answer], None]) -> None:
        """Call an adviser who speaks ``language``; ``answered`` gets one answer."""
        request = AdviserRequest(id=mint_id(), language=language)
        try:
            self._inbox.put_nowait(_Call(request, answered, self._clock.monotonic_ms()))
        except queue.Full:
            answered("not-reached")

    def hear(self, reply: Reply) -> None:
        """Take the answer to a request."""
        with contextlib.suppress(queue.Full):
            self._inbox.put_nowait(reply)

    def run(self, life: Life) -> None:
        """Call until the process ends (a worker of :class:`Life`)."""
        life.wake_at_end(self._wake)
        while not life.stopping.is_set():
            life.pulse(WORKER)
            with contextlib.suppress(queue.Empty):
                item = self._inbox.get(timeout=_PENDING_S if self._calls else _IDLE_S)
                if item is not None:
                    self._take(item)
            self._say_due()

    def _wake(self) -> None:
        with contextlib.suppress(queue.Full):  # then nobody waits for something to come
            self._inbox.put_nowait(None)

    def _take(self, item: _Call | Reply) -> None:
        if isinstance(item, _Call):
            self._calls[item.request.id] = item
            return
        call = self._calls.pop(item.id, None)
        if call is None:
            return
        if item.error is not None:
            logger.warning("the call for an adviser was refused: %s", item.error.reason)
        call.answered("called" if item.error is None else "not-reached")

    def _say_due(self) -> None:
        now_ms = self._clock.monotonic_ms()
        for identifier, call in list(self._calls.items()):
            if now_ms - call.begun_ms >= DEADLINE_MS:
                del self._calls[identifier]
                logger.warning("a call for an adviser was not answered in %d s", DEADLINE_MS // 1000)
                call.answered("not-reached")
            elif (call.said_ms is None or now_ms - call.said_ms >= AGAIN_MS) and self._line.publish(
                topics.ADVISER_REQUEST, call.request, device=self._device
            ):
                call.said_ms = now_ms
