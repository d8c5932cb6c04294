"""The picture of played days: waits by hour and by service, to be read at a glance."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from simulator.day.canvas import Box, Drawing, Rule, Shape, Words, save_png, to_svg
from simulator.day.figures import Figures, by_hour, by_service, figures_of
from simulator.day.loads import Point
from simulator.day.played import PlayedDay

_INK, _TEXT, _QUIET = "#00357A", "#212121", "#5F6368"
_GROUND, _PAPER, _GRID = "#F7F7F8", "#FFFFFF", "#E3E6EA"
_HALF, _MOST = "#00357A", "#A9C3E4"

_WIDTH, _MARGIN, _TOP = 1600, 48, 190
_PANEL_LEFT, _PANEL_RIGHT = 700, 780
_GAP = _WIDTH - 2 * _MARGIN - _PANEL_LEFT - _PANEL_RIGHT
_PAD, _HEAD = 32, 88
_LEAST_HEIGHT, _LOWEST, _HIGHEST = 500, 38, 64
_NAMES, _COUNTS = 330, 130
_LONGEST_NAME = 36
_BAR = 32
_STEPS = (5, 10, 15, 20, 30, 60)
_LINES = 4


def save_pictures(days: Sequence[PlayedDay], point: Point, title: str, folder: Path) -> list[Path]:
    """Draw the days into ``folder`` as SVG and PNG; return the files.

    Raises OSError where they cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{point.site.id}-{days[0].date.isoformat()}" + (f"-{len(days)}-days" if len(days) > 1 else "")
    drawing = draw(days, point, title)
    svg, png = folder / f"{stem}.svg", folder / f"{stem}.png"
    svg.write_text(to_svg(drawing), encoding="utf-8")
    save_png(drawing, png)
    return [svg, png]


