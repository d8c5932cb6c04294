"""The ticket's way from a kiosk to the hub: check-ins, acknowledgements, and the numbers it may deal."""

from typing import Literal

import msgspec

from common.wire.ids import Id
from common.wire.message import Count, Language, Message, Number, Reading


class CheckIn(msgspec.Struct, frozen=True, kw_only=True, tag="check-in"):
    """A customer took a number. Anonymous by construction: nothing here could name a person.

    ``day`` is the numbered day of the lease ``lease`` that ``number`` was dealt from.
    """

    ticket: Id
    day: Id
    lease: Id
    number: Number
    service: Id
    language: Language
    arrival: Reading


class Out(Message, frozen=True):
    """One row of a device's outbox, sent until its consumer has said that it is committed.

    ``epoch`` is the birth of the device's database and ``sequence`` its counter; together they are the key
    by which a repetition is recognised.
    """

    epoch: Id
    sequence: Count
    body: CheckIn


class Ack(Message, frozen=True):
    """The consumer has committed these sequences of this epoch (or has set them aside for good).

    ``highest`` is the highest sequence it has of the epoch. Where that is above the device's own counter, the
    device's card was rolled back: it takes a new epoch and gives its numbers up.
    """

    epoch: Id
    committed: tuple[Count, ...]
    highest: Count
    incarnation: Id


class Lease(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers that one kiosk alone may deal on one numbered day: ``first`` to ``last``, both included.

    A ``reserve`` is dealt from only when the ordinary lease is used up and the hub does not answer.
    """

    id: Id
    kind: Literal["lease", "reserve"]
    first: Number
    last: Number


class HeldLease(msgspec.Struct, frozen=True, kw_only=True):
    """A lease as the kiosk holds it: it deals ``next`` next, and ``last + 1`` means that none is left."""

    id: Id
    kind: Literal["lease", "reserve"]
    first: Number
    last: Number
    next: Count


class NumbersReport(Message, frozen=True):
    """What a kiosk holds: said on every connect, to each new incarnation, when few are left, and every 30 s.

    ``highest`` is the highest number of the day it has dealt or heard of; a hub that was put back from a
    backup grants nothing until every enrolled kiosk has reported.
    """

    epoch: Id
    incarnation: Id
    day: Id | None
    held: tuple[HeldLease, ...]
    highest: Count
    unsent: Count


class Numbers(Message, frozen=True):
    """All that a kiosk of this epoch may deal from on this day; what is not in it any more is given up."""

    incarnation: Id
    epoch: Id
    day: Id
    date: str
    leases: tuple[Lease, ...]
