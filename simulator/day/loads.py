"""From a site file and its load file to the scenario of a date: who is open, who sits where, who comes."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from common.runtime.settings import load
from hub.numbering import own_letters_of, scheme_of
from hub.queue.policies.table import POLICIES
from hub.queue.rules import Rules
from hub.site.devices import Kiosk as KioskDevice
from hub.site.schema import Site
from hub.site.timetable import Timetable
from simulator.day.load_file import LoadFile, Moment, ServiceFigures, Staff
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
    NotCome,
    Scenario,
    ServiceLoad,
)

_LUNCHES_MS = 2 * HOUR_MS
"""The last lunch begins so long after the first."""

_AFTER_MS = 2 * HOUR_MS + 30 * MINUTE_MS
"""A played day goes on so long after closing time: the numbered day closes after two hours."""


class LoadError(ValueError):
    """A load that does not fit its site; the sentence says what to change."""


@dataclass(frozen=True, slots=True)
class Point:
    """A service point to be played: its site file, its load file, and its hours."""

    site: Site
    load: LoadFile
    table: Timetable

    @property
    def names(self) -> dict[str, str]:
        """What the services are called, in English where they have such a name."""
        return {
            name: service.names.get("en") or next(iter(service.names.values()))
            for name, service in self.site.services.items()
        }


def read_point(site: Site, path: Path) -> Point:
    """Read the load file of a checked site.

    Raises:
        SettingsError: the file cannot be read or has mistakes.
        LoadError: it names what the site does not have.
    """
    figures = load(path, LoadFile)
    for what, names, known in (
        ("service", _services_named(figures), set(site.services)),
        ("place", {place for staff in figures.staff for place in staff.places}, set(site.places)),
        (
            "kiosk",
            {one.kiosk for one in (*figures.cuts, *figures.restarts)},
            set(site.devices_of(KioskDevice)),
        ),
    ):
        strange = sorted(names - known)
        if strange:
            raise LoadError(f"{path}: the site has no {what} {', '.join(strange)}. Correct the load file.")
    return Point(site, figures, Timetable(site))


def _services_named(figures: LoadFile) -> set[str]:
    named = set(figures.services)
    named.update(service for staff in figures.staff for service in staff.services)
    for service in figures.services.values():
        named.update(service.transfers, service.more, service.then)
    return named


def scenario_of(point: Point, date: dt.date, policy: str = "") -> Scenario | None:
    """Return the scenario of a date, ``None`` where the site does not open then.

    ``policy`` is a name of :data:`hub.queue.policies.table.POLICIES`, empty for the site's own.
    """
    moments = _Moments(point.table, date)
    opening = moments.opening(point.table.site.intervals(moments.midnight_s, 1))
    if opening is None:
        return None
    site, figures = point.site, point.load
    services = tuple(_services(point, moments))
    numbering = site.numbering
    return Scenario(
        name=site.id,
        date=date,
        midnight=moments.hours_from,
        hours=point.table.site,
        begin=opening[0] - HOUR_MS,
        end=opening[1] + _AFTER_MS,
        services=services,
        desks=tuple(_desks(figures.staff, services, moments)),
        rules=Rules(
            scheme=scheme_of(site),
            own=own_letters_of(site),
            policy=POLICIES[policy or site.order.policy],
            lease=numbering.lease,
            reserve=numbering.reserve,
        ),
        kiosks=tuple(
            Kiosk(
                name,
                restarts=tuple(
                    moments.at(one.at)
                    for one in figures.restarts
                    if one.kiosk == name and one.weekday == date.weekday()
                ),
            )
            for name in site.devices_of(KioskDevice)
        ),
        cuts=tuple(
            Cut(one.kiosk, moments.at(one.at), moments.at(one.at) + round(one.minutes * MINUTE_MS))
            for one in figures.cuts
            if one.weekday == date.weekday()
        ),
        clock_set=max(moments.of(figures.clocks), default=0),
        slips=tuple(moments.of(figures.slips)),
        habits=_habits(figures),
    )


class _Moments:
    """The moments of a date at a site, in ms."""

    def __init__(self, table: Timetable, date: dt.date) -> None:
        self._zone = table.timezone
        self._date = date
        self.weekday = date.weekday()
        self.midnight_s = self.at("00:00") // 1000
        # Hours are counted back from noon: where the clock is changed at night, opening hours are right.
        self.hours_from = self.at("12:00") - 12 * HOUR_MS

    def at(self, clock: str) -> int:
        """Return a local clock time of the date."""
        moment = dt.datetime.combine(self._date, dt.time.fromisoformat(clock), self._zone)
        return round(moment.timestamp()) * 1000

    def of(self, named: Iterable[Moment]) -> list[int]:
        """Return those of the date's weekday."""
        return [self.at(one.at) for one in named if one.weekday == self.weekday]

    def opening(self, intervals: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
        """Return from when to when it is open on the date, a pause at noon included."""
        begun = [
            (begin, end)
            for begin, end in intervals
            if dt.datetime.fromtimestamp(begin, self._zone).date() == self._date
        ]
        return (begun[0][0] * 1000, begun[-1][1] * 1000) if begun else None


def _services(point: Point, moments: _Moments) -> Iterable[ServiceLoad]:
    figures, site = point.load, point.site
    factor = figures.by_weekday[moments.weekday]
    for name, one in figures.services.items():
        opening = moments.opening(point.table.services[name].intervals(moments.midnight_s, 1))
        if opening is None:
            continue
        rule = site.authorities[site.services[name].authority].no_show
        yield ServiceLoad(
            name=name,
            by_hour=_by_hour(figures, one, factor, opening, moments),
            opens=opening[0],
            closes=opening[1],
            duration=Duration(one.minutes * 60, one.spread, one.shape),
            appointments=one.appointments,
            form=one.form,
            transfers=tuple(one.transfers.items()),
            more=tuple(one.more.items()),
            then=tuple(one.then.items()),
            not_come=NotCome(rule.wait_s, rule.recalls),
        )


def _by_hour(
    figures: LoadFile, one: ServiceFigures, factor: float, opening: tuple[int, int], moments: _Moments
) -> tuple[float, ...]:
    """Spread a day's customers over the hours in which the service is open, by how much of each it is."""
    shares = [figures.by_hour.get(str(hour), 0.0) for hour in range(HOURS)]
    parts = [
        max(0, min(opening[1], begin + HOUR_MS) - max(opening[0], begin)) / HOUR_MS
        for begin in range(moments.hours_from, moments.hours_from + HOURS * HOUR_MS, HOUR_MS)
    ]
    total = sum(share * part for share, part in zip(shares, parts, strict=True))
    return tuple(one.a_day * factor * share / total if total else 0.0 for share in shares)


def _desks(
    staff: tuple[Staff, ...], services: tuple[ServiceLoad, ...], moments: _Moments
) -> Iterable[DeskShift]:
    for group in staff:
        served = [service for service in services if service.name in group.services]
        if not served:
            continue
        opens = min(service.opens for service in served)
        closes = max(service.closes for service in served)
        if group.opens is not None:
            opens = max(opens, moments.at(group.opens))
        if group.closes is not None:
            closes = min(closes, moments.at(group.closes))
        for index, place in enumerate(group.places):
            yield DeskShift(
                desk=place,
                services=tuple(service.name for service in served),
                languages=group.languages,
                opens=opens,
                closes=closes,
                breaks=_lunch(group, index, moments),
                known=group.known,
                stays_ms=0 if group.known else round(group.stays_min * MINUTE_MS),
                between_s=group.between_s,
            )


def _lunch(group: Staff, index: int, moments: _Moments) -> tuple[Break, ...]:
    if group.lunch is None:
        return ()
    begin = moments.at(group.lunch) + _LUNCHES_MS * index // len(group.places)
    return (Break(begin, round(group.lunch_min * MINUTE_MS)),)


def _habits(figures: LoadFile) -> Habits:
    people = figures.people
    return Habits(
        leaves=people.leaves,
        patience=Duration(people.patience_min * 60, 0.5),
        tells=people.tells,
        away=people.away,
        party=people.party,
        needs_help=people.needs_help,
        urgent=people.urgent,
        languages=tuple(people.languages.items()),
        absent=people.absent,
    )
