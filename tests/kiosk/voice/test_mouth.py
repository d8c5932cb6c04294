import threading
from pathlib import Path

from common.runtime.life import Life
from common.runtime.systemd import Notifier
from common.screen.languages.messages import load_languages
from common.screen.speech.settings import SpeechSettings
from kiosk.voice.mouth import Mouth
from tests.common.screen.speech.sink import Sink
from tests.waiting import wait_until


def test_a_box_without_sound_has_a_speaker_that_is_absent_and_no_fault() -> None:
    mouth = Mouth(SpeechSettings())
    assert mouth.speaker.absent_because == "speech is turned off in box.toml"
    assert not mouth.speaker.has_voice("fi")
    assert mouth.faults() == ()


def test_a_sound_check_without_a_speaker_says_so() -> None:
    answers: list[bool] = []
    Mouth(SpeechSettings()).check_sound(load_languages().get("fi"), answers.append)
    assert answers == [False]


def test_the_sound_check_is_heard_and_the_worker_ends_with_its_life(tmp_path: Path) -> None:
    with Sink(tmp_path / "card") as sink:
        mouth, life = Mouth(SpeechSettings(enabled=True, loudspeaker=sink.device)), Life(Notifier())
        answers: list[bool] = []
        worker = threading.Thread(target=mouth.run, args=(life,))
        worker.start()
        mouth.check_sound(load_languages().get("fi"), answers.append)
        wait_until(lambda: answers, 20, "the answer of the sound check")
        life.stopping.set()
        worker.join()
        assert answers == [True]
        assert mouth.faults() == ()
        assert sink.peak > 300


def test_a_transcript_that_was_left_on_is_a_fault(tmp_path: Path) -> None:
    mouth = Mouth(SpeechSettings(enabled=True, transcript=str(tmp_path / "said")))
    assert mouth.faults() == ("speech-transcript",)
