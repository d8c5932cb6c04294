"""What a visit is about beyond its number: what staff should know, and an appointment where there is one."""

from enum import StrEnum

import msgspec


class Priority(StrEnum):
    """The classes among which an order policy chooses."""

    ORDINARY = "ordinary"
    APPOINTMENT = "appointment"
    URGENT = "urgent"
    """Somebody who cannot wait as others do; set by staff."""


class Details(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What staff should know of a visit; nothing here could name a person.

    ``party`` counts the people who come together, ``notes`` are words of the site file's own list,
    ``needs_help``: somebody shows the way to the room, ``urgent``: see :class:`Priority`.
    """

    party: int = 1
    needs_help: bool = False
    urgent: bool = False
    notes: tuple[str, ...] = ()


class Appointment(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An appointment that was kept: its opaque id, its service, and its time (house time in ms).

    ``expert`` is the opaque id of the expert it names, empty for none.
    """

    id: str
    service: str
    at: int
    expert: str = ""
