import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from common.screen.speech import festival
from common.screen.speech.engine import EngineError
from common.screen.speech.festival import Festival
from common.screen.speech.pcm import Pcm


def never() -> bool:
    return False


@pytest.fixture
def engine() -> Iterator[Festival]:
    made = Festival()
    yield made
    made.close()


def said(engine: Festival, text: str) -> Pcm:
    pieces = list(engine.speak(text, "fi", never))
    return Pcm(b"".join(piece.data for piece in pieces), pieces[0].rate)


def test_finnish_sounds_and_only_finnish_is_spoken(engine: Festival) -> None:
    assert engine.languages() == {"fi"}
    engine.warm("fi")
    engine.warm("sv")
    sound = said(engine, "Vuoronumerosi on 214.")
    assert sound.rate == 22_050
    assert 1 < sound.length_s < 10
    assert sound.peak() > 0.1


def test_the_same_process_says_one_sentence_after_the_other(engine: Festival) -> None:
    lengths = [said(engine, text).length_s for text in ("Kaksi.", "Odota täällä, odotusalue B.", "Kaksi.")]
    assert lengths[0] == lengths[2] < lengths[1]


def test_letters_that_it_lacks_are_folded_or_left_to_another(engine: Festival) -> None:
    assert engine.can_say("Žiguli – šakki’", "fi")
    assert said(engine, "Žiguli – šakki’").length_s > 0.3
    assert not engine.can_say("Привет", "fi")
    assert not engine.can_say("hello", "en")


def test_a_text_stays_a_text(engine: Festival, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    said(engine, f'hei") (system "touch {trap}") (print "\\')
    assert said(engine, "yhä täällä").length_s > 0.3
    assert not trap.exists()


def test_who_does_not_listen_any_more_gets_nothing_and_the_next_one_all(engine: Festival) -> None:
    assert list(engine.speak("Odota täällä. " * 10, "fi", lambda: True)) == []
    assert said(engine, "Kaksi.").length_s > 0.2


def test_a_slow_pace_is_longer() -> None:
    slow, quick = Festival(100), Festival(250)
    assert said(slow, "Odota täällä").length_s > 1.5 * said(quick, "Odota täällä").length_s
    slow.close()
    quick.close()


def test_a_machine_without_the_voice_speaks_no_finnish(tmp_path: Path) -> None:
    engine = Festival(voices=tmp_path)
    assert engine.languages() == frozenset()
    engine.warm("fi")
    engine.close()


def test_a_program_that_ends_is_told(monkeypatch: pytest.MonkeyPatch, engine: Festival) -> None:
    monkeypatch.setattr(festival, "PROGRAM", "true")
    with pytest.raises(EngineError, match="has ended"):
        list(engine.speak("hei", "fi", never))


def test_a_voice_that_is_refused_is_told(monkeypatch: pytest.MonkeyPatch, engine: Festival) -> None:
    monkeypatch.setattr(festival, "_VOICE", "no_such_voice")
    with pytest.raises(EngineError, match="refuses"):
        list(engine.speak("hei", "fi", never))


def test_a_machine_without_room_for_sound_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "full"))
    with pytest.raises(EngineError, match="no folder"):
        list(Festival().speak("hei", "fi", never))
