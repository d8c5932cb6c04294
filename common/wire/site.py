"""What the hub tells its devices of the site: who is here, what is served, where the places are."""

from typing import Literal

import msgspec

from common.wire.appointments import Party
from common.wire.ids import Id
from common.wire.message import Count, Direction, Language, Message, Milliseconds, Place, Text

Opening = tuple[Milliseconds, Milliseconds]
"""From (included) to (excluded), wall time in ms since 1970, UTC."""


class Authority(msgspec.Struct, frozen=True, kw_only=True):
    """An authority and when it is here: its openings of the coming fortnight, in order.

    ``own_queue`` is where to go instead of taking a number, for an authority that keeps a queue of its own;
    ``meanwhile`` is what can be done while it is closed.
    """

    id: Id
    names: Text
    openings: tuple[Opening, ...]
    own_queue: Text | None = None
    meanwhile: Text | None = None


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """A service of an authority, and the zone where its customers wait.

    ``openings`` are its own where they differ from the authority's. ``words`` are the everyday words by
    language under which its authority wants it to be found.
    """

    id: Id
    authority: Id
    names: Text
    zone: Id
    openings: tuple[Opening, ...] | None = None
    words: dict[Language, tuple[str, ...]] = {}


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """A situation of life as the authorities have named it, such as a move, and the services it may need."""

    id: Id
    names: Text
    services: tuple[Id, ...]


class Zone(msgspec.Struct, frozen=True, kw_only=True):
    """A waiting area and how it is called; ``directions`` lead to it from other zones."""

    id: Id
    names: Text
    directions: dict[Id, Direction] = {}


class Catalogue(Message, frozen=True):
    """The whole site as its devices need it. Retained; published again whenever something of it changes."""

    incarnation: Id
    revision: Count
    site: Text
    timezone: str
    languages: tuple[Language, ...]
    sign_languages: tuple[Language, ...]
    authorities: tuple[Authority, ...]
    services: tuple[Service, ...]
    zones: tuple[Zone, ...]
    places: tuple[Place, ...]
    situations: tuple[Situation, ...] = ()


class StaffCode(msgspec.Struct, frozen=True, kw_only=True):
    """What the code of the service page is known by: scrypt over its digits, all parts in hexadecimal.

    ``n``, ``r`` and ``p`` are the costs of scrypt (RFC 7914).
    """

    salt: Id
    digest: str
    n: Count
    r: Count
    p: Count


Offers = Literal["both", "numbers", "appointments"]
"""What a kiosk checks people in for."""


class KioskConfig(msgspec.Struct, frozen=True, kw_only=True, tag="kiosk"):
    """A kiosk's share of the site file; ``directions`` lead from it to the zones.

    ``first_languages`` of its ``languages`` stand on the first screen. ``appointment_keys`` are by local
    date: with them codes are found in :mod:`common.wire.appointments`. ``party_most`` is the largest
    party that it asks about, 1 where it does not ask; ``shows_way`` is whether somebody of the point goes
    along with those who ask for it. ``follow`` is the address where a turn can be followed on a phone,
    with ``{ticket}`` for the ticket's random id, "" where the site has none. ``staff_code`` opens the
    service page; without one nobody can.
    """

    zone: Id
    directions: dict[Id, Direction] = {}
    languages: tuple[Language, ...]
    first_languages: Count = 3
    offers: Offers = "both"
    party_most: Party = 1
    shows_way: bool = False
    follow: str = ""
    staff_code: StaffCode | None = None
    name_authority: bool = False
    idle_timeout_s: int = 45
    ticket_timeout_s: int = 20
    appointment_keys: dict[Id, Id] = {}


class WallConfig(msgspec.Struct, frozen=True, kw_only=True, tag="wall"):
    """A wall's share: its zone, its farthest seat in metres, its languages in order, and a notice."""

    zone: Id
    farthest_m: float
    languages: tuple[Language, ...]
    notice: Text | None = None


class DoorConfig(msgspec.Struct, frozen=True, kw_only=True, tag="door"):
    """A door display's share: the place it hangs beside."""

    place: Id
    languages: tuple[Language, ...]


class AlarmPoint(msgspec.Struct, frozen=True, kw_only=True):
    """Where an alarm may come from: the place, how to get there, and the device that watches it."""

    id: Id
    place: Id
    place_names: Text
    way: Text
    device: Id


class GuardConfig(msgspec.Struct, frozen=True, kw_only=True, tag="guard"):
    """The guard's panel: every point of the site, in the order of the plan."""

    languages: tuple[Language, ...]
    points: tuple[AlarmPoint, ...]


class KeeperConfig(msgspec.Struct, frozen=True, kw_only=True, tag="keeper"):
    """The keeper's share: every point it must hear of, and the guard's panels, which alone answer for them.

    ``panels`` is ``None`` in a configuration that was kept before there was a word of them.
    """

    points: tuple[AlarmPoint, ...]
    panels: tuple[Id, ...] | None = None


class AgentConfig(msgspec.Struct, frozen=True, kw_only=True, tag="deviceagent"):
    """A deviceagent's share: how long a room counts as occupied after the last sign, in seconds."""

    hold_s: float = 30.0


class DeviceConfig(Message, frozen=True):
    """One device's configuration: cached, applied when the device is idle, its revision reported."""

    revision: Count
    body: KioskConfig | WallConfig | DoorConfig | GuardConfig | KeeperConfig | AgentConfig
