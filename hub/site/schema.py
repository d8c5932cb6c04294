"""What a site file may say: one frozen Struct a table; ``docs/site-file.md`` tells it to administrators."""

from enum import StrEnum
from typing import Annotated, Literal, TypeVar

import msgspec

from common.wire.appointments import Party
from common.wire.ids import Id
from common.wire.message import Direction, Language, Number, Text
from common.wire.numbers import Letter
from common.wire.presence import Side
from hub.site.appointments import Arrival, Source
from hub.site.devices import Device

Names = Annotated[
    dict[Language, Annotated[str, msgspec.Meta(min_length=1, max_length=80)]], msgspec.Meta(min_length=1)
]
"""A name by language."""

Word = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
"""An everyday word, or a few of them, by which people look for a service."""

Words = Annotated[tuple[Word, ...], msgspec.Meta(min_length=1, max_length=40)]

Expression = Annotated[
    str,
    msgspec.Meta(
        min_length=1, max_length=400, description='opening hours, such as "Mo-Fr 08:00-16:15; PH off"'
    ),
]
"""Opening hours in OpenStreetMap's syntax; :mod:`hub.site.hours` reads them."""

Seconds = Annotated[int, msgspec.Meta(ge=20, le=600)]
AnyDevice = TypeVar("AnyDevice", bound=Device)


class Languages(msgspec.Struct, frozen=True, kw_only=True):
    """Who is spoken to in what.

    ``municipality``: its official languages, the majority's first; signs begin with them in that order
    (Language Act 423/2003, 33 §). ``signs``: walls, doors, notices. ``first`` stand on the kiosk's first
    screen, ``more`` one tap further.
    """

    municipality: Annotated[tuple[Language, ...], msgspec.Meta(min_length=1)]
    signs: Annotated[tuple[Language, ...], msgspec.Meta(min_length=1)]
    first: Annotated[tuple[Language, ...], msgspec.Meta(min_length=1)] = ("fi", "sv", "en")
    more: tuple[Language, ...] = ()


class Scheme(StrEnum):
    """How queue numbers are dealt; :mod:`hub.queue.schemes` has what they mean."""

    SEQUENTIAL = "sequential"
    MIXED = "mixed"
    PREFIX = "prefix"


