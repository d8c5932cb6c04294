"""Which numbers a site deals, and how people see them: one sequence, a mixed order, a letter per service."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from common.wire.numbers import PER_LETTER, Shuffle, face_of, pool_of, pool_of_letter

PLAIN = 0
"""The pool of the numbers without a letter."""

_KEY_BYTES = 16


class Range(NamedTuple):
    """Numbers from ``first`` to ``last``, both included."""

    first: int
    last: int


class NumberScheme(Protocol):
    """How numbers are dealt in one numbered day; pure.

    A pool is dealt from its beginning to its end: 0 are the numbers without a letter, 1 those of A.
    """

    @property
    def pools(self) -> tuple[int, ...]:
        """Every pool there is."""
        ...

    @property
    def letters(self) -> Mapping[str, str]:
        """The letters of services, where they have any."""
        ...

    def pool_for(self, service: str) -> int | None:
        """Return the pool that the numbers of a service come from, ``None`` for one without any."""
        ...

    def take(self, pool: int, top: int, count: int) -> Range | None:
        """Return up to ``count`` numbers of a pool that follow ``top``, or ``None`` where none is left.

        ``top`` is the highest number granted, dealt or heard of in it this day, 0 at its beginning.
        """
        ...

    def holds(self, number: int) -> bool:
        """Tell whether ``number`` is one that this scheme deals."""
        ...

    def shuffle(self, day: str) -> Shuffle | None:
        """Return what makes the faces of the numbered day ``day``, where numbers are mixed."""
        ...

    def face(self, number: int, day: str) -> str:
        """Return how people see ``number`` on the numbered day ``day``."""
        ...


@dataclass(frozen=True, slots=True)
class Sequential:
    """One sequence for the whole site, ``first`` to ``last``; a number tells nothing of the service."""

    first: int = 1
    last: int = 999

    @property
    def pools(self) -> tuple[int, ...]:
        """The one pool."""
        return (PLAIN,)

    @property
    def letters(self) -> Mapping[str, str]:
        """None."""
        return {}

    def pool_for(self, service: str) -> int | None:
        """Return the one pool."""
        del service
        return PLAIN

    def take(self, pool: int, top: int, count: int) -> Range | None:
        """Return the next ``count`` numbers, fewer where the sequence ends."""
        return _next(self.first, self.last, top, count) if pool == PLAIN else None

    def holds(self, number: int) -> bool:
        """Tell whether ``number`` lies in the sequence."""
        return self.first <= number <= self.last

    def shuffle(self, day: str) -> Shuffle | None:
        """Return nothing: the order is plain."""
        del day
        return None

    def face(self, number: int, day: str) -> str:
        """Return the number itself."""
        del day
        return face_of(number)


@dataclass(frozen=True, slots=True)
class Mixed(Sequential):
    """One pool for the whole site, in an order that tells neither the service nor how many came before.

    Inside, the numbers stay a sequence; only their faces are mixed, by ``seed`` and the day alone, so that a
    hub put back from a backup makes the same ones.
    """

    seed: str = ""

    def shuffle(self, day: str) -> Shuffle | None:
        """Return the order of a day."""
        key = hashlib.blake2b(f"{self.seed} {day}".encode(), digest_size=_KEY_BYTES).hexdigest()
        return Shuffle(first=self.first, last=self.last, key=key)

    def face(self, number: int, day: str) -> str:
        """Return what stands at the place of ``number`` on a day."""
        return face_of(number, self.shuffle(day) if self.holds(number) else None)


@dataclass(frozen=True, slots=True)
class Prefix:
    """A letter per service, each with ``first`` to ``last`` of its own, for sites that accept that it tells.

    Services may share a letter; they share its numbers then.
    """

    letters: Mapping[str, str]
    first: int = 1
    last: int = 999
    pools: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Know the pools of the letters."""
        pools = sorted({pool_of_letter(letter) for letter in self.letters.values()})
        object.__setattr__(self, "pools", tuple(pools))

    def pool_for(self, service: str) -> int | None:
        """Return the pool of the service's letter."""
        letter = self.letters.get(service)
        return None if letter is None else pool_of_letter(letter)

    def take(self, pool: int, top: int, count: int) -> Range | None:
        """Return the next ``count`` numbers of a letter, fewer where they end."""
        begin = pool * PER_LETTER
        return _next(begin + self.first, begin + self.last, top, count) if pool in self.pools else None

    def holds(self, number: int) -> bool:
        """Tell whether ``number`` is one of the letters' numbers."""
        return pool_of(number) in self.pools and self.first <= number % PER_LETTER <= self.last

    def shuffle(self, day: str) -> Shuffle | None:
        """Return nothing: the order is plain."""
        del day
        return None

    def face(self, number: int, day: str) -> str:
        """Return the letter and the number."""
        del day
        return face_of(number)


@dataclass(frozen=True, slots=True)
class OwnLetters:
    """The kiosks' own letters, which no scheme uses, for a whole day without the hub.

    Each card of a kiosk gets ``size`` numbers of the letter, a new card the next ones: a day's customers of
    one kiosk find room in them.
    """

    letters: Mapping[str, str] = field(default_factory=dict[str, str])
    size: int = 300

    def pool_for(self, device: str) -> int | None:
        """Return the pool of a kiosk's letter, ``None`` for one without."""
        letter = self.letters.get(device)
        return None if letter is None else pool_of_letter(letter)

    def take(self, pool: int, top: int) -> Range | None:
        """Return the next numbers of a letter above ``top``, or ``None`` where they do not fit any more."""
        begin = max(pool * PER_LETTER, top)
        numbers = Range(begin + 1, begin + self.size)
        return numbers if pool_of(numbers.last) == pool else None


def _next(first: int, last: int, top: int, count: int) -> Range | None:
    start = max(first, top + 1)
    end = min(last, start + count - 1)
    return Range(start, end) if start <= end else None
