"""A report as tables of plain text."""

from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap
from unicodedata import combining

from hub.figures.legs import Outcome
from hub.figures.tables import OUTCOMES, Report, Row, Table
from hub.figures.tally import By
from hub.figures.words import Words

WIDTH = 100
"""Columns that notes are wrapped at; a heading is broken at half a name's length."""

_HEAD = 12
_ALWAYS = frozenset({Outcome.SERVED, Outcome.NOT_COME, Outcome.LEFT})

_Column = tuple[str, Callable[[Row], str]]


def as_text(report: Report, words: Words) -> str:
    """Return the tables, one below the other, and what they mean."""
    title = f"{words.site} · {words.span(report.first, report.last)}"
    if report.authority:
        title += f" · {words.authority(report.authority)}"
    lines = [title, "=" * _wide(title)]
    for table in report.tables:
        lines += ["", words(f"by.{table.by}"), "", *_drawn(table, words)]
    lines.append("")
    for note in words.notes(report):
        lines += wrap(note, WIDTH, break_long_words=False)
    return "\n".join(lines) + "\n"


def _drawn(table: Table, words: Words) -> Iterator[str]:
    columns = list(_columns(table, words))
    rows = [*table.rows, table.total]
    heads = [wrap(head, _HEAD, break_long_words=False) for head, _of in columns]
    deep = max(map(len, heads))
    names = [("  " if _is_part(row, table) else "") + words.row(row) for row in rows]
    cells = [[of(row) for _head, of in columns] for row in rows]
    widths = [
        max([*map(_wide, head), *(_wide(row[index]) for row in cells)]) for index, head in enumerate(heads)
    ]
    first = max(map(_wide, names))
    for line in range(deep):
        said = [head[line - deep + len(head)] if line >= deep - len(head) else "" for head in heads]
        yield _line("", first, said, widths)
    rule = "-" * (first + sum(width + 2 for width in widths))
    yield rule
    for name, row in zip(names[:-1], cells[:-1], strict=True):
        yield _line(name, first, row, widths)
    if table.rows:
        yield rule
    yield _line(names[-1], first, cells[-1], widths)


def _columns(table: Table, words: Words) -> Iterator[_Column]:
    rows = [*table.rows, table.total]
    if table.by is By.HOUR:
        yield (
            words("column.open"),
            lambda row: "" if row.open_s is None else words.number(row.open_s / 3600, 1),
        )
    yield words("column.customers"), lambda row: words.count(row.customers)
    if any(row.services != row.customers for row in rows):
        yield words("column.services"), lambda row: words.count(row.services)
    for index, outcome in enumerate(OUTCOMES):
        if outcome in _ALWAYS or any(row.counts[index] != 0 for row in rows):
            yield words(f"column.{outcome}"), lambda row, at=index: words.count(row.counts[at])
    yield words("column.wait_median"), lambda row: words.minutes(row.wait_median)
    yield words("column.wait_high"), lambda row: words.minutes(row.wait_high)
    yield words("column.service_median"), lambda row: words.minutes(row.service_median)
    yield words("column.service_high"), lambda row: words.minutes(row.service_high)


def _is_part(row: Row, table: Table) -> bool:
    return table.by in {By.SERVICE, By.DAY} and row.by is table.by


def _line(name: str, first: int, cells: Sequence[str], widths: Sequence[int]) -> str:
    parts = [name + " " * (first - _wide(name))]
    parts += [" " * (2 + width - _wide(cell)) + cell for cell, width in zip(cells, widths, strict=True)]
    return "".join(parts).rstrip()


def _wide(text: str) -> int:
    return sum(not combining(sign) for sign in text)
