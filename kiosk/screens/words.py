"""Everyday words: the letters that they begin with, then the words themselves."""

from collections.abc import Sequence

from common.screen.controls.keys import Key, Keys
from common.screen.controls.text import Title
from common.screen.kit import Kit
from common.screen.languages.messages import Messages
from common.screen.theme import GRID_MM
from common.wire.site import Catalogue
from kiosk.choices.alphabet import Alphabet
from kiosk.choices.offers import find_authority
from kiosk.choices.words import Beginning, Narrowed, Word, narrow, service_named, words_of
from kiosk.flow.event import PrefixChosen, WordChosen
from kiosk.flow.state import Screen as State
from kiosk.flow.state import Words
from kiosk.screens.adviser_choice import adviser_choice
from kiosk.screens.choices import Choice, Choices
from kiosk.screens.frame import Act, Frame
from kiosk.screens.scene import Scene
from kiosk.screens.texts import NumberStays, lead
from kiosk.screens.tight import is_tight


class WordsScreen(Frame):
    """A letter at first, where there are many words; then a list; and always a person."""

    kind = "deep"

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.words")
        self._beginning = lead(kit, name="beginning")
        self._title = Title(kit)
        self._number = NumberStays(kit)
        self._keys = Keys(kit, mirrors=True)
        self._choices = Choices(kit)
        self._seen: tuple[Catalogue, str] | None = None
        self._words: tuple[Word, ...] = ()
        self.telling.gap_mm = GRID_MM / 4
        self.telling.put(self._beginning, self._title, self._number)

    def begin(self) -> None:
        """Turn to the first letters and words."""
        self._keys.first_page()
        self._choices.first_page()

    def fill(self, scene: Scene, state: State) -> None:
        """Show what the beginning in ``state`` leaves."""
        words, site = scene.words, scene.site
        self._number.show_for(scene)
        if site is None or not isinstance(state, Words):
            return
        left = self._narrow(site.catalogue, state.prefix, words)
        self._title.show(words.text("kiosk.words.letter" if left.letters else "kiosk.words.choose"))
        shown = state.prefix[:1].upper() + state.prefix[1:]
        self._beginning.show(words.text("kiosk.words.beginning", letters=shown) if shown else "")
        choices = [] if left.letters else [self._choice(scene, site.catalogue, one) for one in left.listed]
        self._choices.offer(choices, words, [adviser_choice(self.act, words, "kiosk.words.not_found")])
        if left.letters:
            self._offer_letters(left.letters, words)
            self.content.put_only(self._keys, self._choices)
        else:
            self.content.put_only(self._choices)

    def _narrow(self, catalogue: Catalogue, prefix: str, words: Messages) -> Narrowed:
        if self._seen is None or self._seen[0] is not catalogue or self._seen[1] != words.code:
            self._seen = (catalogue, words.code)
            self._words = words_of(catalogue, words.code)
        return narrow(self._words, prefix, Alphabet(words.text("kiosk.words.alphabet")))

    def _offer_letters(self, letters: Sequence[str], words: Messages) -> None:
        keys = [
            Key(f"letter:{letter}", letter.upper(), lambda letter=letter: self.act(PrefixChosen(letter)))
            for letter in letters
        ]
        self._keys.offer(keys, more=words.text("common.more"), previous=words.text("common.previous"))

    def _choice(self, scene: Scene, catalogue: Catalogue, one: Word | Beginning) -> Choice:
        words = scene.words
        if isinstance(one, Beginning):
            return Choice(
                f"beginning:{one.prefix}",
                f"{one.written[:1].upper()}{one.written[1:]}…",
                lambda: self.act(PrefixChosen(one.prefix)),
                quiet=words.text("kiosk.words.count", count=one.count),
            )
        return Choice(
            f"word:{one.text}",
            one.text[:1].upper() + one.text[1:],
            lambda: self.act(WordChosen(one.text)),
            quiet="" if is_tight(scene.visit.look) else _quiet(scene, catalogue, one),
            telling=True,
        )


def _quiet(scene: Scene, catalogue: Catalogue, word: Word) -> str:
    """Return what a word leads to: its one service, or that service's authority, or how many there are."""
    service = service_named(catalogue, word)
    if service is None:
        count = len(word.services)
        return scene.words.text("kiosk.words.services", count=count) if count else ""
    name = scene.name(service.names)
    if not word.names:
        return name
    owner = find_authority(catalogue, service.authority)
    other = scene.name(owner.names) if owner and word.authority is None else name
    return other if other.casefold() != word.text.casefold() else ""
