"""The bar at the bottom, the same on every screen: symbols with words where there is room, and help."""

from collections.abc import Callable

import msgspec
from kivy.graphics import Color, Rectangle

from common.screen.controls.buttons import PrimaryButton
from common.screen.controls.control import Control
from common.screen.controls.face import BAR, HELP, Face
from common.screen.controls.picture import Picture
from common.screen.controls.pressable import Pressable
from common.screen.controls.text import Align, Text
from common.screen.kit import Kit
from common.screen.palette import Ink
from common.screen.symbols import Symbol, symbol
from common.screen.theme import GRID_MM, Type

_SYMBOL_MM = 9.0
_HEIGHT_MM = 26.0
_ROOMY_MM = 30.0


class BarButton(Pressable):
    """A drawn symbol with its word below; the word is left out where it has no room, and always spoken."""

    def __init__(
        self,
        kit: Kit,
        word: str,
        drawn: Symbol,
        on_press: Callable[[], None],
        *,
        face: Face = BAR,
        name: str = "",
        spoken: str | None = None,
    ) -> None:
        super().__init__(kit, on_press, face=face, name=name, spoken=spoken)
        self.label = word
        self.with_word = True
        self._picture = Picture(kit, symbol(drawn), side_mm=_SYMBOL_MM)
        self._word = Text(kit, word, lettering=Type.STRONG, align=Align.CENTRE)
        self.put(self._picture, self._word)

    def show(self, word: str) -> None:
        """Changes the word."""
        self.label = word
        self._word.show(word)

    def width_wanted(self) -> float:
        """Room for the word with a little air."""
        return max(self.least_px(), self._word.width_wanted() + 2 * self.kit.px(GRID_MM / 2))

    def height_for(self, width: float) -> float:  # noqa: ARG002  a word never wraps
        """Symbol, word and air."""
        return max(self.least_px(), self.kit.px(_HEIGHT_MM))

    def fits(self) -> bool:
        """Whether the word, if shown, and the symbol have room."""
        wide = not self.with_word or self._word.width_wanted() <= self.width - 2 * self.kit.px(GRID_MM / 4)
        return wide and min(self.width, self.height) >= self.least_px() - 1

    def arrange(self) -> None:
        """Symbol over word, both in the middle."""
        super().arrange()
        self._picture.ink = self._word.ink = self.text_ink
        self._picture.side_mm = _SYMBOL_MM if self.with_word else 1.5 * _SYMBOL_MM
        side = self.kit.px(self._picture.side_mm)
        word = self._word.line_px if self.with_word else 0.0
        gap = self.kit.px(GRID_MM / 4) if self.with_word else 0
        y = self.top - (self.height - side - gap - word) / 2 - side
        self._picture.place(self.x, y, self.width, side)
        self._word.opacity = 1.0 if self.with_word else 0.0
        edge = self.kit.px(GRID_MM / 4)
        self._word.place(self.x + edge, y - gap - word, self.width - 2 * edge, word)


class _Plan(msgspec.Struct, frozen=True):
    """How many rows, how wide each button and the one for help, and whether the buttons have their words."""

    rows: int
    each: float
    helping: float
    with_words: bool


class Bar(Control):
    """Any number of `BarButton`s, then the button that calls a person: the widest, always in words."""

    def __init__(self, kit: Kit, buttons: list[BarButton], help_button: PrimaryButton | None) -> None:
        super().__init__(kit, name="bar")
        self.buttons = buttons
        self.help_button = help_button
        with self.canvas.before:
            self._line_colour = Color()
            self._line = Rectangle()
            self._colour = Color()
            self._ground = Rectangle()
        self.put(*buttons, *([help_button] if help_button else []))

    def height_for(self, width: float) -> float:
        """Two rows where even a wrapped word for help leaves the others less than 20 mm."""
        plan = self._plan(width)
        high = self._row_height(plan)
        return plan.rows * high + (plan.rows + 1) * self._gap

    def arrange(self) -> None:
        """Buttons of one width, with words only where every word has room."""
        self._draw_ground()
        gap = self._gap
        plan = self._plan(self.width)
        high = self._row_height(plan)
        bottom = self.y + gap
        upper = bottom + (high + gap if plan.rows > 1 else 0)
        for index, button in enumerate(self.buttons):
            button.with_word = plan.with_words
            x = self.x + gap + index * (plan.each + gap)
            button.place(self._mirrored(x, plan.each), upper, plan.each, high)
        if self.help_button:
            beside = len(self.buttons) * (plan.each + gap) if plan.rows == 1 else 0
            x = self.x + gap + beside
            self.help_button.place(self._mirrored(x, plan.helping), bottom, plan.helping, high)

    @property
    def _gap(self) -> int:
        return self.kit.px(GRID_MM)

    def _plan(self, width: float) -> "_Plan":
        """Words on every button and help on one line, else without: first the one line, then the words."""
        inner, count, gap = width - 2 * self._gap, len(self.buttons), self._gap
        if not self.help_button or not count:
            each = (inner - gap * (count - 1)) / count if count else 0.0
            return _Plan(1, each, inner, with_words=self._widest <= each + 1)
        least = max(button.least_px() for button in self.buttons)
        helping = self.help_button
        for each, with_words in ((self._widest, True), (least, False)):
            for needed in (helping.width_wanted(), helping.width_least()):
                if count * (each + gap) + needed <= inner:
                    return self._one_row(inner, each, needed, with_words=with_words)
        each = (inner - gap * (count - 1)) / count
        return _Plan(2, each, inner, with_words=self._widest <= each + 1)

    def _one_row(self, inner: float, each: float, needed: float, *, with_words: bool) -> "_Plan":
        """What is left over widens the buttons first, up to 30 mm, and then the word for help."""
        count = len(self.buttons)
        share = (inner - needed) / count - self._gap
        each = max(each, min(share, self.kit.px(_ROOMY_MM)))
        return _Plan(1, each, inner - count * (each + self._gap), with_words=with_words)

    @property
    def _widest(self) -> float:
        return max((button.width_wanted() for button in self.buttons), default=0.0)

    def _row_height(self, plan: "_Plan") -> float:
        helping = self.help_button.height_for(plan.helping) if self.help_button else 0.0
        return max([helping, *(button.height_for(plan.each) for button in self.buttons)])

    def _mirrored(self, x: float, width: float) -> float:
        return self.x + self.right - x - width if self.kit.mirrored else x

    def _draw_ground(self) -> None:
        thin = max(1, self.kit.px(0.3))
        self._line_colour.rgba = self.kit.rgba(Ink.QUIET_EDGE)
        self._line.pos, self._line.size = (self.x, self.top - thin), (self.width, thin)
        self._colour.rgba = self.kit.rgba(Ink.GROUND)
        self._ground.pos, self._ground.size = (self.x, self.y), (self.width, self.height - thin)


def help_button(
    kit: Kit, word: str, on_press: Callable[[], None], *, spoken: str | None = None
) -> PrimaryButton:
    """The button that calls an adviser."""
    return PrimaryButton(kit, word, on_press, face=HELP, lettering=Type.STRONG, name="help", spoken=spoken)
