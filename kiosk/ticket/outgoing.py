"""Sends check-ins, and what is added to them, to the hub until it has said of each that it is committed."""

from typing import Protocol

import msgspec

from common.runtime.outbox import Outbox
from common.wire import topics
from common.wire.channel import Channel, M
from common.wire.tickets import Addition, CheckIn, Out

RESEND_MS = 2000
"""A check-in is sent again when it was not acknowledged for this long."""


class Line(Protocol):
    """What the office needs of the line to the broker."""

    def publish(self, channel: Channel[M], message: M, **ids: str) -> bool:
        """Send a message; ``False`` where the line is down."""
        ...


_BODY = msgspec.json.Decoder(CheckIn | Addition)


class Outgoing:
    """The rows that wait for their acknowledgement (the oldest 200), and when each was last sent."""

    def __init__(self, outbox: Outbox, line: Line, device: str) -> None:
        """Read what is left from before."""
        self._outbox = outbox
        self._line = line
        self._device = device
        self._rows: dict[tuple[str, int], CheckIn | Addition] = {}
        self._sent_ms: dict[tuple[str, int], int] = {}
        self.count = 0
        self.recount()

    def recount(self) -> None:
        """Look again which rows wait: after a ticket, an acknowledgement, or a new life."""
        known = self._rows
        self._rows = {
            key: known.get(key) or _BODY.decode(row.body)
            for row in self._outbox.unsent()
            for key in [(row.epoch, row.sequence)]
        }
        self._sent_ms = {key: at for key, at in self._sent_ms.items() if key in self._rows}
        self.count = self._outbox.count_unsent()

    def forget_sending(self) -> None:
        """Send all of them now: the line or the hub is a new one."""
        self._sent_ms.clear()

    def waiting_for(self, service: str) -> int:
        """Return how many customers of a service the hub may not have heard of yet."""
        return sum(1 for row in self._rows.values() if isinstance(row, CheckIn) and row.service == service)

    def send_due(self, now_ms: int) -> None:
        """Send what was never sent on this line, or too long ago; stop where the line is down."""
        for (epoch, sequence), body in self._rows.items():
            sent_ms = self._sent_ms.get((epoch, sequence))
            if sent_ms is not None and now_ms - sent_ms < RESEND_MS:
                continue
            out = Out(epoch=epoch, sequence=sequence, body=body)
            if not self._line.publish(topics.OUT, out, device=self._device):
                return
            self._sent_ms[epoch, sequence] = now_ms
