"""Goes through the examples in one language and one look, and looks at every page of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from PIL import Image

from common.screen.controls.control import Control
from common.screen.controls.keys import Keys
from common.screen.controls.pages import Pages
from common.screen.controls.pressable import Pressable
from common.screen.kit import Kit
from common.screen.languages.messages import Languages
from common.screen.theme import Look
from kiosk.gallery.examples import Example
from kiosk.gallery.showing.seeing import view_of
from kiosk.gallery.view import View
from kiosk.screens.stage import Stage

MOST_PAGES = 20
"""A list that goes on beyond this would never end."""
_NEXT_PAGE = "more"
"""The name of the button of a list that turns to its next page."""


class Window(Protocol):
    """What the gallery asks of a window."""

    def show(self, root: Control) -> None:
        """Make a control the only content of the window."""
        ...

    def settle(self) -> None:
        """Run until everything that has changed is laid out and drawn."""
        ...

    def picture(self) -> Image.Image:
        """Return what a person would see."""
        ...


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of a screen, by the name of its example."""

    screen: str
    view: View


class Session:
    """The kiosk's own screens in a window; they are made once and shown in every language and look."""

    def __init__(self, window: Window, kit: Kit, languages: Languages) -> None:
        self._window = window
        self._languages = languages
        self._root: Control | None = None
        self._stage = Stage(kit, languages, lambda _: None, self._put)

    def shots(self, name: str, example: Example, language: str, look: Look) -> Iterator[Shot]:
        """Yield a picture of every page of an example."""
        house = example.house(self._languages.codes)
        self._stage.frame(type(example.screen)).forget()  # two examples may differ in what lies around alone
        self._stage.show(example.visit(language, look), house, example.lengths, example.now)
        for page in range(1, MOST_PAGES + 1):
            self._window.settle()
            root = self._shown()
            yield Shot(name, view_of(root, self._window.picture(), page))
            turn = _next_page(root)
            if turn is None:
                return
            turn.on_press()

    def _put(self, screen: Control) -> None:
        if screen is not self._root:
            self._root = screen
            self._window.show(screen)

    def _shown(self) -> Control:
        if self._root is None:
            raise RuntimeError("the stage has shown nothing")
        return self._root


def _next_page(root: Control) -> Pressable | None:
    """Return the button that turns a list to its next page, where there is one."""
    return next((one for one in root.walk_controls() if isinstance(one, Pressable) and _turns_on(one)), None)


def _turns_on(control: Pressable) -> bool:
    in_list = isinstance(control.parent, Pages | Keys) and control.name == _NEXT_PAGE
    return in_list and control.opacity > 0 and control.width > 0
