"""Parts that are shown only where a screen has room to spare, such as in normal text and not in large."""

from collections.abc import Callable, Sequence

from common.screen.controls.control import Control
from common.screen.controls.text import Text
from common.screen.kit import Kit
from common.screen.theme import GRID_MM, Type


class IfRoom(Control):
    """One control that gives way whole: it says nothing that cannot be done without."""

    def __init__(self, kit: Kit, part: Control) -> None:
        super().__init__(kit)
        self.all_or_nothing = True
        self._part = part
        self.put(part)

    def height_for(self, width: float) -> float:  # noqa: ARG002  it gives way first
        """None."""
        return 0.0

    def height_most(self, width: float) -> float:
        """What the part needs."""
        return self._part.height_for(width)

    def arrange(self) -> None:
        """Shows the part, or hides it."""
        needed = self._part.height_for(self.width)
        if not needed or needed > self.height + 1:
            self._part.hide()
            return
        self._part.opacity = 1.0
        self._part.place(self.x, self.top - needed, self.width, needed)


class Shortened(Control):
    """A text that is said in fewer words where the whole of it has no room."""

    def __init__(self, kit: Kit, make: Callable[[], Text]) -> None:
        """``make`` makes the text, and another that measures and is never shown."""
        super().__init__(kit)
        self.all_or_nothing = True
        self.text, self._measured = make(), make()
        self._whole = self._short = ""
        self.put(self.text)

    def show(self, whole: str, short: str) -> None:
        """Change both wordings; "" for a text that is not there."""
        if (whole, short) != (self._whole, self._short):
            self._whole, self._short = whole, short
            self.changed()

    def height_for(self, width: float) -> float:
        """What the few words need."""
        return self._height(self._short, width)

    def height_most(self, width: float) -> float:
        """What the whole needs."""
        return max(self._height(self._whole, width), self._height(self._short, width))

    def arrange(self) -> None:
        """Shows the whole, or the few words."""
        roomy = self._height(self._whole, self.width) <= self.height + 1
        self.text.label = self._whole if roomy else self._short
        self.text.place(self.x, self.y, self.width, self.height)

    def style(self) -> None:
        """Measures as it draws."""
        self._measured.kit = self.kit
        self._measured.style()

    def _height(self, words: str, width: float) -> float:
        self._measured.label = words
        return self._measured.height_for(width)


class HereNow(Control):
    """A heading and names, as many of them as there is room for."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._title = Text(kit, lettering=Type.STRONG, name="here-now-title")
        self._list = Text(kit, lettering=Type.BODY, name="here-now")
        self._whole = Text(kit, lettering=Type.BODY)
        """Never shown: it measures all names, whatever part of them stands on the screen."""
        self._names: tuple[str, ...] = ()
        self._more: tuple[str, ...] = ()
        self.put(self._title, self._list)

    def show(self, title: str, names: Sequence[str], more: Sequence[str]) -> None:
        """Show names; ``more[n]`` says in words that n of them are left out."""
        self._title.show(title)
        if (tuple(names), tuple(more)) != (self._names, self._more):
            self._names, self._more = tuple(names), tuple(more)
            self.changed()

    def height_for(self, width: float) -> float:  # noqa: ARG002  it gives way first
        """None."""
        return 0.0

    def height_most(self, width: float) -> float:
        """Room for all names."""
        self._whole.kit = self.kit
        self._whole.label = self._some(len(self._names))
        return self._title.height_for(width) + self._gap + self._whole.height_for(width)

    def arrange(self) -> None:
        """Shows as many names as have room; without room for one of them nothing."""
        title = self._title.height_for(self.width)
        room = self.height - title - self._gap + 1
        for count in range(len(self._names), 0, -1):
            self._list.label = self._some(count)
            needed = self._list.height_for(self.width)
            if needed <= room:
                self._title.opacity = self._list.opacity = 1.0
                self._title.place(self.x, self.top - title, self.width, title)
                self._list.place(self.x, self.top - title - self._gap - needed, self.width, needed)
                return
        alone = not self._names and bool(self._title.label) and title <= self.height + 1
        self._list.hide()
        if alone:
            self._title.opacity = 1.0
            self._title.place(self.x, self.top - title, self.width, title)
        else:
            self._title.hide()

    @property
    def _gap(self) -> int:
        return self.kit.px(GRID_MM / 4) if self._names else 0

    def _some(self, count: int) -> str:
        left_out = len(self._names) - count
        names = [*self._names[:count], *([self._more[left_out]] if left_out else [])]
        return ", ".join(names)
