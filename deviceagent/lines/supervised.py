"""A button's line: rest, pressed, cut or short, from the one or two contacts of the button; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from itertools import chain

from common.wire.alarms import LineState
from deviceagent.lines.debounce import NS_PER_MS, Change, Debounce

FAULT_NS = 300 * NS_PER_MS
"""A line that is cut or short for this long is a fault: far above the travel of a contact, far below 2 s."""

_DRAIN = 4
"""A line at rest makes up for a moment of fault in four times its length, so a loose wire shows."""


class Contact(StrEnum):
    """A contact of a button, by what it is while nobody presses."""

    NORMALLY_OPEN = "normally-open"
    NORMALLY_CLOSED = "normally-closed"


class Loop(Enum):
    """What the contacts say together at one moment."""

    REST = auto()
    PRESSED = auto()
    CUT = auto()
    SHORT = auto()


class LineEventKind(StrEnum):
    """What can happen on a line."""

    PRESSED = "pressed"
    RELEASED = "released"
    FINE = "fine"
    CUT = "cut"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class LineEvent:
    """Something happened: it began at ``began_ns`` and counted from ``at_ns`` on (CLOCK_MONOTONIC)."""

    kind: LineEventKind
    began_ns: int
    at_ns: int


def loop_of(closed: Mapping[Contact, bool | None]) -> Loop:
    """Read a button's contacts.

    With both contacts of a change-over button exactly one is closed. None: the cable is cut (or the contact
    is travelling); both: it is short. A single contact knows only rest and pressed; an unreadable one counts
    as cut.
    """
    if not closed or None in closed.values():
        return Loop.CUT
    if len(closed) == 1:
        ((contact, is_closed),) = closed.items()
        return Loop.PRESSED if is_closed == (contact is Contact.NORMALLY_OPEN) else Loop.REST
    at_rest, pressed = closed[Contact.NORMALLY_CLOSED], closed[Contact.NORMALLY_OPEN]
    if at_rest == pressed:
        return Loop.SHORT if pressed else Loop.CUT
    return Loop.PRESSED if pressed else Loop.REST


class _Fault:
    """Gathers the time spent in one fault: full after :data:`FAULT_NS`, gone when all of it has drained.

    It drains at rest, and in the other fault once that one is full: then the line is in that one and not in
    this. A press takes nothing away, since it may hide the fault.
    """

    def __init__(self, loop: Loop, at_ns: int) -> None:
        self.full_at_ns: int | None = None
        self._loop = loop
        self._gathered = 0  # in quarters of a nanosecond, so that draining is exact
        self._now_ns = at_ns

    def due_ns(self, loop: Loop, *, other_full: bool) -> int | None:
        """When this fault appears or ends if the line stays as ``loop``, and the other fault as it is."""
        if loop is self._loop and self.full_at_ns is None:
            return self._now_ns + -(-(FAULT_NS * _DRAIN - self._gathered) // _DRAIN)
        if self._drains(loop, other_full=other_full) and self.full_at_ns is not None:
            return self._now_ns + self._gathered
        return None

    def advance(self, loop: Loop, now_ns: int, *, other_full: bool) -> int | None:
        """Spend the time until ``now_ns`` as ``loop``; return when the fault appeared or ended, if it did."""
        due_ns = self.due_ns(loop, other_full=other_full)
        spent_ns = max(now_ns - self._now_ns, 0)
        self._now_ns = max(now_ns, self._now_ns)
        if loop is self._loop:
            self._gathered = min(self._gathered + spent_ns * _DRAIN, FAULT_NS * _DRAIN)
        elif self._drains(loop, other_full=other_full):
            self._gathered = max(self._gathered - spent_ns, 0)
        if due_ns is None or due_ns > self._now_ns:
            return None
        self.full_at_ns = due_ns if loop is self._loop else None
        return due_ns

    def _drains(self, loop: Loop, *, other_full: bool) -> bool:
        return loop is Loop.REST or (other_full and loop not in (self._loop, Loop.PRESSED))


class Line:
    """Follows one button from the moment its levels are first read.

    A button that is already pressed then counts as pressed. A press counts under a fault too, as long as the
    contacts tell it from the fault. What the two contacts of a change-over button cannot tell at rest is a
    cut of the normally open contact's own wire; the button's monthly test finds it, as a cut.
    """

    def __init__(self, closed: Mapping[Contact, bool | None], at_ns: int) -> None:
        """Begin with the contacts as they are at ``at_ns``; ``None`` for one that cannot be read."""
        self.condition: LineState | None = None
        self._closed = dict(closed)
        self._loop = loop_of(closed)
        self._pressed = Debounce()
        self._rest = Debounce()
        self._faults: dict[LineState, _Fault] = {
            "cut": _Fault(Loop.CUT, at_ns),
            "short": _Fault(Loop.SHORT, at_ns),
        }
        self._tell(at_ns)

    @property
    def pressed(self) -> bool:
        """Whether the button is held down, as far as it has counted."""
        return self._pressed.active

    @property
    def due_ns(self) -> int | None:
        """When :meth:`advance` will next have something to decide if no contact moves."""
        dues = (self._pressed.due_ns, self._rest.due_ns, self._fault_due_ns)
        return min((due for due in dues if due is not None), default=None)

    def contact(self, contact: Contact, closed: bool | None, at_ns: int) -> tuple[LineEvent, ...]:  # noqa: FBT001 - a level
        """Tell that one contact is ``closed`` from ``at_ns`` on (ns); return what has happened by then."""
        happened = self._advance(at_ns)
        self._closed[contact] = closed
        self._loop = loop_of(self._closed)
        return (*happened, *self._tell(at_ns))

    def advance(self, now_ns: int) -> tuple[LineEvent, ...]:
        """Tell that no contact has moved until ``now_ns``; return what has happened by then."""
        return self._advance(now_ns)

    def _tell(self, at_ns: int) -> tuple[LineEvent, ...]:
        return self._events(
            self._pressed.edge(self._loop is Loop.PRESSED, at_ns),
            self._rest.edge(self._loop is Loop.REST, at_ns),
            (),
        )

    @property
    def _fault_due_ns(self) -> int | None:
        dues = [fault.due_ns(self._loop, other_full=full) for fault, full in self._beside_the_other()]
        return min((due for due in dues if due is not None), default=None)

    def _advance(self, now_ns: int) -> tuple[LineEvent, ...]:
        turned: list[int] = []
        while (due_ns := self._fault_due_ns) is not None and due_ns <= now_ns:
            turned += self._advance_faults(due_ns)  # one that has become full begins to drain the other
        turned += self._advance_faults(now_ns)
        return self._events(self._pressed.advance(now_ns), self._rest.advance(now_ns), tuple(turned))

    def _advance_faults(self, now_ns: int) -> list[int]:
        turned = [
            fault.advance(self._loop, now_ns, other_full=full) for fault, full in self._beside_the_other()
        ]
        return [at_ns for at_ns in turned if at_ns is not None]

    def _beside_the_other(self) -> list[tuple[_Fault, bool]]:
        """Return each fault with whether the other one is full."""
        cut, short = self._faults["cut"], self._faults["short"]
        return [(cut, short.full_at_ns is not None), (short, cut.full_at_ns is not None)]

    def _events(
        self, pressed: Change | None, rest: Change | None, faults_turned: tuple[int, ...]
    ) -> tuple[LineEvent, ...]:
        events: list[LineEvent] = []
        if pressed:
            kind = LineEventKind.PRESSED if pressed.active else LineEventKind.RELEASED
            events.append(LineEvent(kind, pressed.began_ns, pressed.at_ns))
        settled = [change.at_ns for change in (pressed, rest) if change and change.active]
        condition = self._judge(settled=bool(settled))
        if condition is not None and condition != self.condition:
            self.condition = condition
            at_ns = max(chain(faults_turned, settled))
            events.append(LineEvent(LineEventKind(condition), at_ns, at_ns))
        return tuple(sorted(events, key=lambda event: event.at_ns))

    def _judge(self, *, settled: bool) -> LineState | None:
        standing: list[tuple[int, LineState]] = [
            (fault.full_at_ns, name) for name, fault in self._faults.items() if fault.full_at_ns is not None
        ]
        if standing:
            return max(standing)[1]
        return "fine" if settled or self.condition is not None else None
