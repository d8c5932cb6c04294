"""A whole screen of the kiosk: header, one thing to do, and the bar; in low mode all in the lower half."""

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
    """The root that a window shows. Put what the screen is about into `content`, from the top down."""

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
        self.content = Column(kit, gap_mm=gap_mm, name="content")
        self._point = Text(
            kit, point_name, lettering=Type.WELCOME, ink=Ink.ON_INK, align=Align.CENTRE, spoken=""
        )
        with self.canvas.before:
            self._colour = Color()
            self._ground = Rectangle()
            self._upper_colour = Color()
            self._upper = Rectangle()
        self.put(self._point, header, self.content, *([bar] if bar else []))

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
        self._colour.rgba = self.kit.rgba(Ink.PAPER)
        self._ground.pos, self._ground.size = self.pos, self.size
        self._upper_colour.rgba = self.kit.rgba(Ink.INK)
        self._upper.pos, self._upper.size = (self.x, ceiling), (self.width, self.top - ceiling)
        margin = self.kit.px(MARGIN_MM)
        self._point.middle = True
        self._point.opacity = 1.0 if low else 0.0
        if low:
            self._point.place(self.x + margin, ceiling, self.width - 2 * margin, self.top - ceiling)
        else:
            self._point.place(self.x, self.top, 0, 0)
        header = self.header.height_for(self.width)
        self.header.place(self.x, ceiling - header, self.width, header)
        bar = self.bar.height_for(self.width) if self.bar else 0.0
        if self.bar:
            self.bar.place(self.x, self.y, self.width, bar)
        above = self.kit.px(GRID_MM if low else 3 * GRID_MM)
        below = self.kit.px(GRID_MM)
        room = ceiling - header - above - (self.y + bar + below)
        self.content.place(self.x + margin, self.y + bar + below, self.width - 2 * margin, max(0.0, room))
