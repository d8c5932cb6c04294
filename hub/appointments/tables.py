"""Reads rows out of CSV and JSON: of each the named values alone. Pure."""

import csv
import io
from collections.abc import Iterator

import msgspec

from hub.appointments.rows import ROWS_LIMIT, TEXT_LIMIT, Bad, Cause, FeedError, Reason, Row
from hub.site.appointments import Fields, Source

_LIST = msgspec.json.Decoder(list[msgspec.Raw])
_TABLE = msgspec.json.Decoder(dict[str, msgspec.Raw])
_PLAIN = msgspec.json.Decoder(str | int | float | bool | None)


def read_csv(content: bytes, source: Source) -> Iterator[Row | Bad]:
    """Yield the rows of a CSV whose first row names the columns.

    Raises:
        FeedError: it cannot be read, or has not the columns that the site file names.
    """
    lines = csv.reader(io.StringIO(decoded(content, source), newline=""), delimiter=source.delimiter)
    try:
        header = [name.strip() for name in next(lines, list[str]())]
        columns = _columns(header, source.fields)
        for number, values in enumerate(lines, start=1):
            if not any(value.strip() for value in values):
                continue
            if len(values) != len(header):
                yield Bad(number, Reason.COLUMNS)
                continue
            yield _row(number, {field: values[column].strip() for field, column in columns.items()})
    except csv.Error as error:
        raise FeedError(Cause.MALFORMED) from error


def read_json(content: bytes, source: Source) -> Iterator[Row | Bad]:
    """Yield the rows of a JSON list of tables, which may lie deeper, where ``records`` leads.

    Only what is asked for is made into values; the rest is looked over as text, since one object for each
    bracket of a megabyte would hold up every other thread for 100 ms.

    Raises:
        FeedError: it is not JSON, there is no such list, or more is in it than is read of a source.
    """
    try:
        document = msgspec.json.decode(decoded(content, source), type=msgspec.Raw)
        records = document if source.records is None else _at(document, source.records)
        if records is None or not _begins(records, "["):
            raise FeedError(Cause.FIELDS)
        listed = _LIST.decode(records)
        if len(listed) > ROWS_LIMIT:
            raise FeedError(Cause.TOO_LARGE)
        names = _names(source.fields)
        for number, record in enumerate(listed, start=1):
            if not _begins(record, "{"):
                yield Bad(number, Reason.COLUMNS)
                continue
            yield _row(number, {field: _text(_at(record, name)) for field, name in names.items()})
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise FeedError(Cause.MALFORMED) from error


def decoded(content: bytes, source: Source) -> str:
    """Return the text; raises :class:`FeedError` where it is written in other letters than was said."""
    try:
        return content.decode(source.encoding)
    except (UnicodeError, LookupError) as error:
        raise FeedError(Cause.ENCODING) from error


def _names(fields: Fields) -> dict[str, str]:
    """Return what is read: our names, and what the source calls them."""
    return {field: name for field, name in msgspec.structs.asdict(fields).items() if name is not None}


def _columns(header: list[str], fields: Fields) -> dict[str, int]:
    names = _names(fields)
    if any(header.count(name) != 1 for name in names.values()):
        raise FeedError(Cause.FIELDS)
    return {field: header.index(name) for field, name in names.items()}


def _row(number: int, values: dict[str, str]) -> Row | Bad:
    if any(len(value) > TEXT_LIMIT for value in values.values()):
        return Bad(number, Reason.TOO_LONG)
    time = values.pop("time", "")
    start = f"{values.pop('start')} {time}".strip()
    return Row(number=number, start=start, **values)


def _begins(value: msgspec.Raw, sign: str) -> bool:
    return bytes(memoryview(value)[:1]) == sign.encode()


def _at(value: msgspec.Raw, path: str) -> msgspec.Raw | None:
    found: msgspec.Raw | None = value
    for step in path.split("."):
        found = _TABLE.decode(found).get(step) if found is not None and _begins(found, "{") else None
    return found


def _text(value: msgspec.Raw | None) -> str:
    """Return a plain value as a text; what is none (a table, a list, nothing) says nothing."""
    if value is None or _begins(value, "{") or _begins(value, "["):
        return ""
    plain = _PLAIN.decode(value)
    return "" if plain is None or isinstance(plain, bool) else str(plain).strip()
