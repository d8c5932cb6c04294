"""The real worker of speech in a thread, for as long as a test lasts."""

import threading
from collections.abc import Generator
from contextlib import contextmanager

from common.screen.speech.settings import SpeechSettings
from common.screen.speech.speech import Speech
from common.screen.speech.voices import Voices, make_voices


@contextmanager
def speaking(settings: SpeechSettings, voices: Voices | None = None) -> Generator[Speech]:
    """A worker that pulses to nobody."""
    speech = Speech(settings, voices or make_voices(settings))
    stopping = threading.Event()
    thread = threading.Thread(target=speech.run, args=(stopping, lambda: None), name="speech")
    thread.start()
    try:
        yield speech
    finally:
        stopping.set()
        thread.join()
