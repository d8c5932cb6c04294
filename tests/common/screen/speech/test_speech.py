import logging
import time
from pathlib import Path

import pytest

from common.screen.speech import device
from common.screen.speech.script import Tone, Utterance
from common.screen.speech.settings import SpeechSettings
from common.screen.speech.transcript import read
from common.screen.speech.voices import Voices
from tests.common.screen.speech.engines import HandMade
from tests.common.screen.speech.running import speaking
from tests.common.screen.speech.sink import Sink
from tests.measured import Measured
from tests.waiting import wait_until

LONG = Utterance("Odota täällä, kunnes numerosi kutsutaan. " * 8, "fi")
SHORT = Utterance("Vuoronumerosi on 214.", "fi")
LOUDEST = 2


def settings(sink: Sink, **more: object) -> SpeechSettings:
    return SpeechSettings(enabled=True, loudspeaker=sink.device, **more)  # pyright: ignore[reportArgumentType]


def program(folder: Path, does: str) -> str:
    """A player that is not `aplay`, by its path."""
    path = folder / "player"
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize("language", ["fi", "en", "ar"])
def test_real_samples_come_to_the_device(tmp_path: Path, language: str) -> None:
    with Sink(tmp_path / "card") as sink, speaking(settings(sink)) as speech:
        speech.say((Utterance("214", language),), "loudspeaker", LOUDEST)
        wait_until(lambda: sink.heard_s > 0.6 and sink.peak > 3000, 20, "a number that is heard")
        assert speech.absent_because is None


def test_any_action_silences_what_is_being_said(tmp_path: Path, measured: Measured) -> None:
    with Sink(tmp_path / "card", pace=True) as sink, speaking(settings(sink)) as speech:
        for _ in range(5):
            before_s = sink.heard_s
            speech.say((LONG,), "loudspeaker", LOUDEST)
            wait_until(lambda before_s=before_s: sink.heard_s > before_s + 0.3, 20, "speech that goes on")
            asked_s = time.monotonic()
            speech.hush()
            wait_until(lambda asked_s=asked_s: sink.quiet_since_s(asked_s) > 0.4, 20, "silence")
            measured("from a hush to the last sound", max(0.0, (sink.last_s or asked_s) - asked_s))
        assert sink.heard_s < 5 * 5, "nothing was said to its end, which takes 20 s"


def test_the_first_sound_comes_soon(tmp_path: Path, measured: Measured) -> None:
    for language in ("fi", "en", "ru"):
        with Sink(tmp_path / f"card-{language}") as sink, speaking(settings(sink)) as speech:
            wait_until(lambda sink=sink: sink.heard_s > 0, 20, "the trial of the device")
            begun_s = time.monotonic()
            speech.say((Utterance("Numero 214", language),), "loudspeaker", LOUDEST)
            wait_until(lambda sink=sink: sink.first_loud_s(), 20, "a sound")
            measured(f"first sound in {language}", (sink.first_loud_s() or begun_s) - begun_s)


def test_the_newest_script_is_the_one_that_is_said(tmp_path: Path) -> None:
    engine = HandMade("espeak", "fi")
    with Sink(tmp_path / "card", pace=True) as sink, speaking(settings(sink), Voices([engine])) as speech:
        speech.say((LONG,), "loudspeaker", LOUDEST)
        wait_until(lambda: sink.heard_s > 0.3, 20, "the long one")
        for number in range(20):
            speech.say((Utterance(f"{number}", "fi"),), "loudspeaker", LOUDEST)
        wait_until(lambda: "19" in engine.said, 20, "the newest")
    assert len(engine.said) < 20


def test_what_can_wait_is_said_after_and_goes_with_the_rest(tmp_path: Path) -> None:
    engine = HandMade("espeak", "fi")
    written = tmp_path / "said.jsonl"
    with (
        Sink(tmp_path / "card") as sink,
        speaking(settings(sink, transcript=str(written)), Voices([engine])) as speech,
    ):
        speech.say((SHORT,), "loudspeaker")
        speech.say((Utterance("Ota lippu.", "fi"),), "loudspeaker", after=True)
        wait_until(lambda: "Ota lippu." in engine.said, 20, "what follows")
        assert engine.said[:1] == [SHORT.text]
        assert len({line.script for line in read(written)}) == 1
        speech.say((LONG,), "loudspeaker")
        speech.say((Utterance("Myöhässä.", "fi"),), "loudspeaker", after=True)
        speech.say((Utterance("Uusi.", "fi"),), "loudspeaker")
        wait_until(lambda: "Uusi." in engine.said, 20, "the newest")
    assert "Myöhässä." not in engine.said


def test_louder_is_louder(tmp_path: Path) -> None:
    peaks: list[int] = []
    for step in range(3):
        with Sink(tmp_path / f"card-{step}") as sink, speaking(settings(sink)) as speech:
            speech.say((SHORT,), "loudspeaker", step)
            wait_until(lambda sink=sink: sink.heard_s > 1.5, 20, "the sentence")
            peaks.append(sink.peak)
    assert peaks[1] == pytest.approx(peaks[0] * 3.98, rel=0.02)
    assert peaks[2] == pytest.approx(peaks[0] * 7.94, rel=0.02)


def test_headset_and_loudspeaker_are_two_devices(tmp_path: Path) -> None:
    with (
        Sink(tmp_path / "aloud") as aloud,
        Sink(tmp_path / "headset") as headset,
        speaking(settings(aloud, headset=headset.device)) as speech,
    ):
        speech.say((SHORT,), "headset", LOUDEST)
        wait_until(lambda: headset.peak > 3000, 20, "speech in the headset")
        assert aloud.peak < 300


