"""A list of choices longer than the screen: whole choices at a time, turned by buttons, not by a swipe."""

from collections.abc import Sequence

from common.screen.controls.buttons import PrimaryButton
from common.screen.controls.control import Control
from common.screen.controls.face import TINTED
from common.screen.kit import Kit
from common.screen.theme import GRID_MM, Type


class Pages(Control):
    """As many controls as have room, and buttons to the next and the previous ones when that is not all."""

    def __init__(
        self, kit: Kit, items: Sequence[Control] = (), *, more: str, previous: str, name: str = "pages"
    ) -> None:
        """`more` and `previous` are the words on the two buttons."""
        super().__init__(kit, name=name)
        self.items: list[Control] = []
        self.page = 0
        self._starts = [0]
        self._more = PrimaryButton(kit, more, self.turn_on, face=TINTED, lettering=Type.STRONG, name="more")
        self._previous = PrimaryButton(
            kit, previous, self.turn_back, face=TINTED, lettering=Type.STRONG, name="previous"
        )
        self.put_items(items)

    def put_items(self, items: Sequence[Control]) -> None:
        """Replaces the list and shows its beginning."""
        self.items = list(items)
        self.page = 0
        self.put_only(*self.items, self._previous, self._more)
        self.changed()

    def show_words(self, more: str, previous: str) -> None:
        """Changes the words on the two buttons."""
        self._more.show(more)
        self._previous.show(previous)

    def turn_on(self) -> None:
        """Shows the next choices."""
        self.page += 1
        self.changed()

    def turn_back(self) -> None:
        """Shows the choices before these."""
        self.page = max(0, self.page - 1)
        self.changed()

    def height_for(self, width: float) -> float:
        """Room for the highest choice and the buttons, or for all choices if that is less."""
        highest = max((item.height_for(width) for item in self.items), default=0.0)
        return min(self.height_most(width), highest + self._gap + self._turners(width))

    def height_most(self, width: float) -> float:
        """Room for all choices."""
        heights = [item.height_for(width) for item in self.items]
        return sum(heights) + self._gap * max(0, len(heights) - 1)

    def arrange(self) -> None:
        """Shows one page."""
        self._starts = self._break_up()
        self.page = min(self.page, len(self._starts) - 1)
        first = self._starts[self.page]
        end = self._starts[self.page + 1] if self.page + 1 < len(self._starts) else len(self.items)
        y = self.top
        for index, item in enumerate(self.items):
            if not first <= index < end:
                item.hide()
                continue
            height = item.height_for(self.width)
            item.opacity = 1.0
            item.place(self.x, y - height, self.width, height)
            y -= height + self._gap
        self._place_turners(y)

    @property
    def _gap(self) -> int:
        return self.kit.px(GRID_MM)

    def _turners(self, width: float) -> float:
        half = (width - self._gap) / 2
        return max(self._more.height_for(half), self._previous.height_for(half))

    def _break_up(self) -> list[int]:
        """Index of the first choice of each page."""
        if self.height_most(self.width) <= self.height + 1:
            return [0]
        room = self.height - self._turners(self.width)
        starts, used = [0], 0.0
        for index, item in enumerate(self.items):
            height = item.height_for(self.width) + self._gap
            if used and used + height > room:
                starts.append(index)
                used = 0.0
            used += height
        return starts

    def _place_turners(self, top: float) -> None:
        height = self._turners(self.width)
        half = (self.width - self._gap) / 2
        starts_at, ends_at = self.x, self.x + half + self._gap
        if self.kit.mirrored:
            starts_at, ends_at = ends_at, starts_at
        has_previous, has_more = self.page > 0, self.page + 1 < len(self._starts)
        for button, x, shown in ((self._previous, starts_at, has_previous), (self._more, ends_at, has_more)):
            if not shown:
                button.hide()
                continue
            button.opacity = 1.0
            if has_previous and has_more:
                button.place(x, top - height, half, height)
            else:
                button.place(self.x, top - height, self.width, height)
