"""A list of choices longer than the screen: whole choices at a time, turned by buttons, not by a swipe.

What nobody should have to turn pages for stands at the foot of every page.
"""

from collections.abc import Sequence

import msgspec

from common.screen.controls.control import Control
from common.screen.controls.foot import TurnButton
from common.screen.kit import Kit
from common.screen.symbols import Symbol
from common.screen.theme import GRID_MM

_PAIR = 2

_Line = tuple[Control, ...]
"""Controls beside each other, each half as wide as the list; one alone has all of the width."""


class _Plan(msgspec.Struct, frozen=True):
    """What is turned, in lines, and with which each page begins; what stays; and how the pages are turned.

    ``brief``: the buttons that turn are arrows at the end of the line of what stays.
    """

    lines: tuple[_Line, ...]
    starts: tuple[int, ...]
    pinned: tuple[Control, ...] = ()
    brief: bool = False


class Pages(Control):
    """As many controls as have room, and buttons to the next and the previous ones when that is not all."""

    def __init__(
        self,
        kit: Kit,
        items: Sequence[Control] = (),
        *,
        more: str,
        previous: str,
        pairs: bool = False,
        name: str = "pages",
    ) -> None:
        """`more` and `previous` are the words on the two buttons.

        `pairs`: where not all have room below each other, two stand beside each other if their words allow.
        """
        super().__init__(kit, name=name)
        self.page = 0
        self._pairs = pairs
        self._given: tuple[Control, ...] = ()
        self._last: tuple[Control, ...] = ()
        self._plan = _Plan((), (0,))
        self._more = TurnButton(kit, more, self.turn_on, Symbol.NEXT, name="more")
        self._previous = TurnButton(kit, previous, self.turn_back, Symbol.BACK, name="previous")
        self.put_items(items)

    def put_items(self, items: Sequence[Control], last: Sequence[Control] = ()) -> None:
        """Replaces the list and shows its beginning; `last` stands at the foot of every page.

        Where a page would then have no room for a choice, only the very last one stays there, and the others
        of `last` come first in the list.
        """
        self._given, self._last = tuple(items), tuple(last)
        self.page = 0
        self._plan = _Plan(tuple((one,) for one in self._given), (0,), self._last)
        self.put_only(*self._given, self._previous, self._more, *self._last)
        self.changed()

    @property
    def items(self) -> list[Control]:
        """What is turned, on all pages."""
        return [item for line in self._plan.lines for item in line]

    def parts(self) -> list[Control]:
        """The list, what turns it, and what stays."""
        turners, pinned = (self._previous, self._more), self._plan.pinned
        order = [*self.items, *((*pinned, *turners) if self._plan.brief else (*turners, *pinned))]
        places = {id(part): place for place, part in enumerate(order)}
        return sorted(super().parts(), key=lambda part: places.get(id(part), len(places)))

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
        highest = max((item.height_for(width) for item in (*self._given, *self._last)), default=0.0)
        return min(self.height_most(width), highest + self._gap + self._turners(width))

    def height_most(self, width: float) -> float:
        """Room for all choices."""
        return self._stacked([(one,) for one in self._given], width, self._last)

    def arrange(self) -> None:
        """Shows one page."""
        plan = self._plan = self._made()
        self.page = min(self.page, len(plan.starts) - 1)
        first = plan.starts[self.page]
        end = plan.starts[self.page + 1] if self.page + 1 < len(plan.starts) else len(plan.lines)
        y = self.top
        for index, line in enumerate(plan.lines):
            if first <= index < end:
                y = self._place_line(line, y, half=len(line) > 1 or self._halved(plan)) - self._gap
            else:
                for item in line:
                    item.hide()
        if len(plan.starts) == 1:
            self._previous.hide()
            self._more.hide()
            self._place_pinned(plan.pinned, y)
        elif plan.pinned:
            self._place_foot(plan)
        else:
            self._place_turners(y)

    # what stands where

    def _made(self) -> _Plan:
        """Everything on one page, else as much as can stay on each page beside one choice."""
        width = self.width
        alone = tuple((one,) for one in self._given)
        ways = [alone, self._paired()] if self._pairs else [alone]
        for lines in ways:
            if self._stacked(lines, width, self._last) <= self.height + 1:
                return _Plan(lines, (0,), self._last)
        for most in (len(self._last), 1):
            plans = self._pinning(ways[-1], most)
            if plans:
                return min(plans, key=lambda plan: len(plan.starts))  # words, where arrows save no page
        free, end = self._last[:-1], self._last[-1:]
        lines = (*((one,) for one in free), *ways[-1], *((one,) for one in end))
        return _Plan(lines, self._break_up(lines, self.height - self._gap - self._turners(width)))

    def _pinning(self, lines: Sequence[_Line], most: int) -> list[_Plan]:
        """Ways to keep the last so many on each page that leave room for the highest choice."""
        pinned, free = self._last[-most:], self._last[:-most]
        if not pinned:
            return []
        turned = (*((one,) for one in free), *lines)
        highest = max((self._line_height(line, self.width) for line in turned), default=0.0)
        rooms = [
            (self.height - self._gap - self._foot(pinned, brief=brief), brief)
            for brief in ((False, True) if most == 1 and self.kit.look.low else (False,))
        ]
        return [
            _Plan(turned, self._break_up(turned, room), pinned, brief)
            for room, brief in rooms
            if highest <= room
        ]

    def _paired(self) -> tuple[_Line, ...]:
        half = self._half(self.width)
        if any(item.width_wanted() > half + 1 for item in self._given):
            return tuple((one,) for one in self._given)
        return tuple(self._given[at : at + _PAIR] for at in range(0, len(self._given), _PAIR))

    def _halved(self, plan: _Plan) -> bool:
        """Whether one that is left alone on its line is as wide as those above it."""
        return any(len(line) > 1 for line in plan.lines)

    def _break_up(self, lines: Sequence[_Line], room: float) -> tuple[int, ...]:
        """Index of the first line of each page."""
        starts, used = [0], 0.0
        for index, line in enumerate(lines):
            height = self._line_height(line, self.width) + self._gap
            if used and used + height > room + self._gap:
                starts.append(index)
                used = 0.0
            used += height
        return tuple(starts)

    def _stacked(self, lines: Sequence[_Line], width: float, pinned: Sequence[Control]) -> float:
        heights = [self._line_height(line, width) for line in lines]
        if pinned:
            heights.append(self._pinned_height(pinned, width))
        return sum(heights) + self._gap * max(0, len(heights) - 1)

    def _line_height(self, line: _Line, width: float) -> float:
        each = width if len(line) == 1 else self._half(width)
        return max(item.height_for(each) for item in line)

    def _beside(self, pinned: Sequence[Control], width: float) -> bool:
        """Whether two that stay stand beside each other: their words fit, and that takes less height."""
        half = self._half(width)
        if len(pinned) != _PAIR or any(one.width_least() > half + 1 for one in pinned):
            return False
        return max(one.height_for(half) for one in pinned) < sum(one.height_for(width) for one in pinned)

    def _pinned_height(self, pinned: Sequence[Control], width: float) -> float:
        if self._beside(pinned, width):
            return max(one.height_for(self._half(width)) for one in pinned)
        return sum(one.height_for(width) for one in pinned) + self._gap * (len(pinned) - 1)

    def _foot(self, pinned: Sequence[Control], *, brief: bool) -> float:
        if brief:
            return max(self._side, *(one.height_for(self._beside_arrows) for one in pinned))
        return self._turners(self.width) + self._gap + self._pinned_height(pinned, self.width)

    def _turners(self, width: float) -> float:
        half = self._half(width)
        return max(self._more.height_in_words(half), self._previous.height_in_words(half))

    @property
    def _gap(self) -> int:
        return self.kit.px(GRID_MM)

    @property
    def _side(self) -> int:
        return self._more.least_px()

    @property
    def _beside_arrows(self) -> float:
        return self.width - _PAIR * (self._side + self._gap)

    def _half(self, width: float) -> float:
        return (width - self._gap) / 2

    # placing

    def _place_line(self, line: Sequence[Control], top: float, *, half: bool) -> float:
        """Places controls from the start of a line, and returns where it ends below."""
        width = self._half(self.width) if half else self.width
        height = max(item.height_for(width) for item in line)
        for column, item in enumerate(line):
            self._show_at(item, column * (width + self._gap), top - height, width, height)
        return top - height

    def _show_at(self, item: Control, along: float, y: float, width: float, height: float) -> None:
        """Places a control so far along the line, which begins at the right where the kit is mirrored."""
        x = self.right - along - width if self.kit.mirrored else self.x + along
        item.opacity = 1.0
        item.place(x, y, width, height)

    def _place_pinned(self, pinned: Sequence[Control], top: float) -> None:
        if self._beside(pinned, self.width):
            self._place_line(pinned, top, half=True)
            return
        for one in pinned:
            top = self._place_line((one,), top, half=False) - self._gap

    def _place_foot(self, plan: _Plan) -> None:
        """At the same place on every page, so that a finger finds it again."""
        top = self.y + self._foot(plan.pinned, brief=plan.brief)
        if not plan.brief:
            self._place_turners(top)
            self._place_pinned(plan.pinned, top - self._turners(self.width) - self._gap)
            return
        height, side = top - self.y, self._side
        end = self.width
        for button, shown in ((self._more, self._turns[1]), (self._previous, self._turns[0])):
            button.set_brief(brief=True)
            if shown:
                self._show_at(button, end - side, self.y, side, height)
                end -= side + self._gap
            else:
                button.hide()
        for one in plan.pinned:
            self._show_at(one, 0, self.y, end, height)

    @property
    def _turns(self) -> tuple[bool, bool]:
        return self.page > 0, self.page + 1 < len(self._plan.starts)

    def _place_turners(self, top: float) -> None:
        height = self._turners(self.width)
        half = self._half(self.width)
        both = all(self._turns)
        for button, column, shown in zip((self._previous, self._more), (0, 1), self._turns, strict=True):
            button.set_brief(brief=False)
            if not shown:
                button.hide()
            elif both:
                self._show_at(button, column * (half + self._gap), top - height, half, height)
            else:
                self._show_at(button, 0, top - height, self.width, height)
