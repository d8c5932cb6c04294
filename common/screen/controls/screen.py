"""A whole screen of the kiosk: header, one thing to do, and the bar; in low mode all within low reach."""

from kivy.base import EventLoop
from kivy.graphics import Color, Rectangle

from common.screen.controls.bar import Bar
from common.screen.controls.control import Control
from common.screen.controls.header import MARGIN_MM, Header
from common.screen.controls.layout import Column
from common.screen.controls.text import Align, Text
from common.screen.kit import Kit
from common.screen.palette import Ink
from common.screen.theme import GRID_MM, Type


class Screen(Control):
    """The root that a window shows. Put what the screen is about into `content`, from the top down.

    What is only read, and never touched, can go into `telling` above it: in low mode it stands in the upper
    half, where nobody has to reach. A screen without it shows the point's name there. Where a part of
    `telling` has a weight, it takes the room that is left, else `content` does.
    """

    def __init__(
        self,
        kit: Kit,
        *,
        header: Header,
        bar: Bar | None = None,
        point_name: str = "",
        name: str = "",
        gap_mm: float = GRID_MM,
    ) -> None:
        """`point_name` stands in the upper half in low mode; `name` is for programs, such as `kiosk.rest`."""
        super().__init__(kit, name=name)
        self.header = header
        self.bar = bar
        self.telling = Column(kit, gap_mm=gap_mm, name="telling")
        self.content = Column(kit, gap_mm=gap_mm, name="content")
        self._point = Text(
            kit, point_name, lettering=Type.WELCOME, ink=Ink.ON_INK, align=Align.CENTRE, spoken=""
        )
        with self.canvas.before:
            self._upper_colour = Color()
            self._upper = Rectangle()
        self.put(self._point, header, self.telling, self.content, *([bar] if bar else []))

    def show_point_name(self, point_name: str) -> None:
        """Changes the name in the upper half of the low mode."""
        self._point.show(point_name)

    def height_for(self, width: float) -> float:  # noqa: ARG002  it fills the window
        """The window's height."""
        return self.height

    def arrange(self) -> None:
        """Header at the top (in low mode at the middle), bar at the bottom, content between."""
        low = self.kit.look.low
        ceiling = self.y + self.height // 2 if low else self.top
        # Cleared, not drawn: two million pixels, 14 ms of each picture where software draws.
        EventLoop.window.clearcolor = self.kit.rgba(Ink.PAPER)
        self._upper_colour.rgba = self.kit.rgba(Ink.PAPER if self.telling.parts() else Ink.INK)
        self._upper.pos, self._upper.size = (self.x, ceiling), (self.width, self.top - ceiling)
        margin = self.kit.px(MARGIN_MM)
        width = self.width - 2 * margin
        self._point.middle = True
        names_point = low and not self.telling.parts()
        self._point.opacity = 1.0 if names_point else 0.0
        if names_point:
            self._point.place(self.x + margin, ceiling, width, self.top - ceiling)
        else:
            self._point.place(self.x, self.top, 0, 0)
        header = self.header.height_for(self.width)
        self.header.place(self.x, ceiling - header, self.width, header)
        bar = self.bar.height_for(self.width) if self.bar else 0.0
        if self.bar:
            self.bar.place(self.x, self.y, self.width, bar)
        above = self.kit.px(GRID_MM if low else 3 * GRID_MM)
        below = self.kit.px(GRID_MM)
        bottom, top = self.y + bar + below, ceiling - header - above
        self._arrange_parts(self.x + margin, bottom, width, max(0.0, top - bottom))

    def _arrange_parts(self, x: float, bottom: float, width: float, room: float) -> None:
        if not self.telling.parts():
            self.telling.place(x, bottom + room, 0, 0)
            self.content.place(x, bottom, width, room)
            return
        if self.kit.look.low:
            half = self.top - (self.y + self.height // 2)
            edge = self.kit.px(1.5 * GRID_MM)
            told = half - 2 * edge
            if not self._telling_grows:  # what belongs to the choices below stands right above them
                told = min(told, self.telling.height_for(width))
            self.telling.place(x, self.top - half + edge, width, told)
            self.content.place(x, bottom, width, room)
            return
        between = self.kit.px(GRID_MM)
        if self._telling_grows:
            needed = self.content.height_for(width)
        else:
            needed = room - between - self.telling.height_for(width)
        needed = max(0.0, min(room - between, needed))
        self.content.place(x, bottom, width, needed)
        self.telling.place(x, bottom + needed + between, width, max(0.0, room - needed - between))

    @property
    def _telling_grows(self) -> bool:
        return any(part.weight for part in self.telling.parts())
