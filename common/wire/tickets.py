"""The ticket's way from a kiosk to the hub: check-ins, acknowledgements, and the numbers it may deal."""

from typing import Literal

import msgspec

from common.wire.appointments import Party
from common.wire.ids import Id
from common.wire.message import Count, Language, Message, Reading
from common.wire.numbers import Letter, Ordinal, Shuffle


class CheckIn(msgspec.Struct, frozen=True, kw_only=True, tag="check-in"):
    """A customer took a number. Anonymous by construction: nothing here could name a person.

    ``day`` is the numbered day of the lease ``lease`` that ``number`` was dealt from. Both are absent for one
    of the kiosk's own numbers, which belong to no day: the hub reckons when it was taken. The visit waits for
    ``service`` and those in ``also`` at once, then for those in ``later`` one after another. ``appointment``
    is the id of an entry of the book that the customer was let in for, ``party`` how many come together,
    ``needs_help`` whether somebody is to show the way to the room.
    """

    ticket: Id
    day: Id | None = None
    lease: Id | None = None
    number: Ordinal
    service: Id
    language: Language
    arrival: Reading
    also: tuple[Id, ...] = ()
    later: tuple[Id, ...] = ()
    appointment: Id | None = None
    party: Party = 1
    needs_help: bool = False


class Addition(msgspec.Struct, frozen=True, kw_only=True, tag="addition"):
    """Something that belongs to a visit as well, said after its number was taken at the same kiosk.

    ``ticket`` is that of the check-in. ``service`` is one more service, for which the visit waits with the
    arrival stamp that it has; ``party`` how many come together; ``needs_help`` whether somebody is to show
    the way. What is absent stays as it was.
    """

    id: Id
    ticket: Id
    service: Id | None = None
    party: Party | None = None
    needs_help: bool | None = None


class Out(Message, frozen=True):
    """One row of a device's outbox, sent until its consumer has said that it is committed.

    ``epoch`` is the birth of the device's database and ``sequence`` its counter; together they are the key
    by which a repetition is recognised.
    """

    epoch: Id
    sequence: Count
    body: CheckIn | Addition


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

    They are of one letter, or of none. A ``reserve`` is dealt from only when the ordinary lease is used up
    and the hub does not answer.
    """

    id: Id
    kind: Literal["lease", "reserve"]
    first: Ordinal
    last: Ordinal


OwnNumbers = tuple[Ordinal, Ordinal]
"""First and last of the numbers that one card of a kiosk alone may deal on any day, of the kiosk's letter."""


class HeldLease(msgspec.Struct, frozen=True, kw_only=True):
    """A lease as the kiosk holds it: it deals ``next`` next, and ``last + 1`` means that none is left."""

    id: Id
    kind: Literal["lease", "reserve"]
    first: Ordinal
    last: Ordinal
    next: Count


class NumbersReport(Message, frozen=True):
    """What a kiosk holds: said on every connect, to each new incarnation, when few are left, and every 30 s.

    ``highest`` is the highest number without a letter that it has dealt or heard of on the day, ``lettered``
    the highest of each letter; a hub that was put back from a backup grants nothing until every enrolled
    kiosk has reported.
    """

    epoch: Id
    incarnation: Id
    day: Id | None
    held: tuple[HeldLease, ...]
    highest: Count
    unsent: Count
    lettered: tuple[Ordinal, ...] = ()
    own: OwnNumbers | None = None


class Numbers(Message, frozen=True):
    """All that a kiosk of this epoch may deal from on this day; what is not in it any more is given up.

    ``own`` are for when it has no others: it is cut off for a whole day, or they are used up. ``shuffle``
    makes the faces of the day's plain numbers, where they are mixed; ``letters`` are the services' own, where
    the site has them, and a service's number then comes from a lease of its letter.
    """

    incarnation: Id
    epoch: Id
    day: Id
    date: str
    leases: tuple[Lease, ...]
    own: OwnNumbers | None = None
    shuffle: Shuffle | None = None
    letters: dict[Id, Letter] = {}  # noqa: RUF012 - msgspec gives each message a dict of its own
