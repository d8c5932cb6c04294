import msgspec
import pytest

from common.screen.speech.settings import SpeechSettings


def test_a_kiosk_is_silent_until_its_box_says_otherwise() -> None:
    assert not SpeechSettings().enabled


def test_a_jack_that_switches_by_itself_needs_one_device() -> None:
    one = SpeechSettings(loudspeaker="plughw:CARD=A")
    two = SpeechSettings(loudspeaker="plughw:CARD=A", headset="plughw:CARD=B")
    assert (one.device("headset"), one.device("loudspeaker")) == ("plughw:CARD=A", "plughw:CARD=A")
    assert (two.device("headset"), two.device("loudspeaker")) == ("plughw:CARD=B", "plughw:CARD=A")


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"clips": "clips"}, "whole path"),
        ({"transcript": "said.jsonl"}, "whole path"),
        ({"engines": ["piper"]}, "engines"),
        ({"lead_in_ms": 9000}, "lead_in_ms"),
        ({"loudspeker": "default"}, "loudspeker"),
        ({"loudspeaker": ""}, "loudspeaker"),
    ],
)
def test_a_mistake_is_named(given: dict[str, object], complaint: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=complaint):
        msgspec.convert(given, SpeechSettings)
