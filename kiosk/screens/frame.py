"""What all screens of a kiosk share: the header, and the bar that is the same everywhere."""

from collections.abc import Callable
from typing import Literal

from common.screen.controls.bar import Bar, BarButton, help_button
from common.screen.controls.control import Control
from common.screen.controls.header import Header, HeaderButton, HeaderText
from common.screen.controls.screen import Screen
from common.screen.kit import Kit
from common.screen.symbols import Symbol
from kiosk.flow.event import Event, Press
from kiosk.flow.state import Screen as State
from kiosk.screens.scene import Scene

Act = Callable[[Event], None]
"""Takes what a person does at the screen."""

Kind = Literal["outer", "inner", "choosing"]
"""``outer`` has the point's name and the time, ``inner`` the way back and the language, ``choosing`` no
language."""


class Frame(Screen):
    """One screen, made once and shown to every customer: new controls each time would fill the memory."""

    kind: Kind = "inner"

    def __init__(self, kit: Kit, act: Act, name: str) -> None:
        """``act`` takes what is pressed; ``name`` is for programs."""
        self.act = act
        self._state: State | None = None
        self._point_text = HeaderText(kit, name="point")
        self._time = HeaderText(kit, name="time")
        self._back = HeaderButton(kit, "", lambda: act(Press.BACK), drawn=Symbol.BACK, name="back")
        self._language = HeaderButton(
            kit, "", lambda: act(Press.LANGUAGES), drawn=Symbol.MORE, symbol_last=True, name="language"
        )
        start = self._point_text if self.kind == "outer" else self._back
        end = self._language if self.kind == "inner" else self._time
        self._size = BarButton(kit, "", Symbol.SIZE, lambda: act(Press.SIZE), name="size")
        self._contrast = BarButton(kit, "", Symbol.CONTRAST, lambda: act(Press.CONTRAST), name="contrast")
        self._help = help_button(kit, "", lambda: act(Press.HELP))
        bar = Bar(kit, [self._size, self._contrast], self._help)
        super().__init__(kit, header=Header(kit, start, end), bar=bar, name=name)

    def show(self, scene: Scene, state: State) -> None:
        """Show a state; called again while it lasts, and cheap where nothing has changed."""
        words = scene.words
        self.show_point_name(scene.point)
        self._point_text.show(scene.point)
        self._time.show(words.formats.write_time(scene.local))
        self._back.show(words.text("common.back"))
        self._language.show(words.name)
        for button, key in ((self._size, "size"), (self._contrast, "contrast"), (self._help, "help")):
            button.show(words.text(f"bar.{key}"))
            button.own_spoken = words.text(f"bar.{key}_spoken")
        if state != self._state:
            self._state = state
            self.begin()
        self.fill(scene, state)

    def forget(self) -> None:
        """Forget what was shown last: the next customer finds the first page."""
        self._state = None

    def begin(self) -> None:
        """Get ready for another state than the one shown last, such as by turning to the first page."""

    def fill(self, scene: Scene, state: State) -> None:
        """Show what is particular to this screen."""
        raise NotImplementedError

    def hold(self, *parts: Control) -> None:
        """Put the parts of this screen in, from the top down."""
        self.content.put(*parts)
