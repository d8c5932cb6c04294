"""A symbol or an arrow, drawn at exactly the size that it is shown in."""

from functools import lru_cache

from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture

from common.screen.controls.control import Control
from common.screen.controls.rounded import white_texture
from common.screen.kit import Kit
from common.screen.palette import Ink
from common.screen.shapes import Drawing


class Picture(Control):
    """A drawing in one colour, in the middle of its room."""

    def __init__(
        self,
        kit: Kit,
        drawing: Drawing | None,
        *,
        side_mm: float,
        ink: Ink = Ink.TEXT,
        grows: bool = False,
        name: str = "",
        spoken: str = "",
    ) -> None:
        """`grows` with large text, beside words that do; `spoken` says it, where no words beside it do."""
        super().__init__(kit, name=name, spoken=spoken)
        self.drawing = drawing
        self.side_mm = side_mm
        self.grows = grows
        self.ink = ink
        self._drawn: tuple[Drawing, int] | None = None
        with self.canvas:
            self._colour = Color()
            self._rectangle = Rectangle(size=(0, 0))

    @property
    def _side_px(self) -> int:
        return self.kit.px(self.side_mm * (self.kit.theme.growth if self.grows else 1.0))

    def show(self, drawing: Drawing | None) -> None:
        """Changes the drawing; None shows nothing."""
        if drawing is not self.drawing:
            self.drawing = drawing
            self.changed()

    def set_ink(self, ink: Ink) -> None:
        """Changes the colour."""
        if ink is not self.ink:
            self.ink = ink
            self.changed()

    def width_wanted(self) -> float:
        """The side of its square."""
        return self._side_px

    def height_for(self, width: float) -> float:
        """The side of its square, or less where the room is narrow."""
        return min(width, self._side_px)

    def described(self) -> bool:
        """Only with words of its own."""
        return bool(self.own_spoken)

    def arrange(self) -> None:
        """Draws it in the middle."""
        side = round(min(self._side_px, self.width, self.height))
        if self.drawing is None or side < 1:
            self._rectangle.size = (0, 0)
            return
        if (self.drawing, side) != self._drawn:
            self._drawn = (self.drawing, side)
            self._rectangle.texture = _white(self.kit.masks.of(self.drawing, side), side)
        self._colour.rgba = self.kit.rgba(self.ink)
        self._rectangle.size = (side, side)
        self._rectangle.pos = (round(self.center_x - side / 2), round(self.center_y - side / 2))


@lru_cache(maxsize=64)
def _white(mask: bytes, side: int) -> Texture:
    """One texture for all screens: every one of them has the bar's symbols."""
    return white_texture(mask, side)
