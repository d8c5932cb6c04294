"""Who waits, in order: one line for each service and language, with all that decisions ask of them."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hub.queue.stamps import Stamp


class Waiting(NamedTuple):
    """One who waits; compares by place in line."""

    stamp: Stamp
    visit: str
    service: str
    language: str


class Lines:
    """All who wait.

    A line is a sorted list: finding a place takes log n comparisons. The shift of the list's tail is one
    memmove of 8 bytes an entry, at most 0.5 µs with 5,000 in line, which no tree of Python objects reaches.
    """

    __slots__ = ("_lines",)

    def __init__(self) -> None:
        self._lines: dict[str, dict[str, list[Waiting]]] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lines) and self._lines == other._lines

    __hash__ = None  # pyright: ignore[reportAssignmentType]  # lines change, so they have no hash

    def add(self, waiting: Waiting) -> None:
        """Put one into its line, at the place of the stamp."""
        insort(self._lines.setdefault(waiting.service, {}).setdefault(waiting.language, []), waiting)

    def remove(self, waiting: Waiting) -> None:
        """Take one out; an empty line is forgotten. Raises KeyError where the line has no such one."""
        languages = self._lines[waiting.service]
        line = languages[waiting.language]
        index = bisect_left(line, waiting)
        if index == len(line) or line[index] != waiting:
            raise KeyError(waiting.visit)
        del line[index]
        if not line:
            del languages[waiting.language]
            if not languages:
                del self._lines[waiting.service]

    def heads(self, services: Iterable[str], languages: tuple[str, ...] = ()) -> list[Waiting]:
        """Return the first of each line of these services and languages (none named: every language)."""
        return [line[0] for line in self._of(services, languages)]

    def count(self, service: str) -> int:
        """Return how many wait for a service."""
        return sum(map(len, self._lines.get(service, {}).values()))

    def ahead(self, service: str, stamp: Stamp) -> int:
        """Return how many wait for a service with an earlier stamp."""
        return sum(
            bisect_left(line, stamp, key=lambda one: one.stamp)
            for line in self._lines.get(service, {}).values()
        )

    def first(self, service: str) -> Stamp | None:
        """Return the stamp of who has waited longest for a service."""
        heads = self.heads((service,))
        return min(heads).stamp if heads else None

    def cursors(self, services: Iterable[str], languages: tuple[str, ...] = ()) -> list[Iterator[Waiting]]:
        """Return an iterator over each line, in order; it is void after a change of the lines."""
        return [iter(line) for line in self._of(services, languages)]

    def _of(self, services: Iterable[str], languages: tuple[str, ...]) -> Iterator[list[Waiting]]:
        for service in services:
            by_language = self._lines.get(service)
            if by_language is None:
                continue
            if not languages:
                yield from by_language.values()
                continue
            for language in languages:
                line = by_language.get(language)
                if line is not None:
                    yield line
