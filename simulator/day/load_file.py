"""What a load file says (``docs/simulate.md``): how many come to a site, for what, and who serves them."""

from typing import Annotated

import msgspec

from common.wire.ids import Id
from common.wire.message import Language
from simulator.day.scenario import Shape

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Positive = Annotated[float, msgspec.Meta(gt=0, le=5000)]
Factor = Annotated[float, msgspec.Meta(ge=0, le=10)]
ClockTime = Annotated[
    str, msgspec.Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", description="such as 10:30")
]
Minutes = Annotated[float, msgspec.Meta(gt=0, le=600)]


class People(msgspec.Struct, frozen=True, kw_only=True):
    """What customers are like: see :class:`simulator.day.scenario.Habits`, with minutes for its seconds."""

    languages: dict[Language, Share]
    leaves: Share = 0.5
    patience_min: Minutes = 45
    tells: Share = 0.3
    away: Share = 0.01
    party: Share = 0.15
    needs_help: Share = 0.04
    urgent: Share = 0.01
    absent: Share = 0.07


class ServiceFigures(msgspec.Struct, frozen=True, kw_only=True):
    """One service: customers on an average day that it is open, and the minutes that one takes.

    ``spread`` is the standard deviation as a share of the mean. The other shares: see
    :class:`simulator.day.scenario.ServiceLoad`.
    """

    a_day: Positive
    minutes: Minutes
    spread: Factor = 0.7
    shape: Shape = Shape.LOGNORMAL
    appointments: Share = 0.0
    form: Share = 0.0
    transfers: dict[Id, Share] = {}
    more: dict[Id, Share] = {}
    then: dict[Id, Share] = {}


class Staff(msgspec.Struct, frozen=True, kw_only=True):
    """Who sits at ``places``, each of them serving all of ``services`` while any of these is open.

    Lunches of ``lunch_min`` begin one after another from ``lunch`` on, over two hours. ``closes`` ends the
    shift before the services do. ``stays_min``: so long they go on where people still wait; not where the
    hours are ``known``, that is, planned in the queue.
    """

    places: Annotated[tuple[Id, ...], msgspec.Meta(min_length=1)]
    services: Annotated[tuple[Id, ...], msgspec.Meta(min_length=1)]
    languages: tuple[Language, ...] = ()
    lunch: ClockTime | None = None
    lunch_min: Minutes = 30
    opens: ClockTime | None = None
    closes: ClockTime | None = None
    known: bool = False
    stays_min: Annotated[float, msgspec.Meta(ge=0, le=120)] = 30
    between_s: Annotated[float, msgspec.Meta(ge=0, le=600)] = 40


class NetworkCut(msgspec.Struct, frozen=True, kw_only=True):
    """A kiosk that does not reach the hub on a day of the week (0: Monday) for a while."""

    kiosk: Id
    weekday: Annotated[int, msgspec.Meta(ge=0, le=6)]
    at: ClockTime
    minutes: Minutes


class Restart(msgspec.Struct, frozen=True, kw_only=True):
    """A kiosk that starts again on a day of the week (0: Monday)."""

    kiosk: Id
    weekday: Annotated[int, msgspec.Meta(ge=0, le=6)]
    at: ClockTime


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """A clock time on a day of the week (0: Monday)."""

    weekday: Annotated[int, msgspec.Meta(ge=0, le=6)]
    at: ClockTime


class LoadFile(msgspec.Struct, frozen=True, kw_only=True):
    """A whole load file. ``by_hour`` tells how the day's customers spread, by the hour they come in.

    ``by_weekday`` are seven factors, Monday's first. ``clocks``: only from then on is the hub's clock set on
    these weekdays, so that a person opens the day; ``slips``: somebody closes the day, and opens it again.
    """

    services: dict[Id, ServiceFigures]
    staff: tuple[Staff, ...]
    by_hour: dict[Annotated[str, msgspec.Meta(pattern=r"^([0-9]|1[0-9]|2[0-3])$")], Factor]
    by_weekday: Annotated[tuple[Factor, ...], msgspec.Meta(min_length=7, max_length=7)] = (1.0,) * 7
    people: People
    cuts: tuple[NetworkCut, ...] = ()
    restarts: tuple[Restart, ...] = ()
    clocks: tuple[Moment, ...] = ()
    slips: tuple[Moment, ...] = ()
