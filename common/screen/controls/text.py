"""Text that wraps and is never cut: the base of titles, body text and of all labels on buttons."""

from enum import StrEnum

from kivy.graphics import Color, Rectangle

from common.screen.controls.control import Control
from common.screen.controls.shaped import TextTexture
from common.screen.controls.text_line import DrawnLine
from common.screen.controls.text_measure import Style, kit_style, line_ascent_and_descent, measure_of
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
        self._texture = TextTexture(line_height=LINE_HEIGHT)
        self._lines: list[DrawnLine] = []  # for a text that needs other fonts, or runs from the right
        self._style: tuple[Kit, Lettering, Style] | None = None
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
    def style_now(self) -> Style:
        """Fonts, weight and size in the kit's look."""
        if self._style is None or self._style[0] is not self.kit or self._style[1] is not self.lettering:
            style = kit_style(self.kit, self.kit.capital_mm(self.lettering), self.lettering.weight)
            self._style = (self.kit, self.lettering, style)
        return self._style[2]

    def width_wanted(self) -> float:
        """Its width on one line (or on as many as it has by itself)."""
        return self._wrap(float("inf")).width

    def width_in(self, width: float) -> float:
        """Width of its widest line when lines are at most `width` px wide."""
        return min(width, self._wrap(width).width + 1)

    def width_least(self) -> float:
        """Width of its longest word."""
        measure = measure_of(self.style_now)
        return max((measure(word) for word in self.label.replace("\n", " ").split(" ")), default=0.0)

    def height_for(self, width: float) -> float:
        """Its height in lines of at most that width."""
        return len(self._wrap(width).lines) * self.line_px if self.label else 0.0

    @property
    def line_px(self) -> float:
        """Distance of two lines in px; where another script stands higher or deeper, what that needs."""
        ascent, descent = line_ascent_and_descent(self.style_now, "")
        return max(round((ascent + descent) * LINE_HEIGHT), self._natural_line())

    def fits(self) -> bool:
        """Whether every line is in its room, in width and in height."""
        wrapped = self._wrap(self.width)
        needed = (len(wrapped.lines) - 1) * self.line_px + self._natural_line()
        return not self.label or (wrapped.fits and needed <= self.height + 1)

    def _natural_line(self) -> int:
        return sum(line_ascent_and_descent(self.style_now, self.label))

    def _wrap(self, width: float) -> Wrapped:
        style = self.style_now
        key = (self.label, style, width)
        if self._wrapped is None or self._wrapped[0] != key:
            self._wrapped = (key, wrap(self.label, width, measure_of(style), between_syllables=True))
        return self._wrapped[1]

    def arrange(self) -> None:
        """Draws the lines where they belong."""
        lines = self._wrap(self.width).lines if self.label else ()
        style = self.style_now
        self._colour.rgba = self.kit.rgba(self.ink)
        if style.plain(self.label):
            self._arrange_plain(lines, style)
        else:
            self._arrange_lines(lines, style)

    def undraw(self) -> None:
        """Gives back the letters."""
        self._drawn = ()
        self._show_lines(0)
        self._render((), self.style_now, "left")

    def _arrange_plain(self, lines: tuple[str, ...], style: Style) -> None:
        """All lines on one texture: what nearly every text is."""
        halign = self._halign()
        wanted = (lines, style, halign)
        if wanted != self._drawn:
            self._drawn = wanted
            self._show_lines(0)
            self._render(lines, style, halign)
        if self._rectangle.texture is None:
            return
        width, height = self._rectangle.size
        self._rectangle.pos = (round(self._left_of(width)), round(self.top - self._above(height) - height))

    def _arrange_lines(self, lines: tuple[str, ...], style: Style) -> None:
        self._drawn = ()
        self._render((), style, "left")
        self._show_lines(len(lines))
        ascent, _ = line_ascent_and_descent(style, self.label)
        base = self.top - self._above(len(lines) * self.line_px) - ascent
        for drawn, line in zip(self._lines, lines, strict=False):
            drawn.show(line, style)
            drawn.place(self._left_of(drawn.width), base)
            base -= self.line_px

    def _render(self, lines: tuple[str, ...], style: Style, halign: str) -> None:
        if not any(lines):
            self._rectangle.texture = None
            self._rectangle.size = (0, 0)
            self._texture.let_go()
            return
        self._texture.dress(style.font, style.font_px, halign=halign)
        self._texture.draw("\n".join(lines))
        self._rectangle.texture = self._texture.texture
        self._rectangle.size = self._texture.texture.size

    def _show_lines(self, count: int) -> None:
        while len(self._lines) < count:
            self._lines.append(DrawnLine(self.canvas))
        for line in self._lines[count:]:
            line.clear()

    def _left_of(self, width: float) -> float:
        slack = self.width - width
        return self.x + {"left": 0.0, "center": slack / 2, "right": slack}[self._halign()]

    def _above(self, height: float) -> float:
        return (self.height - height) / 2 if self.middle else 0.0

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
