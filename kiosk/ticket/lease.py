"""Which number a kiosk deals next, from the leases it holds or under its own letter. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from common.wire.numbers import Shuffle, face_of, pool_of, pool_of_letter
from common.wire.tickets import HeldLease, Lease

DAY_KNOWN_MS = 6 * 3_600_000
"""So long after the hub's last word a clock that nobody has set takes the day to be the same: no site closes
for the night and opens again within it."""


@dataclass(frozen=True, slots=True)
class NumberedDay:
    """The numbered day of the leases: its id, its local date such as ``2026-11-23``, and how numbers look.

    ``shuffle`` makes faces where numbers are mixed; ``letters`` are the services' own, where they have any.
    """

    id: str
    date: str
    shuffle: Shuffle | None = None
    letters: Mapping[str, str] = field(default_factory=dict[str, str])

    def pool_for(self, service: str) -> int | None:
        """Return the pool that a service's numbers come from, ``None`` for one that has none."""
        if not self.letters:
            return 0
        letter = self.letters.get(service)
        return None if letter is None else pool_of_letter(letter)

    def face(self, number: int) -> str:
        """Return how people see a number."""
        return face_of(number, self.shuffle)


@dataclass(frozen=True, slots=True)
class Known:
    """What a kiosk knows of the day at the moment of a tap.

    ``today`` is the local date by its clock, ``synced`` whether a time source has set that. ``lives`` is
    whether the hub is heard, and ``hub_day`` the day that it says is open. ``since_ms`` is how long ago, in
    this boot of the machine, the hub last granted numbers of the leases' day; ``None`` where it has not.
    """

    today: str
    synced: bool
    lives: bool = False
    hub_day: str | None = None
    since_ms: int | None = None


class Stock(Enum):
    """What a number may come from."""

    NONE = auto()
    """No day is open: nobody would be called."""
    OWN = auto()
    """The kiosk's own letter, valid on any day."""
    LEASES = auto()
    """The leases of the day, and when they are used up the kiosk's own letter."""


def choose_stock(day: NumberedDay | None, known: Known) -> Stock:
    """Return what a customer's number may come from now.

    A hub that lives is believed. Without it the date must be the leases' day: by a clock that was set, else
    by having heard the hub a short while ago. A clock that nobody has set may have woken up yesterday.
    """
    if day is None:
        return Stock.NONE
    if known.lives:
        if known.hub_day is None:
            return Stock.NONE
        is_day = known.hub_day == day.id
    elif known.synced:
        is_day = known.today == day.date
    else:
        is_day = known.since_ms is not None and known.since_ms < DAY_KNOWN_MS
    return Stock.LEASES if is_day else Stock.OWN


@dataclass(frozen=True, slots=True)
class Dealt:
    """A number and the lease it came from."""

    number: int
    lease: str


def deal(held: Iterable[HeldLease], pool: int = 0) -> Dealt | None:
    """Return the next number of a pool: from the ordinary leases, else from the reserve; ``None`` without.

    Lower leases are used up first, so that numbers rise.
    """
    left = [lease for lease in _of(held, pool) if lease.next <= lease.last]
    left.sort(key=lambda lease: (lease.kind == "reserve", lease.first))
    return Dealt(left[0].next, left[0].id) if left else None


def is_low(held: Iterable[HeldLease], pool: int = 0) -> bool:
    """Tell whether the ordinary leases of a pool are used up."""
    return not any(lease.kind == "lease" and lease.next <= lease.last for lease in _of(held, pool))


def _of(held: Iterable[HeldLease], pool: int) -> list[HeldLease]:
    return [lease for lease in held if pool_of(lease.first) == pool]


@dataclass(frozen=True, slots=True)
class Change:
    """What a grant changes: leases that are new here, and ids of those given up."""

    added: tuple[Lease, ...]
    given_up: tuple[str, ...]


def compare(held: Sequence[HeldLease], known: frozenset[str], granted: Sequence[Lease]) -> Change:
    """Compare what is held with what the hub grants.

    ``known`` are the ids of all leases of the day that were ever held here, those given up and used up
    included: a late grant must not bring one of them back with its first number.
    """
    granted_ids = {lease.id for lease in granted}
    return Change(
        added=tuple(lease for lease in granted if lease.id not in known),
        given_up=tuple(lease.id for lease in held if lease.id not in granted_ids),
    )
