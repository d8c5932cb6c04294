"""Where everything on a wall stands and how large it is: from the panel and the farthest seat. Pure, in mm.

No text is ever smaller than the rule: 12.2 mm a metre for the called number (EN 301 549 5.1.4), 6.4 mm for
all else (ISO 9241). What has no room in that size is left out, in this order: the notice, the next numbers,
the heading, and of the rows the oldest in service. More rows than fit become two columns, where two columns
of that size stand beside each other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from common.screen.description import Rect
from common.screen.measure import called_number_mm, wall_text_mm
from common.screen.theme import Weight
from display.lettering import Ruler, SignLine, sign_height, sign_lines, width_of
from display.wall.plan import Line

_BANNER = 0.265
"""Least height of the newest call, as a part of the panel."""
_MARGIN = 0.038
"""Room at the sides, as a part of the panel's width."""
_SIDE = 0.345
"""Width of the part for what is next."""
_SCALES = (1.7, 1.55, 1.4, 1.25, 1.1, 1.0)
"""Type of the rows in multiples of the rule, the largest first."""
_ROWS_WANTED = 5
_ROWS_LEAST = 3
_NUMBER = 1.75
"""Figures of a row in capitals of its place name."""
_ARROW = 1.7
_ROW_AIR = 0.42
"""Room between rows, in capitals."""
_ONE_LINE = 0.9
"""So many of all place names are to stand on one line before a larger type is taken."""


class Shape(StrEnum):
    """How a wall shares its room under the newest call."""

    SIDE = "side"
    """Rows on the left, what is next, the notice and the time on the right."""
    WIDE = "wide"
    """Rows over the whole width, what is next and the time in a strip below."""
    BARE = "bare"
    """Rows alone."""


@dataclass(frozen=True, slots=True)
class RowMeasures:
    """One row's columns from its left edge, and its type; widths and heights in mm."""

    number_mm: float
    number_width: float
    arrow_side: float
    names_left: float
    names_width: float
    capitals: tuple[float, float]
    least_height: float


@dataclass(frozen=True, slots=True)
class WallLayout:
    """A design for one panel, one distance and the places of one site; all in mm from the top left."""

    shape: Shape
    columns: int
    panel: Rect
    text_mm: float
    called_mm: float
    margin: float
    banner: Rect
    stacked: bool
    """Whether names stand below the figures of the newest call, for they have no room beside them."""
    heading: Rect | None
    rows: tuple[Rect, ...]
    """One box a column."""
    side: Rect | None
    row: RowMeasures

    @property
    def capacity(self) -> int:
        """How many rows with names of one line have room."""
        return sum(max(0, int(box.height / self.row.least_height + 0.01)) for box in self.rows)


@dataclass(frozen=True, slots=True)
class Designs:
    """The design of a calm day, and the one for many rows where there is one."""

    few: WallLayout
    many: WallLayout | None

    def choose(self, rows: int, before: WallLayout | None) -> WallLayout:
        """Two columns as soon as one is too short, and one again when that is so by two rows."""
        if self.many is None or self.many.capacity <= self.few.capacity:
            return self.few
        spare = 2 if before is self.many else 0
        return self.many if rows > self.few.capacity - spare else self.few


def design(
    width: float,
    height: float,
    farthest_m: float,
    places: Sequence[tuple[str, ...]],
    digits: int,
    ruler: Ruler,
) -> Designs:
    """Return the designs for a panel; ``places`` are all names that may come, ``digits`` of a number."""
    frame = _Frame(width, height, farthest_m, places or (("8888",),), max(3, digits), ruler)
    candidates = [
        *(frame.lay_out(Shape.SIDE, scale) for scale in _SCALES),
        *(frame.lay_out(Shape.WIDE, scale) for scale in _SCALES),
    ]
    few = next(
        (one for one in candidates if one and one.capacity >= _ROWS_WANTED and frame.reads_well(one)), None
    )
    few = few or _with_most_rows([one for one in candidates if one and frame.reads_well(one)])
    if few is None or few.capacity < _ROWS_LEAST:
        bare = frame.lay_out(Shape.BARE, 1.0, heading=False, forced=True)
        few = bare if few is None or (bare and bare.capacity > few.capacity) else few
    many = [
        frame.lay_out(Shape.WIDE, 1.0, columns=2),
        frame.lay_out(Shape.BARE, 1.0, columns=2, heading=False),
    ]
    return Designs(few or frame.last_resort(), next((one for one in many if one), None))


def _with_most_rows(layouts: Sequence[WallLayout]) -> WallLayout | None:
    return max(layouts, key=lambda one: (one.capacity, one.row.capitals[0]), default=None)


