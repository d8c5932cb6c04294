"""Five kinds of days that waits are judged on; each is a plausible point, and none is a real one."""

import datetime as dt
from collections.abc import Callable, Sequence
from types import MappingProxyType
from zoneinfo import ZoneInfo

from hub.queue.rules import Rules
from hub.queue.schemes import Sequential
from hub.site import hours
from simulator.day.scenario import (
    HOUR_MS,
    HOURS,
    MINUTE_MS,
    Break,
    Cut,
    DeskShift,
    Duration,
    Habits,
    Kiosk,
    Scenario,
    ServiceLoad,
    Shape,
)

DATE = dt.date(2026, 11, 23)
"""A Monday in a week without holidays."""

ZONE = ZoneInfo("Europe/Helsinki")
_OPENING = "Mo-Fr 08:00-16:15; PH off"

USUAL = (9, 12, 13, 11, 10, 10, 8, 5, 1)
"""Customers by hour from 8.00 on, in shares: most come in the middle of the morning."""

RUSH = (26, 20, 9, 6, 6, 6, 5, 3, 1)
"""As above, on the first working day after holidays: they stand at the door when it opens."""


def two_desks(date: dt.date = DATE) -> Scenario:
    """Return a small point: two desks, two services, about 45 customers, one kiosk."""
    day = _Day(date)
    services = (
        day.service("registration", 25, USUAL, Duration(12 * 60, 0.7), appointments=0.15),
        day.service(
            "taxes", 20, USUAL, Duration(14 * 60, 0.8), transfers=(("registration", 0.04),), form=0.05
        ),
    )
    both = ("registration", "taxes")
    return day.scenario(
        "two desks", services, (*day.desks(1, 2, both, lunch=(11 * 60, 12 * 60), length=30),), kiosks=1
    )


def eight_desks(date: dt.date = DATE) -> Scenario:
    """Return a middling point: eight desks, four services of three authorities, about 220 customers."""
    day = _Day(date)
    services = _four_services(day, 220, USUAL)
    return day.scenario("eight desks", services, _eight(day), kiosks=2)


def thirty_desks(date: dt.date = DATE) -> Scenario:
    """Return a large point: thirty desks, six services, about 1,200 customers, three kiosks, one cut off."""
    day = _Day(date)
    languages = (("fi", 0.45), ("sv", 0.05), ("en", 0.35), ("ru", 0.15))
    services = (
        day.service("residence", 340, USUAL, Duration(10 * 60, 0.6), appointments=0.5, form=0.03),
        day.service("registration", 290, USUAL, Duration(9 * 60, 0.7), more=(("tax-card", 0.08),)),
        day.service("tax-card", 270, USUAL, Duration(6 * 60, 0.8), transfers=(("tax-advice", 0.04),)),
        day.service("tax-advice", 75, USUAL, Duration(12 * 60, 0.7), appointments=0.3),
        day.service("employment", 135, USUAL, Duration(12 * 60, 0.6, Shape.GAMMA), appointments=0.3),
        day.service("advice", 130, USUAL, Duration(6 * 60, 0.9), transfers=(("registration", 0.1),)),
    )
    lunch = (10 * 60 + 30, 13 * 60)
    desks = (
        *day.desks(1, 14, ("residence", "registration"), lunch=lunch),
        *day.desks(15, 22, ("tax-card", "tax-advice"), lunch=lunch),
        *day.desks(23, 27, ("employment",), lunch=lunch),
        *day.desks(28, 30, ("advice", "registration"), lunch=lunch),
    )
    cut = Cut("kiosk-2", day.at(10, 20), day.at(10, 50))
    habits = Habits(languages=languages)
    return day.scenario("thirty desks", services, desks, kiosks=3, cuts=(cut,), habits=habits)


def morning_rush(date: dt.date = DATE) -> Scenario:
    """Return eight desks on a day when half of about 220 customers come within the first two hours."""
    day = _Day(date)
    services = _four_services(day, 220, RUSH)
    return day.scenario("a morning rush", services, _eight(day), kiosks=2)


def closes_at_noon(date: dt.date = DATE) -> Scenario:
    """Return four desks of which one closes at noon, as the queue was told; about 105 customers."""
    day = _Day(date)
    services = (
        day.service("registration", 65, USUAL, Duration(12 * 60, 0.7), appointments=0.15),
        day.service("taxes", 40, USUAL, Duration(13 * 60, 0.8), form=0.05),
    )
    both = ("registration", "taxes")
    desks = (
        *day.desks(1, 3, both, lunch=(11 * 60, 13 * 60)),
        *day.desks(4, 4, both, closes=(12, 0), known=True),
    )
    return day.scenario("a desk closes at noon", services, desks, kiosks=1)