class Numbering(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of a day: ``first`` to ``last``, both included; with ``prefix`` those of each letter.

    ``lease`` numbers lie ready at each kiosk, and ``reserve`` more for when it is cut off. ``busiest_day`` is
    how many customers the busiest day brings; the range must hold them beside all that lies at kiosks.
    ``seed`` makes the order of ``mixed``, with the day: a secret, which ``mixed`` must have.
    """

    scheme: Scheme = Scheme.SEQUENTIAL
    first: Number = 100
    last: Number = 999
    lease: Annotated[int, msgspec.Meta(ge=1, le=20)] = 3
    reserve: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 50
    busiest_day: Annotated[int, msgspec.Meta(ge=1, le=20_000)] = 300
    seed: Annotated[str, msgspec.Meta(min_length=1, max_length=80)] | None = None


class Policy(StrEnum):
    """In which order those who wait are called; :mod:`hub.queue.policies.table` has what they mean."""

    ACCUMULATING = "accumulating"
    LONGEST_WAIT = "longest-wait"
    INTERLEAVE = "interleave"
    APPOINTMENTS_FIRST = "appointments-first"


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """The order of the queue, the same for the whole site."""

    policy: Policy = Policy.ACCUMULATING


class KioskWays(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for every kiosk of the site.

    ``name_authority``: whether ticket and voice name the authority, so that others may learn it.
    ``idle_timeout_s``: seconds without a touch until it asks whether somebody is there (EN 301 549 and WCAG
    2.2.1 want 20 s at least). ``ticket_timeout_s``: seconds that the number stays on the screen.
    ``follow``: the address where a turn can be followed on a phone, with ``{ticket}`` in it; without one
    there is none. ``party_most``: the largest party that kiosks ask about, 1 where they do not ask.
    ``shows_way``: whether somebody of the point goes along with those who ask for it.
    """

    name_authority: bool = False
    idle_timeout_s: Seconds = 45
    ticket_timeout_s: Seconds = 20
    follow: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    party_most: Party = 1
    shows_way: bool = False


class Sensing(msgspec.Struct, frozen=True, kw_only=True):
    """``hold_s``: seconds that a side of a desk counts as occupied after the sensor's last sign."""

    hold_s: Annotated[float, msgspec.Meta(ge=1, le=600)] = 30.0


class Texts(msgspec.Struct, frozen=True, kw_only=True):
    """What the site says for itself; ``notice`` stands on the walls."""

    notice: Text | None = None


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """How customers reach an authority when it is not here; an office's, never a person's."""

    phone: Annotated[str, msgspec.Meta(pattern=r"^[0-9+ ]{3,20}$", description="digits, +, spaces")] = ""
    web: Annotated[str, msgspec.Meta(max_length=80)] = ""


class NoShow(msgspec.Struct, frozen=True, kw_only=True):
    """An authority's rule for who does not come.

    ``wait_s``: seconds from the last call until the number may be taken off. ``recalls``: how often it may be
    called again, three times at most. ``bring_back_min``: for so many minutes after that who asks may wait
    again at the old place, 0 for never.
    """

    wait_s: Annotated[int, msgspec.Meta(ge=30, le=1800)] = 120
    recalls: Annotated[int, msgspec.Meta(ge=0, le=3)] = 2
    bring_back_min: Annotated[int, msgspec.Meta(ge=0, le=480)] = 30


class Notices(msgspec.Struct, frozen=True, kw_only=True):
    """Whom an authority's own systems are told of.

    ``arrivals``: whether who has come is said on MQTT, where this authority's account alone reads it;
    ``services``: only for these, empty for all of its own.
    """

    arrivals: bool = False
    services: tuple[Id, ...] = ()


class Congestion(msgspec.Struct, frozen=True, kw_only=True):
    """When an authority's queue is crowded: so many people wait, or so many minutes are forecast."""

    waiting: Annotated[int, msgspec.Meta(ge=2, le=5000)] | None = None
    wait_min: Annotated[int, msgspec.Meta(ge=5, le=480)] | None = None


class Authority(msgspec.Struct, frozen=True, kw_only=True):
    """An authority that serves here.

    ``hours`` hold within the site's; without them they are the site's. With ``own_queue`` it keeps a queue of
    its own: the text says where to go, and no number is given. ``meanwhile`` is shown when it is closed.
    ``letter`` stands before the numbers of its services under the scheme ``prefix``.
    Without ``congestion`` only people say that it is crowded. ``refuse_late``: kiosks give no number when the
    people ahead will take until closing.
    """

    names: Names
    short: Names | None = None
    hours: Expression | None = None
    own_queue: Text | None = None
    meanwhile: Text | None = None
    contact: Contact | None = None
    no_show: NoShow = NoShow()
    letter: Letter | None = None
    arrival: Arrival = Arrival()
    notices: Notices = Notices()
    congestion: Congestion | None = None
    refuse_late: bool = False


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """What a customer comes for. They wait in ``zone``; ``hours`` hold within the authority's.

    ``words`` are by language the everyday words under which its authority wants it to be found.
    ``letter`` stands before its numbers under the scheme ``prefix``, instead of the authority's;
    ``refuse_late`` holds instead of the authority's as well.
    """

    authority: Id
    names: Names
    zone: Id
    hours: Expression | None = None
    letter: Letter | None = None
    refuse_late: bool | None = None
    words: dict[Language, Words] = {}


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """A situation of life, as the authorities name it, and the services that it may need, in their order."""

    names: Names
    services: Annotated[tuple[Id, ...], msgspec.Meta(min_length=1, max_length=20)]


class Zone(msgspec.Struct, frozen=True, kw_only=True):
    """A waiting area, its walls, and how one comes here from other zones."""

    names: Names
    walls: tuple[Id, ...] = ()
    directions: dict[Id, Direction] = {}
    seats: Annotated[int, msgspec.Meta(ge=0, le=2000)] | None = None


class PlaceKind(StrEnum):
    """What a place is; ``popup`` is a desk that opens when it is crowded."""

    ROOM = "room"
    DESK = "desk"
    SAFETY_ROOM = "safety_room"
    POPUP = "popup"


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a customer is called to.

    ``directions``: the way, by the zone where one waits, or by the wall one looks at, which goes before its
    zone. ``authorities``: the only ones that serve here; empty means all. ``presence``: the deviceagent of
    the sensor on each side.
    """

    kind: PlaceKind
    names: Names
    floor: Annotated[int, msgspec.Meta(ge=-5, le=50)] = 1
    directions: dict[Id, Direction] = {}
    authorities: tuple[Id, ...] = ()
    seats: Annotated[int, msgspec.Meta(ge=0, le=100)] | None = None
    presence: dict[Side, Id] = {}


class SecondWay(StrEnum):
    """How a press gets through when the site's broker is down; ``none`` is said by who accepts the risk."""

    RELAY = "relay"
    GUARD_BROKER = "guard-broker"
    NONE = "none"


class AlarmPoint(msgspec.Struct, frozen=True, kw_only=True):
    """A panic button: where it is, in words for the guard, and the deviceagent that watches it."""

    place: Id
    where: Names
    device: Id
    second_way: SecondWay


class Right(StrEnum):
    """What staff may do in the console."""

    QUEUES = "queues"
    """See queues, waits and who is in service."""
    SERVE = "serve"
    """Call, call again, start, finish, mark as not come."""
    TRANSFER = "transfer"
    CHECK_IN = "check-in"
    """Check a customer in by hand."""
    CONGESTION = "congestion"
    """Be told that a queue is crowded, say so, and say that it is over."""
    PRESENCE = "presence"
    """See which rooms are in use."""
    ALARMS = "alarms"
    """See alarms, mark them as seen, close them."""
    FIGURES = "figures"
    DEVICES = "devices"
    """See the health of devices, strike off a kiosk."""
    DAY = "day"
    """Open and close the numbered day."""
    ACCOUNTS = "accounts"
    """Invite staff and give them roles."""


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """What a kind of staff may do. ``scope``: for the authorities of the account, or for all of them."""

    names: Names
    rights: Annotated[tuple[Right, ...], msgspec.Meta(min_length=1)]
    scope: Literal["own", "all"]


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """A whole site file. Tables are in the order of the file, which is the order of screens and plans.

    ``notes`` are the words that staff may note of a visit: a list to choose from, and no free text.
    """

    id: Id
    names: Names
    hours: Expression
    languages: Languages
    authorities: Annotated[dict[Id, Authority], msgspec.Meta(min_length=1)]
    services: dict[Id, Service]
    zones: Annotated[dict[Id, Zone], msgspec.Meta(min_length=1)]
    places: Annotated[dict[Id, Place], msgspec.Meta(min_length=1)]
    roles: Annotated[dict[Id, Role], msgspec.Meta(min_length=1)]
    timezone: str = "Europe/Helsinki"
    country: Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$", description="two letters, such as FI")] = "FI"
    numbering: Numbering = Numbering()
    order: Order = Order()
    kiosk: KioskWays = KioskWays()
    presence: Sensing = Sensing()
    texts: Texts = Texts()
    notes: dict[Id, Names] = {}
    devices: dict[Id, Device] = {}
    points: dict[Id, AlarmPoint] = {}
    appointments: dict[Id, Source] = {}
    situations: dict[Id, Situation] = {}

    def devices_of(self, kind: type[AnyDevice]) -> dict[Id, AnyDevice]:
        """Return the devices of one kind, in the order of the file."""
        return {name: device for name, device in self.devices.items() if isinstance(device, kind)}

    @property
    def spoken(self) -> tuple[Language, ...]:
        """The languages that customers may choose at a kiosk, those of its first screen first."""
        return (*self.languages.first, *self.languages.more)

    def zone_of_wall(self, wall: Id) -> Id | None:
        """Return the zone that a wall hangs in."""
        return next((name for name, zone in self.zones.items() if wall in zone.walls), None)

    def services_of(self, authority: Id) -> dict[Id, Service]:
        """Return what an authority serves here."""
        return {name: service for name, service in self.services.items() if service.authority == authority}

    def refuses_late(self, service: Id) -> bool:
        """Tell whether kiosks give no number for a service when the people ahead will take until closing."""
        its = self.services[service]
        return self.authorities[its.authority].refuse_late if its.refuse_late is None else its.refuse_late

    def places_for(self, authority: Id) -> dict[Id, Place]:
        """Return the places where an authority may serve."""
        return {
            name: place
            for name, place in self.places.items()
            if not place.authorities or authority in place.authorities
        }
