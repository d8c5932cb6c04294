import dataclasses
from collections.abc import Sequence

import msgspec
import pytest

from common.screen.description import ControlDescription
from common.screen.languages.messages import load_languages
from common.screen.speech.script import Tone
from kiosk.flow.house import House
from kiosk.flow.moves import fresh
from kiosk.flow.state import Sound, Visit
from kiosk.surroundings import Surroundings
from kiosk.voice.narrator import Narrator
from kiosk.voice.voice import Voice
from tests.kiosk.house import NOW, SITE
from tests.kiosk.voice.controls import button, choice, control
from tests.kiosk.voice.speaker import FakeSpeaker

LIST = (
    control("Kenen luo olet tulossa?", name="title"),
    choice("Verohallinto", "authority:tax", discreet="Vaihtoehto 1"),
)
AT_TAX = (LIST[0], dataclasses.replace(LIST[1], focused=True))
WARNING = (control("Jatketaanko?", name="title"), button("Jatka", "go-on"))
PRINTING = (control("Vuoronumerosi on 214", name="title"), control("Lippusi tulostuu", name="paper"))
OUT = (PRINTING[0], control("Ota lippu", name="paper"))
ALOUD = Sound(on=True)
IN_HEADSET = Sound(on=True, headset=True)


class Kiosk:
    """A voice with somebody at the screen."""

    def __init__(self, site: Surroundings = SITE) -> None:
        self.speaker = FakeSpeaker()
        self.voice = Voice(self.speaker, Narrator(load_languages(), self.speaker.has_voice))
        self.site = site
        self.visit: Visit = fresh(House(site), NOW)
        self.described = 0

    def show(self, screen: str, controls: Sequence[ControlDescription], sound: Sound) -> None:
        def describe() -> Sequence[ControlDescription]:
            self.described += 1
            return controls

        self.visit = msgspec.structs.replace(self.visit, sound=sound)
        self.voice.show(screen, self.visit, self.site, describe)


@pytest.fixture
def kiosk() -> Kiosk:
    return Kiosk()


def test_nothing_is_said_and_nothing_asked_before_speech_is_on(kiosk: Kiosk) -> None:
    kiosk.show("kiosk.authorities", LIST, Sound())
    kiosk.voice.touched()
    kiosk.voice.repeat()
    assert kiosk.speaker.spoken == []
    assert kiosk.described == 0


def test_speech_begins_with_the_screen_and_gets_its_language_ready(kiosk: Kiosk) -> None:
    kiosk.show("kiosk.authorities", LIST, Sound())
    kiosk.show("kiosk.authorities", LIST, IN_HEADSET)
    assert kiosk.speaker.last.texts[:2] == ("Puhe on päällä.", "Kenen luo olet tulossa?")
    assert kiosk.speaker.last.output == "headset"
    assert kiosk.speaker.warmed == ["fi"]


def test_a_screen_that_stands_is_told_once(kiosk: Kiosk) -> None:
    for _ in range(5):
        kiosk.show("kiosk.authorities", LIST, IN_HEADSET)
    assert len(kiosk.speaker.spoken) == 1


def test_the_loudspeaker_names_no_authority_and_the_headset_does(kiosk: Kiosk) -> None:
    kiosk.show("kiosk.authorities", LIST, ALOUD)
    kiosk.show("kiosk.authorities", AT_TAX, ALOUD)
    assert kiosk.speaker.last.texts == ("Vaihtoehto 1.",)
    kiosk.show("kiosk.authorities", AT_TAX, IN_HEADSET)
    assert kiosk.speaker.last.texts[-1] == "Verohallinto."
    assert kiosk.speaker.last.texts[0] == "Puhe on päällä."


def test_a_site_may_ask_for_names_aloud() -> None:
    config = msgspec.structs.replace(SITE.config, name_authority=True)
    kiosk = Kiosk(msgspec.structs.replace(SITE, config=config))
    kiosk.show("kiosk.authorities", LIST, ALOUD)
    kiosk.show("kiosk.authorities", AT_TAX, ALOUD)
    assert kiosk.speaker.last.texts == ("Verohallinto.",)