KINDS: MappingProxyType[str, Callable[[], Scenario]] = MappingProxyType(
    {
        "two-desks": two_desks,
        "eight-desks": eight_desks,
        "thirty-desks": thirty_desks,
        "morning-rush": morning_rush,
        "closes-at-noon": closes_at_noon,
    }
)
"""The five kinds, by the names of the command line."""


def _four_services(day: "_Day", customers: float, shape: Sequence[float]) -> tuple[ServiceLoad, ...]:
    minutes = 60
    return (
        day.service("registration", 0.38 * customers, shape, Duration(12 * minutes, 0.7), appointments=0.2),
        day.service(
            "tax-card", 0.32 * customers, shape, Duration(8 * minutes, 0.8), transfers=(("tax-advice", 0.05),)
        ),
        day.service("tax-advice", 0.14 * customers, shape, Duration(15 * minutes, 0.7), appointments=0.3),
        day.service(
            "employment", 0.16 * customers, shape, Duration(16 * minutes, 0.6, Shape.GAMMA), form=0.06
        ),
    )


def _eight(day: "_Day") -> tuple[DeskShift, ...]:
    lunch = (10 * 60 + 45, 13 * 60)
    return (
        *day.desks(1, 3, ("registration",), lunch=lunch),
        *day.desks(4, 6, ("tax-card", "tax-advice"), lunch=lunch),
        *day.desks(7, 8, ("employment",), lunch=lunch),
    )


class _Day:
    """One date's moments, and what is built from them."""

    def __init__(self, date: dt.date) -> None:
        self._date = date
        self.hours = hours.parse(_OPENING, ZONE)
        self.opens, self.closes = self.at(8, 0), self.at(16, 0)

    def at(self, hour: int, minute: int) -> int:
        """Return a local time of the day in ms."""
        return round(dt.datetime.combine(self._date, dt.time(hour, minute), ZONE).timestamp()) * 1000

    def service(
        self,
        name: str,
        customers: float,
        shape: Sequence[float],
        duration: Duration,
        *,
        appointments: float = 0.0,
        form: float = 0.0,
        transfers: tuple[tuple[str, float], ...] = (),
        more: tuple[tuple[str, float], ...] = (),
    ) -> ServiceLoad:
        """Return a service that so many customers want, spread over the hours from eight on by ``shape``."""
        by_hour = [0.0] * HOURS
        by_hour[8 : 8 + len(shape)] = [customers * part / sum(shape) for part in shape]
        return ServiceLoad(
            name=name,
            by_hour=tuple(by_hour),
            opens=self.opens,
            closes=self.closes,
            duration=duration,
            appointments=appointments,
            form=form,
            transfers=transfers,
            more=more,
        )

    def desks(
        self,
        first: int,
        last: int,
        services: tuple[str, ...],
        *,
        closes: tuple[int, int] = (16, 0),
        lunch: tuple[int, int] | None = None,
        length: int = 40,
        known: bool = False,
    ) -> tuple[DeskShift, ...]:
        """Return desks ``first`` to ``last``; breaks begin one after another in ``lunch``, from–to in min."""
        count = last - first + 1
        shifts = list[DeskShift]()
        for index in range(count):
            breaks: tuple[Break, ...] = ()
            if lunch is not None:
                begin = lunch[0] + (lunch[1] - lunch[0]) * index // count
                breaks = (Break(self.at(0, 0) + begin * MINUTE_MS, length * MINUTE_MS),)
            ends = self.at(*closes)
            shift = DeskShift(
                desk=f"desk-{first + index}",
                services=services,
                opens=self.opens,
                closes=ends,
                breaks=breaks,
                known=known,
                stays_ms=30 * MINUTE_MS if ends == self.closes else 0,
            )
            shifts.append(shift)
        return tuple(shifts)

    def scenario(
        self,
        name: str,
        services: tuple[ServiceLoad, ...],
        desks: tuple[DeskShift, ...],
        *,
        kiosks: int,
        cuts: tuple[Cut, ...] = (),
        habits: Habits | None = None,
    ) -> Scenario:
        """Return the whole day, from an hour before the doors open to the close of the numbered day."""
        return Scenario(
            name=name,
            date=self._date,
            midnight=self.at(0, 0),
            hours=self.hours,
            begin=self.opens - HOUR_MS,
            end=self.closes + 3 * HOUR_MS,
            services=services,
            desks=desks,
            rules=Rules(scheme=Sequential(1, 4999), reserve=50),
            kiosks=tuple(Kiosk(f"kiosk-{count + 1}") for count in range(kiosks)),
            cuts=cuts,
            habits=habits or Habits(),
        )
