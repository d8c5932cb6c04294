"""How the guard's panel shares its room: the alarm on the left, plan and words on the right. Pure, in mm."""

from collections.abc import Sequence
from dataclasses import dataclass

from common.screen.description import Rect
from common.screen.theme import CHOICE_MM, GRID_MM
from common.screen.theme import TARGET_MM as _TARGET_RULE
from display.guard.picture import Group, Tile
from display.lettering import Ruler, SignLine, sign_height, sign_lines

TARGET_MM = _TARGET_RULE + 0.4
"""A box is put at whole pixels: what must be 20 mm is planned a little larger."""
_TILE_MOST = (26.0, 22.0)
_TILE_LEAST = 7.0
_TITLE_LEAST = 3.0
_LIST_SHARE = 0.42
"""So much of the height the buttons for other alarms may take; the plan stays beside them."""
_GAP = 2.2


@dataclass(frozen=True, slots=True)
class Frame:
    """The panel in two halves, with the capital height of ordinary text on it."""

    left: Rect
    right: Rect
    margin: float
    text_mm: float
    button: float

    @property
    def inner_left(self) -> Rect:
        """The left half inside its margins."""
        return _inside(self.left, self.margin)

    @property
    def inner_right(self) -> Rect:
        """The right half inside its margins."""
        return _inside(self.right, self.margin)


def frame(width: float, height: float) -> Frame:
    """Return the frame of a panel: read from 0.6 m, and at the first glance from further away."""
    half = width / 2
    margin = max(GRID_MM, min(width, height) * 0.055)
    text = max(3.6, min(6.0, height * 0.027))
    button = max(CHOICE_MM, height * 0.15)
    return Frame(Rect(0, 0, half, height), Rect(half, 0, half, height), margin, text, button)


def stack_up(box: Rect, count: int, height: float) -> list[Rect]:
    """Boxes of a height from the lower edge up, in reading order."""
    step = height + GRID_MM
    top = box.bottom - count * step + GRID_MM
    return [Rect(box.left, top + index * step, box.width, height) for index in range(count)]


def grid_up(box: Rect, count: int, columns: int, height: float) -> list[Rect]:
    """The same in columns."""
    width = (box.width - (columns - 1) * GRID_MM) / columns
    rows = -(-count // columns)
    top = box.bottom - rows * (height + GRID_MM) + GRID_MM
    return [
        Rect(
            box.left + (index % columns) * (width + GRID_MM),
            top + (index // columns) * (height + GRID_MM),
            width,
            height,
        )
        for index in range(count)
    ]


@dataclass(frozen=True, slots=True)
class PlacedGroup:
    """A title with its tiles."""

    title: Rect
    line: tuple[SignLine, ...]
    tiles: tuple[tuple[Rect, Tile], ...]


def place_plan(groups: Sequence[Group], box: Rect, text_mm: float, ruler: Ruler) -> tuple[PlacedGroup, ...]:
    """Put the places on the plan as large as the box allows.

    Where even the least tiles have no room, the quiet ones are left out: they never hide an alarm or a fault.
    """
    for wanted in (groups, tuple(_only_loud(groups))):
        tile = _TILE_MOST[1]
        while tile >= _TILE_LEAST:
            placed = _place(wanted, box, tile, max(_TITLE_LEAST, text_mm * 0.72), ruler)
            if placed is not None:
                return placed
            tile -= 0.5
    return ()


def _only_loud(groups: Sequence[Group]) -> list[Group]:
    loud = [Group(group.title, tuple(t for t in group.tiles if t.state != "quiet")) for group in groups]
    return [group for group in loud if group.tiles]


def _place(
    groups: Sequence[Group], box: Rect, tile: float, capital: float, ruler: Ruler
) -> tuple[PlacedGroup, ...] | None:
    placed: list[PlacedGroup] = []
    y = box.top
    wide = tile * _TILE_MOST[0] / _TILE_MOST[1]
    for group in groups:
        line = sign_lines((group.title,), box.width, (capital, capital), ruler) if group.title else ()
        title = Rect(box.left, y, box.width, sign_height(line).whole + (0.8 if line else 0.0))
        y = title.bottom
        # A name that is no number has a tile of twice the width.
        least = wide if group.title else 2 * wide + _GAP
        columns = max(1, int((box.width + _GAP) / (least + _GAP)))
        width = (box.width - (columns - 1) * _GAP) / columns
        tiles: list[tuple[Rect, Tile]] = []
        for index, one in enumerate(group.tiles):
            x = box.left + (index % columns) * (width + _GAP)
            top = y + (index // columns) * (tile + _GAP)
            tiles.append((Rect(x, top, width, tile), one))
        y += -(-len(group.tiles) // columns) * (tile + _GAP) + _GAP / 2
        placed.append(PlacedGroup(title, line, tuple(tiles)))
    return tuple(placed) if y - _GAP <= box.bottom + 0.1 else None


@dataclass(frozen=True, slots=True)
class Listed:
    """Boxes for the other alarms: ``buttons`` for the newest, ``lines`` at most for those without one."""

    buttons: tuple[Rect, ...]
    lines: Rect | None
    bottom: float


def place_list(count: int, box: Rect) -> Listed:
    """Give the newest alarms buttons of at least 20 mm, in a part of the box; the rest are lines."""
    room = max(1, int((box.height * _LIST_SHARE + GRID_MM) / (TARGET_MM + GRID_MM)))
    columns = 2 if count > room else 1
    buttons = min(count, room * columns)
    width = (box.width - (columns - 1) * GRID_MM) / columns
    boxes = tuple(
        Rect(
            box.left + (index % columns) * (width + GRID_MM),
            box.top + (index // columns) * (TARGET_MM + GRID_MM),
            width,
            TARGET_MM,
        )
        for index in range(buttons)
    )
    bottom = boxes[-1].bottom if boxes else box.top
    if buttons == count:
        return Listed(boxes, None, bottom + (GRID_MM if boxes else 0.0))
    below = Rect(box.left, bottom + GRID_MM, box.width, max(0.0, box.bottom - bottom - GRID_MM))
    return Listed(boxes, below, bottom + GRID_MM)


def _inside(box: Rect, margin: float) -> Rect:
    return Rect(box.left + margin, box.top + margin, box.width - 2 * margin, box.height - 2 * margin)
