"""What the window "printer and desk" looks like: papers, the printer beside them, and the rest below."""

from collections.abc import Callable

from kivy.graphics import Color, Rectangle

from common.screen.controls.control import Control
from common.screen.controls.panel import Panel
from common.screen.controls.text import Text
from common.screen.kit import Kit
from common.screen.palette import Ink
from common.screen.theme import GRID_MM
from simulator.windows.desk_wire import Desk
from simulator.windows.groups import GroupView
from simulator.windows.lettering import HEADING, SAYS
from simulator.windows.pile import Pile

_MARGIN_MM = 2.5 * GRID_MM
_HEADING_MM = 26.0
_PILE_SHARE = 0.58


class DeskView(Control):
    """The first group stands beside the pile of papers, the others below it; the last news at the bottom."""

    def __init__(self, kit: Kit, press: Callable[[str], None]) -> None:
        """`press` gets the order of a button that was pressed."""
        super().__init__(kit, name="desk")
        self._press = press
        with self.canvas.before:
            self._ground_colour = Color()
            self._ground = Rectangle()
            self._head_colour = Color()
            self._head = Rectangle()
        self._heading = Text(kit, "Printer and desk", lettering=HEADING, ink=Ink.ON_INK, name="heading")
        self._heading.middle = True
        self._pile = Pile(kit)
        self._groups: list[GroupView] = []
        self._news = Text(kit, lettering=SAYS, name="news")
        self._news_panel = Panel(kit, self._news, margin_mm=GRID_MM, name="news-panel")
        self.put(self._heading, self._pile, self._news_panel)

    def show(self, desk: Desk) -> None:
        """Show what the demo says; in the window's thread."""
        self._pile.show(desk.papers)
        if not self._groups:
            self._groups = [GroupView(self.kit, group, self._press) for group in desk.groups]
            self.put_only(self._heading, self._pile, *self._groups, self._news_panel)
        for view, group in zip(self._groups, desk.groups, strict=True):
            view.show(group)
        self._news.show(desk.news)
        self.changed()

    def arrange(self) -> None:
        """From the bottom up, and the papers get what is left."""
        self._paint()
        margin, gap = self.kit.px(_MARGIN_MM), self.kit.px(2 * GRID_MM)
        left, width = self.x + margin, self.width - 2 * margin
        head = self.kit.px(_HEADING_MM)
        self._heading.place(left, self.top - head, width, head)
        y = self.y + margin
        for part in (self._news_panel, *reversed(self._groups[1:])):
            height = part.height_for(width)
            if part is self._news_panel:  # buttons must not move under the hand when the news get longer
                height = max(height, 2 * self._news.line_px + 2 * self._news_panel.margin)
            part.place(left, y, width, height)
            y += height + gap
        above = self.top - head - gap
        if not self._groups:
            self._pile.place(left, y, width, above - y)
            return
        pile = round(width * _PILE_SHARE)
        self._pile.place(left, y, pile, above - y)
        beside = width - pile - gap
        height = self._groups[0].height_for(beside)
        self._groups[0].place(left + pile + gap, above - height, beside, height)

    def _paint(self) -> None:
        head = self.kit.px(_HEADING_MM)
        self._ground_colour.rgba = self.kit.rgba(Ink.GROUND)
        self._ground.pos, self._ground.size = self.pos, self.size
        self._head_colour.rgba = self.kit.rgba(Ink.INK)
        self._head.pos, self._head.size = (self.x, self.top - head), (self.width, head)
