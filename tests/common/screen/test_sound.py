import io
import wave
from array import array
from pathlib import Path

import pytest

from common.screen.sound.player import AbsentPlayer
from common.screen.sound.tones import ALARM_HZ, CHIME_HZ, LEAD_IN_S, RATE, Samples, alarm, chime, strength
from common.screen.sound.wav import wav_bytes, write_sounds

CHIME = chime()
ALARM = alarm()


def loudest(samples: Samples, start_s: float, length_s: float) -> float:
    piece = samples[round(start_s * RATE) : round((start_s + length_s) * RATE)]
    return max(abs(sample) for sample in piece)


def found_hz(samples: Samples, start_s: float, length_s: float) -> float:
    """The strongest frequency between 480 and 700 Hz, to a tenth."""
    coarse = max(range(480, 700, 2), key=lambda hz: strength(samples, hz, start_s, length_s))
    fine = [coarse + tenth / 10 for tenth in range(-20, 21)]
    return max(fine, key=lambda hz: strength(samples, hz, start_s, length_s))


@pytest.mark.parametrize(("index", "wanted_hz"), list(enumerate(CHIME_HZ)))
def test_the_chime_s_notes_are_a_major_third_down(index: int, wanted_hz: float) -> None:
    start = LEAD_IN_S + index * 0.4
    assert found_hz(CHIME, start, 0.4) == pytest.approx(wanted_hz, abs=0.5)


def test_each_note_is_gone_when_the_next_one_sounds() -> None:
    start = LEAD_IN_S + 0.4
    assert strength(CHIME, CHIME_HZ[0], start + 0.05, 0.3) < 0.1 * strength(
        CHIME, CHIME_HZ[1], start + 0.05, 0.3
    )


def test_the_chime_wakes_the_sink_before_it_sounds() -> None:
    before = loudest(CHIME, 0, LEAD_IN_S)
    assert 0 < before < 0.001


def test_the_chime_begins_and_ends_gently() -> None:
    assert loudest(CHIME, LEAD_IN_S, 0.002) < 0.05
    assert loudest(CHIME, len(CHIME) / RATE - 0.005, 0.005) < 0.01
    assert 0.3 < loudest(CHIME, LEAD_IN_S, 0.4) < 0.7


def test_the_alarm_is_three_seconds_on_and_two_off() -> None:
    assert len(ALARM) == 5 * RATE
    assert all(loudest(ALARM, second / 4, 0.25) > 0.5 for second in range(12))
    assert loudest(ALARM, 3.0, 2.0) == 0


def test_the_alarm_alternates_and_has_nothing_of_the_chime() -> None:
    low, high = (strength(ALARM, hz, 0.01, 0.1) for hz in ALARM_HZ)
    assert low > 5 * high
    low, high = (strength(ALARM, hz, 0.135, 0.1) for hz in ALARM_HZ)
    assert high > 5 * low
    assert all(strength(ALARM, hz, 0, 3) < 0.1 * strength(ALARM, ALARM_HZ[0], 0, 3) for hz in CHIME_HZ)


def test_a_wav_file_is_what_it_says() -> None:
    samples = array("d", [0.0, 0.5, -0.5, 2.0, -2.0])
    with wave.open(io.BytesIO(wav_bytes(samples))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        frames = array("h", file.readframes(5))
    assert list(frames) == [0, 16384, -16384, 32767, -32767]


def test_sounds_are_written_once(tmp_path: Path) -> None:
    first = write_sounds(tmp_path / "cache")
    stamps = {name: path.stat().st_mtime_ns for name, path in first.items()}
    again = write_sounds(tmp_path / "cache")
    assert again == first
    assert {name: path.stat().st_mtime_ns for name, path in again.items()} == stamps


def test_an_absent_player_says_why() -> None:
    player = AbsentPlayer("no loudspeaker is configured")
    assert not player.play("chime")
    player.stop("chime")
    assert player.absent_because == "no loudspeaker is configured"
