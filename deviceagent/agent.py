"""The one thread that owns a box's presses: out on the wires, to the disk, and again until recorded."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from common.wire.alarms import PRESS_REPEAT_S, LineState, PointState
from common.wire.channel import Received
from common.wire.life import OwnerBeat
from common.wire.presence import Side
from common.wire.requests import Reply
from deviceagent.keeper_view import KeeperView
from deviceagent.lines.debounce import NS_PER_MS
from deviceagent.lines.latch import Latch, LatchedPress
from deviceagent.lines.supervised import LineEventKind
from deviceagent.lines.watch import PointEvent
from deviceagent.outputs.signals import OpenPress
from deviceagent.sensors.presence import Occupancy
from deviceagent.voice import Voice

REST_REPEAT_S = 5.0
"""The state of a cable at rest is said again this often, since nothing else would mend a lost report."""

PRESENCE_REPEAT_S = 30.0
"""Presence is said again this often, for a broker that has lost what it kept: a room waits no longer."""

_NS_PER_S = 1_000_000_000
_REPEAT_NS = int(PRESS_REPEAT_S * _NS_PER_S)
_REST_NS = int(REST_REPEAT_S * _NS_PER_S)
_PRESENCE_NS = int(PRESENCE_REPEAT_S * _NS_PER_S)

_CONDITIONS: Mapping[LineEventKind, LineState] = {
    LineEventKind.FINE: "fine",
    LineEventKind.CUT: "cut",
    LineEventKind.SHORT: "short",
}


class Switches(Protocol):
    """What of a :class:`deviceagent.outputs.panel.OutputPanel` is used here."""

    def show(self, presses: Collection[OpenPress], now_ns: int) -> None:
        """Switch lamps and relays as the presses demand."""
        ...


@dataclass(frozen=True, slots=True)
class Up:
    """A line is there (again): its broker may have forgotten everything."""


@dataclass(frozen=True, slots=True)
class Sensed:
    """A sensor's side of a place is known to be so."""

    place: str
    side: Side
    occupancy: Occupancy


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message of the keeper."""

    received: Received[Any]


Item = PointEvent | Sensed | Arrived | Up


class Agent:
    """Everything here belongs to one thread. All ``_ns`` are CLOCK_MONOTONIC.

    A press stays latched until the keeper says that it is settled, which it is when somebody has closed it.
    While it is latched and no living keeper shows it, it is said each second: so a keeper whose record was
    lost learns of it again, and nothing is repeated for ever.
    """

    def __init__(
        self,
        points: Iterable[str],
        latch: Latch,
        keep: Callable[[Sequence[LatchedPress]], None],
        switches: Switches,
        voice: Voice,
        now_ns: Callable[[], int],
    ) -> None:
        """Begin with the presses of ``latch``.

        ``keep`` has those that are latched written to the disk, and returns at once.
        """
        self._latch = latch
        self._keep = keep
        self._switches = switches
        self._voice = voice
        self._now_ns = now_ns
        self._keeper = KeeperView()
        # Nobody watches the cable of a point that was taken out of the box's file with a press still open.
        self._conditions: dict[str, LineState | None] = {press.point: "cut" for press in latch.presses}
        self._conditions.update(dict.fromkeys(points))
        self._said_ns: dict[str, int] = {}
        self._received: set[str] = set()
        self._seen: set[str] = set()
        self._presence: dict[tuple[str, Side], Occupancy] = {}
        self._sensed_ns: dict[tuple[str, Side], int] = {}

    def turn(self, items: Iterable[Item]) -> None:
        """Act on what has happened and on what is due; to be called four times a second or more."""
        for item in items:
            match item:
                case PointEvent():
                    self._on_line(item)
                case Sensed(place, side, occupancy):
                    self._presence[place, side] = occupancy
                    self._say_presence(place, side)
                case Arrived(received):
                    self._hear(received)
                case Up():
                    self._say_all()
        self._learn()
        self._repeat()
        self._switch()

    def _on_line(self, happened: PointEvent) -> None:
        point, event = happened.point, happened.event
        if event.kind is LineEventKind.PRESSED:
            press = self._latch.press(point, event.began_ns, since_start=happened.since_start)
            if press is not None:
                # The wires first: a press must not wait for a slow card, nor be lost to a broken one. A
                # process that is killed between the two loses only what no wire has taken yet. The disk is
                # told before the lamps are switched: it only takes note, and they may be broken.
                self._say(point)
                self._keep(self._latch.presses)
                self._switch()
        elif event.kind in _CONDITIONS and self._conditions[point] != _CONDITIONS[event.kind]:
            self._conditions[point] = _CONDITIONS[event.kind]
            self._say(point)

    def _hear(self, received: Received[Any]) -> None:
        match received.message:
            case OwnerBeat(incarnation=incarnation, at_ms=at_ms):
                self._keeper.beat(incarnation, at_ms, self._local_ms())
            case PointState():
                self._keeper.state(received.ids["point"], received.message)
            case Reply(id=press, error=None):
                if self._latch.settle({press}):
                    self._keep(self._latch.presses)
            case _:
                pass

    def _learn(self) -> None:
        """Remember how far each press has come: a keeper that falls silent does not undo it."""
        latched = {press.id for press in self._latch.presses}
        for point in self._conditions:
            for press in self._keeper.presses(point, self._local_ms()).values():
                self._received.add(press.id)
                if press.seen_by is not None or press.help_by is not None:
                    self._seen.add(press.id)
        self._received &= latched
        self._seen &= latched

    def _repeat(self) -> None:
        now_ns = self._now_ns()
        for point, condition in self._conditions.items():
            if condition is None:
                continue  # it is known within half a second; a fresh press has not waited for it
            interval_ns = _REPEAT_NS if self._unrecorded(point) else _REST_NS
            said_ns = self._said_ns.get(point)
            if said_ns is None or now_ns - said_ns >= interval_ns:
                self._say(point)
        for (place, side), said_ns in list(self._sensed_ns.items()):
            if now_ns - said_ns >= _PRESENCE_NS:
                self._say_presence(place, side)

    def _unrecorded(self, point: str) -> list[LatchedPress]:
        recorded = self._keeper.presses(point, self._local_ms())
        return [press for press in self._latch.of(point) if press.id not in recorded]

    def _say(self, point: str) -> None:
        now_ns = self._now_ns()
        self._said_ns[point] = now_ns
        self._voice.report(point, self._conditions[point] or "fine", self._unrecorded(point), now_ns)

    def _say_all(self) -> None:
        for point, condition in self._conditions.items():
            if condition is not None or self._latch.of(point):
                self._say(point)
        for place, side in self._presence:
            self._say_presence(place, side)

    def _say_presence(self, place: str, side: Side) -> None:
        now_ns = self._now_ns()
        self._sensed_ns[place, side] = now_ns
        self._voice.presence(place, side, self._presence[place, side], now_ns)

    def _switch(self) -> None:
        presses = [
            OpenPress(
                point=press.point,
                at_ns=press.at_ns,
                received=press.id in self._received,
                seen=press.id in self._seen,
            )
            for press in self._latch.presses
        ]
        self._switches.show(presses, self._now_ns())

    def _local_ms(self) -> int:
        return self._now_ns() // NS_PER_MS
