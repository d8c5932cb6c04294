"""Draws a wall: puts a picture's values where the layout says, and moves the rows once for a new call."""

from kivy.clock import Clock

from common.screen.arrows import arrow
from common.screen.controls.big_number import BigNumber
from common.screen.controls.control import Control
from common.screen.controls.panel import Ground
from common.screen.controls.picture import Picture
from common.screen.controls.text import Align
from common.screen.description import Rect
from common.screen.kit import Kit
from common.screen.palette import Ink
from display.drawing.ruler import KitRuler
from display.drawing.sign import Sign
from display.lettering import ALL_SEMIBOLD, SignLine, sign_lines
from display.wall.layout import Designs, WallLayout, design, place_rows
from display.wall.parts import (
    BannerParts,
    SideParts,
    Text,
    banner_parts,
    notice_below,
    side_parts,
    words_in_banner,
)
from display.wall.pieces import Row, Silent
from display.wall.plan import WallPicture

MOVE_S = 0.35
"""How long the rows take to make room for a new call."""
_FRAME_S = 1 / 40


class WallView(Control):
    """The whole wall."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, name="wall")
        self._ruler = KitRuler(kit)
        self._designs: tuple[object, Designs] | None = None
        self._layout: WallLayout | None = None
        self._silent = Silent(kit)
        self._paper = Ground(kit, Ink.PAPER)
        self._side_ground = Ground(kit, Ink.PANEL)
        self._banner_ground = Ground(kit, Ink.CALL)
        self._notice_ground = Ground(kit, Ink.PAPER)
        self._notice_edge = Ground(kit, Ink.NOTICE)
        self._banner_line = Ground(kit, Ink.LINE)
        self._banner_number = BigNumber(kit, align=Align.START, name="call.number")
        self._banner_arrow = Picture(kit, None, side_mm=1.0)
        self._banner_names = Sign(kit, name="call.place")
        self._heading = Sign(kit, inks=(Ink.QUIET,), name="rows.title")
        self._side_title = Sign(kit, inks=(Ink.QUIET,), name="next.title")
        self._words = Sign(kit, inks=(Ink.QUIET,), top=True, name="next.words")
        self._notice = Sign(kit, inks=(Ink.TEXT, Ink.QUIET), name="notice")
        self._time = Sign(kit, name="time")
        self._date = Sign(kit, inks=(Ink.QUIET,), align=Align.END, name="date")
        self._rows: dict[str, Row] = {}
        self._spare: list[Row] = []
        self._next: list[BigNumber] = []
        self._parts: BannerParts | Text | None = None
        self._side: SideParts | None = None
        self._notice_place: tuple[Rect, Text] | None = None
        self._picture: WallPicture | None = None
        self._moved = 1.0
        self._moving = Clock.create_trigger(self._move, _FRAME_S, interval=True)
        self._compose()

    def draw(self, picture: WallPicture) -> None:
        """Show a picture."""
        before, self._picture = self._picture, picture
        if picture.state == "silent":
            self._silent.draw(picture)
            self._compose()
            return
        self._decide(picture)
        self._draw_banner(picture)
        self._draw_rows(
            picture, moves=before is not None and before.state == "live" and _is_new(before, picture)
        )
        self._draw_side(picture)
        self._compose()

    def _decide(self, picture: WallPicture) -> None:
        lines = (*picture.rows, picture.top) if picture.top else picture.rows
        numbers = [line.number for line in lines] + list(picture.next)
        digits = max(map(_digits, numbers), default=3)
        key = (picture.farthest_m, picture.place_names, max(3, digits))
        panel = self.kit.panel
        if self._designs is None or self._designs[0] != key:
            designs = design(
                panel.mm(panel.width_px),  # of two sides whose pixels differ a little, the denser counts
                panel.mm(panel.height_px),
                picture.farthest_m,
                picture.place_names,
                digits,
                self._ruler,
            )
            self._designs = (key, designs)
        self._layout = self._designs[1].choose(len(picture.rows), self._layout)

    def _draw_banner(self, picture: WallPicture) -> None:
        layout = self._live_layout
        line = picture.top
        if line is None:
            self._parts = words_in_banner(layout, picture, self._ruler)
            self._banner_number.show("")
            self._banner_arrow.show(None)
            self._banner_names.show(self._parts.lines)
            self._banner_names.set_inks(Ink.NUMBER, Ink.QUIET)
            self._banner_ground.set_ink(Ink.PAPER)
            return
        self._parts = banner_parts(layout, line, self._ruler)
        main, quiet = (Ink.ON_CALL, Ink.ON_CALL) if line.fresh else (Ink.NUMBER, Ink.QUIET)
        self._banner_ground.set_ink(Ink.CALL if line.fresh else Ink.PAPER)
        self._banner_number.show(line.number)
        self._banner_number.set_capital_mm(self._parts.number_mm)
        self._banner_number.set_ink(main)
        self._banner_arrow.show(arrow(line.arrow) if line.arrow else None)
        self._banner_arrow.side_mm = self._parts.arrow.width if self._parts.arrow else 1.0
        self._banner_arrow.set_ink(main)
        self._banner_names.show(self._parts.names.lines)
        self._banner_names.set_inks(main if line.fresh else Ink.TEXT, quiet)

    def _draw_rows(self, picture: WallPicture, *, moves: bool) -> None:
        placed = place_rows(self._live_layout, picture.rows, self._ruler)
        stay = {row.line.call for row in placed}
        for call in [call for call in self._rows if call not in stay]:
            self._spare.append(self._rows.pop(call))
        for row in placed:
            control = self._rows.get(row.line.call)
            if control is None:
                control = self._spare.pop() if self._spare else Row(self.kit)
                self._rows[row.line.call] = control
                control.from_box = None
            elif moves:
                control.from_box = control.box
            control.show(row, self._live_layout)
        heading = self._live_layout.heading
        lines: tuple[SignLine, ...] = ()
        if heading is not None and picture.rows_title:
            text = self._live_layout.text_mm
            weights = ALL_SEMIBOLD
            lines = sign_lines(
                [" · ".join(picture.rows_title)], heading.width, (text, text), self._ruler, weights
            )
            if len(lines) > 1:
                lines = sign_lines(picture.rows_title[:1], heading.width, (text, text), self._ruler, weights)
        self._heading.show(lines)
        if moves and placed:
            self._moved = 0.0
            self._moving()

    def _draw_side(self, picture: WallPicture) -> None:
        side = self._side = side_parts(self._live_layout, picture, self._ruler)
        self._notice_place = self._place_notice(picture, side)
        if side is None:
            return
        self._side_title.show(side.title.lines)
        self._words.show(side.words.lines if side.words else ())
        self._time.show(side.time.lines)
        self._date.show(side.date.lines if side.date else ())
        while len(self._next) < len(side.numbers):
            self._next.append(BigNumber(self.kit, align=Align.START, ink=Ink.TEXT, name="next.number"))
        for control, (_, number) in zip(self._next, side.numbers, strict=False):
            control.show(number)
            control.set_capital_mm(side.number_mm)

    def _place_notice(self, picture: WallPicture, side: SideParts | None) -> tuple[Rect, Text] | None:
        """Beside the rows where it has room there, else under them."""
        place = None
        if side is not None and side.notice and side.notice_ground:
            place = (side.notice_ground, side.notice)
        elif side is None or side.notice is None:
            boxes = [row.box for row in self._rows.values() if row.box]
            first = self._live_layout.rows[0].top if self._live_layout.rows else 0.0
            bottom = max((box.bottom for box in boxes), default=first)
            place = notice_below(self._live_layout, picture, bottom, self._ruler)
        self._notice.show(place[1].lines if place else ())
        return place

    def _compose(self) -> None:
        """Choose the controls of now, in reading order; grounds first, since they are drawn first."""
        picture = self._picture
        if picture is None or picture.state == "silent":
            self.put_only(self._silent)
            self.changed()
            return
        parts: list[Control] = [self._paper]
        side = self._side
        if side is not None:
            parts.append(self._side_ground)
        rows = [self._rows[line.call] for line in picture.rows if line.call in self._rows]
        parts += [self._heading, *rows, self._banner_ground, self._banner_line, self._banner_number]
        parts += [self._banner_arrow, self._banner_names]
        if side is not None:
            parts += [self._side_title, *self._next[: len(side.numbers)]]
            if side.words:
                parts.append(self._words)
            parts.append(self._time)
            if side.date:
                parts.append(self._date)
        if self._notice_place is not None:
            parts += [self._notice_ground, self._notice_edge, self._notice]
        self.put_only(*parts)
        self.changed()

    def arrange(self) -> None:
        """Put everything where the layout says."""
        self._silent.place(self.x, self.y, self.width, self.height)
        self._paper.place(self.x, self.y, self.width, self.height)
        layout = self._layout
        if layout is None:
            return
        self._arrange_rows()
        self._at(self._banner_ground, layout.banner)
        line = Rect(0, layout.banner.bottom - 0.8, layout.banner.width, 0.8)
        calm = self._banner_ground.ink is Ink.PAPER
        self._at(self._banner_line, line if calm else Rect(0, 0, 0, 0))
        if isinstance(self._parts, BannerParts):
            self._at(self._banner_number, self._parts.number)
            self._at(self._banner_arrow, self._parts.arrow or Rect(0, 0, 0, 0))
            self._at(self._banner_names, self._parts.names.box)
        elif self._parts is not None:
            self._at(self._banner_names, self._parts.box)
        if layout.heading is not None:
            self._at(self._heading, layout.heading)
        if self._side is not None and layout.side is not None:
            self._arrange_side(layout.side, self._side)
        if self._notice_place is not None:
            ground, notice = self._notice_place
            self._notice_ground.set_ink(Ink.PAPER if ground.left >= layout.rows[0].right else Ink.PANEL)
            self._at(self._notice_ground, ground)
            self._at(self._notice_edge, Rect(ground.left, ground.top, layout.text_mm * 0.3, ground.height))
            self._at(self._notice, notice.box)

    def _arrange_side(self, box: Rect, side: SideParts) -> None:
        self._at(self._side_ground, box)
        self._at(self._side_title, side.title.box)
        for control, (place, _) in zip(self._next, side.numbers, strict=False):
            self._at(control, place)
        self._at(self._time, side.time.box)
        if side.date:
            self._at(self._date, side.date.box)
        if side.words:
            self._at(self._words, side.words.box)

    def _arrange_rows(self) -> None:
        left = (1 - self._moved) ** 3  # it comes to rest gently
        for control in self._rows.values():
            box, origin = control.box, control.from_box
            if box is None:
                continue
            control.opacity = 1.0
            if self._moved < 1.0 and origin is None:
                control.opacity = self._moved
            elif self._moved < 1.0 and origin is not None:
                if abs(origin.left - box.left) > 1:
                    control.opacity = self._moved  # into the other column: it does not fly across
                else:
                    box = Rect(box.left, box.top + (origin.top - box.top) * left, box.width, box.height)
            self._at(control, box)

    def _move(self, elapsed_s: float) -> bool | None:
        self._moved = min(1.0, self._moved + elapsed_s / MOVE_S)
        self._arrange_rows()
        if self._moved >= 1.0:
            self._moving.cancel()
            return False
        return None

    def _at(self, control: Control, box: Rect) -> None:
        px = self.kit.panel.px_per_mm
        control.place(self.x + box.left * px, self.top - box.bottom * px, box.width * px, box.height * px)

    @property
    def _live_layout(self) -> WallLayout:
        if self._layout is None:
            raise RuntimeError("the wall has no layout before its first picture")
        return self._layout


def _is_new(before: WallPicture, now: WallPicture) -> bool:
    """Whether another call has the top."""
    return now.top is not None and (before.top is None or before.top.call != now.top.call)


def _digits(number: str) -> int:
    """Return the width of a number in figures; a letter is at most as wide as two of them."""
    return len(number) + (not number[:1].isdigit())
