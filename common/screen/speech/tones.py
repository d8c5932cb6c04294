"""The tones beside speech, ready to be played."""

from functools import cache

from common.screen.sound import tones
from common.screen.speech.pcm import RATE, Pcm, from_samples
from common.screen.speech.script import Tone


@cache
def pcm_of(tone: Tone) -> Pcm:
    """The sound of a tone, made once."""
    make = {Tone.CLICK: tones.click, Tone.ATTENTION: tones.attention}[tone]
    return from_samples(make(RATE))
