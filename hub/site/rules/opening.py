"""Opening hours can be read, and are not closed for ever."""

import re
from collections.abc import Iterator

from common.runtime.settings_words import below
from hub.site import hours
from hub.site.finding import Finding, mistake, warning
from hub.site.hours import FAR_DAYS, HoursError
from hub.site.schema import Site
from hub.site.timetable import Timetable

_HOLIDAYS = re.compile(r"\bPH\b")


def find(site: Site, at: int) -> Iterator[Finding]:
    """Yield hours that cannot be read, and who does not open in the year after ``at`` (epoch seconds)."""
    found = list(_unreadable(site))
    yield from found
    if not _HOLIDAYS.search(site.hours):
        problem = "says nothing of public holidays, so the site is open on them"
        yield warning("hours", problem, 'add "; PH off"')
    named = all(service.authority in site.authorities for service in site.services.values())
    if not found and named:
        yield from _never(site, Timetable(site), at)


def _unreadable(site: Site) -> Iterator[Finding]:
    try:
        timezone = hours.zone(site.timezone)
    except HoursError as error:
        yield mistake("timezone", error.problem, error.hint)
        timezone = hours.zone("UTC")
    country = site.country
    try:
        hours.parse("PH off", timezone, country)
    except HoursError as error:
        yield mistake("country", error.problem, error.hint)
        country = "FI"
    expressions = {
        "hours": site.hours,
        **{below("authorities", name) + ".hours": entry.hours for name, entry in site.authorities.items()},
        **{below("services", name) + ".hours": entry.hours for name, entry in site.services.items()},
    }
    for key, expression in expressions.items():
        try:
            if expression is not None:
                hours.parse(expression, timezone, country)
        except HoursError as error:
            yield mistake(key, error.problem, error.hint)


def _never(site: Site, timetable: Timetable, at: int) -> Iterator[Finding]:
    if timetable.site.next_opening(at) is None:
        yield mistake("hours", f"is open on no day of the next {FAR_DAYS}", "correct the days")
        return
    shut = [name for name, hours in timetable.authorities.items() if hours.next_opening(at) is None]
    keys = [below("authorities", name) for name in shut]
    for name, service in site.services.items():
        if service.authority not in shut and timetable.services[name].next_opening(at) is None:
            keys.append(below("services", name))
    shut_services = {name for name, hours in timetable.services.items() if hours.next_opening(at) is None}
    for name, situation in site.situations.items():
        if shut_services.issuperset(situation.services):
            key = below("situations", name)
            rests_on = [f"{key}.services", *(below("services", one) for one in situation.services)]
            problem = "leads only to services that open on no day"
            yield warning(key, problem, "name one that does, or take it out", *rests_on)
    for key in keys:
        problem = f"opens on no day of the next {FAR_DAYS} while the site is open"
        yield warning(f"{key}.hours", problem, "correct the days, or take it out")
