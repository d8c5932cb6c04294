"""Somebody at the other end of the line, for tests: hears everything, says what it is told to."""

from collections.abc import Callable
from typing import Any, Self

from common.runtime.broker import Broker
from common.runtime.link import Link, Said
from common.runtime.refusals import Refusals
from common.wire.channel import Channel, M, Received
from common.wire.codec import Codec
from common.wire.ids import mint_id
from tests.waiting import wait_until

DEADLINE_S = 5.0


class Other:
    """A :class:`Link` with ears: what it hears is in ``heard``, in order; each ``on_up`` counts in ``ups``.

    Use it as a context: inside, it is up.
    """

    def __init__(
        self,
        broker: Broker,
        *,
        site: str = "pori",
        will: Said | None = None,
        on_message: Callable[[Link, Received[Any]], None] | None = None,
        on_up: Callable[[Link], None] | None = None,
    ) -> None:
        self.heard: list[Received[Any]] = []
        self.ups = 0
        self.downs = 0
        self.failures: list[str] = []
        self.refusals = Refusals()
        self._on_up = on_up
        self.link = Link(
            broker,
            name="test",
            site=site,
            client_id=f"other-{mint_id()}",
            codec=Codec(site),
            filters=[(f"vuoro/1/{site}/#", 1)],
            will=will,
            refusals=self.refusals,
            on_message=on_message or self._hear,
            on_up=self._count_up,
            on_down=self._count_down,
            fail=self.failures.append,
        )

    def __enter__(self) -> Self:
        self.link.start()
        assert self.link.wait_until_up(DEADLINE_S)
        return self

    def __exit__(self, *_: object) -> None:
        self.link.stop()

    def say(self, channel: Channel[M], message: M, **ids: str) -> None:
        """Publish, and insist that the line took it."""
        assert self.link.publish(channel, message, **ids)

    def messages(self, channel: Channel[M], **ids: str) -> list[M]:
        """Return what was heard on a channel so far, in order; with ``ids``, of these topics alone."""
        return [
            received.message
            for received in list(self.heard)
            if received.channel == channel and ids.items() <= received.ids.items()
        ]

    def wait_for(
        self, channel: Channel[M], holds: Callable[[M], bool] = lambda _: True, deadline_s: float = DEADLINE_S
    ) -> M:
        """Return the first message of a channel for which ``holds``, heard already or in time."""
        found = wait_until(
            lambda: [message for message in self.messages(channel) if holds(message)],
            deadline_s,
            f"a message on {channel.name} that holds",
        )
        return found[0]

    def _hear(self, _link: Link, received: Received[Any]) -> None:
        self.heard.append(received)

    def _count_up(self, link: Link) -> None:
        self.ups += 1
        if self._on_up is not None:
            self._on_up(link)

    def _count_down(self, _link: Link) -> None:
        self.downs += 1
