"""A list of choices that keeps its buttons from one customer to the next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from common.screen.controls.buttons import ChoiceButton
from common.screen.controls.face import PLAIN, Face
from common.screen.controls.pages import Pages
from common.screen.kit import Kit
from common.screen.languages.messages import Messages


@dataclass(frozen=True)
class Choice:
    """One line of the list. ``name`` is for programs; ``press`` acts."""

    name: str
    label: str
    press: Callable[[], None]
    quiet: str = ""
    available: bool = True
    face: Face = PLAIN


class Choices(Pages):
    """As many as there is room for at a time; the rest by a button."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, more="", previous="")
        self._pool: list[ChoiceButton] = []

    def first_page(self) -> None:
        """Turn to the beginning."""
        self.page = 0
        self.changed()

    def offer(self, choices: Sequence[Choice], words: Messages) -> None:
        """Show a list; the page stays where the list has the same length."""
        self.show_words(words.text("common.more"), words.text("common.previous"))
        while len(self._pool) < len(choices):
            self._pool.append(ChoiceButton(self.kit, "", lambda: None))
        shown = self._pool[: len(choices)]
        for button, choice in zip(shown, choices, strict=True):
            if button.kit is not self.kit:
                button.restyle(self.kit)
            button.name = choice.name
            button.on_press = choice.press
            button.show_as(choice.face)
            button.show(choice.label, choice.quiet, available=choice.available)
        if self.items != shown:
            self.put_items(shown)
