"""The kiosk's speaker as its box.toml wants it: the worker behind it, and what its health says of it."""

from collections.abc import Callable

from common.runtime.life import Life
from common.screen.languages.messages import Messages
from common.screen.speech.port import AbsentSpeaker, Speaker
from common.screen.speech.script import Tone, Utterance
from common.screen.speech.settings import SpeechSettings
from common.screen.speech.speech import WORKER, Speech
from common.screen.speech.voices import make_voices

ABSENT = "speech-absent"
"""The word of the device's health for a kiosk that was to speak and cannot."""
WRITTEN = "speech-transcript"
"""The word of the device's health while all that is said is written down, as it must not be in service."""


class Mouth:
    """Made once; starts nothing until it is given a life."""

    def __init__(self, settings: SpeechSettings) -> None:
        self._speech = Speech(settings, make_voices(settings)) if settings.enabled else None
        self._absent = AbsentSpeaker()

    @property
    def speaker(self) -> Speaker:
        """The speaker, absent where the box does not ask for one."""
        return self._speech or self._absent

    def live(self, life: Life) -> None:
        """Registers the worker, where the box asks for one."""
        if self._speech is not None:
            life.worker(WORKER, lambda: self.run(life))

    def run(self, life: Life) -> None:
        """The worker: speaks until the life ends."""
        if self._speech is not None:
            self._speech.run(life.stopping, lambda: life.pulse(WORKER))

    def check_sound(self, words: Messages, played: Callable[[bool], None]) -> None:
        """Plays a tone and a sentence aloud, and tells, from any thread, whether that could be done."""
        speech = self._speech
        if speech is None:
            played(False)  # noqa: FBT003  the answer itself
            return
        sentence = Utterance(words.text("kiosk.sound_check.trial_spoken"), words.code)
        speech.try_out((Tone.ATTENTION, sentence), played)

    def faults(self) -> tuple[str, ...]:
        """Words for the device's health; none where no speech was asked for, or all is well."""
        speech = self._speech
        if speech is None:
            return ()
        absent = (ABSENT,) if speech.absent_because is not None else ()
        return (*absent, *((WRITTEN,) if speech.writes_down else ()))
