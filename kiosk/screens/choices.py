"""A list of choices that keeps its buttons from one customer to the next."""

from collections.abc import Callable, Sequence

import msgspec

from common.screen.controls.buttons import ChoiceButton
from common.screen.controls.face import PLAIN, Face
from common.screen.controls.foot import FootButton
from common.screen.controls.pages import Pages
from common.screen.kit import Kit
from common.screen.languages.messages import Messages
from common.screen.theme import TextSize
from kiosk.screens.tight import is_tight


class Choice(msgspec.Struct, frozen=True):
    """One line of the list. ``name`` is for programs; ``press`` acts.

    ``telling``: its words would tell bystanders whom somebody visits; the loudspeaker says its number.
    ``names`` stand on the quiet line of one that stays on every page, as many as have room.
    """

    name: str
    label: str
    press: Callable[[], None]
    quiet: str = ""
    available: bool = True
    face: Face = PLAIN
    telling: bool = False
    names: tuple[str, ...] = ()


class Choices(Pages):
    """As many as there is room for at a time; the rest by a button."""

    def __init__(self, kit: Kit, *, pairs: bool = False) -> None:
        """``pairs`` as in ``Pages``."""
        super().__init__(kit, more="", previous="", pairs=pairs)
        self._pool: list[ChoiceButton] = []
        self._pool_of_last: list[FootButton] = []
        self._shown: tuple[list[ChoiceButton], list[FootButton]] = ([], [])

    def first_page(self) -> None:
        """Turn to the beginning."""
        self.page = 0
        self.changed()

    def offer(self, choices: Sequence[Choice], words: Messages, last: Sequence[Choice] = ()) -> None:
        """Show a list; the page stays where the list has the same length.

        ``last`` stays on every page, as far as there is room: what nobody should have to turn pages for.
        """
        self.show_words(words.text("common.more"), words.text("common.previous"))
        while len(self._pool) < len(choices):
            self._pool.append(ChoiceButton(self.kit, "", lambda: None))
        while len(self._pool_of_last) < len(last):
            self._pool_of_last.append(FootButton(self.kit, "", lambda: None))
        shown = (self._pool[: len(choices)], self._pool_of_last[: len(last)])
        for number, (button, choice) in enumerate(zip(shown[0], choices, strict=True), 1):
            self._fill(button, choice, words.text("kiosk.spoken.choice", number=number))
        look = self.kit.look
        brief = is_tight(look) or (len(last) > 1 and (look.low or look.size is TextSize.LARGE))
        for button, choice in zip(shown[1], last, strict=True):
            self._fill(button, msgspec.structs.replace(choice, quiet="" if brief else choice.quiet), "")
            button.show_names(choice.names)
        if self._shown != shown:
            self._shown = shown
            self.put_items(*shown)

    def _fill(self, button: ChoiceButton, choice: Choice, discreet: str) -> None:
        if button.kit is not self.kit:
            button.restyle(self.kit)
        button.name = choice.name
        button.discreet = discreet if choice.telling else None
        button.on_press = choice.press
        button.show_as(choice.face)
        button.show(choice.label, choice.quiet, available=choice.available)
