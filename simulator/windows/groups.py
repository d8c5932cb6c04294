"""Groups of buttons, drawn from what the demo says of them."""

from collections.abc import Callable

from common.screen.controls.control import Control
from common.screen.controls.layout import Column
from common.screen.controls.panel import Panel
from common.screen.controls.text import Text
from common.screen.kit import Kit
from common.screen.palette import Ink
from common.screen.theme import GRID_MM
from simulator.windows.desk_wire import Group, Line
from simulator.windows.lettering import BUTTON, NAME, SAYS, TITLE
from simulator.windows.plain_button import PlainButton

_NAME_SHARE = 0.3
"""How much of a line the name of what it is about takes."""


class LineView(Control):
    """Buttons of one width, behind a name where there is one."""

    def __init__(self, kit: Kit, line: Line, press: Callable[[str], None]) -> None:
        super().__init__(kit)
        self._name = Text(kit, line.label, lettering=NAME)
        self._name.middle = True
        self._buttons = [
            PlainButton(
                kit, one.label, lambda order=one.order: press(order), lettering=BUTTON, name=one.order
            )
            for one in line.buttons
        ]
        self.put(self._name, *self._buttons)
        self.show(line)

    def show(self, line: Line) -> None:
        """Change labels, and what stands."""
        self._name.show(line.label)
        for button, now in zip(self._buttons, line.buttons, strict=True):
            button.show(now.label, stands=now.on)

    def height_for(self, width: float) -> float:
        """Height of the highest button."""
        _, each = self._shares(width)
        return max(button.height_for(each) for button in self._buttons)

    def arrange(self) -> None:
        """Name, then buttons."""
        name, each = self._shares(self.width)
        gap = self.kit.px(GRID_MM / 2)
        self._name.place(self.x, self.y, name, self.height)
        x = self.x + name
        for button in self._buttons:
            button.place(x, self.y, each, self.height)
            x += each + gap

    def _shares(self, width: float) -> tuple[float, float]:
        name = round(width * _NAME_SHARE) if self._name.label else 0
        gaps = self.kit.px(GRID_MM / 2) * (len(self._buttons) - 1)
        return name, (width - name - gaps) / len(self._buttons)


class GroupView(Column):
    """Title, how it is, and the lines."""

    def __init__(self, kit: Kit, group: Group, press: Callable[[str], None]) -> None:
        self._title = Text(kit, group.title, lettering=TITLE, ink=Ink.NUMBER)
        self._says = Text(kit, group.says, lettering=SAYS)
        self._state = Panel(kit, self._says, margin_mm=GRID_MM, name="state")
        self._lines = [LineView(kit, line, press) for line in group.lines]
        state = [self._state] if group.says else []
        super().__init__(kit, self._title, *state, *self._lines, gap_mm=GRID_MM / 2)
        self.show(group)

    def show(self, group: Group) -> None:
        """Change what it says and its buttons."""
        self._says.show(group.says)
        self._says.set_ink(Ink.ON_NOTICE if group.worry else Ink.TEXT)
        self._state.ground = Ink.NOTICE if group.worry else Ink.PANEL
        for view, line in zip(self._lines, group.lines, strict=True):
            view.show(line)
        self.changed()
