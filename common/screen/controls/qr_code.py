"""A QR code on the screen, black on white in every theme, each module a whole number of pixels."""

import math

from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from PIL import Image

from common.screen.controls.control import Control
from common.screen.kit import Kit
from common.screen.qr import LEAST_MODULE_MM, LEAST_SIDE_MM, qr_modules


class QrCode(Control):
    """A square in the middle of its room; a text of its own says what it is for."""

    def __init__(self, kit: Kit, *, side_mm: float, name: str = "qr") -> None:
        """`side_mm` is what it takes at most, its quiet zone included."""
        super().__init__(kit, name=name, spoken="")
        self.side_mm = side_mm
        self.text = ""
        self._drawn = ""
        with self.canvas:
            self._colour = Color(1, 1, 1, 1)
            self._rectangle = Rectangle(size=(0, 0))

    def show(self, text: str) -> None:
        """Changes what it says; "" shows nothing."""
        if text != self.text:
            self.text = text
            self.changed()

    def described(self) -> bool:
        """It says nothing by itself: the words beside it do."""
        return False

    @property
    def module_mm(self) -> float:
        """Side of one module as it is drawn, in whole pixels."""
        return self.kit.panel.mm(self._module_px)

    @property
    def side_px(self) -> int:
        """Side of the whole as it is drawn, quiet zone included."""
        return self._module_px * qr_modules(self.text).width

    @property
    def _module_px(self) -> int:
        return int(min(self.width, self.height)) // qr_modules(self.text).width

    def least_px(self) -> int:
        """Side in px at which a phone reads it, its quiet zone included."""
        if not self.text:
            return 0
        module = math.ceil(LEAST_MODULE_MM * self.kit.panel.px_per_mm)
        return max(module * qr_modules(self.text).width, self.kit.px(LEAST_SIDE_MM))

    def width_wanted(self) -> float:
        """The side that it would like."""
        return max(self.kit.px(self.side_mm), self.least_px()) if self.text else 0.0

    def height_for(self, width: float) -> float:
        """As wide as high."""
        return min(width, self.width_wanted())

    def fits(self) -> bool:
        """Whether each module is large enough to be read by a phone."""
        return not self.text or self.module_mm >= LEAST_MODULE_MM

    def arrange(self) -> None:
        """Draws it as large as whole pixels a module allow."""
        if not self.text:
            self._rectangle.size = (0, 0)
            return
        modules = qr_modules(self.text)
        if self._drawn != self.text:
            self._drawn = self.text
            self._rectangle.texture = _texture(modules)
        side = self.side_px
        self._rectangle.size = (side, side)
        self._rectangle.pos = (round(self.center_x - side / 2), round(self.center_y - side / 2))


def _texture(modules: Image.Image) -> Texture:
    grey = modules.convert("RGB")
    texture = Texture.create(size=grey.size, colorfmt="rgb")
    texture.mag_filter = texture.min_filter = "nearest"
    texture.blit_buffer(grey.tobytes(), colorfmt="rgb", bufferfmt="ubyte")
    texture.flip_vertical()
    return texture
