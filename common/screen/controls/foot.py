"""What stands at the foot of a list: buttons that turn its pages, and choices that stay on each of them."""

import math
from collections.abc import Callable, Sequence

from common.screen.controls.buttons import ChoiceButton, PrimaryButton
from common.screen.controls.face import TINTED
from common.screen.controls.picture import Picture
from common.screen.kit import Kit
from common.screen.symbols import Symbol, symbol
from common.screen.theme import CHOICE_MM, TARGET_MM, TextSize, Type

_SYMBOL_MM = 10.0
_BETWEEN = " · "


class TurnButton(PrimaryButton):
    """Turns to the next or the previous page: by its word, or by an arrow where that has no room."""

    def __init__(
        self, kit: Kit, label: str, on_press: Callable[[], None], drawn: Symbol, *, name: str
    ) -> None:
        """`drawn` is the arrow of a list that runs from the left."""
        super().__init__(kit, label, on_press, face=TINTED, lettering=Type.STRONG, name=name)
        self._symbol = drawn
        self._brief = False
        self._picture = Picture(kit, symbol(drawn), side_mm=_SYMBOL_MM)
        self.put(self._picture)
        self._picture.opacity = 0.0

    def set_brief(self, *, brief: bool) -> None:
        """Whether the arrow stands in the place of the word; it is said all the same."""
        self._brief = brief

    def least_px(self) -> int:
        """Where a list has half the height of the screen it need not be as high as a choice."""
        return _least_px(self.kit)

    def height_in_words(self, width: float) -> float:
        """The height that its word needs."""
        return self.height_for(width)

    def fits(self) -> bool:
        """As a button of its word; an arrow always fits."""
        return self._brief or super().fits()

    def arrange(self) -> None:
        """Shows the word or the arrow."""
        super().arrange()
        self.lines[0].opacity = 0.0 if self._brief else 1.0
        self._picture.opacity = 1.0 if self._brief else 0.0
        turned = {Symbol.NEXT: Symbol.BACK, Symbol.BACK: Symbol.NEXT}.get(self._symbol, self._symbol)
        self._picture.show(symbol(turned if self.kit.mirrored else self._symbol))
        self._picture.ink = self.text_ink
        self._picture.place(self.x, self.y, self.width, self.height)


class FootButton(ChoiceButton):
    """A choice that stays on every page, lower than those of the list."""

    def __init__(self, kit: Kit, label: str, on_press: Callable[[], None], *, name: str = "") -> None:
        super().__init__(kit, label, on_press, face=TINTED, name=name)
        self._label.lettering = Type.STRONG
        self._names: tuple[str, ...] = ()

    def show_names(self, names: Sequence[str]) -> None:
        """The quiet line names these, as many as two lines have room for, or one where room is short.

        Without any it is what it was.
        """
        if tuple(names) != self._names:
            self._names = tuple(names)
            self.changed()

    def least_px(self) -> int:
        """As a button that turns."""
        return _least_px(self.kit)

    def height_for(self, width: float) -> float:
        """As a choice, with the names that have room."""
        self._name_some(width)
        return super().height_for(width)

    def arrange(self) -> None:
        """Names as many as have room."""
        self._name_some(self.width)
        super().arrange()

    def _name_some(self, width: float) -> None:
        if not self._names:
            return
        room = width - 2 * self.kit.px(self.margin_mm)
        look = self.kit.look
        lines = 1 if look.low and look.size is TextSize.LARGE else 2
        for count in range(len(self._names), 0, -1):
            more = ["…"] if count < len(self._names) else []
            self._quiet.label = _BETWEEN.join([*self._names[:count], *more])
            if self._quiet.height_for(room) <= lines * self._quiet.line_px + 1:
                return


def _least_px(kit: Kit) -> int:
    """Return the least side: in low mode the target's rule, rounded up so that it is kept to the pixel."""
    return math.ceil((TARGET_MM if kit.look.low else CHOICE_MM) * kit.panel.px_per_mm)
