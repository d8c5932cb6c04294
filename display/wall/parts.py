"""The parts beside the rows: the newest call, what is next, the notice and the time. Pure, in mm."""

from collections.abc import Sequence
from dataclasses import dataclass

from common.screen.description import Rect
from common.screen.theme import Weight
from display.lettering import (
    ALL_REGULAR,
    ALL_SEMIBOLD,
    Ruler,
    SignLine,
    largest_lines,
    sign_height,
    sign_lines,
    width_of,
)
from display.wall.layout import Shape, WallLayout
from display.wall.plan import Line, WallPicture

_BANNER_NUMBER = 0.64
"""Figures of the newest call, as a part of its ground's height, where the width allows."""
_NUMBER_SHARE = 0.4
"""So much of the width the figures may take before they become smaller, down to the rule."""
_NAMES = 0.3
"""Capitals of a place name on the newest call, at most, as a part of the ground's height."""
_MEDIUM = (Weight.BOLD, Weight.REGULAR)


@dataclass(frozen=True, slots=True)
class Text:
    """Lines in a box."""

    box: Rect
    lines: tuple[SignLine, ...]


@dataclass(frozen=True, slots=True)
class BannerParts:
    """The newest call: figures of ``number_mm``, the arrow's square, the names."""

    number: Rect
    number_mm: float
    arrow: Rect | None
    names: Text


@dataclass(frozen=True, slots=True)
class SideParts:
    """What is next, the notice where there is room for it, the time and the day."""

    title: Text
    numbers: tuple[tuple[Rect, str], ...]
    number_mm: float
    words: Text | None
    notice: Text | None
    notice_ground: Rect | None
    time: Text
    date: Text | None


def notice_below(
    layout: WallLayout, picture: WallPicture, bottom: float, ruler: Ruler
) -> tuple[Rect, Text] | None:
    """Place the notice under few rows, which end at ``bottom``: its ground and lines, or None."""
    if not layout.rows or not picture.notice:
        return None
    box, text = layout.rows[0], layout.text_mm
    weights = ALL_REGULAR
    lines = sign_lines(picture.notice, box.width - text * 1.3, (text, text), ruler, weights)
    height = sign_height(lines).whole + text * 1.1
    if bottom + height + text > box.bottom or width_of(lines, ruler) > box.width - text * 1.3:
        return None
    ground = Rect(box.left, box.bottom - height, box.width, height)
    return ground, Text(Rect(ground.left + text * 0.9, ground.top, ground.width - text, height), lines)


def banner_parts(layout: WallLayout, line: Line, ruler: Ruler) -> BannerParts:
    """Place the newest call; the figures are as large as there is room, and at least as the rule asks."""
    box, margin = layout.banner, layout.margin
    inner = box.width - 2 * margin
    number_mm = layout.called_mm if layout.stacked else box.height * _BANNER_NUMBER
    widest = max(inner * _NUMBER_SHARE, 0.0)
    width = ruler(line.number, Weight.BOLD, number_mm)
    if width > widest:
        number_mm = max(layout.called_mm, number_mm * widest / width)
        width = ruler(line.number, Weight.BOLD, number_mm)
    middle = box.top + (number_mm * 0.7 if layout.stacked else box.height / 2)
    number = Rect(margin, middle - number_mm / 2, width + 2.0, number_mm)
    x = number.right + margin * 0.9
    arrow = None
    if line.arrow:
        side = min(number_mm * 0.7, box.height * 0.45)
        arrow = Rect(x, middle - side / 2, side, side)
        x = arrow.right + margin * 0.9
    if layout.stacked:
        top = number.bottom + number_mm * 0.1
        room = Rect(margin, top, inner, max(1.0, box.bottom - number_mm * 0.05 - top))
    else:
        room = Rect(x, box.top + box.height * 0.05, max(1.0, box.right - margin - x), box.height * 0.9)
    least = layout.text_mm
    most = max(least, box.height * _NAMES)
    names = largest_lines(line.names, room.width, room.height, ruler, least_mm=least, most_mm=most)
    return BannerParts(number, number_mm, arrow, Text(room, names))


def words_in_banner(layout: WallLayout, picture: WallPicture, ruler: Ruler) -> Text:
    """Place the words that stand where no call is."""
    box, margin = layout.banner, layout.margin
    room = Rect(margin, box.top + box.height * 0.05, box.width - 2 * margin, box.height * 0.9)
    most = max(layout.text_mm, box.height * 0.26)
    lines = largest_lines(
        picture.words, room.width, room.height, ruler, least_mm=layout.text_mm, most_mm=most
    )
    return Text(room, lines)


def side_parts(layout: WallLayout, picture: WallPicture, ruler: Ruler) -> SideParts | None:
    """Place what stands beside the rows; None on a wall that has no room for it."""
    if layout.side is None:
        return None
    if layout.shape is Shape.WIDE:
        return _strip(layout, layout.side, picture, ruler)
    return _column(layout, layout.side, picture, ruler)


