"""What all screens of a kiosk share: the header, and the bar that is the same everywhere."""

from collections.abc import Callable
from typing import Literal

from common.screen.controls.bar import Bar, BarButton, help_button
from common.screen.controls.control import Control
from common.screen.controls.face import BAR, SET
from common.screen.controls.header import Header, HeaderButton, HeaderText
from common.screen.controls.screen import Screen
from common.screen.kit import Kit
from common.screen.symbols import Symbol
from common.screen.theme import Contrast, TextSize
from kiosk.flow.event import Event, Press
from kiosk.flow.state import Screen as State
from kiosk.screens.scene import Scene

Act = Callable[[Event], None]
"""Takes what a person does at the screen."""

Kind = Literal["door", "outer", "ticket", "inner", "deep", "choosing"]
"""What the header has: ``door`` the point's name and the time, which is the staff's way in; ``outer`` both
without the way in; ``ticket`` the name and the language; ``inner`` the way back and the language; ``deep``
the way back and the beginning; ``choosing`` the way back and the time."""


_SETTINGS = {
    Press.SIZE: Symbol.SIZE,
    Press.CONTRAST: Symbol.CONTRAST,
    Press.LOW: Symbol.LOW,
    Press.SOUND: Symbol.SOUND,
}


def _is_set(scene: Scene, press: Press) -> bool:
    """Tell whether a setting is on: its button is then filled, as it was pressed in."""
    look = scene.visit.look
    return {
        Press.SIZE: look.size is TextSize.LARGE,
        Press.CONTRAST: look.contrast is Contrast.HIGH,
        Press.LOW: look.low,
        Press.SOUND: scene.visit.sound.on,
    }[press]


class Frame(Screen):
    """One screen, made once and shown to every customer: new controls each time would fill the memory."""

    kind: Kind = "inner"

    def __init__(self, kit: Kit, act: Act, name: str) -> None:
        """``act`` takes what is pressed; ``name`` is for programs."""
        self.act = act
        self._state: State | None = None
        self._point_text = HeaderText(kit, name="point")
        self._time = HeaderText(kit, name="time")
        self._door = HeaderButton(kit, "", lambda: act(Press.STAFF), name="staff")
        self._back = HeaderButton(kit, "", lambda: act(Press.BACK), drawn=Symbol.BACK, name="back")
        self._start_over = HeaderButton(kit, "", lambda: act(Press.START_OVER), name="start-over")
        self._language = HeaderButton(
            kit, "", lambda: act(Press.LANGUAGES), drawn=Symbol.MORE, symbol_last=True, name="language"
        )
        ends: dict[Kind, tuple[Control, Control]] = {
            "door": (self._point_text, self._door),
            "outer": (self._point_text, self._time),
            "ticket": (self._point_text, self._language),
            "inner": (self._back, self._language),
            "deep": (self._back, self._start_over),
            "choosing": (self._back, self._time),
        }
        self._settings = {
            press: BarButton(kit, "", drawn, lambda press=press: act(press), name=press.value)
            for press, drawn in _SETTINGS.items()
        }
        self._help = help_button(kit, "", lambda: act(Press.HELP))
        header = Header(kit, *ends[self.kind])
        super().__init__(kit, header=header, bar=Bar(kit, [*self._settings.values()], self._help), name=name)

    def show(self, scene: Scene, state: State) -> None:
        """Show a state; called again while it lasts, and cheap where nothing has changed."""
        words = scene.words
        self.show_point_name(scene.point)
        self._point_text.show(scene.point)
        time = words.formats.write_time(scene.local)
        self._time.show(time)
        self._door.show(time)
        self._door.own_spoken = words.text("kiosk.staff.door_spoken")
        self._back.show(words.text("common.back"))
        self._start_over.show(words.text("common.start_over"))
        self._language.show(words.name)
        for press, button in self._settings.items():
            button.show(words.text(f"bar.{press}"))
            button.own_spoken = words.text(f"bar.{press}_spoken")
            button.set_face(SET if _is_set(scene, press) else BAR)
        self._help.show(words.text("bar.help"))
        self._help.own_spoken = words.text("bar.help_spoken")
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
