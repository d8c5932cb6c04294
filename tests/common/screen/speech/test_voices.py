import logging

import pytest

from common.screen.speech.engine import EngineError
from common.screen.speech.settings import SpeechSettings
from common.screen.speech.voices import Voices, make_voices
from tests.common.screen.speech.engines import HandMade


def never() -> bool:
    return False


def test_the_first_engine_that_can_speaks() -> None:
    finnish, others = HandMade("festival", "fi"), HandMade("espeak", "fi", "en")
    voices = Voices([finnish, others])
    assert len(list(voices.speak("hei", "fi", never))) == 3
    assert len(list(voices.speak("hello", "en", never))) == 5
    assert (finnish.said, others.said) == (["hei"], ["hello"])


def test_a_phrase_is_made_once() -> None:
    engine = HandMade("espeak", "fi")
    voices = Voices([engine])
    first = list(voices.speak("hei", "fi", never))
    assert list(voices.speak("hei", "fi", never)) == first
    assert engine.said == ["hei"]


def test_phrases_that_are_cut_off_or_too_many_are_not_kept() -> None:
    engine = HandMade("espeak", "fi")
    voices = Voices([engine], most_bytes=1000)
    answers = iter([False, True, True, True])
    assert len(list(voices.speak("moi", "fi", lambda: next(answers)))) == 1
    for text in ("moi", "hei", "moi"):
        list(voices.speak(text, "fi", never))
    assert engine.said == ["moi", "moi", "hei", "moi"]


def test_an_engine_that_fails_is_told_once_and_the_next_one_speaks(caplog: pytest.LogCaptureFixture) -> None:
    broken, good = HandMade("festival", "fi", fails=True), HandMade("espeak", "fi")
    voices = Voices([broken, good])
    with caplog.at_level(logging.ERROR):
        for text in ("yksi", "kaksi"):
            assert list(voices.speak(text, "fi", never))
    assert [record.message for record in caplog.records] == [
        "festival does not speak: festival is broken: mend it"
    ]
    voices.warm("fi")
    assert good.warmed == ["fi"]


def test_what_no_engine_can_say_is_told_with_what_to_do() -> None:
    voices = Voices([HandMade("espeak", "fi")])
    with pytest.raises(EngineError, match="no engine speaks so: install espeak-ng"):
        list(voices.speak("haa", "so", never))


def test_recordings_are_no_voice_of_a_language() -> None:
    voices = Voices([HandMade("clips", "se"), HandMade("espeak", "fi")])
    assert voices.has("se")  # not asked yet
    voices.look()
    assert voices.has("fi")
    assert not voices.has("se")


def test_all_engines_are_closed() -> None:
    engines = [HandMade("clips"), HandMade("espeak")]
    Voices(engines).close()
    assert all(engine.closed for engine in engines)


def test_the_engines_of_the_box_have_the_voices_of_the_public_languages() -> None:
    voices = make_voices(SpeechSettings(enabled=True))
    spoken = voices.look()
    assert spoken >= {"fi", "sv", "en", "ru", "uk", "et", "ar"}
    assert not spoken & {"se", "so"}
    voices.close()
