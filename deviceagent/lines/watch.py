"""The worker that follows all buttons of a box: edges from the pins in, presses and faults out."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Event

from common.wire.alarms import LineState
from deviceagent.lines.port import PinReader, PinSpec
from deviceagent.lines.supervised import Contact, Line, LineEvent, LineEventKind

REREAD_NS = 500_000_000
"""Levels are read again this often, since edges do get lost: a fault then still shows within 0.8 s."""

_NS_PER_S = 1_000_000_000
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class PointEvent:
    """Something happened on the line of a point.

    ``since_start``: a press that was there already when the level was first read.
    """

    point: str
    event: LineEvent
    since_start: bool = False


@dataclass(frozen=True, slots=True)
class _Wire:
    """Where the edges of a pin go."""

    point: str
    contact: Contact
    spec: PinSpec


class LineWatch:
    """Follows the buttons of ``points``; ``report`` is called from its thread and must not block long."""

    def __init__(
        self,
        points: Mapping[str, Mapping[Contact, PinSpec]],
        reader: PinReader,
        report: Callable[[PointEvent], None],
        now_ns: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        """Read the levels as they are: a button already pressed counts."""
        self._reader = reader
        self._report = report
        self._now_ns = now_ns
        self._started_ns = now_ns()
        self._reread_ns = self._started_ns + REREAD_NS
        self._wires = {
            spec.number: _Wire(point, contact, spec)
            for point, contacts in points.items()
            for contact, spec in contacts.items()
        }
        self._lines = {
            point: Line({c: self._closed(spec) for c, spec in contacts.items()}, self._started_ns)
            for point, contacts in points.items()
        }

    @property
    def conditions(self) -> dict[str, LineState | None]:
        """The lines as they are known now; ``None`` in the first moments."""
        return {point: line.condition for point, line in self._lines.items()}

    def run(self, stopping: Event, pulse: Callable[[], None]) -> None:
        """Work until ``stopping`` is set; ``pulse`` is called at least every 0.5 s."""
        while not stopping.is_set():
            pulse()
            self.turn()

    def turn(self) -> None:
        """Wait for the next edge or the next decision, 0.5 s at most, and report what has come of it."""
        dues = [due for line in self._lines.values() if (due := line.due_ns) is not None]
        due_ns = min([*dues, self._reread_ns])
        edge = self._reader.next_edge(max(due_ns - self._now_ns(), 0) / _NS_PER_S)
        left = _BATCH  # a line that chatters without end must not starve the others' decisions
        while edge is not None:
            wire = self._wires.get(edge.pin)
            if wire is not None:
                self._tell(wire, wire.spec.closed(edge.high), edge.at_ns)
            left -= 1
            edge = self._reader.next_edge(0) if left else None
        now_ns = self._now_ns()
        if now_ns >= self._reread_ns:
            self._reread_ns = now_ns + REREAD_NS
            for wire in self._wires.values():
                self._tell(wire, self._closed(wire.spec), now_ns)
        for point, line in self._lines.items():
            self._say(point, line.advance(now_ns))

    def _closed(self, spec: PinSpec) -> bool | None:
        high = self._reader.high(spec.number)
        return None if high is None else spec.closed(high)

    def _tell(self, wire: _Wire, closed: bool | None, at_ns: int) -> None:  # noqa: FBT001 - a level is a boolean
        self._say(wire.point, self._lines[wire.point].contact(wire.contact, closed, at_ns))

    def _say(self, point: str, events: tuple[LineEvent, ...]) -> None:
        for event in events:
            was_there = event.kind is LineEventKind.PRESSED and event.began_ns <= self._started_ns
            self._report(PointEvent(point, event, since_start=was_there))
