"""What a day is made of: who comes when and for what, who serves, and what fails. Times are house time in ms.

Everything here is frozen: a played day is a pure function of a scenario and a seed.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from hub.queue.rules import Rules
from hub.site.hours import Hours

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
HOURS = 24


class Shape(StrEnum):
    """The family that a duration is drawn from."""

    LOGNORMAL = "lognormal"
    GAMMA = "gamma"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: its mean in seconds, and its standard deviation as a share of the mean."""

    mean_s: float
    spread: float = 0.7
    shape: Shape = Shape.LOGNORMAL


@dataclass(frozen=True, slots=True)
class NotCome:
    """How long a called customer is waited for, in seconds from the last call, and how often called again."""

    wait_s: int = 120
    recalls: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLoad:
    """One service: ``by_hour`` are the customers expected in each of the 24 local hours of the day.

    They come from ``opens`` to ``closes`` and at no other time. ``appointments`` is the share that has one,
    ``form`` the share that is sent to fill in a form, ``transfers`` the shares sent on to other services
    after this one. ``more`` are the shares that want another service as well, whichever comes first, and
    ``then`` those that want another after this one; both say so at check-in.
    """

    name: str
    by_hour: tuple[float, ...]
    opens: int
    closes: int
    duration: Duration
    appointments: float = 0.0
    form: float = 0.0
    transfers: tuple[tuple[str, float], ...] = ()
    more: tuple[tuple[str, float], ...] = ()
    then: tuple[tuple[str, float], ...] = ()
    not_come: NotCome = NotCome()


@dataclass(frozen=True, slots=True)
class Break:
    """Staff pause from ``begin`` (or from when the customer of that moment has gone) for ``length_ms``."""

    begin: int
    length_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskShift:
    """A desk's day. ``known``: the queue has been told the plan; else nobody but the staff knows it.

    Where people still wait at ``closes``, the desk goes on for at most ``stays_ms``; not where it is known,
    since the queue closes it then. ``between_s`` is what staff need between two customers, on average.
    """

    desk: str
    services: tuple[str, ...]
    opens: int
    closes: int
    languages: tuple[str, ...] = ()
    breaks: tuple[Break, ...] = ()
    known: bool = False
    stays_ms: int = 0
    between_s: float = 40.0


@dataclass(frozen=True, slots=True)
class Kiosk:
    """A kiosk: ``share`` of those who come use it, and it starts again at each of ``restarts``."""

    name: str
    share: float = 1.0
    restarts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cut:
    """A kiosk does not reach the hub, nor the hub the kiosk, from ``begin`` to ``end``."""

    kiosk: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """What customers are like, as shares of all of them and seconds.

    ``leaves`` may lose patience, after ``patience``; of these ``tells`` take themselves off the queue, and
    the others are only missed when they are called. ``away`` miss their call and come back after
    ``back_after``. A party has two or more. An appointment's customer comes ``early`` before the time, give
    or take, and not at all with ``absent``.
    """

    leaves: float = 0.5
    patience: Duration = Duration(45 * 60, 0.5, Shape.GAMMA)
    tells: float = 0.3
    walk: Duration = Duration(25, 0.5)
    away: float = 0.01
    back_after: Duration = Duration(150, 0.6)
    form: Duration = Duration(8 * 60, 0.5)
    party: float = 0.15
    needs_help: float = 0.04
    urgent: float = 0.01
    languages: tuple[tuple[str, float], ...] = (("fi", 0.8), ("sv", 0.08), ("en", 0.12))
    early_s: float = 480
    early_spread_s: float = 420
    absent: float = 0.07


@dataclass(frozen=True, slots=True, kw_only=True)
class Rarely:
    """What happens to few: shares of customers, of planned shifts (``replanned``), of all (``dropped``).

    While they wait: ``redirected`` to another service, ``by_hand`` called out of turn, ``steps_out`` for a
    while, ``amended`` details. At a desk: ``sent_at_call`` (the wrong service was chosen), ``given_back``
    before service or ``interrupted`` in it, ``sent_within`` the same service, ``extended`` by another.
    Who is sent anywhere is ``bound`` to one desk, or ``postponed`` to a later hour. ``form_by_hand``: called
    straight from filling in a form. ``added``: another service and more details said at the kiosk, after the
    number was taken. ``dropped``: a desk closes with somebody there, and opens again.
    """

    redirected: float = 0.008
    by_hand: float = 0.008
    steps_out: float = 0.005
    amended: float = 0.01
    sent_at_call: float = 0.008
    given_back: float = 0.006
    interrupted: float = 0.003
    sent_within: float = 0.006
    extended: float = 0.008
    bound: float = 0.25
    postponed: float = 0.1
    form_by_hand: float = 0.2
    added: float = 0.0
    dropped: float = 0.03
    replanned: float = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A day. ``kiosks``: without any, an adviser checks everybody in. ``begin`` and ``end`` enclose it.

    The hub starts again at each of ``hub_restarts``, from its log. ``hours`` are the site's, by which the
    numbered day opens and closes. Before ``clock_set`` nobody has set the hub's clock, and a person opens the
    day; at each of ``slips`` somebody closes it, and opens it again two minutes later. ``midnight`` is the
    local one that the hours of :attr:`ServiceLoad.by_hour` are counted from.
    """

    name: str
    date: dt.date
    midnight: int
    hours: Hours
    begin: int
    end: int
    services: tuple[ServiceLoad, ...]
    desks: tuple[DeskShift, ...]
    rules: Rules
    kiosks: tuple[Kiosk, ...] = ()
    cuts: tuple[Cut, ...] = ()
    hub_restarts: tuple[int, ...] = ()
    clock_set: int = 0
    slips: tuple[int, ...] = ()
    habits: Habits = Habits()
    rarely: Rarely = Rarely()
    doubled: float = 0.01
    """The share of requests that arrive twice: a double click, or a lost acknowledgement."""
    late_again: float = 0.01
    """The share that arrives once more when other things have happened: an outbox that has come back."""

    def service(self, name: str) -> ServiceLoad:
        """Return the load of a service. Raises KeyError where it has none."""
        for service in self.services:
            if service.name == name:
                return service
        raise KeyError(name)
