"""A report as a picture: an SVG that stands on a page of a yearly report as it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hub.figures.calendar import Apart
from hub.figures.legs import Outcome
from hub.figures.svg import EDGE, INK, PALE, PANEL, QUIET, RULE, Sheet, broken, steps
from hub.figures.tables import OUTCOMES, Report, Row, Table
from hub.figures.tally import By
from hub.figures.words import Words

WIDTH, MARGIN = 1000, 48

_NOT_COME = OUTCOMES.index(Outcome.NOT_COME)
_GAP, _CHART = 40, 190
_NAME, _BAR, _LONGEST, _LABEL = 270, 20, 170, 80
_FEW, _LETTERS, _WIDEST = 16, 7, 72
_EVERY = (1, 2, 5, 7, 10, 14, 28, 56, 112)
"""Where not every name has room, every second one is written, or every fifth, or one a week."""


def as_svg(report: Report, words: Words) -> str:
    """Return the picture of a report: its totals, then each table."""
    sheet = Sheet(WIDTH, MARGIN)
    _head(sheet, report, words)
    _tiles(sheet, report.total, words)
    for table in report.tables:
        if table.by in {By.AUTHORITY, By.SERVICE}:
            _bars(sheet, table, words)
        else:
            _columns(sheet, table, words)
    _foot(sheet, report, words)
    title = f"{words.site} · {words('picture.title')} · {words.span(report.first, report.last)}"
    about = f"{words('picture.customers')}: {words.count(report.total.customers)}"
    return sheet.done(words.language, title, about)


def _head(sheet: Sheet, report: Report, words: Words) -> None:
    name = words.site + (f" · {words.authority(report.authority)}" if report.authority else "")
    sheet.box(0, 0, WIDTH, 8, INK)
    sheet.text(MARGIN, sheet.y + 18, name, 18)
    sheet.text(MARGIN, sheet.y + 62, words("picture.title"), 36, colour=INK, bold=True)
    span = words.span(report.first, report.last)
    sheet.text(WIDTH - MARGIN, sheet.y + 62, span, 20, anchor="end")
    sheet.y += 92


def _tiles(sheet: Sheet, total: Row, words: Words) -> None:
    tiles = (
        ("customers", words.count(total.customers)),
        ("wait_median", words.minutes(total.wait_median, unit=True)),
        ("wait_high", words.minutes(total.wait_high, unit=True)),
        ("service_median", words.minutes(total.service_median, unit=True)),
        ("not_come", words.percent(total.counts[_NOT_COME], total.services)),
    )
    width = (sheet.inner - 12 * (len(tiles) - 1)) / len(tiles)
    for index, (name, value) in enumerate(tiles):
        x = MARGIN + index * (width + 12)
        sheet.box(x, sheet.y, width, 92, PANEL, round_=4)
        sheet.text(x + 16, sheet.y + 44, value, 28, colour=INK, bold=True)
        sheet.text(x + 16, sheet.y + 72, words(f"picture.{name}"), 13)
    sheet.y += 92 + 24


def _section(sheet: Sheet, table: Table, words: Words) -> None:
    sheet.text(MARGIN, sheet.y + 32, words(f"by.{table.by}"), 22, colour=INK, bold=True)
    sheet.y += 48


def _legend(sheet: Sheet, x: float, y: float, words: Words) -> None:
    sheet.box(x, y - 11, 12, 12, INK)
    sheet.text(x + 18, y, words("picture.legend_median"), 13)
    x += 90
    sheet.box(x, y - 11, 12, 12, PALE, edge=EDGE)
    sheet.text(x + 18, y, words("picture.legend_high"), 13)


# --- a row a group: authorities, services ---


def _bars(sheet: Sheet, table: Table, words: Words) -> None:
    _section(sheet, table, words)
    _legend(sheet, WIDTH - MARGIN - 160, sheet.y - 16, words)
    left = MARGIN + _NAME + 16
    right = left + _LONGEST + _LABEL
    sheet.text(left, sheet.y + 12, words("picture.customers_chart"), 15, bold=True)
    sheet.text(right, sheet.y + 12, words("picture.waits_chart"), 15, bold=True)
    sheet.text(WIDTH - MARGIN, sheet.y + 12, words("column.not-come"), 15, bold=True, anchor="end")
    sheet.y += 28
    most = max([1, *(row.customers or 0 for row in table.rows)])
    longest = max([60, *(row.wait_high or 0 for row in table.rows)])
    for row in table.rows:
        _bar(
            sheet,
            row,
            words,
            (left, _LONGEST * (row.customers or 0) / most),
            bold=row.by is not table.by or table.by is By.AUTHORITY,
        )
        _range(sheet, row, words, right, _LONGEST / longest)
        share = words.percent(row.counts[_NOT_COME], row.services) if row.services else words.number(None)
        share = words.count(None) if row.hidden else share
        sheet.text(WIDTH - MARGIN, sheet.y + 20, share, 15, anchor="end")
        sheet.y += 44
        sheet.line(MARGIN, sheet.y - 5, WIDTH - MARGIN, sheet.y - 5)
    sheet.y += 20


def _bar(sheet: Sheet, row: Row, words: Words, place: tuple[float, float], *, bold: bool) -> None:
    x, width = place
    lines = broken(words.row(row), _NAME - (0 if bold else 16), 15)
    for index, line in enumerate(lines):
        foot = sheet.y + (20 if len(lines) == 1 else 11 + 18 * index)
        sheet.text(MARGIN + (0 if bold else 16), foot, line, 15, bold=bold)
    if width > 0:
        sheet.box(x, sheet.y + 5, max(width, 1), _BAR, INK)
    sheet.text(x + width + 8, sheet.y + 20, words.count(row.customers), 15)


def _range(sheet: Sheet, row: Row, words: Words, x: float, scale: float) -> None:
    if row.wait_median is None or row.wait_high is None:
        said = words.count(None) if row.hidden else words.number(None)
        sheet.text(x, sheet.y + 20, said, 15)
        return
    sheet.box(x, sheet.y + 5, max(1.0, row.wait_high * scale), _BAR, PALE, edge=EDGE)
    sheet.box(x, sheet.y + 5, max(1.0, row.wait_median * scale), _BAR, INK)
    both = f"{words.minutes(row.wait_median)} / {words.minutes(row.wait_high)}"
    sheet.text(x + row.wait_high * scale + 8, sheet.y + 20, both, 15)


# --- a column a group: hours, days, months ---


@dataclass(frozen=True, slots=True)
class _Chart:
    x: float
    top: float
    width: float
    most: float

    def foot(self) -> float:
        return self.top + _CHART

    def up(self, value: float) -> float:
        return self.foot() - _CHART * value / self.most


def _columns(sheet: Sheet, table: Table, words: Words) -> None:
    rows = [row for row in table.rows if row.by is table.by]
    if not rows:
        return
    _section(sheet, table, words)
    beside = len(rows) <= _FEW
    width = (sheet.inner - _GAP) / 2 if beside else sheet.inner
    top = sheet.y
    _customers(sheet, rows, words, MARGIN, width)
    if beside:
        bottom, sheet.y = sheet.y, top
        _waits(sheet, rows, words, MARGIN + width + _GAP, width)
        sheet.y = max(bottom, sheet.y)
    else:
        _waits(sheet, rows, words, MARGIN, width)


def _customers(sheet: Sheet, rows: Sequence[Row], words: Words, x: float, width: float) -> None:
    sheet.text(x, sheet.y + 12, words("picture.customers_chart"), 15, bold=True)

    def draw(row: Row, chart: _Chart, left: float, bar: float) -> None:
        count = row.customers
        if count:
            sheet.box(left, chart.up(count), bar, chart.foot() - chart.up(count), INK)
        if count != 0 and bar > len(words.count(count)) * _LETTERS:
            sheet.text(left + bar / 2, chart.up(count or 0) - 6, words.count(count), 13, anchor="middle")

    _chart(sheet, rows, words, (x, width), max(row.customers or 0 for row in rows), draw)


def _waits(sheet: Sheet, rows: Sequence[Row], words: Words, x: float, width: float) -> None:
    sheet.text(x, sheet.y + 12, words("picture.waits_chart"), 15, bold=True)
    _legend(sheet, x + width - 160, sheet.y + 12, words)

    def draw(row: Row, chart: _Chart, left: float, bar: float) -> None:
        median, high = row.wait_median, row.wait_high
        if median is None or high is None:
            if row.hidden:
                sheet.text(left + bar / 2, chart.foot() - 6, words.count(None), 13, anchor="middle")
            return
        for value, fill, edge in ((high, PALE, EDGE), (median, INK, "")):
            sheet.box(left, chart.up(value / 60), bar, chart.foot() - chart.up(value / 60), fill, edge=edge)

    _chart(sheet, rows, words, (x, width), max((row.wait_high or 0) / 60 for row in rows), draw)


def _chart(
    sheet: Sheet,
    rows: Sequence[Row],
    words: Words,
    place: tuple[float, float],
    top: float,
    draw: Callable[[Row, _Chart, float, float], None],
) -> None:
    """Draw a scale, the bars of the rows upon it, and their names below."""
    x, width = place
    marks = list(steps(top))
    scale = max(40, 16 + _LETTERS * max(len(words.number(mark)) for mark in marks))
    chart = _Chart(x + scale, sheet.y + 40, width - scale, marks[-1] or 1)
    for mark in marks:
        sheet.line(
            chart.x, chart.up(mark), chart.x + chart.width, chart.up(mark), QUIET if mark == 0 else RULE
        )
        sheet.text(chart.x - 8, chart.up(mark) + 4, words.number(mark), 13, colour=QUIET, anchor="end")
    room = chart.width / len(rows)
    names = [words.short(row) for row in rows]
    timed = [not isinstance(row.key, Apart) for row in rows]
    widest = max(
        [0, *(len(line) for name, is_timed in zip(names, timed, strict=True) if is_timed for line in name)]
    )
    fits = (n for n in _EVERY if n * room >= widest * _LETTERS + 6)
    each = next(fits, len(rows))
    for index, (row, name) in enumerate(zip(rows, names, strict=True)):
        left = chart.x + index * room
        gap = max(min(8.0, room * 0.2), room - _WIDEST)
        draw(row, chart, left + gap / 2, room - gap)
        if index % each == 0 or not timed[index]:
            for line, said in enumerate(name):
                sheet.text(left + room / 2, chart.foot() + 18 + 16 * line, said, 13, anchor="middle")
    sheet.y = int(chart.foot()) + 18 + 16 * max(map(len, names)) + 12


def _foot(sheet: Sheet, report: Report, words: Words) -> None:
    sheet.y += 12
    sheet.line(MARGIN, sheet.y, WIDTH - MARGIN, sheet.y)
    sheet.y += 10
    for note in words.notes(report):
        for line in broken(note, sheet.inner, 13, most=4):
            sheet.y += 18
            sheet.text(MARGIN, sheet.y, line, 13)
