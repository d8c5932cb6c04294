"""The pieces of a wall: a row, and what it says when nothing on it is true."""

from kivy.graphics import Color, Rectangle

from common.screen.arrows import arrow
from common.screen.controls.big_number import BigNumber
from common.screen.controls.control import Control
from common.screen.controls.panel import Ground
from common.screen.controls.picture import Picture
from common.screen.controls.text import Align
from common.screen.description import Rect
from common.screen.kit import Kit
from common.screen.palette import Ink
from common.screen.theme import Weight
from display.drawing.ruler import KitRuler
from display.drawing.sign import Sign
from display.lettering import ALL_REGULAR, SignLine, largest_lines
from display.wall.layout import PlacedRow, WallLayout
from display.wall.plan import WallPicture


class Row(Control):
    """A number, an arrow and the names of a place, on a ground that tells whether it is new."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        with self.canvas.before:
            self._line_colour = Color()
            self._line = Rectangle()
            self._ground_colour = Color()
            self._ground = Rectangle()
        self._number = BigNumber(kit, align=Align.START, name="row.number", ink=Ink.TEXT)
        self._arrow = Picture(kit, None, side_mm=1.0)
        self._names = Sign(kit, inks=(Ink.TEXT, Ink.QUIET), name="row.place")
        self.put(self._number, self._arrow, self._names)
        self._placed: PlacedRow | None = None
        self._layout: WallLayout | None = None
        self.from_box: Rect | None = None

    @property
    def box(self) -> Rect | None:
        """Where it stands, in mm."""
        return self._placed.box if self._placed else None

    def show(self, placed: PlacedRow, layout: WallLayout) -> None:
        """Show another line."""
        self._placed, self._layout = placed, layout
        line, row = placed.line, layout.row
        main, quiet = (Ink.ON_CALL, Ink.ON_CALL) if line.fresh else (Ink.TEXT, Ink.QUIET)
        self._number.show(line.number)
        self._number.set_capital_mm(row.number_mm)
        self._number.set_ink(main)
        self._arrow.show(arrow(line.arrow) if line.arrow else None)
        self._arrow.side_mm = row.arrow_side
        self._arrow.set_ink(main)
        self._names.show(placed.names)
        self._names.set_inks(main, quiet)

    def arrange(self) -> None:
        """Columns of one row."""
        if self._placed is None or self._layout is None:
            return
        row, px = self._layout.row, self.kit.panel.px_per_mm
        fresh = self._placed.line.fresh
        thin = max(2, self.kit.px(0.8))
        self._line_colour.rgba = self.kit.rgba(Ink.LINE)
        self._line.pos, self._line.size = (self.x, self.top - thin), (self.width, thin)
        over = round(self._layout.margin * 0.4 * px)
        self._ground_colour.rgba = self.kit.rgba(Ink.CALL)
        self._ground.pos = (self.x - over, self.y)
        self._ground.size = (self.width + 2 * over, self.height - thin) if fresh else (0, 0)
        number = row.number_mm * px
        width = self._number.width_wanted()
        self._number.place(self.x, self.center_y - number / 2, width + 2, number)
        names_left = self.x + row.names_left * px
        side = row.arrow_side * px
        gap = (row.names_left - row.number_width - row.arrow_side) / 2 * px
        self._arrow.place(names_left - gap - side, self.center_y - side / 2, side, side)
        self._names.place(names_left, self.y, max(0.0, self.right - names_left), self.height)


class Silent(Control):
    """Says that nothing here is true now, and what to do meanwhile."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._ruler = KitRuler(kit)
        self._ground = Ground(kit, Ink.GROUND)
        self._words = Sign(kit, inks=(Ink.TEXT, Ink.TEXT), name="words")
        self._small = Sign(kit, inks=(Ink.QUIET,), name="advice")
        self._time = Sign(kit, inks=(Ink.QUIET,), name="time")
        self.put(self._ground, self._words, self._small, self._time)

    def draw(self, picture: WallPicture) -> None:
        """Show the words as large as the panel allows."""
        panel = self.kit.panel
        width, height = panel.mm(panel.width_px) * 0.88, panel.mm(panel.height_px)
        least = min(6.4 * picture.farthest_m, height * 0.08)
        self._words.show(
            largest_lines(
                picture.words,
                width,
                height * 0.42,
                self._ruler,
                least_mm=least,
                most_mm=height * 0.085,
                second=1.0,
                weights=(Weight.BOLD, Weight.REGULAR),
                unbroken=True,
            )
        )
        self._small.show(
            largest_lines(
                picture.small_words,
                width,
                height * 0.3,
                self._ruler,
                least_mm=least,
                most_mm=max(least, height * 0.05),
                second=1.0,
                weights=ALL_REGULAR,
            )
        )
        self._time.show((SignLine(picture.time, max(least, height * 0.045)),))

    def arrange(self) -> None:
        """Words in the middle, advice below, the time at the foot."""
        self._ground.place(self.x, self.y, self.width, self.height)
        left, width = self.x + self.width * 0.06, self.width * 0.88
        self._words.place(left, self.y + self.height * 0.5, width, self.height * 0.42)
        self._small.place(left, self.y + self.height * 0.19, width, self.height * 0.3)
        self._time.place(left, self.y + self.height * 0.03, width, self.height * 0.14)