def test_a_touch_ends_what_is_said_and_clicks_with_what_comes(kiosk: Kiosk) -> None:
    kiosk.show("kiosk.authorities", LIST, IN_HEADSET)
    kiosk.voice.touched()
    assert kiosk.speaker.spoken[-1] is None
    kiosk.show("kiosk.authorities", AT_TAX, IN_HEADSET)
    assert kiosk.speaker.last.tones == (Tone.CLICK,)
    assert kiosk.speaker.last.texts == ("Verohallinto.",)
    kiosk.voice.touched()
    kiosk.show("kiosk.authorities", AT_TAX, IN_HEADSET)
    assert kiosk.speaker.last.script == (Tone.CLICK,)


def test_all_is_said_again_on_request(kiosk: Kiosk) -> None:
    kiosk.show("kiosk.authorities", LIST, IN_HEADSET)
    kiosk.voice.repeat()
    assert kiosk.speaker.last.texts == (
        "Kenen luo olet tulossa?",
        "1 vaihtoehto.",
        "Siirry nuolinäppäimillä ja valitse keskimmäisellä näppäimellä.",
        "Toistonäppäin sanoo tämän uudestaan.",
    )


def test_louder_is_said_louder(kiosk: Kiosk) -> None:
    kiosk.show("kiosk.authorities", LIST, IN_HEADSET)
    kiosk.show("kiosk.authorities", LIST, msgspec.structs.replace(IN_HEADSET, louder=2))
    assert kiosk.speaker.last.texts == ("Äänenvoimakkuus 3, enintään 3.",)
    assert kiosk.speaker.last.step == 2


def test_speech_that_ends_says_so_and_nothing_more(kiosk: Kiosk) -> None:
    kiosk.show("kiosk.authorities", LIST, IN_HEADSET)
    kiosk.show("kiosk.rest", LIST, Sound())
    kiosk.voice.repeat()
    assert kiosk.speaker.last.texts == ("Puhe on pois päältä. Puhenäppäin käynnistää sen.",)
    assert kiosk.speaker.last.output == "headset"
    assert len(kiosk.speaker.spoken) == 2


def test_who_pulls_out_the_headset_is_told_nothing(kiosk: Kiosk) -> None:
    kiosk.show("kiosk.authorities", LIST, IN_HEADSET)
    kiosk.voice.unplugged()
    kiosk.show("kiosk.authorities", LIST, Sound())
    assert kiosk.speaker.spoken[1:] == [None]


def test_news_wait_until_the_rest_was_said(kiosk: Kiosk) -> None:
    kiosk.show("kiosk.ticket", PRINTING, IN_HEADSET)
    kiosk.show("kiosk.ticket", OUT, IN_HEADSET)
    assert kiosk.speaker.last.texts == ("Ota lippu.",)
    assert kiosk.speaker.last.after


def test_what_a_key_did_is_said_at_once(kiosk: Kiosk) -> None:
    kiosk.show("kiosk.ticket", PRINTING, IN_HEADSET)
    kiosk.voice.touched()
    kiosk.show("kiosk.ticket", OUT, IN_HEADSET)
    assert not kiosk.speaker.last.after


def test_another_screen_is_told_at_once(kiosk: Kiosk) -> None:
    kiosk.show("kiosk.ticket", PRINTING, IN_HEADSET)
    kiosk.show("kiosk.print_failed", OUT, IN_HEADSET)
    assert not kiosk.speaker.last.after


def test_the_warning_is_heard_with_speech_and_without(kiosk: Kiosk) -> None:
    kiosk.show("kiosk.authorities", LIST, Sound())
    for _ in range(3):
        kiosk.show("kiosk.timeout", WARNING, Sound())
    assert [one.script for one in kiosk.speaker.spoken if one] == [(Tone.ATTENTION,)]
    kiosk.show("kiosk.authorities", LIST, IN_HEADSET)
    kiosk.show("kiosk.timeout", WARNING, IN_HEADSET)
    assert kiosk.speaker.last.tones == (Tone.ATTENTION,)
    assert kiosk.speaker.last.texts == ("Jatketaanko?", "Jatka.")


def test_another_language_is_got_ready_and_told_how_to_move(kiosk: Kiosk) -> None:
    kiosk.show("kiosk.languages", LIST, IN_HEADSET)
    kiosk.visit = msgspec.structs.replace(kiosk.visit, language="en")
    kiosk.show("kiosk.authorities", LIST, IN_HEADSET)
    assert kiosk.speaker.warmed == ["fi", "en"]
    assert "Move with the arrow keys and choose with the middle key." in kiosk.speaker.last.texts