def _strip(layout: WallLayout, box: Rect, picture: WallPicture, ruler: Ruler) -> SideParts:
    """One line: the title, the first numbers, and the time at its end."""
    text, margin = layout.text_mm, layout.margin
    time = _one(picture.time, text * 1.25, ruler, box, right=box.right - margin)
    gap = text * 1.2
    end = time.box.left - gap
    title_lines = sign_lines(
        [" · ".join(picture.next_title)], box.width, (text, text), ruler, (Weight.SEMIBOLD, Weight.REGULAR)
    )
    if width_of(title_lines, ruler) > (end - margin) / 2:
        title_lines = sign_lines(
            picture.next_title[:1], box.width, (text, text), ruler, (Weight.SEMIBOLD, Weight.REGULAR)
        )
    title = Text(Rect(margin, box.top, width_of(title_lines, ruler) + 1, box.height), title_lines)
    number_mm = text * 1.25
    numbers: list[tuple[Rect, str]] = []
    x = title.box.right + gap
    for number in picture.next:
        width = ruler(number, Weight.BOLD, number_mm) + 1
        if x + width > end:
            break
        numbers.append((Rect(x, box.top + (box.height - number_mm) / 2, width, number_mm), number))
        x += width + gap
    words = None
    if not numbers and picture.next_words:
        lines = sign_lines([" · ".join(picture.next_words)], end - x, (text, text), ruler, ALL_REGULAR)
        if len(lines) == 1 and width_of(lines, ruler) <= end - x:
            words = Text(Rect(x, box.top, end - x, box.height), lines)
    return SideParts(title, tuple(numbers), number_mm, words, None, None, time, None)


def _column(layout: WallLayout, box: Rect, picture: WallPicture, ruler: Ruler) -> SideParts:
    """Title, numbers in a grid, notice, and the time at the foot."""
    text, margin = layout.text_mm, layout.margin
    left, width = box.left + margin * 0.8, box.width - margin * 1.6
    time, date = _foot(box, left, width, picture, text, ruler)
    title_lines = _title(picture.next_title, width, text, ruler)
    heading = layout.heading.height if layout.heading else text
    title_height = max(heading, sign_height(title_lines).whole + 0.6 * text)
    title = Text(Rect(left, box.top, width, title_height), title_lines)
    foot = min(time.box.top, date.box.top if date else time.box.top) - text * 0.5
    notice_lines = sign_lines(picture.notice, width - text * 1.4, (text, text), ruler, ALL_REGULAR)
    notice_height = sign_height(notice_lines).whole + text * 1.1 if notice_lines else 0.0
    number_mm = max(text, min(layout.row.number_mm, text * 1.5))
    pitch = number_mm * 1.62
    room = foot - title.box.bottom
    rows_possible = int(room / pitch + 0.01)
    ground = None
    if notice_lines and room - notice_height >= 2 * pitch and width_of(notice_lines, ruler) <= width:
        ground = Rect(left, foot - notice_height, width, notice_height)
        rows_possible = int((room - notice_height - text * 0.5) / pitch + 0.01)
    numbers = _grid(
        picture.next, Rect(left, title.box.bottom, width, room), number_mm, pitch, rows_possible, ruler
    )
    words = None
    if picture.next_words and rows_possible:
        lines = sign_lines(picture.next_words, width, (text, text), ruler, ALL_REGULAR)
        height = sign_height(lines).whole
        if height <= room:
            words = Text(Rect(left, title.box.bottom, width, height), lines)
    notice = None
    if ground is not None:
        inside = Rect(ground.left + text * 0.9, ground.top, ground.width - text * 1.3, ground.height)
        notice = Text(inside, notice_lines)
    return SideParts(title, numbers, number_mm, words, notice, ground, time, date)


def _title(texts: Sequence[str], width: float, text: float, ruler: Ruler) -> tuple[SignLine, ...]:
    """All languages on one line where they fit, else below each other."""
    weights = ALL_SEMIBOLD
    joined = sign_lines([" · ".join(texts)], width, (text, text), ruler, weights)
    return joined if len(joined) == 1 else sign_lines(texts, width, (text, text), ruler, weights)


def _grid(
    texts: Sequence[str], box: Rect, number_mm: float, pitch: float, rows: int, ruler: Ruler
) -> tuple[tuple[Rect, str], ...]:
    if not texts:
        return ()
    widest = max(ruler(text, Weight.BOLD, number_mm) for text in texts) + 1
    columns = max(1, min(4, int((box.width + number_mm * 0.7) / (widest + number_mm * 0.7))))
    step = box.width / columns
    return tuple(
        (
            Rect(
                box.left + (index % columns) * step,
                box.top + (index // columns) * pitch + (pitch - number_mm) / 2,
                widest,
                number_mm,
            ),
            text,
        )
        for index, text in enumerate(texts[: columns * rows])
    )


def _foot(
    box: Rect, left: float, width: float, picture: WallPicture, text: float, ruler: Ruler
) -> tuple[Text, Text | None]:
    """The time, and the day beside it on one base line, or above it where both are too wide."""
    capital = text * 1.35
    line = (SignLine(picture.time, capital),)
    height = sign_height(line).whole
    below = text * 0.5
    time = Text(
        Rect(left, box.bottom - height - below, ruler(picture.time, Weight.BOLD, capital) + 1, height), line
    )
    day = (SignLine(picture.date, text, Weight.REGULAR),)
    day_width, day_height = width_of(day, ruler) + 1, sign_height(day).whole
    if time.box.width + text + day_width <= width:
        # One base line: below it the room of the larger letters is taller.
        top = time.box.top + sign_height(line).above - sign_height(day).above
        return time, Text(Rect(left + width - day_width, top, day_width, day_height), day)
    if day_width <= width:
        return time, Text(Rect(left, time.box.top - day_height - text * 0.2, day_width, day_height), day)
    return time, None


def _one(text: str, capital: float, ruler: Ruler, box: Rect, *, right: float) -> Text:
    line = (SignLine(text, capital),)
    width = width_of(line, ruler) + 1
    return Text(Rect(right - width, box.top, width, box.height), line)
