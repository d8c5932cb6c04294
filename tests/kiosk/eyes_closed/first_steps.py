"""How each walk begins: a headset, a language, and as a rule a number."""

from simulator.keypad import PadKey
from tests.kiosk.eyes_closed.point import (
    EXPECTED,
    name,
)
from tests.kiosk.eyes_closed.walker import Visitor, Walker
from tests.kiosk.screens.states import LANGUAGES

FIRST_LANGUAGES = ("fi", "sv", "en")


def begin(walker: Walker) -> None:
    """Plug in a headset, and choose a language."""
    walker.press(PadKey.HEADSET_IN)
    walker.expect("Tervetuloa", "Välkommen", "Welcome")
    choose_language(walker)


def choose_language(walker: Walker) -> None:
    """Choose the walker's language on the first screen."""
    if walker.language not in FIRST_LANGUAGES:
        walker.choose(LANGUAGES.get("fi").text("common.languages"))
    walker.choose(walker.words.name)
    walker.expect(walker.say("kiosk.authority.question"))


def take(walker: Visitor) -> None:
    """Take a number for a service of an authority that has several."""
    walker.choose(name("dvv", walker.language))
    walker.expect(name("dvv", walker.language), walker.say("kiosk.service.question"))
    walker.choose(name("dvv-certificates", walker.language))
    walker.expect(*EXPECTED[walker.language]["ticket"], walker.say("kiosk.printing.title"))
