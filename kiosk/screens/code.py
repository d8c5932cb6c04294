"""The code of an appointment: large keys, and what has been typed so far."""

from common.screen.controls.buttons import PrimaryButton
from common.screen.controls.face import MAIN, UNAVAILABLE
from common.screen.controls.keys import Key, Keys
from common.screen.controls.layout import Space
from common.screen.controls.panel import Panel
from common.screen.controls.text import Text, Title
from common.screen.controls.text_measure import measure_of
from common.screen.kit import Kit
from common.screen.languages.messages import Messages
from common.screen.symbols import Symbol
from common.screen.theme import GRID_MM, Type
from kiosk.flow.appointments import LEAST_TYPED
from kiosk.flow.event import Press, Typed
from kiosk.flow.state import EnteringCode
from kiosk.flow.state import Screen as State
from kiosk.screens.frame import Act, Frame
from kiosk.screens.scene import Scene
from kiosk.screens.texts import lead

_FIGURES = "123456789"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_COLUMNS = (3, 6)
"""Figures stand as on a telephone, with the last row under them; in low mode in two rows of six."""


class CodeScreen(Frame):
    """Figures first, letters by one key, as codes are on what authorities send."""

    kind = "deep"

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.code")
        self._title = Title(kit)
        self._scan = lead(kit, name="scan")
        self._code = _CodeLine(kit)
        self._figures = Keys(kit, columns=_COLUMNS, name="figures")
        self._letters = Keys(kit, name="letters")
        self._enter = PrimaryButton(kit, "", lambda: act(Press.ENTER), name="enter")
        self._space = Space(kit)
        self.telling.gap_mm = GRID_MM
        self.telling.put(
            self._title, self._scan, Panel(kit, self._code, margin_mm=GRID_MM, name="code-panel")
        )

    def forget(self) -> None:
        """The next customer finds nothing of the code."""
        super().forget()
        self._code.show_code("", "", "")

    def fill(self, scene: Scene, state: State) -> None:
        """Show the code as far as it is typed in ``state``, and its keys."""
        if not isinstance(state, EnteringCode):
            return
        words, typed = scene.words, state.typed
        self._title.show(words.text("kiosk.code.title"))
        self._scan.show(words.text("kiosk.code.scan") if scene.house.scans else "")
        empty = words.text("kiosk.code.empty_spoken")
        said = words.text("kiosk.code.signs_spoken", count=len(typed))
        self._code.show_code(typed, " ".join(typed) or empty, said if typed else empty)
        self._enter.show(words.text("kiosk.code.enter"))
        ready = len(typed) >= LEAST_TYPED
        self._enter.set_enabled(ready)
        self._enter.set_face(MAIN if ready else UNAVAILABLE)
        if state.letters:
            self._offer(self._letters, _LETTERS, (self._switch("123", "figures", words),), words)
        else:
            self._letters.page = 0
            last = (self._switch("ABC", "letters", words), self._sign("0"))
            self._offer(self._figures, _FIGURES, last, words)

    def _sign(self, sign: str) -> Key:
        return Key(f"key:{sign}", sign, lambda: self.act(Typed(sign)))

    def _switch(self, label: str, to: str, words: Messages) -> Key:
        spoken = words.text(f"kiosk.code.{to}_spoken")
        return Key("switch", label, lambda: self.act(Press.LETTERS), spoken=spoken)

    def _offer(self, keys: Keys, signs: str, last: tuple[Key, ...], words: Messages) -> None:
        """Show one set of keys; ``last`` and the key that erases end each page."""
        erase = Key(
            "erase",
            "",
            lambda: self.act(Press.ERASE),
            spoken=words.text("kiosk.code.erase_spoken"),
            drawn=Symbol.ERASE,
        )
        keys.offer(
            [self._sign(sign) for sign in signs],
            (*last, erase),
            more=words.text("common.more"),
            previous=words.text("common.previous"),
        )
        self.content.put_only(keys, self._enter, self._space)


class _CodeLine(Text):
    """A code on one line; of one that is longer the end is shown, where somebody is typing."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, lettering=Type.TITLE, name="code")
        self._whole = ""

    def show_code(self, code: str, spoken: str, discreet: str) -> None:
        """Change the code; the loudspeaker says how long it is, and not what it is."""
        self._whole = code
        self.own_spoken, self.discreet = spoken, discreet
        self.show(code)

    def described(self) -> bool:
        """Also while it is empty."""
        return True

    def height_for(self, width: float) -> float:  # noqa: ARG002  one line always
        """One line, also for no code."""
        return self.line_px

    def arrange(self) -> None:
        """Draws as much of the end as has room."""
        measure = measure_of(self.style_now)
        shown = self._whole
        while shown and measure(shown if shown == self._whole else f"…{shown}") > self.width:
            shown = shown[1:]
        self.label = shown if shown == self._whole else f"…{shown}"
        super().arrange()
