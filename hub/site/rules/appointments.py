"""Appointments can be read, lead to services that are there, and read nothing that names people."""

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urlsplit

import msgspec

from common.runtime.settings_words import below, hint_of
from hub.own_host import is_own
from hub.site import hours
from hub.site.appointments import Form, Matched, Source
from hub.site.finding import Finding, mistake, warning
from hub.site.hours import HoursError
from hub.site.schema import Site

NAMING = frozenset({"ATTENDEE", "COMMENT", "CONTACT", "DESCRIPTION", "SUMMARY", "URL", "ATTACH"})
"""Properties of iCalendar in which people are named; an organizer may be the expert, and nothing else."""

_FIXED = frozenset({"DTSTART", "DTEND", "BEGIN", "END", "RRULE", "TZID"})


def find(site: Site) -> Iterator[Finding]:
    """Yield what is wrong with the sources of appointments."""
    for name, source in site.appointments.items():
        at = below("appointments", name)
        yield from _whence(at, source)
        yield from _whom(at, source, site)
        yield from _how(at, source)
        yield from _fields(at, source)


def _whence(at: str, source: Source) -> Iterator[Finding]:
    if (source.file is None) == (source.url is None):
        problem = "names both a file and a url" if source.file else "names neither a file nor a url"
        yield mistake(at, problem, "name one of them", f"{at}.file", f"{at}.url")
    if source.file is not None and not source.file.is_absolute():
        yield mistake(f"{at}.file", "does not begin with /", "write the whole path")
    if source.url is not None:
        yield from _address(at, source, source.url)
    elif source.token_file is not None:
        yield mistake(f"{at}.token_file", "is for a url, and there is none", "take it out")


def _address(at: str, source: Source, url: str) -> Iterator[Finding]:
    key = f"{at}.url"
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        yield mistake(key, "is no address", "such as https://appointments.example/today.csv")
        return
    if parts.scheme not in {"http", "https"} or not host or not url.isascii() or " " in url:
        yield mistake(key, "is no address", "such as https://appointments.example/today.csv")
        return
    if parts.username is not None or parts.password is not None:
        yield mistake(key, "holds a name or a password", "put it into a file, and name that as token_file")
    if parts.scheme == "http" and not source.plain_http and not is_own(host):
        problem = "goes over the network without TLS, so that others may read or change it"
        yield mistake(key, problem, "write https://, or plain_http = true", key, f"{at}.plain_http")


def _whom(at: str, source: Source, site: Site) -> Iterator[Finding]:
    if source.authority not in site.authorities:
        problem = f'names "{source.authority}", which is not in [authorities]'
        yield mistake(f"{at}.authority", problem, hint_of(source.authority, site.authorities))
        return
    own = site.services_of(source.authority)
    named = {f"{at}.service": source.service} if source.service is not None else {}
    named |= {below(f"{at}.services", word): service for word, service in source.services.items()}
    for key, service in named.items():
        if service not in own:
            problem = f'names "{service}", which is no service of {source.authority}'
            yield mistake(key, problem, hint_of(service, own), key, "services")
    if source.service is None and source.fields.service is None:
        problem = "says of no appointment which service it is for"
        yield mistake(at, problem, "name a service, or fields.service", f"{at}.service", f"{at}.fields")
    for word, language in source.languages.items():
        if language not in site.spoken:
            problem = f'is "{language}", which the kiosk does not speak'
            yield warning(below(f"{at}.languages", word), problem, hint_of(language, site.spoken))


def _how(at: str, source: Source) -> Iterator[Finding]:
    try:
        if source.timezone is not None:
            hours.zone(source.timezone)
    except HoursError as error:
        yield mistake(f"{at}.timezone", error.problem, error.hint)
    try:
        "a".encode(source.encoding)
    except LookupError:
        yield mistake(f"{at}.encoding", "is not known", "such as utf-8 or iso-8859-1")
    if source.time_format is not None and not _is_format(source.time_format):
        problem = "does not tell date and time of day"
        yield mistake(f"{at}.time_format", problem, 'such as "%d.%m.%Y %H:%M"')


def _fields(at: str, source: Source) -> Iterator[Finding]:
    fields, here = source.fields, f"{at}.fields"
    if source.matched is Matched.CODE and fields.code is None:
        yield mistake(f"{here}.code", "is missing: nobody could be found by a code", "name the field", here)
    if source.cancelled and fields.state is None:
        yield mistake(f"{here}.state", "is missing: no row could say that it is cancelled", "name it", here)
    if source.form is not Form.ICALENDAR:
        return
    named = {ours: name for ours, name in msgspec.structs.asdict(fields).items() if name is not None}
    for ours, name in named.items():
        property_name = str(name).upper()
        if property_name in NAMING or (property_name == "ORGANIZER" and ours != "expert"):
            problem = f"is {property_name}, in which people may be named"
            yield mistake(f"{here}.{ours}", problem, "name another property")
        elif property_name in _FIXED and ours != "start":
            yield mistake(f"{here}.{ours}", f"is {property_name}, which has a meaning of its own")


def _is_format(form: str) -> bool:
    """Tell whether a moment can be written and read back, to the minute."""
    moment = dt.datetime(2026, 11, 23, 10, 30, tzinfo=dt.UTC)
    try:
        return dt.datetime.strptime(moment.strftime(form), form).timetuple()[:5] == moment.timetuple()[:5]  # noqa: DTZ007 — only the clock's figures are compared
    except ValueError:
        return False
