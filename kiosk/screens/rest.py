"""The screen at rest: what this is, the first languages as large choices, and who is here now."""

from common.screen.controls.face import MAIN, PLAIN, TINTED
from common.screen.controls.layout import Space
from common.screen.controls.text import Text
from common.screen.kit import Kit
from common.screen.languages.messages import Messages
from common.screen.palette import Ink
from common.screen.theme import GRID_MM, Type
from kiosk.choices.offers import here_now, next_opening
from kiosk.choices.wording import when_words
from kiosk.flow.event import LanguageChosen, Press
from kiosk.flow.state import Screen as State
from kiosk.screens.choices import Choice, Choices
from kiosk.screens.frame import Act, Frame
from kiosk.screens.if_room import HereNow
from kiosk.screens.scene import Scene
from kiosk.surroundings import Surroundings, local

FIRST_LANGUAGES = 3
"""So many languages stand on the first screen; all others are one tap away."""


class RestScreen(Frame):
    """A welcome, and one tap to a language."""

    kind = "outer"

    def __init__(self, kit: Kit, act: Act) -> None:
        super().__init__(kit, act, "kiosk.rest")
        self._welcome = Text(kit, lettering=Type.WELCOME, name="title")
        self._others = Text(kit, lettering=Type.LEAD, ink=Ink.QUIET, name="welcome-others")
        self._choices = Choices(kit)
        self._here = (HereNow(kit), HereNow(kit))
        self.content.gap_mm = GRID_MM / 2
        self.hold(
            self._welcome,
            self._others,
            Space(kit, height_mm=2 * GRID_MM),
            self._choices,
            *(part for here in self._here for part in (Space(kit, height_mm=2 * GRID_MM), here)),
            Space(kit),
        )

    def begin(self) -> None:
        """Turn to the first languages."""
        self._choices.first_page()

    def fill(self, scene: Scene, state: State) -> None:  # noqa: ARG002  it has no state of its own
        """Show the welcome, the languages and who is here."""
        offered = scene.offered()
        first = offered[:FIRST_LANGUAGES]
        self._welcome.show(first[0].text("kiosk.rest.welcome"))
        self._others.show(" · ".join(words.text("kiosk.rest.welcome") for words in first[1:]))
        choices = [
            Choice(
                words.code,
                words.name,
                lambda code=words.code: self.act(LanguageChosen(code)),
                quiet=words.text("kiosk.rest.take_number"),
                face=MAIN if words is first[0] else PLAIN,
            )
            for words in first
        ]
        if len(offered) > len(first):
            more = first[0].text("common.languages")
            choices.append(Choice("languages", more, lambda: self.act(Press.LANGUAGES), face=TINTED))
        self._choices.offer(choices, scene.words)
        if scene.site is not None:
            self._show_who_is_here(scene, scene.site)

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
