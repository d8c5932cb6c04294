import logging
import wave
from pathlib import Path

import pytest

from common.screen.speech.clips import Clips
from common.screen.speech.engine import EngineError


def never() -> bool:
    return False


def record(path: Path, *, channels: int = 1, frames: int = 2205, rate: int = 44_100) -> None:
    path.parent.mkdir(exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(b"\x01\x02" * channels * frames)


def test_a_recording_is_said_for_its_sentence(tmp_path: Path) -> None:
    record(tmp_path / "se/bures.wav")
    (tmp_path / "se.toml").write_text('"se/bures.wav" = "Bures boahtin."')
    clips = Clips(tmp_path)
    assert clips.languages() == {"se"}
    assert clips.can_say("  bures  boahtin", "se")
    assert not clips.can_say("Bures boahtin", "fi")
    pieces = list(clips.speak("Bures boahtin.", "se", never))
    assert {piece.rate for piece in pieces} == {44_100}
    assert sum(len(piece.data) for piece in pieces) == 4410
    assert list(clips.speak("Bures boahtin.", "se", lambda: True)) == []


def test_what_is_wrong_is_left_out_and_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = tmp_path / "clips"
    folder.mkdir()
    record(tmp_path / "outside.wav")
    record(folder / "stereo.wav", channels=2)
    record(folder / "good.wav")
    (folder / "noise.wav").write_bytes(b"RIFF but no more")
    (folder / "fi.toml").write_text(
        '"good.wav" = "Hyvä"\n"stereo.wav" = "Kaksi"\n"noise.wav" = "Kohina"\n'
        '"gone.wav" = "Poissa"\n"../outside.wav" = "Ulkona"\n"empty.wav" = " "\n"number.wav" = 7\n'
    )
    (folder / "sv.toml").write_text("not = toml = at all")
    with caplog.at_level(logging.ERROR):
        clips = Clips(folder)
        assert clips.languages() == {"fi"}
    assert clips.can_say("Hyvä", "fi")
    assert len(caplog.records) == 7
    assert "one channel with 16 bits" in caplog.text
    assert "outside the folder" in caplog.text


def test_a_recording_that_goes_away_is_told(tmp_path: Path) -> None:
    record(tmp_path / "a.wav")
    (tmp_path / "fi.toml").write_text('"a.wav" = "Aa"')
    clips = Clips(tmp_path)
    assert clips.can_say("Aa", "fi")
    (tmp_path / "a.wav").unlink()
    with pytest.raises(EngineError, match="record it again"):
        list(clips.speak("Aa", "fi", never))


def test_a_folder_that_is_not_there_has_no_recordings(tmp_path: Path) -> None:
    assert Clips(tmp_path / "nowhere").languages() == frozenset()