@dataclass(frozen=True, slots=True)
class _Frame:
    width: float
    height: float
    farthest_m: float
    places: Sequence[tuple[str, ...]]
    digits: int
    ruler: Ruler

    def lay_out(
        self, shape: Shape, scale: float, *, columns: int = 1, heading: bool = True, forced: bool = False
    ) -> WallLayout | None:
        """Return a design, or None where its parts do not fit beside each other."""
        text, called = wall_text_mm(self.farthest_m), called_number_mm(self.farthest_m)
        margin = self.width * _MARGIN
        stacked = not self._banner_holds(text, called, margin)
        names_height = self._names_height(text, text)
        banner_height = max(
            self.height * _BANNER, called * 1.4, names_height * 1.1 + (called * 1.25 if stacked else 0.0)
        )
        banner = Rect(0, 0, self.width, min(banner_height, self.height))
        side_width = self.width * _SIDE if shape is Shape.SIDE else 0.0
        strip = text * 3.0 if shape is Shape.WIDE else 0.0
        heading_height = text * 2.3 if heading else text * 0.5
        left, top = margin, banner.bottom + heading_height
        room = self.height - top - strip - (0.0 if strip else margin / 2)
        inner = self.width - side_width - 2 * margin
        column = (inner - (columns - 1) * 1.5 * margin) / columns
        row = self._row(text * scale, max(text, text * scale * 0.78), column)
        if not forced and not self._fits(row, room, side_width - 1.6 * margin if side_width else None, text):
            return None
        rows = tuple(
            Rect(left + number * (column + 1.5 * margin), top, column, max(0.0, room))
            for number in range(columns)
        )
        side = None
        if shape is Shape.SIDE:
            side = Rect(self.width - side_width, banner.bottom, side_width, self.height - banner.bottom)
        elif shape is Shape.WIDE:
            side = Rect(0, self.height - strip, self.width, strip)
        title = Rect(left, banner.bottom, inner, heading_height) if heading else None
        panel = Rect(0, 0, self.width, self.height)
        return WallLayout(
            shape, columns, panel, text, called, margin, banner, stacked, title, rows, side, row
        )

    def _banner_holds(self, text: float, called: float, margin: float) -> bool:
        """Whether every place name has room beside the smallest figures and an arrow that are allowed."""
        number = self.ruler("8" * self.digits, Weight.BOLD, called)
        room = self.width - 2 * margin - number - 1.8 * margin - called * 0.62
        words = (word for names in self.places for name in names for word in name.split(" "))
        longest = max((self.ruler(word, Weight.BOLD, text) for word in words), default=0.0)
        lines = max((len(sign_lines(n, room, (text, text), self.ruler)) for n in self.places), default=1)
        return longest <= room and lines <= max(map(len, self.places)) + 1

    def last_resort(self) -> WallLayout:
        """A panel so small that only the newest call has room."""
        layout = self.lay_out(Shape.BARE, 1.0, heading=False, forced=True)
        if layout is None:
            raise AssertionError("a design that is forced is always made")
        return replace(layout, rows=())

    def reads_well(self, layout: WallLayout) -> bool:
        """Whether nearly all place names stand on one line a language."""
        lines = [self._lines(names, layout.row) for names in self.places]
        short = sum(len(found) == len(names) for found, names in zip(lines, self.places, strict=True))
        return short >= _ONE_LINE * len(lines) or layout.row.capitals[0] <= layout.text_mm

    def _row(self, main: float, second: float, width: float) -> RowMeasures:
        number = main * _NUMBER
        number_width = self.ruler("8" * self.digits, Weight.BOLD, number)
        arrow = main * _ARROW
        gap = main * 0.75
        names_left = number_width + gap + arrow + gap
        names = self._names_height(main, second)
        least = max(names, number) + main * _ROW_AIR
        return RowMeasures(
            number, number_width, arrow, names_left, max(0.0, width - names_left), (main, second), least
        )

    def _names_height(self, main: float, second: float | None = None) -> float:
        languages = max((len(names) for names in self.places), default=1)
        lines = [SignLine("x", main), *[SignLine("x", second or main, quiet=True)] * (languages - 1)]
        return sign_height(lines).whole

    def _lines(self, names: tuple[str, ...], row: RowMeasures) -> tuple[SignLine, ...]:
        return sign_lines(names, row.names_width, row.capitals, self.ruler)

    def _fits(self, row: RowMeasures, room: float, side: float | None, text: float) -> bool:
        if row.least_height > room:
            return False
        if side is not None and self.ruler("8" * self.digits, Weight.BOLD, text) > side:
            return False
        return all(width_of(self._lines(names, row), self.ruler) <= row.names_width for names in self.places)


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row where it stands."""

    line: Line
    box: Rect
    names: tuple[SignLine, ...]


def place_rows(layout: WallLayout, rows: Sequence[Line], ruler: Ruler) -> tuple[PlacedRow, ...]:
    """Put rows into their columns, newest first; of too many the oldest in service have no room."""
    names = {
        line.call: sign_lines(line.names, layout.row.names_width, layout.row.capitals, ruler) for line in rows
    }

    def natural(line: Line) -> float:
        air = layout.row.capitals[0] * _ROW_AIR
        return max(layout.row.least_height, sign_height(names[line.call]).whole + air)

    kept = list(rows)
    while True:
        placed = _fill(layout, kept, natural, even=True) or _fill(layout, kept, natural, even=False)
        if placed is not None:
            return tuple(PlacedRow(line, box, names[line.call]) for line, box in placed)
        serving = [line for line in kept if line.serving]
        kept.remove((serving or kept)[-1])


def _fill(
    layout: WallLayout, rows: Sequence[Line], natural: Callable[[Line], float], *, even: bool
) -> list[tuple[Line, Rect]] | None:
    placed: list[tuple[Line, Rect]] = []
    waiting = list(rows)
    for box in layout.rows:
        rows_of_one_line = max(1, int(box.height / layout.row.least_height + 0.01))
        each = box.height / rows_of_one_line if even else 0.0
        here: list[tuple[Line, float]] = []
        left = box.height + 0.5
        while waiting and (height := max(each, natural(waiting[0]))) <= left:
            here.append((waiting.pop(0), height))
            left -= height
        more = 0.0 if even or not here or not waiting else max(0.0, left - 0.5) / len(here)
        y = box.top
        for line, height in here:
            placed.append((line, Rect(box.left, y, box.width, height + more)))
            y += height + more
    return None if waiting else placed
