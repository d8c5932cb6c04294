import re
import subprocess
from difflib import SequenceMatcher

import pytest

from common.screen.languages.messages import load_languages
from common.screen.speech import espeak
from common.screen.speech.engine import EngineError
from common.screen.speech.espeak import Espeak
from common.screen.speech.pcm import Pcm
from common.screen.speech.said import said

LANGUAGES = load_languages()
SPOKEN = ("fi", "sv", "en", "ru", "uk", "et", "ar")


def never() -> bool:
    return False


def whole(pieces: list[Pcm]) -> Pcm:
    return Pcm(b"".join(piece.data for piece in pieces), pieces[0].rate)


@pytest.mark.parametrize("language", SPOKEN)
def test_each_language_sounds(language: str) -> None:
    text = LANGUAGES.get(language).text("kiosk.ticket.number_spoken", number="214")
    sound = whole(list(Espeak().speak(text, language, never)))
    assert sound.rate == 22_050
    assert 1 < sound.length_s < 10
    assert sound.peak() > 0.1


def phonemes(language: str, text: str) -> str:
    command = ["espeak-ng", "-v", language, "-q", "-x", text]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def skeleton(told: str) -> str:
    """Letters of phonemes alone: stress and length of a figure differ from those of its words."""
    return re.sub("[^a-z]", "", told.lower())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "kaksisataa neljätoista"),
        ("sv", "tvåhundrafjorton"),
        ("en", "two hundred and fourteen"),
        ("ru", "двести четырнадцать"),
        ("uk", "двісті чотирнадцять"),
        ("et", "kakssada neliteist"),
        ("ar", "مئتان وأربعة عشر"),
    ],
)
def test_a_number_is_said_as_its_words_and_not_figure_by_figure(language: str, words: str) -> None:
    number = skeleton(phonemes(language, "214"))
    as_words, as_figures = (
        SequenceMatcher(None, number, skeleton(phonemes(language, other))).ratio()
        for other in (words, "2 1 4")
    )
    assert as_words > 0.75 > as_figures


def test_a_time_is_no_decimal_figure() -> None:
    spoken = said("Avoinna klo 16.15 asti", LANGUAGES.get("fi"))
    assert "piste" not in phonemes("fi", spoken)


def test_faster_is_shorter() -> None:
    slow, fast = (
        whole(list(Espeak(pace).speak("Odota täällä", "fi", never))).length_s for pace in (100, 250)
    )
    assert fast < 0.7 * slow


def test_who_does_not_listen_any_more_gets_no_more() -> None:
    answers = iter([False, False, True, True])
    assert len(list(Espeak().speak("yksi kaksi kolme neljä " * 5, "fi", lambda: next(answers)))) <= 2


def test_a_text_like_an_option_or_markup_is_only_a_text() -> None:
    assert whole(list(Espeak().speak("--help <speak> -w /tmp/x", "en", never))).length_s > 0.5


def test_a_language_without_a_voice_is_told_before_and_after() -> None:
    engine = Espeak()
    assert not engine.can_say("Bures", "se")
    with pytest.raises(EngineError, match="is its voice installed"):
        list(engine.speak("Bures", "se", never))


def test_a_program_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak, "PROGRAM", "espeak-nowhere")
    engine = Espeak()
    assert engine.languages() == frozenset()
    with pytest.raises(EngineError, match="install it"):
        list(engine.speak("hei", "fi", never))
