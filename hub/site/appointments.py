"""Where appointments come from: a source in the site file, and an authority's rule for early and late."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec

from common.wire.ids import Id
from common.wire.message import Language

HeaderName = Annotated[
    str, msgspec.Meta(pattern="^[A-Za-z0-9-]{1,60}$", description="the name of an HTTP header")
]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=120)]


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """When an appointment's customer can check in: minutes before and after its time, both included."""

    early_min: Annotated[int, msgspec.Meta(ge=0, le=720)] = 30
    late_min: Annotated[int, msgspec.Meta(ge=0, le=720)] = 15


class Form(StrEnum):
    """How a source writes what it says."""

    CSV = "csv"
    JSON = "json"
    ICALENDAR = "icalendar"


class Matched(StrEnum):
    """How a customer's appointment is found."""

    CODE = "code"
    TIME = "time"


class Fields(msgspec.Struct, frozen=True, kw_only=True):
    """What the columns of CSV, the keys of JSON or the properties of iCalendar are called; no other is read.

    In JSON a dot leads into a table inside. ``id`` tells appointments apart where a source changes them,
    ``time`` is there where date and time stand apart (``start`` is the date then), ``state`` is looked at for
    words of ``cancelled``.
    """

    start: Name = "start"
    time: Name | None = None
    id: Name | None = None
    code: Name | None = None
    service: Name | None = None
    language: Name | None = None
    party: Name | None = None
    expert: Name | None = None
    state: Name | None = None


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A file or a feed with appointments of one authority.

    ``service`` is meant where a row names none; ``services`` and ``languages`` lead from the source's words
    to the site's. ``every_s``: seconds from one look to the next. ``token_file`` holds what is sent in the
    header ``token_header``; a name alone is that of a systemd credential of the hub.
    """

    authority: Id
    form: Form
    matched: Matched
    file: Path | None = None
    url: Annotated[str, msgspec.Meta(max_length=500)] | None = None
    fields: Fields = Fields()
    service: Id | None = None
    services: dict[Name, Id] = {}
    languages: dict[Name, Language] = {}
    cancelled: tuple[Name, ...] = ()
    timezone: str | None = None
    time_format: Name | None = None
    encoding: Name = "utf-8-sig"
    delimiter: Annotated[
        str, msgspec.Meta(pattern='^[^\\r\\n"]$', description="one sign, such as a semicolon or a comma")
    ] = ";"
    records: Name | None = None
    every_s: Annotated[int, msgspec.Meta(ge=30, le=86_400)] = 300
    token_file: Path | None = None
    token_header: HeaderName = "Authorization"  # noqa: S105 — where the token stands, not the token
    plain_http: bool = False
