"""A box with a ground of its own, such as the one that says where to wait."""

from kivy.graphics import Color, Rectangle

from common.screen.controls.control import Control
from common.screen.controls.layout import Column
from common.screen.controls.rounded import Rounded
from common.screen.kit import Kit
from common.screen.palette import Ink
from common.screen.theme import GRID_MM

CORNER_MM = 2.4


class Panel(Column):
    """A column on a coloured ground, with an edge where one is asked for."""

    def __init__(
        self,
        kit: Kit,
        *parts: Control,
        ground: Ink = Ink.PANEL,
        edge: Ink | None = None,
        margin_mm: float = 2 * GRID_MM,
        gap_mm: float = GRID_MM / 2,
        corner_mm: float = CORNER_MM,
        name: str = "",
    ) -> None:
        super().__init__(kit, *parts, gap_mm=gap_mm, margin_mm=margin_mm, name=name)
        self.ground = ground
        self.edge = edge
        self.corner_mm = corner_mm
        self._edge_mm = 0.6
        self._edge_shape = Rounded(self.canvas.before)
        self._shape = Rounded(self.canvas.before)

    def arrange(self) -> None:
        """Draws the ground, then the parts upon it."""
        radius = self.kit.px(self.corner_mm)
        edge = self.edge
        if edge is None and self.kit.rgba(self.ground) == self.kit.rgba(Ink.PAPER):
            edge = Ink.QUIET_EDGE  # in high contrast all grounds are black, and the box is told by its edge
        thick = self.kit.px(self._edge_mm) if edge else 0
        x, y, width, height = self.x, self.y, self.width, self.height
        if edge:
            self._edge_shape.draw(x, y, width, height, radius, self.kit.rgba(edge))
        else:
            self._edge_shape.hide()
        inner = (x + thick, y + thick, width - 2 * thick, height - 2 * thick)
        self._shape.draw(*inner, radius - thick, self.kit.rgba(self.ground))
        super().arrange()


class Ground(Control):
    """A plain coloured rectangle behind other controls of a sheet."""

    def __init__(self, kit: Kit, ink: Ink) -> None:
        super().__init__(kit)
        self.ink = ink
        with self.canvas:
            self._colour = Color()
            self._shape = Rectangle()

    def set_ink(self, ink: Ink) -> None:
        """Changes the colour."""
        if ink is not self.ink:
            self.ink = ink
            self.changed()

    def arrange(self) -> None:
        """Fills its place."""
        self._colour.rgba = self.kit.rgba(self.ink)
        self._shape.pos, self._shape.size = self.pos, self.size
