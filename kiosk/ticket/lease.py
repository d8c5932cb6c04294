"""Which number a kiosk deals next, from the leases it holds. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from common.wire.tickets import HeldLease, Lease


@dataclass(frozen=True, slots=True)
class NumberedDay:
    """The numbered day of the leases: its id, and its local date such as ``2026-11-23``."""

    id: str
    date: str


@dataclass(frozen=True, slots=True)
class Dealt:
    """A number and the lease it came from."""

    number: int
    lease: str


def deal(held: Iterable[HeldLease]) -> Dealt | None:
    """Return the next number: from the ordinary leases, else from the reserve; ``None`` without either.

    Lower leases are used up first, so that numbers rise.
    """
    left = [lease for lease in held if lease.next <= lease.last]
    left.sort(key=lambda lease: (lease.kind == "reserve", lease.first))
    return Dealt(left[0].next, left[0].id) if left else None


def is_low(held: Iterable[HeldLease]) -> bool:
    """Tell whether the ordinary leases are used up."""
    return not any(lease.kind == "lease" and lease.next <= lease.last for lease in held)


def is_todays(day: NumberedDay | None, today: str, *, synced: bool) -> bool:
    """Tell whether leases of ``day`` may be dealt from on the local date ``today``.

    A clock that no time source has set is not asked: it may say yesterday, and the hub opened the day.
    """
    return day is not None and (not synced or day.date == today)


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
