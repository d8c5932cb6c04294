"""What a deviceagent says of its points to both brokers, and of presence to the site's."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from common.wire import topics
from common.wire.alarms import LineState, PointReport, Press
from common.wire.channel import Channel, M
from common.wire.message import Reading
from common.wire.presence import Presence, Side
from deviceagent.lines.debounce import NS_PER_MS
from deviceagent.lines.latch import LatchedPress
from deviceagent.sensors.presence import Occupancy


class Line(Protocol):
    """What of a :class:`common.runtime.link.Link` is used here."""

    def publish(self, channel: Channel[M], message: M, **ids: str) -> bool:
        """Say a message; ``False`` where the line is down."""
        ...


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks as ``device``: on the line to the site's broker, and on the ``others`` that an alarm has."""

    device: str
    site: Line
    others: Sequence[Line]
    reading: Callable[[], Reading]

    def report(self, point: str, line: LineState, presses: Iterable[LatchedPress], now_ns: int) -> None:
        """Say on every line what is known of a point; ``now_ns`` is CLOCK_MONOTONIC."""
        report = PointReport(
            at=self.reading(),
            line=line,
            presses=tuple(Press(id=press.id, age_ms=press.age_ms(now_ns)) for press in presses),
        )
        for way in (*self.others, self.site):
            way.publish(topics.POINT_REPORT, report, device=self.device, point=point)

    def presence(self, place: str, side: Side, occupancy: Occupancy, now_ns: int) -> None:
        """Say on the site's line whether a side of a place is in use."""
        presence = Presence(
            state=occupancy.state.value,
            age_ms=max(now_ns - occupancy.since_ns, 0) // NS_PER_MS,
            at=self.reading(),
        )
        self.site.publish(topics.PRESENCE, presence, device=self.device, place=place, side=side)
