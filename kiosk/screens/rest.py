"""The screen at rest: what this is, the first languages as large choices, and who is here now."""

from collections.abc import Sequence

from common.screen.controls.face import MAIN, PLAIN, TINTED
from common.screen.controls.layout import Space
from common.screen.controls.text import Text
from common.screen.kit import Kit
from common.screen.languages.messages import Messages
from common.screen.palette import Ink
from common.screen.theme import GRID_MM, Type
from common.wire.site import Offers
from kiosk.choices.offers import here_now, next_opening
from kiosk.choices.wording import when_words
from kiosk.flow.event import LanguageChosen, Press
from kiosk.flow.state import Screen as State
from kiosk.screens.choices import Choice, Choices
from kiosk.screens.frame import Act, Frame
from kiosk.screens.if_room import HereNow
from kiosk.screens.scene import Scene
from kiosk.surroundings import Surroundings, local

_FIRST_LANGUAGES = 3
"""So many stand on the first screen before the site is known."""
_WAYS: dict[Offers, str] = {
    "both": "kiosk.rest.take_number",
    "numbers": "kiosk.rest.only_numbers",
    "appointments": "kiosk.rest.only_appointments",
}
"""What a kiosk is for, by what it offers."""


class RestScreen(Frame):
    """A welcome, and one tap to a language."""

    kind = "door"

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.rest")
        self._welcome = Text(kit, lettering=Type.WELCOME, name="title")
        self._others = Text(kit, lettering=Type.LEAD, ink=Ink.QUIET, name="welcome-others")
        self._choices = Choices(kit, pairs=True)
        self._here = (HereNow(kit), HereNow(kit))
        self.telling.gap_mm = self.content.gap_mm = GRID_MM / 2
        self.telling.put(self._welcome, self._others)
        beneath = [part for here in self._here for part in (Space(kit, height_mm=2 * GRID_MM), here)]
        self._all = (self._choices, *beneath)
        self.hold(*self._all)

    def begin(self) -> None:
        """Turn to the first languages."""
        self._choices.first_page()

    def fill(self, scene: Scene, state: State) -> None:  # noqa: ARG002  it has no state of its own
        """Show the welcome, the languages and who is here."""
        offered = scene.offered()
        first = offered[: _FIRST_LANGUAGES if scene.site is None else scene.site.config.first_languages]
        self._welcome.show(first[0].text("kiosk.rest.welcome"))
        self._others.show(" · ".join(words.text("kiosk.rest.welcome") for words in first[1:]))
        low = scene.visit.look.low  # all first languages stand there at once, in half the room
        self.content.put_only(*((self._choices,) if low else self._all))
        way = _WAYS["both" if scene.site is None else scene.site.config.offers]
        choices = [
            Choice(
                words.code,
                words.name,
                lambda code=words.code: self.act(LanguageChosen(code)),
                quiet="" if low else words.text(way),
                face=MAIN if words is first[0] else PLAIN,
            )
            for words in first
        ]
        others = offered[len(first) :]
        self._choices.offer(choices, scene.words, [self._others_choice(first[0], others)] if others else [])
        if scene.site is not None:
            self._show_who_is_here(scene, scene.site)

    def _others_choice(self, words: Messages, others: Sequence[Messages]) -> Choice:
        """Return the way to the other languages, which are named so that those who speak them find it."""
        label, names = words.text("common.languages"), tuple(other.name for other in others)
        return Choice("languages", label, lambda: self.act(Press.LANGUAGES), face=TINTED, names=names)

    def _show_who_is_here(self, scene: Scene, site: Surroundings) -> None:
        signs = scene.languages.some(site.catalogue.sign_languages)
        for index, here in enumerate(self._here):
            if index < len(signs):
                here.show(*_who_is_here(scene, site, signs[index]))
            else:
                here.show("", (), ())


def _who_is_here(scene: Scene, site: Surroundings, words: Messages) -> tuple[str, list[str], list[str]]:
    """Return the heading, the names, and the words for those that have no room, by their number."""
    now_ms = scene.now.wall_ms
    names = [site.name(one.names, words.code) for one in here_now(site.catalogue, now_ms)]
    if names:
        more = [words.text("kiosk.rest.and_more", count=count) for count in range(len(names) + 1)]
        return words.text("kiosk.rest.here_now"), names, more
    nobody = words.text("kiosk.rest.nobody_here")
    opening = next_opening(site.catalogue, now_ms)
    if opening is None:
        return nobody, [], []
    when = when_words(words, local(opening, site.zone), scene.local)
    sentence = words.text("kiosk.rest.next_opening", when=when)
    return nobody, [sentence], ["", ""]
