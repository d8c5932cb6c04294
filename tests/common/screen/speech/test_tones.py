from array import array

import pytest

from common.screen.sound.tones import ALARM_HZ, ATTENTION_HZ, ATTENTION_NOTE_S, CHIME_HZ, strength
from common.screen.speech.pcm import RATE, Pcm, from_samples, silence
from common.screen.speech.script import Tone
from common.screen.speech.tones import pcm_of


def samples(pcm: Pcm) -> "array[float]":
    return array("d", (sample / 32768 for sample in array("h", pcm.data)))


def test_a_click_is_short_and_gentle() -> None:
    click = pcm_of(Tone.CLICK)
    assert click.length_s == pytest.approx(0.02, abs=0.001)
    assert 0.05 < click.peak() < 0.5


def test_the_warning_rises_and_is_neither_the_chime_nor_the_alarm() -> None:
    heard = samples(pcm_of(Tone.ATTENTION))
    for place, wanted in enumerate(ATTENTION_HZ):
        start = place * ATTENTION_NOTE_S
        strong = strength(heard, wanted, start, ATTENTION_NOTE_S, RATE)
        others = [*CHIME_HZ, *ALARM_HZ, ATTENTION_HZ[1 - place]]
        assert all(strong > 4 * strength(heard, other, start, ATTENTION_NOTE_S, RATE) for other in others)


def test_near_silence_wakes_a_sink_and_no_person() -> None:
    assert 0 < silence(0.5).peak() < 0.0002
    assert silence(0.5).length_s == pytest.approx(0.5, abs=0.001)


def test_too_loud_samples_are_held_at_the_limit() -> None:
    assert list(array("h", from_samples(array("d", [2.0, -2.0, 0.0])).data)) == [32767, -32767, 0]
    assert Pcm(b"").peak() == 0.0
    assert from_samples(array("d", [0.5])).louder(0.5).peak() == pytest.approx(0.25, abs=0.001)
