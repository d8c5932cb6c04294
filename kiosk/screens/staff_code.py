"""The code of the service page: its figures, of which nobody who looks on sees any."""

from common.screen.controls.keys import Key, Keys
from common.screen.controls.layout import Space
from common.screen.controls.text import Text, Title
from common.screen.kit import Kit
from common.screen.symbols import Symbol
from common.screen.theme import GRID_MM, Type
from common.wire.staff_codes import DIGITS
from kiosk.flow.event import Press, Typed
from kiosk.flow.staff import is_locked
from kiosk.flow.state import Screen as State
from kiosk.flow.state import StaffCode
from kiosk.screens.frame import Act, Frame
from kiosk.screens.scene import Scene
from kiosk.screens.texts import lead

_FIGURES = "1234567890"
_TYPED, _OPEN = "\u25cf", "\u25cb"  # a filled and an empty circle
_MS = 1000


class StaffCodeScreen(Frame):
    """Looks at the code by itself when its last figure is typed."""

    kind = "choosing"

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.staff_code")
        self._title = Title(kit)
        self._typed = Text(kit, lettering=Type.TITLE, name="code-typed")
        self._told = lead(kit, name="told")
        self._keys = Keys(kit, columns=(3, 6))
        self.telling.gap_mm = GRID_MM
        self.telling.put(self._title, self._typed, self._told)
        self.hold(Space(kit, height_mm=GRID_MM), self._keys, Space(kit))

    def fill(self, scene: Scene, state: State) -> None:
        """Show how much is typed, and what became of the last code."""
        if not isinstance(state, StaffCode):
            return
        words = scene.words
        count = len(state.typed)
        self._title.show(words.text("kiosk.staff.code"))
        self._typed.show(" ".join(_TYPED * count + _OPEN * (DIGITS - count)))
        self._typed.own_spoken = words.text("kiosk.staff.code_spoken", count=count)
        self._told.show(_told(scene, state))
        keys = [
            Key(f"key:{figure}", figure, lambda figure=figure: self.act(Typed(figure))) for figure in _FIGURES
        ]
        erase = Key(
            "erase",
            "",
            lambda: self.act(Press.ERASE),
            spoken=words.text("kiosk.code.erase_spoken"),
            drawn=Symbol.ERASE,
        )
        more, previous = words.text("common.more"), words.text("common.previous")
        self._keys.offer(keys, [erase], more=more, previous=previous)


def _told(scene: Scene, state: StaffCode) -> str:
    words = scene.words
    if scene.site is not None and scene.site.config.staff_code is None:
        return words.text("kiosk.staff.no_code")
    if state.wish is not None:
        return words.text("kiosk.staff.checking")
    if is_locked(state, scene.now):
        left_s = -(-(state.locked_until_ms - scene.now.ms) // _MS)
        return words.text("kiosk.staff.locked", seconds=left_s)
    return words.text("kiosk.staff.wrong") if state.wrong else ""
