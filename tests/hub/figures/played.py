"""Days played by the real engine, at a small site, and what its log tells of them."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from hub.engine import Engine
from hub.figures.calendar import Calendar
from hub.figures.legs import DayOfLegs, Leg, days_of
from hub.figures.tables import Report, needed, report
from hub.figures.tally import By, Tally
from hub.queue.answers import Answer, Done
from hub.queue.commands import AdviserCheckIn, AnyCommand, Begin, CallNext, OpenDay
from hub.queue.events import CheckedInLate
from hub.queue.projections import Layout, Projections
from hub.queue.rules import Rules
from hub.queue.schemes import Sequential
from hub.queue.stamps import Now
from hub.site.schema import Authority, Languages, Role, Service, Site, Zone
from hub.site.timetable import Timetable
from hub.store.memory import MemoryStore
from hub.store.port import EventStore

MONDAY = dt.date(2026, 11, 23)
TUESDAY = MONDAY + dt.timedelta(days=1)
MINUTE = 60_000
SERVICES = ("tax", "land", "kela")
DESKS = ("d1", "d2", "d3")


def wall_ms(date: dt.date, hour: int, minute: int = 0) -> int:
    """Return a local time in Helsinki, winter time, in ms since 1970."""
    zone = dt.timezone(dt.timedelta(hours=2))
    return int(dt.datetime.combine(date, dt.time(hour, minute), zone).timestamp() * 1000)


def site(hours: str = "Mo-Fr 08:00-16:15", tax_hours: str | None = "Mo-Fr 09:00-15:00") -> Site:
    names = {"fi": "Nimi", "en": "Name"}
    return Site(
        id="testi",
        names={"fi": "Testilä", "en": "Testville"},
        hours=hours,
        languages=Languages(municipality=("fi",), signs=("fi",)),
        authorities={
            "revenue": Authority(names={"fi": "Vero", "en": "Tax"}, hours=tax_hours),
            "survey": Authority(names={"fi": "Maa", "en": "Land"}),
        },
        services={
            "tax": Service(authority="revenue", names={"fi": "Verokortti", "en": "Tax card"}, zone="hall"),
            "inheritance": Service(authority="revenue", names=names, zone="hall"),
            "land": Service(authority="survey", names=names, zone="hall"),
        },
        zones={"hall": Zone(names=names)},
        places={},
        roles={"expert": Role(names=names, rights=(), scope="own")},
    )


@dataclass
class Played:
    """An engine with a clock; ``kela`` is a service that the site file no longer has."""

    store: EventStore = field(default_factory=MemoryStore)
    now: int = wall_ms(MONDAY, 8)
    trusted: bool = True
    ids: int = 0

    def __post_init__(self) -> None:
        rules = Rules(scheme=Sequential(1, 9999))
        projections = Projections(Layout({"hall": DESKS}, {"hall": SERVICES}), rules.policy, 8)
        self.engine = Engine(self.store, rules, projections)
        self.do(Begin(incarnation="inc", kiosks=()))

    def do(self, command: AnyCommand, *, after: int = 0) -> Answer:
        self.now += after
        return self.engine.handle([command], Now(self.now, self.now, self.trusted))[0]

    def done(self, command: AnyCommand, *, after: int = 0) -> Done:
        answer = self.do(command, after=after)
        assert isinstance(answer, Done), answer
        return answer

    def name(self) -> str:
        self.ids += 1
        return f"id-{self.ids}"

    def open(self, date: dt.date = MONDAY) -> "Played":
        self.done(OpenDay(id=self.name(), staff="s", date=date, today=date))
        return self

    def check_in(self, service: str = "tax", *, after: int = 0, later: tuple[str, ...] = ()) -> str:
        command = AdviserCheckIn(id=self.name(), staff="s", service=service, language="fi", later=later)
        return self.done(command, after=after).visit

    def call(self, desk: str = "d1", *services: str, after: int = 0) -> str:
        command = CallNext(id=self.name(), staff="s", desk=desk, services=services or SERVICES)
        return self.done(command, after=after).visit

    def days(self) -> list[DayOfLegs]:
        return days_in(self.store)

    def report(self, *bys: By, least: int = 0, of: Site | None = None, authority: str = "") -> Report:
        return report_of(self.days(), bys, least=least, of=of, authority=authority)


def days_in(store: EventStore) -> list[DayOfLegs]:
    events = [stored.event for stored in store.read()]
    late = {event.ticket: event for event in events if isinstance(event, CheckedInLate)}
    return list(days_of(events, late))


def report_of(
    days: list[DayOfLegs],
    bys: tuple[By, ...],
    *,
    least: int = 0,
    of: Site | None = None,
    authority: str = "",
) -> Report:
    place = of or site()
    tally = Tally(place, Calendar(Timetable(place)), needed(bys, least), authority)
    for day in days:
        tally.add(day)
    return report(tally, place, (days[0].date, days[-1].date), bys, least, authority)


def only(days: list[DayOfLegs]) -> list[Leg]:
    return [leg for day in days for leg in day.legs]


def at_desk(kind: type[Any], played: Played, after: int, **more: object) -> None:
    played.done(kind(id=played.name(), staff="s", desk="d1", **more), after=after)