def draw(days: Sequence[PlayedDay], point: Point, title: str) -> Drawing:
    """Return the picture of some days of a point."""
    visits = [visit for day in days for visit in day.visits]
    hours = by_hour(visits, point.table.timezone)
    services = by_service(visits, point.names)
    row = min(_HIGHEST, max(_LOWEST, _LEAST_HEIGHT // max(1, len(services))))
    panel = _HEAD + max(_LEAST_HEIGHT, row * len(services)) + _PAD + 34
    height = _TOP + panel + 70
    right = _MARGIN + _PANEL_LEFT + _GAP
    shapes: list[Shape] = [
        Words(_MARGIN, 78, title, 38, _INK, bold=True),
        Words(_MARGIN, 118, _sentence(figures_of(visits)), 23, _TEXT),
        *_legend(_MARGIN, 158),
        Box(_MARGIN, _TOP, _PANEL_LEFT, panel, _PAPER, 14),
        Box(right, _TOP, _PANEL_RIGHT, panel, _PAPER, 14),
        *_hours(hours, _MARGIN + _PAD, _TOP, _PANEL_LEFT - 2 * _PAD, panel),
        *_services(services, point.names, right + _PAD, _TOP, _PANEL_RIGHT - 2 * _PAD, row),
        Words(
            _MARGIN,
            height - 28,
            "Minutes from arrival, or an appointment's later time, to the first call.",
            18,
            _QUIET,
        ),
        Words(_WIDTH - _MARGIN, height - 28, "Played in virtual time: nobody was here.", 18, _QUIET, "end"),
    ]
    return Drawing(_WIDTH, height, _GROUND, title, shapes)


def _sentence(all_of: Figures) -> str:
    if all_of.p50 is None or all_of.p90 is None:
        return "Nobody came." if not all_of.came else f"{all_of.came} came, and nobody was called."
    return (
        f"{all_of.came:,} came. Half of them waited {_minutes(all_of.p50)} min or less, nine in ten"
        f" {_minutes(all_of.p90)} min or less. {all_of.served:,} were served, {all_of.not_come} did not come"
        f" when called, {all_of.left} left."
    )


def _legend(x: float, y: float) -> Iterable[Shape]:
    yield Box(x, y - 15, 22, 16, _HALF, 3)
    yield Words(x + 32, y, "half waited so long at most", 19, _TEXT)
    yield Box(x + 320, y - 15, 22, 16, _MOST, 3)
    yield Words(x + 352, y, "nine in ten", 19, _TEXT)


def _hours(hours: dict[int, Figures], x: float, top: float, width: float, panel: float) -> Iterable[Shape]:
    yield Words(x, top + 48, "Waits by hour of arrival", 25, _INK, bold=True)
    if not hours:
        return
    step, most = _scale(hours.values())
    base, head = top + panel - 92, top + _HEAD + 30
    left = x + 46
    for minutes in range(0, most + 1, step):
        y = base - (base - head) * minutes / most
        yield Rule(left, y, x + width, y, _GRID, 1 if minutes else 2)
        yield Words(left - 12, y + 6, str(minutes), 18, _QUIET, "end")
    shown = range(min(hours), max(hours) + 1)
    column = (x + width - left) / len(shown)
    bar = min(46, 0.6 * column)
    for index, hour in enumerate(shown):
        middle = left + column * (index + 0.5)
        yield Words(middle, base + 32, str(hour), 20, _TEXT, "middle")
        one = hours.get(hour)
        if one is None:
            continue
        yield Words(middle, base + 60, f"{one.came:,}", 17, _QUIET, "middle")
        if one.p50 is None or one.p90 is None:
            continue
        high, low = ((base - head) * min(value, most) / most for value in (one.p90, one.p50))
        yield Box(middle - bar / 2, base - high, bar, high, _MOST, min(5, high / 2))
        yield Box(middle - bar / 2, base - low, bar, low, _HALF, min(5, low / 2))
        yield Words(middle, base - high - 10, _minutes(one.p90), 19, _TEXT, "middle", bold=True)
    yield Words(left - 12, base + 60, "came", 17, _QUIET, "end")


def _services(
    services: dict[str, Figures], names: dict[str, str], x: float, top: float, width: float, row: int
) -> Iterable[Shape]:
    yield Words(x, top + 48, "Waits by service", 25, _INK, bold=True)
    if not services:
        return
    step, most = _scale(services.values())
    left, right = x + _NAMES, x + width - _COUNTS + 40
    end = top + _HEAD + 34 + len(services) * row
    for minutes in range(0, most + 1, step):
        at = left + (right - left) * minutes / most
        yield Rule(at, top + _HEAD + 22, at, end, _GRID, 1 if minutes else 2)
        yield Words(at, top + _HEAD + 10, str(minutes), 18, _QUIET, "middle")
    yield Words(x + width, top + _HEAD + 10, "came", 17, _QUIET, "end")
    for index, (name, one) in enumerate(services.items()):
        y = top + _HEAD + 34 + index * row
        line = y + row / 2 + 2
        bar = min(_BAR, row - 14)
        edge = y + (row - bar) / 2 - 4
        yield Words(left - 16, line, _short(names.get(name, name)), 18, _TEXT, "end")
        yield Words(x + width, line, f"{one.came:,}", 17, _QUIET, "end")
        if one.p50 is None or one.p90 is None:
            continue
        far, near = ((right - left) * min(value, most) / most for value in (one.p90, one.p50))
        yield Box(left, edge, far, bar, _MOST, min(5, far / 2))
        yield Box(left, edge, near, bar, _HALF, min(5, near / 2))
        yield Words(left + far + 9, line, _minutes(one.p90), 18, _TEXT, bold=True)


def _scale(figures: Iterable[Figures]) -> tuple[int, int]:
    """Return the step and the end of a scale in minutes that holds every figure, with few lines."""
    longest = max((one.p90 or 0.0 for one in figures), default=0.0)
    step = next((step for step in _STEPS if step * _LINES >= longest), _STEPS[-1])
    return step, step * max(1, -(-int(longest + 0.999) // step))


def _minutes(value: float) -> str:
    return f"{value:.0f}"


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"