def test_tones_and_speech_come_after_each_other(tmp_path: Path) -> None:
    with Sink(tmp_path / "card") as sink, speaking(settings(sink)) as speech:
        speech.say((Tone.CLICK, Tone.ATTENTION, SHORT), "loudspeaker", LOUDEST)
        wait_until(lambda: sink.heard_s > 1.5, 20, "all of it")


def test_a_sink_that_sleeps_is_woken_first(tmp_path: Path) -> None:
    with Sink(tmp_path / "card") as sink, speaking(settings(sink, lead_in_ms=800)) as speech:
        wait_until(lambda: sink.heard_s > 0.8, 20, "the lead-in of the trial")
        assert 0 < sink.peak < 10
        speech.say((Tone.CLICK,), "loudspeaker", LOUDEST)
        wait_until(lambda: sink.peak > 300, 20, "the click")
        assert sink.heard_s < 1.6, "no second lead-in so soon"


def test_a_machine_without_a_sound_card_says_so_and_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lines = tmp_path / "said.jsonl"
    nowhere = SpeechSettings(enabled=True, loudspeaker="plughw:CARD=Nowhere", transcript=str(lines))
    with caplog.at_level(logging.ERROR), speaking(nowhere) as speech:
        wait_until(lambda: speech.absent_because, 20, "its word")
        for _ in range(3):
            speech.say((SHORT,), "loudspeaker")
            wait_until(lambda: read(lines), 20, "what would have been said")
        assert speech.absent_because is not None
        assert "aplay -L" in speech.absent_because
    assert len([record for record in caplog.records if "sound is absent" in record.message]) == 1


def test_a_sound_card_that_comes_back_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = tmp_path / "card"
    monkeypatch.setattr(device, "PROGRAM", program(tmp_path, f'[ -e "{card}" ] && exec cat >>"{card}"'))
    with speaking(SpeechSettings(enabled=True)) as speech:
        wait_until(lambda: speech.absent_because, 20, "its word")
        card.touch()
        speech.say((SHORT,), "loudspeaker", LOUDEST)
        wait_until(lambda: speech.absent_because is None, 20, "sound")
        assert card.stat().st_size > 10_000


def test_a_machine_without_aplay_or_engines_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Sink(tmp_path / "card") as sink, speaking(settings(sink), Voices([])) as speech:
        wait_until(lambda: speech.absent_because, 20, "its word")
        assert speech.absent_because == "no speech engine is installed: install espeak-ng"
    monkeypatch.setattr(device, "PROGRAM", "aplay-nowhere")
    with speaking(SpeechSettings(enabled=True)) as speech:
        wait_until(lambda: speech.absent_because, 20, "its word")
        assert "install alsa-utils" in str(speech.absent_because)


def test_a_card_that_hangs_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "_HANGS_S", 0.5)
    monkeypatch.setattr(device, "PROGRAM", program(tmp_path, "exec sleep 60"))
    with speaking(SpeechSettings(enabled=True)) as speech:
        speech.say((LONG,), "loudspeaker")
        wait_until(lambda: "hangs" in str(speech.absent_because), 20, "its word")


def test_an_engine_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    voices = Voices([HandMade("festival", "fi", fails=True), HandMade("espeak", "en")])
    with Sink(tmp_path / "card") as sink, speaking(settings(sink), voices) as speech:
        speech.say((SHORT, Utterance("hello " * 20, "en")), "loudspeaker", LOUDEST)
        wait_until(lambda: sink.peak > 3000, 20, "what can be said")


def test_a_trial_tells_whether_it_could_be_played(tmp_path: Path) -> None:
    answers: list[bool] = []
    with Sink(tmp_path / "card") as sink, speaking(settings(sink)) as speech:
        speech.try_out((Tone.ATTENTION, SHORT), answers.append)
        wait_until(lambda: answers, 20, "an answer")
        speech.try_out((Utterance("Bures", "se"),), answers.append)
        wait_until(lambda: len(answers) == 2, 20, "an answer for a language without a voice")
        for _ in range(10):
            speech.try_out((Tone.CLICK,), answers.append)
        wait_until(lambda: len(answers) == 12, 20, "an answer for each of many")
    with speaking(SpeechSettings(enabled=True, loudspeaker="plughw:CARD=Nowhere")) as speech:
        speech.try_out((SHORT,), answers.append)
        wait_until(lambda: len(answers) == 13, 20, "an answer without a card")
    assert answers == [True, False, *[True] * 10, False]


def test_a_transcript_tells_all_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "said.jsonl"
    assert read(path) == []
    with Sink(tmp_path / "card") as sink, speaking(settings(sink, transcript=str(path))) as speech:
        speech.say((Tone.CLICK, SHORT), "headset", 1)
        wait_until(lambda: len(read(path)) == 2, 20, "the script")
        speech.hush()
        wait_until(lambda: len(read(path)) == 3, 20, "its end")
        assert speech.writes_down
    click, sentence, hush = read(path)
    assert (click.tone, click.output, click.step) == ("click", "headset", 1)
    assert (sentence.text, sentence.language) == ("Vuoronumerosi on 214.", "fi")
    assert hush.hush


def test_a_transcript_that_cannot_be_written_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Sink(tmp_path / "card") as sink, speaking(settings(sink, transcript=str(tmp_path))) as speech:
        for _ in range(3):
            speech.say((SHORT,), "loudspeaker", LOUDEST)
        wait_until(lambda: sink.peak > 3000, 20, "the sentence all the same")
    assert len([record for record in caplog.records if "transcript" in record.message]) == 1
