"""The bar at the bottom, the same on every screen: symbols with words where there is room, and help."""

from collections.abc import Callable

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
        wide = not self.with_word or self._word.width_wanted() <= self.width
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
        self._word.place(self.x, y - gap - word, self.width, word)


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
        """Two rows where the word for help needs so much that the others would be under 20 mm."""
        high = self._row_height(width)
        rows = 2 if self._two_rows(width) else 1
        return rows * high + (rows + 1) * self._gap

    def arrange(self) -> None:
        """Buttons of one width, with words only where every word has room."""
        self._draw_ground()
        gap = self._gap
        inner = self.width - 2 * gap
        high = self._row_height(self.width)
        two_rows = self._two_rows(self.width)
        helping = self.help_button
        help_width = 0.0
        if helping:
            help_width = inner if two_rows else helping.width_wanted()
        room = inner if two_rows or not helping else inner - help_width - gap
        count = len(self.buttons)
        each = (room - gap * (count - 1)) / count if count else 0.0
        widest = max((button.width_wanted() for button in self.buttons), default=0.0)
        if not two_rows and helping:
            each = min(each, max(widest, self.kit.px(30)))
            help_width = inner - count * (each + gap)
        bottom = self.y + gap
        places = [(self.x + gap + index * (each + gap), each) for index in range(count)]
        for button, (x, width) in zip(self.buttons, places, strict=True):
            button.with_word = widest <= each + 1
            y = bottom + (high + gap if two_rows else 0)
            button.place(self._mirrored(x, width), y, width, high)
        if helping:
            x = self.x + gap if two_rows else self.x + gap + count * (each + gap)
            helping.place(self._mirrored(x, help_width), bottom, help_width, high)

    @property
    def _gap(self) -> int:
        return self.kit.px(GRID_MM)

    def _row_height(self, width: float) -> float:
        inner = width - 2 * self._gap
        helping = self.help_button.height_for(inner) if self.help_button else 0.0
        return max([helping, *(button.height_for(inner) for button in self.buttons)])

    def _two_rows(self, width: float) -> bool:
        if not self.help_button or not self.buttons:
            return False
        least = sum(button.least_px() + self._gap for button in self.buttons)
        return least + self.help_button.width_wanted() > width - 2 * self._gap

    def _mirrored(self, x: float, width: float) -> float:
        return self.x + self.right - x - width if self.kit.mirrored else x

    def _draw_ground(self) -> None:
        thin = max(1, self.kit.px(0.3))
        self._line_colour.rgba = self.kit.rgba(Ink.QUIET_EDGE)
        self._line.pos, self._line.size = (self.x, self.y), (self.width, self.height)
        self._colour.rgba = self.kit.rgba(Ink.GROUND)
        self._ground.pos, self._ground.size = (self.x, self.y), (self.width, self.height - thin)


def help_button(
    kit: Kit, word: str, on_press: Callable[[], None], *, spoken: str | None = None
) -> PrimaryButton:
    """The button that calls an adviser."""
    return PrimaryButton(kit, word, on_press, face=HELP, lettering=Type.STRONG, name="help", spoken=spoken)
