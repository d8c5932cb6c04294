"""The one thread that owns the alarms: what arrives is decided, recorded, and only then said."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from alarms import decide
from alarms.early import EarlyWords
from alarms.escalate import steps_due
from alarms.events import Event
from alarms.fold import fold
from alarms.record import Happened, Record
from alarms.rights import in_the_name_of, may_ask
from alarms.state import Points
from alarms.voice import Line, Voice
from alarms.watch import Watch
from common.wire import topics
from common.wire.alarms import AlarmRequest, PointReport, Shown
from common.wire.channel import Received
from common.wire.life import BEAT_INTERVAL_S
from common.wire.message import Reading
from common.wire.requests import Reply
from common.wire.site import AlarmPoint, DeviceConfig, KeeperConfig

logger = logging.getLogger(__name__)

_MS = 1000
_SAY_AGAIN_MS = 500
"""Half the interval at which a press is repeated: what comes sooner is the same one by the other broker."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message, and the line it came by."""

    line: Line
    received: Received[Any]


@dataclass(frozen=True, slots=True)
class Up:
    """A line is there (again): its broker may have forgotten everything."""

    line: Line


@dataclass(frozen=True, slots=True)
class Configured:
    """This is what holds from now on, as the hub said in ``config``."""

    config: DeviceConfig
    body: KeeperConfig


Item = Arrived | Up | Configured


class Keeper:
    """Everything here belongs to one thread.

    ``reading`` tells the time, with the boot of the record; ``in_force`` is told of each configuration that
    was applied, ``refused`` of each request of somebody who may not ask it: a cause and a sentence.
    """

    def __init__(
        self,
        record: Record,
        voice: Voice,
        reading: Callable[[], Reading],
        in_force: Callable[[DeviceConfig], None],
        refused: Callable[[str, str], None],
    ) -> None:
        """Bring the points back from the record."""
        self._record = record
        self._voice = voice
        self._reading = reading
        self._in_force = in_force
        self._refused = refused
        self._panels: tuple[str, ...] | None = None
        self._watch = Watch(reading().clock_ms)
        self._points: Points = {}
        for entry in record.entries():
            self._points = fold(self._points, entry.at, entry.event)
        self._early = EarlyWords()
        self._beat_due_ms = 0
        self._now = reading()
        self._happened: list[Happened] = []
        self._to_say: set[str] = set()
        self._said_ms: dict[str, int] = {}
        self._after: list[Callable[[], None]] = []

    @property
    def points(self) -> Points:
        """The points as they are on record."""
        return self._points

    def turn(self, items: Sequence[Item]) -> None:
        """Decide on what has arrived and on what is due, record it in one commit, and say it.

        Raises :class:`sqlite3.Error` where it cannot be recorded: the process must end, since what it holds
        is more than what is on record.
        """
        self._now = self._reading()
        for item in items:
            self._take(item)
        watch = self._watch
        self._do(
            decide.on_silence(
                self._points, watch.watchers, watch.heard_ms, watch.reported_ms, self._now.clock_ms
            )
        )
        self._do(steps_due(self._points, self._now))
        if self._happened:
            self._record.append(self._happened)
            self._happened.clear()
        self._say()

    def _take(self, item: Item) -> None:
        match item:
            case Up(line):
                self._after.append(
                    lambda: self._voice.everything(line, self._shown(), self._points, self._now)
                )
            case Configured(config, body):
                self._panels = body.panels
                self._configure(body.points)
                self._after.append(lambda: self._in_force(config))
            case Arrived(line, received):
                self._hear(line, received)

    def _hear(self, line: Line, received: Received[Any]) -> None:
        device = received.ids.get("device", "")
        if received.channel in (topics.BEAT, topics.POINT_REPORT) and not received.retained:
            self._watch.hear(device, self._now.clock_ms)
        if isinstance(received.message, PointReport):
            self._on_report(line, device, received.ids["point"], received.message, old=received.retained)
        elif isinstance(received.message, AlarmRequest):
            self._on_request(line, device, received.message)

    def _on_report(self, line: Line, device: str, point: str, report: PointReport, *, old: bool) -> None:
        if self._watch.adopt(point, device):
            self._to_say.add(point)
        if not old and self._watch.report(device, point, self._now.clock_ms):
            self._do(decide.on_reported(self._points, point))
        if not old and self._watch.speaks_for(device, point, report.at):
            self._do(decide.on_line(self._points, point, report.line))
        recorded = decide.on_presses(self._points, device, point, report.presses)
        self._do((*recorded, *self._early.after(recorded)))
        last_ms = self._said_ms.get(point)
        if report.presses and (last_ms is None or self._now.clock_ms - last_ms >= _SAY_AGAIN_MS):
            # A press that is said again was not seen in our state yet: it is worth saying once more.
            self._to_say.add(point)
        for press in decide.settled_of(self._points, point, report.presses):
            self._answer(line, device, Reply(id=press))

    def _on_request(self, line: Line, device: str, request: AlarmRequest) -> None:
        refusal = may_ask(device, request.body, self._panels)
        if refusal is not None:
            self._refused(refusal.code, refusal.reason)
            self._answer(line, device, Reply(id=request.id, error=refusal))
            return
        body = in_the_name_of(device, request.body)
        if isinstance(body, Shown):
            self._early.keep(self._points, device, body)
        answer = decide.on_request(self._points, device, body)
        self._do(answer.events)
        if answer.refusal:
            logger.warning("refused %s of %s: %s", type(request.body).__name__, device, answer.refusal.reason)
        self._answer(line, device, Reply(id=request.id, error=answer.refusal))

    def _configure(self, points: tuple[AlarmPoint, ...]) -> None:
        before = set(self._watch.watchers)
        self._watch.configure(points, self._now.clock_ms)
        self._do(decide.on_unwatched(self._points, self._watch.watchers))
        shown = self._shown()
        self._to_say |= shown
        for gone in before - shown:
            self._to_say.discard(gone)
            self._after.append(lambda gone=gone: self._voice.forget(gone))

    def _shown(self) -> set[str]:
        """Return the points that are said to panels: the watched ones, and wherever something is open."""
        return {
            *self._watch.watchers,
            *(point_id for point_id, point in self._points.items() if point.presses or point.faults),
        }

    def _do(self, events: Iterable[Event]) -> None:
        for event in events:
            self._points = fold(self._points, self._now, event)
            place, names = self._watch.place(event.point)
            self._happened.append(Happened(self._now, event, place, names))
            self._to_say.add(event.point)

    def _answer(self, line: Line, device: str, reply: Reply) -> None:
        self._after.append(lambda: self._voice.reply(line, device, reply))

    def _say(self) -> None:
        if self._now.clock_ms >= self._beat_due_ms:
            self._beat_due_ms = self._now.clock_ms + int(BEAT_INTERVAL_S * _MS)
            self._voice.beat(self._now)
        self._voice.states(self._to_say, self._points, self._now)
        self._said_ms.update(dict.fromkeys(self._to_say, self._now.clock_ms))
        self._to_say.clear()
        for say in self._after:
            say()
        self._after.clear()
