"""Adds legs up by total, authority, service, hour, day and month. Pure."""

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from hub.figures.calendar import Apart, Calendar, Opening
from hub.figures.legs import DayOfLegs, Leg, Outcome
from hub.site.schema import Site

OTHER = "(other)"
"""Services and authorities that the site file no longer has."""

MEDIAN, HIGH = 50, 90

_Value = TypeVar("_Value", bound=float)


class By(StrEnum):
    """What figures can be told apart by."""

    TOTAL = "total"
    AUTHORITY = "authority"
    SERVICE = "service"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"


Key = str | dt.date | Opening | Apart


@dataclass(slots=True)
class Sums:
    """What is counted of one group; waits and service times in seconds."""

    customers: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter[Outcome])
    waits: "array[int]" = field(default_factory=lambda: array("i"))
    services: "array[int]" = field(default_factory=lambda: array("i"))

    def add(self, leg: Leg) -> None:
        """Count a leg."""
        self.outcomes[leg.outcome] += 1
        if leg.outcome is Outcome.MISTAKE:
            return
        self.customers += leg.first
        if leg.wait_ms is not None:
            self.waits.append(leg.wait_ms // 1000)
        if leg.service_ms is not None:
            self.services.append(leg.service_ms // 1000)


def percentile(values: Sequence[_Value], percent: int) -> _Value | None:
    """Return the least value that at least ``percent`` (1 to 100) % do not exceed; None of nothing."""
    if not values:
        return None
    return sorted(values)[-(-len(values) * percent // 100) - 1]


class Tally:
    """Sums by group; days are added one by one, and no leg is kept.

    With ``authority`` only what concerns that one is counted.
    """

    def __init__(self, site: Site, calendar: Calendar, bys: Iterable[By], authority: str = "") -> None:
        self._authority_of = {name: service.authority for name, service in site.services.items()}
        self._calendar = calendar
        self._only = authority
        self._open_for = [authority] if authority else list(site.authorities)
        self.bys = frozenset(bys)
        self.sums: dict[tuple[By, Key], Sums] = {(By.TOTAL, ""): Sums()}
        self.open_seconds: Counter[Opening] = Counter()
        self.days: set[dt.date] = set()

    @property
    def total(self) -> Sums:
        """Everything that was counted."""
        return self.sums[By.TOTAL, ""]

    @property
    def visits(self) -> int:
        """How many visits the log holds of it, those checked in by mistake among them."""
        return self.total.customers + self.total.outcomes[Outcome.MISTAKE]

    def add(self, day: DayOfLegs) -> None:
        """Count a day."""
        self.days.add(day.date)
        if By.HOUR in self.bys and day.opened_at is not None:
            self.open_seconds.update(self._calendar.open_seconds(self._open_for, day.date))
        for leg in day.legs:
            authority = self._authority_of.get(leg.service, OTHER)
            if self._only in {"", authority}:
                for key in self._keys(day, leg, authority):
                    sums = self.sums.get(key)
                    if sums is None:
                        sums = self.sums[key] = Sums()
                    sums.add(leg)

    def _keys(self, day: DayOfLegs, leg: Leg, authority: str) -> Iterable[tuple[By, Key]]:
        yield By.TOTAL, ""
        if By.AUTHORITY in self.bys:
            yield By.AUTHORITY, authority
        if By.SERVICE in self.bys:
            yield By.SERVICE, leg.service if authority != OTHER else OTHER
        if By.HOUR in self.bys:
            yield By.HOUR, self._calendar.opening(day, leg.began_at, authority)
        if By.DAY in self.bys:
            yield By.DAY, day.date
        if By.MONTH in self.bys:
            yield By.MONTH, day.date.replace(day=1)

    def of(self, by: By) -> dict[Key, Sums]:
        """Return the groups of one kind."""
        return {key: sums for (one, key), sums in self.sums.items() if one is by}
