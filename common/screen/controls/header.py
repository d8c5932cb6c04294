"""The header of a screen: the point's name or the way back, and the time or the language."""

from collections.abc import Callable

from kivy.graphics import Color, Rectangle

from common.screen.controls.control import Control
from common.screen.controls.face import HEADER
from common.screen.controls.picture import Picture
from common.screen.controls.pressable import Pressable
from common.screen.controls.text import Text
from common.screen.kit import Kit
from common.screen.palette import Ink
from common.screen.symbols import Symbol, symbol
from common.screen.theme import GRID_MM, Type

MARGIN_MM = 2.5 * GRID_MM
_HEIGHT_MM = 24.0
_LOW_HEIGHT_MM = 21.0
_SYMBOL_MM = 6.0


class HeaderText(Text):
    """Words that stand in the header."""

    def __init__(self, kit: Kit, text: str = "", *, name: str = "", spoken: str | None = None) -> None:
        super().__init__(kit, text, lettering=Type.HEADER, ink=Ink.ON_INK, name=name, spoken=spoken)
        self.middle = True


class HeaderButton(Pressable):
    """A symbol and a word in the header, such as the way back."""

    def __init__(
        self,
        kit: Kit,
        word: str,
        on_press: Callable[[], None],
        *,
        drawn: Symbol | None = None,
        symbol_last: bool = False,
        name: str = "",
        spoken: str | None = None,
    ) -> None:
        super().__init__(kit, on_press, face=HEADER, name=name, spoken=spoken)
        self.label = word
        self.symbol_last = symbol_last
        self._symbol = drawn
        self._picture = Picture(
            kit, symbol(drawn) if drawn else None, side_mm=_SYMBOL_MM if drawn else 0.0, grows=True
        )
        self._word = HeaderText(kit, word)
        self.put(self._picture, self._word)

    def show(self, word: str) -> None:
        """Changes the word."""
        self.label = word
        self._word.show(word)

    def width_wanted(self) -> float:
        """Symbol, word and air."""
        return max(self.least_px(), self._word.width_wanted() + self._picture.width_wanted() + 3 * self._air)

    def height_for(self, width: float) -> float:  # noqa: ARG002  it never wraps
        """As high as the word, and never less than the target's rule."""
        return max(self.least_px() + 1, self._word.line_px)

    def fits(self) -> bool:
        """Whether the word has room."""
        return self._word.fits() and min(self.width, self.height) >= self.least_px() - 1

    @property
    def _air(self) -> int:
        return self.kit.px(GRID_MM / 2)

    def arrange(self) -> None:
        """Symbol before or after the word."""
        super().arrange()
        self._picture.ink = self._word.ink = self.text_ink
        if self._symbol:
            self._picture.drawing = symbol(self._symbol, mirrored=self.kit.mirrored)
        picture, word = self._picture.width_wanted(), self._word.width_wanted()
        first_is_word = self.symbol_last != self.kit.mirrored
        inner = picture + word + self._air
        x = self.x + (self.width - inner) / 2
        word_x, picture_x = (x, x + word + self._air) if first_is_word else (x + picture + self._air, x)
        self._word.place(word_x, self.y, min(word + 1, self.right - word_x), self.height)
        self._picture.place(picture_x, self.y, picture, self.height)


class Header(Control):
    """One control at the start and one at the end, on the ground of the point."""

    def __init__(self, kit: Kit, start: Control | None = None, end: Control | None = None) -> None:
        super().__init__(kit, name="header")
        self.start = start
        self.end = end
        with self.canvas.before:
            self._colour = Color()
            self._ground = Rectangle()
            self._line_colour = Color()
            self._line = Rectangle()
        self.put(*(part for part in (start, end) if part))

    def height_for(self, width: float) -> float:
        """24 mm, in low mode 21 mm, or what larger letters ask for."""
        needed = max((part.height_for(self._width_of(part, width)) for part in self.parts()), default=0.0)
        if self.kit.look.low:  # half a screen has no room to give away
            return max(self.kit.px(_LOW_HEIGHT_MM), needed)
        return max(self.kit.px(_HEIGHT_MM), needed + self.kit.px(GRID_MM))

    def fits(self) -> bool:
        """Whether both ends have room beside each other; words at the start may wrap."""
        wanted = sum(self._width_of(part, self.width) for part in self.parts())
        return wanted <= self.width - self.kit.px(MARGIN_MM) and all(part.fits() for part in self.parts())

    def described(self) -> bool:
        """Only when it is too full, so that no test can miss it."""
        return not self.fits()

    def _width_of(self, part: Control, width: float) -> float:
        """The point's name gives way to what stands at the end."""
        wanted = part.width_wanted() + 1
        if part is not self.start or part.pressable:
            return wanted
        taken = self.end.width_wanted() + 1 + self.kit.px(GRID_MM) if self.end else 0.0
        return min(wanted, width - 2 * self.kit.px(MARGIN_MM) - taken)

    def arrange(self) -> None:
        """Both ends in the middle of the height."""
        thin = max(1, self.kit.px(0.3))
        self._line_colour.rgba = self.kit.rgba(
            Ink.INK if self.kit.rgba(Ink.INK) != self.kit.rgba(Ink.PAPER) else Ink.LINE
        )
        self._line.pos, self._line.size = (self.x, self.y), (self.width, thin)
        self._colour.rgba = self.kit.rgba(Ink.INK)
        self._ground.pos, self._ground.size = (self.x, self.y), (self.width, self.height)
        for part, at_start in ((self.start, True), (self.end, False)):
            if part is None:
                continue
            # A button's own air stands outside the margin, so that its word begins where all others do.
            margin = self.kit.px(MARGIN_MM) - (self.kit.px(GRID_MM / 2) * 3 // 2 if part.pressable else 0)
            width = self._width_of(part, self.width)
            height = part.height_for(width) if part.pressable else self.height
            left = at_start != self.kit.mirrored
            x = self.x + margin if left else self.right - margin - width
            part.place(x, self.y + (self.height - height) / 2, width, height)
