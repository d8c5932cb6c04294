"""Who waits, in order: a line for each service, language, priority and desk, with all that decisions ask."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hub.queue.details import Priority
from hub.queue.stamps import Stamp

MOST_OVERTAKINGS = 3
"""Who has been overtaken so often is guarded: a policy that keeps the guard lets nobody else pass."""


class Waiting(NamedTuple):
    """One who waits for one service; compares by place in line.

    ``desk`` is the only one that calls this visit, empty for any.
    """

    place: Stamp
    visit: str
    service: str
    language: str
    priority: Priority = Priority.ORDINARY
    desk: str = ""


class Reach(NamedTuple):
    """Which lines somebody looks at: of these services and languages (none named: every language).

    Of the lines for one desk alone they are those of ``desk``; ``None`` sees the lines of every desk.
    """

    services: tuple[str, ...]
    languages: tuple[str, ...] = ()
    desk: str | None = None


_Key = tuple[str, Priority, str]
_Lines = dict[str, dict[_Key, list[Waiting]]]


class Lines:
    """All who wait.

    A line is a sorted list: finding a place takes log n comparisons. The shift of the list's tail is one
    memmove of 8 bytes an entry, at most 0.5 µs with 5,000 in line, which no tree of Python objects reaches.
    """

    __slots__ = ("_guarded", "_lines")

    def __init__(self) -> None:
        self._lines: _Lines = {}
        self._guarded: _Lines = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lines) and self._lines == other._lines and self._guarded == other._guarded

    __hash__ = None  # pyright: ignore[reportAssignmentType]  # lines change, so they have no hash

    def add(self, waiting: Waiting, *, guarded: bool = False) -> None:
        """Put one into its line, at its place; ``guarded`` where it has been overtaken often enough."""
        insort(_line(self._lines, waiting), waiting)
        if guarded:
            self.guard(waiting)

    def guard(self, waiting: Waiting) -> None:
        """Let nobody pass this one any more, under a policy that heeds it."""
        insort(_line(self._guarded, waiting), waiting)

    def remove(self, waiting: Waiting) -> None:
        """Take one out; an empty line is forgotten. Raises KeyError where the line has no such one."""
        if not _take(self._lines, waiting):
            raise KeyError(waiting.visit)
        if self._guarded:
            _take(self._guarded, waiting)

    def heads(self, reach: Reach) -> list[Waiting]:
        """Return the first of each line."""
        return [line[0] for line in _reached(self._lines, reach)]

    def guarded(self, reach: Reach) -> Waiting | None:
        """Return the earliest of those whom nobody may pass."""
        if not self._guarded:
            return None
        return min((line[0] for line in _reached(self._guarded, reach)), default=None)

    def before(self, waiting: Waiting, reach: Reach) -> tuple[str, ...]:
        """Return the other visits whose place is earlier, in order; costs as much as there are."""
        earlier = {
            one
            for line in _reached(self._lines, reach)
            for one in line[: bisect_left(line, waiting)]
            if one.visit != waiting.visit
        }
        return tuple(dict.fromkeys(one.visit for one in sorted(earlier)))

    def count(self, service: str) -> int:
        """Return how many wait for a service."""
        return sum(map(len, self._lines.get(service, {}).values()))

    def ahead(self, service: str, place: Stamp) -> int:
        """Return how many wait for a service with an earlier place."""
        lines = self._lines.get(service, {}).values()
        return sum(bisect_left(line, place, key=lambda one: one.place) for line in lines)

    def first(self, service: str) -> Stamp | None:
        """Return the place of who has waited longest for a service."""
        heads = self.heads(Reach((service,)))
        return min(heads).place if heads else None

    def waiting(self, reach: Reach) -> list[list[Waiting]]:
        """Return the lines themselves, each in order: to be read at once, and never changed."""
        return list(_reached(self._lines, reach))

    def waiting_guarded(self, reach: Reach) -> list[list[Waiting]]:
        """Return the guarded ones of each line, in order: to be read at once, and never changed."""
        return list(_reached(self._guarded, reach))


def _line(lines: _Lines, waiting: Waiting) -> list[Waiting]:
    key = waiting.language, waiting.priority, waiting.desk
    return lines.setdefault(waiting.service, {}).setdefault(key, [])


def _take(lines: _Lines, waiting: Waiting) -> bool:
    keys = lines.get(waiting.service, {})
    key = waiting.language, waiting.priority, waiting.desk
    line = keys.get(key, [])
    index = bisect_left(line, waiting)
    if index == len(line) or line[index] != waiting:
        return False
    del line[index]
    if not line:
        del keys[key]
        if not keys:
            del lines[waiting.service]
    return True


def _reached(lines: _Lines, reach: Reach) -> Iterator[list[Waiting]]:
    services: Iterable[str] = reach.services
    for service in services:
        for (language, _priority, desk), line in lines.get(service, {}).items():
            if reach.languages and language not in reach.languages:
                continue
            if desk and reach.desk is not None and desk != reach.desk:
                continue
            yield line
