"""Asks the keeper of alarms in the name of staff; the hub has no say in alarms, it only carries the word."""

import threading
from collections.abc import Callable
from concurrent.futures import Future

from common.runtime.link import Said
from common.wire import topics
from common.wire.alarms import AlarmRequest, Close, HelpComing, Seen
from common.wire.ids import mint_id
from common.wire.requests import Reply


class KeeperLine:
    """Sends requests and gives each its reply; safe from any thread."""

    def __init__(self, say: Callable[[Said], bool], hub_id: str) -> None:
        """Speak as the device ``hub_id``."""
        self._say = say
        self._hub_id = hub_id
        self._lock = threading.Lock()
        self._open: dict[str, Future[Reply]] = {}

    def ask(self, body: Seen | HelpComing | Close) -> "Future[Reply]":
        """Send a request. The caller waits with a deadline of its own, and then calls :meth:`forget`.

        Fails at once with :class:`ConnectionError` where the broker is away. Raises :class:`ValueError` where
        the request is larger than the keeper reads.
        """
        request = AlarmRequest(id=mint_id(), body=body)
        reply: Future[Reply] = Future()
        reply.set_running_or_notify_cancel()  # who gave up waiting must not break the line
        with self._lock:
            self._open[request.id] = reply
        try:
            said = self._say(Said(topics.ALARM_REQUEST, request, {"device": self._hub_id}))
        except ValueError:
            self.forget(reply)
            raise
        if not said:
            self.forget(reply)
            reply.set_exception(ConnectionError("the broker is away"))
        return reply

    def hear(self, reply: Reply) -> None:
        """Give a reply to whoever asked; one that nobody waits for is of an earlier life."""
        with self._lock:
            waiting = self._open.pop(reply.id, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(reply)

    def forget(self, reply: "Future[Reply]") -> None:
        """Stop waiting for a reply."""
        with self._lock:
            for identifier, waiting in list(self._open.items()):
                if waiting is reply:
                    del self._open[identifier]
