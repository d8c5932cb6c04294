"""A small site with sources of appointments, for the tests of this folder."""

from zoneinfo import ZoneInfo

import msgspec

from common.runtime.settings import convert
from hub.appointments.attempt import rows_of
from hub.appointments.plan import Plan, plan
from hub.site.appointments import Source
from hub.site.schema import Site
from tests.hub.shop import SITE

HELSINKI = ZoneInfo("Europe/Helsinki")
TODAY = "2026-11-23"
DATES = frozenset({"2026-11-22", TODAY, "2026-11-24", "2026-11-30"})
KEYS = {date: f"{index:02x}" * 32 for index, date in enumerate(sorted(DATES), start=1)}


def source(**changes: object) -> Source:
    """Return a source of the tax office as the site file would make it; None takes a key out."""
    made: dict[str, object] = {
        "authority": "tax",
        "form": "csv",
        "matched": "code",
        "file": "/var/lib/tax.csv",
        "service": "tax-personal",
        "fields": {"code": "code"},
    }
    whole = {name: value for name, value in {**made, **changes}.items() if value is not None}
    return convert(whole, Source)


def site(**sources: Source) -> Site:
    return msgspec.structs.replace(SITE, appointments=sources)


def planned(text: str | bytes, made: Source, dates: frozenset[str] = DATES) -> Plan:
    content = text.encode(made.encoding) if isinstance(text, str) else text
    return plan(rows_of(content, made), made, SITE, dates)
