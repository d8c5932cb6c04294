"""The keypad's place on the screen: moves from control to control, turns pages, and presses."""

from collections.abc import Callable
from dataclasses import dataclass

from common.screen.controls.control import Control
from common.screen.controls.describe import focusable
from common.screen.controls.pages import Pages
from common.screen.controls.pressable import Pressable
from common.screen.controls.screen import Screen
from kiosk.input.order import Direction, Stop, entered, first, onward


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the focus is: a control, and its name when the focus came, since controls are reused."""

    root: Control
    control: Pressable
    name: str


class Focus:
    """One for a window, in its thread.

    A new screen has no focus until a key is pressed. When a screen is filled again, the focus stays with the
    control of the same name, wherever that is now.
    """

    def __init__(self, root: Callable[[], Control | None]) -> None:
        """``root`` gives the screen that the window shows now."""
        self._root = root
        self._place: _Place | None = None

    @property
    def control(self) -> Pressable | None:
        """The control that has the focus."""
        return self._found()

    @property
    def name(self) -> str | None:
        """The name of the control that has the focus."""
        control = self._found()
        return None if control is None else control.name

    def up(self) -> None:
        """Go to the control before, or to the previous page of a list."""
        self._move(-1)

    def down(self) -> None:
        """Go to the next control, or to the next page of a list."""
        self._move(1)

    def select(self) -> bool:
        """Press what has the focus, and tell whether that counted; without a focus show where it begins."""
        control = self._found()
        if control is None:
            self._move(1)
            return False
        return control.press()

    def clear(self) -> None:
        """Have no focus: a finger was used, or somebody else has come."""
        self._put(None)

    def renew(self) -> None:
        """Follow what was shown anew: call it after each change of the screen."""
        before = self._place
        if before is None:
            return
        found = self._found()
        if found is None and before.root is self._root() and _turns_pages(before.control):
            stops, controls = self._stops()  # the button is gone with the last page, which it has turned to
            index = entered(stops, 1)
            found = None if index is None else controls[index]
        self._put(found)

    def _move(self, direction: Direction) -> None:
        stops, controls = self._stops()
        here = self._found()
        at = controls.index(here) if here in controls else None
        goal = onward(stops, at, direction)
        if goal is None:
            self._put(None)
        elif goal.turns and here is not None and _turn(_pages_of(here), direction):
            stops, controls = self._stops()
            index = entered(stops, direction)
            self._put(None if index is None else controls[index])
        else:
            self._put(controls[goal.index])

    def _stops(self) -> tuple[list[Stop], list[Pressable]]:
        root = self._root()
        controls = [] if root is None else focusable(root)
        return [_stop(root, control) for control in controls], controls

    def _found(self) -> Pressable | None:
        """Return what has the focus as things are now: the same control, else another one of its name."""
        place, root = self._place, self._root()
        if place is None or root is None or root is not place.root:
            return None
        controls = focusable(root)
        if place.control in controls and place.control.name == place.name:
            return place.control
        return next((one for one in controls if place.name and one.name == place.name), None)

    def _put(self, control: Pressable | None) -> None:
        root, before = self._root(), self._place
        if before is not None and before.control is not control:
            before.control.set_focused(False)
        self._place = None
        if control is not None and root is not None:
            control.set_focused(True)
            self._place = _Place(root, control, control.name)


def start_of(root: Control) -> Pressable | None:
    """Return the control at which the keypad begins on a screen."""
    controls = focusable(root)
    index = first([_stop(root, control) for control in controls])
    return None if index is None else controls[index]


def _stop(root: Control | None, control: Pressable) -> Stop:
    content = root.content if isinstance(root, Screen) else root
    return Stop(main=content is not None and _within(control, content), listed=_listed(control))


def _listed(control: Control) -> bool:
    pages = _pages_of(control)
    return pages is not None and any(_within(control, item) for item in pages.items)


def _turns_pages(control: Control) -> bool:
    return _pages_of(control) is not None and not _listed(control)


def _within(control: Control, box: Control) -> bool:
    return control is box or box in _boxes(control)


def _boxes(control: Control) -> list[Control]:
    boxes: list[Control] = []
    above = control.parent
    while isinstance(above, Control):
        boxes.append(above)
        above = above.parent
    return boxes


def _pages_of(control: Control) -> Pages | None:
    return next((box for box in _boxes(control) if isinstance(box, Pages)), None)


def _turn(pages: Pages | None, direction: Direction) -> bool:
    """Turn to the next page or the one before, and tell whether there was one."""
    if pages is None:
        return False
    before = pages.page
    if direction == 1:
        pages.turn_on()
    else:
        pages.turn_back()
    pages.arrange()  # now, not before the next frame: the focus goes to what stands on the page
    return pages.page != before
