"""A grid of keys: figures and letters of a code, or the letters that words begin with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from common.screen.controls.control import Control
from common.screen.controls.face import PLAIN, TINTED, UNAVAILABLE, Face
from common.screen.controls.picture import Picture
from common.screen.controls.pressable import Pressable
from common.screen.controls.text import Align, Text
from common.screen.kit import Kit
from common.screen.symbols import Symbol, symbol
from common.screen.theme import GRID_MM, TARGET_MM, TextSize, Type

_TALLEST_MM = 30.0
_MARGIN_MM = 1.0
_SYMBOL_MM = 10.0


@dataclass(frozen=True)
class Key:
    """One key. ``name`` is for programs; ``spoken`` is said for it, its label where that is empty."""

    name: str
    label: str
    press: Callable[[], None]
    spoken: str = ""
    drawn: Symbol | None = None
    """Stands in the place of the label."""
    available: bool = True
    """Whether it looks as if it could be chosen; a press can still tell more."""


class KeyButton(Pressable):
    """A letter or two in the middle, or a symbol."""

    def __init__(self, kit: Kit, key: Key, *, face: Face = PLAIN) -> None:
        super().__init__(kit, key.press, face=face, name=key.name)
        self._own_face = face
        self._text = Text(kit, lettering=Type.CHOICE, align=Align.CENTRE)
        self._picture = Picture(kit, None, side_mm=_SYMBOL_MM)
        self.put(self._text, self._picture)
        self.style()
        self.show(key)

    def show(self, key: Key) -> None:
        """Becomes another key."""
        self.name, self.on_press = key.name, key.press
        self.label = "" if key.drawn else key.label
        self.own_spoken = key.spoken or key.label
        self._text.show(self.label)
        self._picture.show(symbol(key.drawn) if key.drawn else None)
        self.set_face(self._own_face if key.available else UNAVAILABLE)

    def draw(self, drawn: Symbol) -> None:
        """Changes the symbol."""
        self._picture.show(symbol(drawn))

    def style(self) -> None:
        """Letters of keys are large already, and grow in large text only as far as EN 301 549 5.1.4 asks."""
        large = self.kit.look.size is TextSize.LARGE
        self._text.lettering = Type.STRONG if large else Type.CHOICE

    def width_wanted(self) -> float:
        """Its letters with a little air."""
        return max(self.least_px(), self._text.width_wanted() + 2 * self.kit.px(_MARGIN_MM))

    def height_for(self, width: float) -> float:  # noqa: ARG002  a key never wraps
        """The least that a finger needs."""
        return self.least_px()

    def fits(self) -> bool:
        """Whether its letters have room, and the target its least size."""
        wide = self._text.width_wanted() <= self.width + 1
        return wide and min(self.width, self.height) >= self.least_px() - 1

    def arrange(self) -> None:
        """Draws the face, and what stands on it in the middle."""
        super().arrange()
        self._text.ink = self._picture.ink = self.text_ink
        height = self._text.line_px
        self._text.place(self.x, self.center_y - height / 2, self.width, height)
        side = self._picture.height_for(self.width)
        self._picture.place(self.center_x - side / 2, self.center_y - side / 2, side, side)


class SignKey(KeyButton):
    """A key of figures or Latin letters, which run from the left in every language."""


class Keys(Control):
    """Keys of one size in rows, as many columns as have room; what has no room is turned to by two more keys.

    The fixed keys stand at the end of each page.
    """

    def __init__(
        self, kit: Kit, *, columns: Sequence[int] = (), mirrors: bool = False, name: str = "keys"
    ) -> None:
        """`columns`: how many there may be, the first that has room; without it as many as fit the width.

        `mirrors`: the rows run from the right in a mirrored kit, as letters of such a script do and figures
        do not.
        """
        super().__init__(kit, name=name)
        self.page = 0
        self._columns = tuple(columns)
        self._mirrors = mirrors
        self._kind = KeyButton if mirrors else SignKey
        self._flowing: list[KeyButton] = []
        self._fixed: list[KeyButton] = []
        self._pools: tuple[list[KeyButton], list[KeyButton]] = ([], [])
        self._previous = self._kind(kit, Key("previous", "", self._turn_back, drawn=Symbol.BACK), face=TINTED)
        self._more = self._kind(kit, Key("more", "", self._turn_on, drawn=Symbol.NEXT), face=TINTED)

    def offer(self, keys: Sequence[Key], fixed: Sequence[Key] = (), *, more: str, previous: str) -> None:
        """Shows these keys; `more` and `previous` are said for the two that turn to what has no room."""
        self._flowing = self._take(0, keys, PLAIN)
        self._fixed = self._take(1, fixed, TINTED)
        for button, words in ((self._previous, previous), (self._more, more)):
            button.own_spoken = words
            if button.kit is not self.kit:
                button.restyle(self.kit)
        self.put_only(*self._flowing, self._previous, self._more, *self._fixed)

    def first_page(self) -> None:
        """Turns to the first keys."""
        self.page = 0
        self.changed()

    def height_for(self, width: float) -> float:  # noqa: ARG002  one row does; further ones are pages
        """Room for one row."""
        return self._least if self._flowing or self._fixed else 0.0

    def height_most(self, width: float) -> float:
        """Room for all keys in the fewest columns, each as high as a key gets."""
        if not (self._flowing or self._fixed):
            return 0.0
        rows = self._rows(self._choices(width)[0])
        return rows * self.kit.px(_TALLEST_MM) + (rows - 1) * self._gap

    def arrange(self) -> None:
        """Places the keys of this page from the top."""
        if not (self._flowing or self._fixed):
            self._previous.hide()
            self._more.hide()
            return
        turned = self._mirrors and self.kit.mirrored
        self._previous.draw(Symbol.NEXT if turned else Symbol.BACK)
        self._more.draw(Symbol.BACK if turned else Symbol.NEXT)
        columns, most_rows = self._plan()
        pages = self._pages(columns * most_rows)
        self.page = min(self.page, len(pages) - 1)
        first, end = pages[self.page]
        shown = [
            *self._flowing[first:end],
            *([self._previous] if self.page else []),
            *([self._more] if self.page + 1 < len(pages) else []),
            *self._fixed,
        ]
        for button in self.parts():
            if button not in shown:
                button.hide()
        rows = most_rows if len(pages) > 1 else -(-len(shown) // columns)
        self._place(shown, columns, rows)

    def _place(self, shown: list[KeyButton], columns: int, rows: int) -> None:
        width = (self.width - self._gap * (columns - 1)) / columns
        height = min(self.kit.px(_TALLEST_MM), (self.height - self._gap * (rows - 1)) / rows)
        for index, button in enumerate(shown):
            row, column = divmod(index, columns)
            if self._mirrors and self.kit.mirrored:
                column = columns - 1 - column
            button.opacity = 1.0
            x, top = self.x + column * (width + self._gap), self.top - row * (height + self._gap)
            button.place(x, top - height, width, height)

    def _plan(self) -> tuple[int, int]:
        """Columns, and rows that have room: the first choice of columns in which all keys have room."""
        room = max(1, int((self.height + self._gap + 1) // (self._least + self._gap)))
        choices = self._choices(self.width)
        columns = next((one for one in choices if self._rows(one) <= room), choices[-1])
        return columns, min(room, self._rows(columns))

    def _choices(self, width: float) -> tuple[int, ...]:
        widest = max(button.width_wanted() for button in (*self._flowing, *self._fixed))
        most = max(1, int((width + self._gap + 1) // (widest + self._gap)))
        wanted = tuple(columns for columns in self._columns if columns <= most)
        if wanted:
            return wanted
        rows = self._rows(most)
        return (-(-(len(self._flowing) + len(self._fixed)) // rows), most)

    def _rows(self, columns: int) -> int:
        return -(-(len(self._flowing) + len(self._fixed)) // columns)

    def _pages(self, slots: int) -> list[tuple[int, int]]:
        """From which to which flowing key each page shows; the two turning keys take slots of their own."""
        slots -= len(self._fixed)
        count = len(self._flowing)
        if count <= slots:
            return [(0, count)]
        pages: list[tuple[int, int]] = []
        first = 0
        while first < count:
            back = 1 if first else 0
            whole = count - first <= slots - back
            end = count if whole else min(count, first + max(1, slots - back - 1))
            pages.append((first, end))
            first = end
        return pages

    @property
    def _gap(self) -> int:
        return self.kit.px(GRID_MM)

    @property
    def _least(self) -> int:
        return self.kit.px(TARGET_MM)

    def _take(self, pool: int, keys: Sequence[Key], face: Face) -> list[KeyButton]:
        buttons = self._pools[pool]
        while len(buttons) < len(keys):
            buttons.append(self._kind(self.kit, keys[len(buttons)], face=face))
        taken = buttons[: len(keys)]
        for button, key in zip(taken, keys, strict=True):
            if button.kit is not self.kit:
                button.restyle(self.kit)
            button.show(key)
        return taken

    def _turn_on(self) -> None:
        self.page += 1
        self.changed()

    def _turn_back(self) -> None:
        self.page = max(0, self.page - 1)
        self.changed()
