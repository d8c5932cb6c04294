"""What has happened to the numbers: who holds which, and who may grant any."""

from enum import StrEnum

import msgspec

from hub.queue.event import Event


class LeaseKind(StrEnum):
    """What a lease is for: everyday dealing, or a cut of the network."""

    LEASE = "lease"
    RESERVE = "reserve"


class HubStarted(Event, frozen=True, kw_only=True, tag="hub-started"):
    """A new life of the hub: no number is granted until each of ``kiosks`` has reported or is struck off."""

    incarnation: str
    kiosks: tuple[str, ...] = ()


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A lease as a kiosk holds it: it deals ``next`` next; ``last + 1`` means that none is left."""

    id: str
    kind: LeaseKind
    first: int
    last: int
    next: int


class NumbersReported(Event, frozen=True, kw_only=True, tag="numbers-reported"):
    """A kiosk said what it holds. ``exact``: no check-in of it is on its way, so what it says is all.

    ``highest`` is the highest number without a letter that it knows of, ``lettered`` the highest of each
    letter; ``own`` are the numbers of its own letter.
    """

    device: str
    epoch: str
    day: str
    held: tuple[Held, ...] = ()
    highest: int = 0
    lettered: tuple[int, ...] = ()
    own: tuple[int, int] | None = None
    exact: bool = False


class Granted(Event, frozen=True, kw_only=True, tag="granted"):
    """A kiosk may deal ``first`` to ``last``, both included, on the open day and under this epoch."""

    lease: str
    device: str
    epoch: str
    kind: LeaseKind
    first: int
    last: int


class OwnGranted(Event, frozen=True, kw_only=True, tag="own-granted"):
    """A kiosk may deal ``first`` to ``last`` of its own letter on any day, as long as it has this epoch."""

    device: str
    epoch: str
    first: int
    last: int


class RivalHeard(Event, frozen=True, kw_only=True, tag="rival-heard"):
    """Another hub speaks for the site, or may do so: no number is granted until it is gone."""

    incarnation: str


class RivalGone(Event, frozen=True, kw_only=True, tag="rival-gone"):
    """The other hub is not heard any more."""


class DeviceStruckOff(Event, frozen=True, kw_only=True, tag="device-struck-off"):
    """A person said that a kiosk will not report: its leases are given up."""

    device: str
