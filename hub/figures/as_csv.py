"""A report as CSV by RFC 4180, the same in every language: ids of the site file, ISO dates, whole seconds."""

import csv
import datetime as dt
import io
from collections.abc import Iterator

from hub.figures.calendar import Opening
from hub.figures.tables import OUTCOMES, Report, Row
from hub.figures.tally import By, Key

COLUMNS = (
    "by",
    "key",
    "within",
    "open_s",
    "customers",
    "services",
    *(outcome.value.replace("-", "_") for outcome in OUTCOMES),
    "wait_median_s",
    "wait_p90_s",
    "service_median_s",
    "service_p90_s",
    "left_out",
)
"""``left_out`` names the counts of the row that are not told; they are empty."""

_HOURS = 24


def as_csv(report: Report) -> str:
    """Return all tables in one, told apart by the first column; the total comes first, and once."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_lines(report))
    return out.getvalue()


def _lines(report: Report) -> Iterator[list[str]]:
    yield _line(report.total)
    done: set[tuple[By, Key]] = set()
    for table in report.tables:
        for row in table.rows:
            if (row.by, row.key) not in done:
                done.add((row.by, row.key))
                yield _line(row)


def _line(row: Row) -> list[str]:
    counts = (row.customers, row.services, *row.counts)
    names = COLUMNS[4 : 4 + len(counts)]
    stats = (row.wait_median, row.wait_high, row.service_median, row.service_high)
    return [
        row.by.value,
        _key(row.by, row.key),
        "" if row.within == "" else _key(By.MONTH, row.within),
        _number(row.open_s),
        *map(_number, counts),
        *map(_number, stats),
        " ".join(name for name, count in zip(names, counts, strict=True) if count is None),
    ]


def _key(by: By, key: Key) -> str:
    if isinstance(key, Opening):
        return f"{key.hour % _HOURS:02}:00" + ("+1" if key.hour >= _HOURS else "")
    if isinstance(key, dt.date):
        return key.strftime("%Y-%m") if by is By.MONTH else key.isoformat()
    return str(key)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
