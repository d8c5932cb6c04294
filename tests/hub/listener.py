"""Hears channels of a broker, for tests that wait for a message."""

from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from common.runtime.link import Link
from common.runtime.refusals import Refusals
from common.wire.channel import Channel, Received
from common.wire.codec import Codec
from common.wire.ids import mint_id
from tests.broker import OpenBroker
from tests.hub.kiosk import SITE
from tests.waiting import wait_until


class Listener:
    """Connected while the block lasts."""

    def __init__(self, broker: OpenBroker, *channels: Channel[Any]) -> None:
        self.heard: list[Received[Any]] = []
        self._link = Link(
            broker.settings,
            name="site",
            site=SITE,
            client_id=f"listener-{mint_id()}",
            codec=Codec(SITE),
            filters=[(channel.filter(SITE), 1) for channel in channels],
            will=None,
            refusals=Refusals(),
            on_message=lambda _link, received: self.heard.append(received),
            on_up=lambda _link: None,
            fail=lambda _reason: None,
        )

    def __enter__(self) -> Self:
        self._link.start()
        assert self._link.wait_until_up(10)
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._link.stop()

    def wait_for(self, channel: Channel[Any], fits: Callable[[Received[Any]], bool]) -> Received[Any]:
        """Return the first message on this channel that fits, when it is there."""

        def found() -> list[Received[Any]]:
            return [one for one in self.heard if one.channel is channel and fits(one)]

        return wait_until(found, 10, f"{channel.name} as expected")[0]
