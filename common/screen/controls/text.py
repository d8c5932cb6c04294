"""Text that wraps and is never cut: the base of titles, body text and of all labels on buttons."""

from enum import StrEnum

from kivy.core.text import Label as TextTexture
from kivy.graphics import Color, Rectangle

from common.screen.controls.control import Control
from common.screen.controls.text_measure import measure_of
from common.screen.kit import Kit
from common.screen.palette import Ink
from common.screen.theme import Lettering, Type
from common.screen.wrap import Wrapped, wrap

LINE_HEIGHT = 1.12
"""Distance of lines as a multiple of the font's own line (Inter: 1.21 em), which gives 1.36 em."""


class Align(StrEnum):
    """Where a text stands in its room; `START` is the right-hand side in a mirrored kit."""

    START = "start"
    CENTRE = "centre"
    END = "end"


class Text(Control):
    """Words in one size, weight and colour."""

    def __init__(
        self,
        kit: Kit,
        text: str = "",
        *,
        lettering: Lettering = Type.BODY,
        ink: Ink = Ink.TEXT,
        align: Align = Align.START,
        name: str = "",
        spoken: str | None = None,
    ) -> None:
        super().__init__(kit, name=name, spoken=spoken)
        self.label = text
        self.lettering = lettering
        self.ink = ink
        self.align = align
        self.middle = False
        """Whether the text stands in the middle of a room that is higher than it."""
        self._texture = TextTexture(halign="left", line_height=LINE_HEIGHT)
        self._drawn: tuple[object, ...] = ()
        self._wrapped: tuple[tuple[object, ...], Wrapped] | None = None
        with self.canvas:
            self._colour = Color(1, 1, 1, 1)
            self._rectangle = Rectangle(size=(0, 0))

    def show(self, text: str) -> None:
        """Changes the words; drawn before the next frame."""
        if text != self.label:
            self.label = text
            self.changed()

    def set_ink(self, ink: Ink) -> None:
        """Changes the colour."""
        if ink is not self.ink:
            self.ink = ink
            self.changed()

    @property
    def font(self) -> str:
        """Path of the font file."""
        return str(self.kit.fonts.face(self.lettering.weight).path)

    @property
    def font_px(self) -> int:
        """Font size in px."""
        return self.kit.font_px(self.kit.capital_mm(self.lettering), self.lettering.weight)

    def width_wanted(self) -> float:
        """Its width on one line (or on as many as it has by itself)."""
        return self._wrap(float("inf")).width

    def width_in(self, width: float) -> float:
        """Width of its widest line when lines are at most `width` px wide."""
        return min(width, self._wrap(width).width + 1)

    def width_least(self) -> float:
        """Width of its longest word."""
        measure = measure_of(self.font, self.font_px)
        return max((measure(word) for word in self.label.replace("\n", " ").split(" ")), default=0.0)

    def height_for(self, width: float) -> float:
        """Its height in lines of at most that width."""
        return len(self._wrap(width).lines) * self.line_px if self.label else 0.0

    @property
    def line_px(self) -> float:
        """Distance of two lines in px."""
        return round(self._natural_line() * LINE_HEIGHT)

    def fits(self) -> bool:
        """Whether every line is in its room, in width and in height."""
        wrapped = self._wrap(self.width)
        needed = (len(wrapped.lines) - 1) * self.line_px + self._natural_line()
        return not self.label or (wrapped.fits and needed <= self.height + 1)

    def _natural_line(self) -> float:
        self._texture.options.update(font_name=self.font, font_size=self.font_px)
        self._texture.resolve_font_name()
        return float(self._texture.get_extents("H")[1])

    def _wrap(self, width: float) -> Wrapped:
        key = (self.label, self.font, self.font_px, width)
        if self._wrapped is None or self._wrapped[0] != key:
            self._wrapped = (key, wrap(self.label, width, measure_of(self.font, self.font_px)))
        return self._wrapped[1]

    def arrange(self) -> None:
        """Draws the lines where they belong."""
        lines = self._wrap(self.width).lines if self.label else ()
        halign = self._halign()
        wanted = (lines, self.font, self.font_px, halign)
        if wanted != self._drawn:
            self._drawn = wanted
            self._render(lines, halign)
        self._colour.rgba = self.kit.rgba(self.ink)
        if self._rectangle.texture is None:
            return
        width, height = self._rectangle.size
        slack = self.width - width
        x = self.x + {"left": 0.0, "center": slack / 2, "right": slack}[halign]
        above = (self.height - height) / 2 if self.middle else 0.0
        self._rectangle.pos = (round(x), round(self.top - above - height))

    def _render(self, lines: tuple[str, ...], halign: str) -> None:
        if not any(lines):
            self._rectangle.texture = None
            self._rectangle.size = (0, 0)
            return
        self._texture.options.update(font_name=self.font, font_size=self.font_px, halign=halign)
        self._texture.resolve_font_name()
        self._texture.text = "\n".join(lines)
        self._texture.refresh()
        self._rectangle.texture = self._texture.texture
        self._rectangle.size = self._texture.texture.size

    def _halign(self) -> str:
        if self.align is Align.CENTRE:
            return "center"
        return "right" if (self.align is Align.END) != self.kit.mirrored else "left"


class Title(Text):
    """The one thing that a screen asks or says."""

    def __init__(self, kit: Kit, text: str = "", *, align: Align = Align.START, name: str = "title") -> None:
        super().__init__(kit, text, lettering=Type.TITLE, align=align, name=name)


class Body(Text):
    """A sentence or two."""

    def __init__(
        self, kit: Kit, text: str = "", *, align: Align = Align.START, ink: Ink = Ink.TEXT, name: str = ""
    ) -> None:
        super().__init__(kit, text, lettering=Type.BODY, align=align, ink=ink, name=name)
