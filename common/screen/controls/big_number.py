"""A queue number as large as the rule or the room allows."""

from kivy.graphics import Color, Rectangle

from common.screen.controls.control import Control
from common.screen.controls.shaped import TextTexture
from common.screen.controls.text import Align
from common.screen.controls.text_measure import Style, ascent_and_descent, kit_style, measure_of, style_of
from common.screen.kit import Kit
from common.screen.palette import Ink
from common.screen.theme import Type, Weight


class BigNumber(Control):
    """A few figures on one line, always left to right; its box is exactly as high as the figures."""

    def __init__(
        self,
        kit: Kit,
        text: str = "",
        *,
        capital_mm: float | None = None,
        least_mm: float | None = None,
        ink: Ink = Ink.NUMBER,
        align: Align = Align.CENTRE,
        name: str = "number",
        spoken: str | None = None,
    ) -> None:
        """`capital_mm`: height of the figures (None: a kiosk's); where room is short, down to `least_mm`."""
        super().__init__(kit, name=name, spoken=spoken)
        self.label = text
        self.capital_mm = capital_mm
        self.least_mm = least_mm
        self.ink = ink
        self.align = align
        self._texture = TextTexture()
        self._drawn: tuple[str, int] | None = None
        with self.canvas:
            self._colour = Color()
            self._rectangle = Rectangle(size=(0, 0))

    def show(self, text: str) -> None:
        """Changes the figures."""
        if text != self.label:
            self.label = text
            self.changed()

    def set_ink(self, ink: Ink) -> None:
        """Changes the colour."""
        if ink is not self.ink:
            self.ink = ink
            self.changed()

    def set_capital_mm(self, capital_mm: float) -> None:
        """Changes the height of the figures."""
        if capital_mm != self.capital_mm:
            self.capital_mm = capital_mm
            self.changed()

    @property
    def _most(self) -> float:
        return self.kit.capital_mm(Type.NUMBER) if self.capital_mm is None else self.capital_mm

    @property
    def _capital(self) -> float:
        if self.least_mm is None:
            return self._most
        room = capital_that_fits(
            self.kit, self.label, self.kit.panel.mm(self.width), self.kit.panel.mm(self.height)
        )
        return max(self.least_mm, min(self._most, room))

    @property
    def _style(self) -> Style:
        return kit_style(self.kit, self._capital, Weight.BOLD)

    def width_wanted(self) -> float:
        """Width of the figures."""
        return measure_of(self._style)(self.label)

    def height_for(self, width: float) -> float:  # noqa: ARG002  it never wraps
        """Least height of the figures."""
        return self.kit.px(self._most if self.least_mm is None else self.least_mm)

    def height_most(self, width: float) -> float:
        """Height that the figures would like."""
        if self.least_mm is None:
            return self.kit.px(self._most)
        room = capital_that_fits(self.kit, self.label, self.kit.panel.mm(width), self._most)
        return self.kit.px(max(self.least_mm, room))

    def fits(self) -> bool:
        """Whether all figures have room at their size."""
        return self.width_wanted() <= self.width + 1 and self.kit.px(self._capital) <= self.height + 1

    def undraw(self) -> None:
        """Gives back the figures."""
        self._drawn = None
        self._rectangle.texture = None
        self._rectangle.size = (0, 0)
        self._texture.let_go()

    def arrange(self) -> None:
        """Draws the figures in the middle of the height; the font's own air hangs over the box, unseen."""
        style = self._style
        if (self.label, style.font_px) != self._drawn:
            self._drawn = (self.label, style.font_px)
            self._texture.dress(style.font, style.font_px)
            self._texture.draw(self.label)
            self._rectangle.texture = self._texture.texture
            self._rectangle.size = self._texture.texture.size if self.label else (0, 0)
        self._colour.rgba = self.kit.rgba(self.ink)
        width, height = self._rectangle.size
        ascent, _ = ascent_and_descent(style.font, style.font_px)
        baseline = self.center_y - self.kit.px(self._capital) / 2
        slack = self.width - width
        start = slack if self.kit.mirrored else 0.0
        x = {Align.CENTRE: slack / 2, Align.START: start, Align.END: slack - start}[self.align]
        self._rectangle.pos = (round(self.x + x), round(baseline + ascent - height))


def capital_that_fits(
    kit: Kit, text: str, width_mm: float, height_mm: float, weight: Weight = Weight.BOLD
) -> float:
    """The largest capital height in mm with which a line of text stays inside a box."""
    face = kit.fonts.face(weight)
    sample_px = 200
    width_px = measure_of(style_of(kit.fonts, weight, sample_px))(text)
    if not width_px:
        return height_mm
    by_width = (
        width_mm * kit.panel.px_per_mm * sample_px / width_px * face.capital_ratio / kit.panel.px_per_mm
    )
    # A font size is a whole number of px, rounded up to keep the rule: one less leaves it inside the box.
    return min(height_mm, by_width - face.capital_ratio / kit.panel.px_per_mm)
