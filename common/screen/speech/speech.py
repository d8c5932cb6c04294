"""Speaks in a thread of its own: the newest script wins, and what fails stops nobody."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from common.screen.speech.device import DeviceError, Playing
from common.screen.speech.engine import EngineError
from common.screen.speech.pcm import Pcm, silence
from common.screen.speech.script import Output, Script, Tone
from common.screen.speech.settings import SpeechSettings
from common.screen.speech.tones import pcm_of
from common.screen.speech.transcript import Transcript
from common.screen.speech.voices import Voices
from common.screen.speech.volume import gain

_log = logging.getLogger(__name__)

WORKER = "speech"

_TURN_S = 1.0
_TRY_AGAIN_S = 30.0
"""A device that was not there is tried again so often: a sound card on USB comes and goes."""
_SLEEPS_AFTER_S = 3.0
"""A sink that has heard nothing for so long may have gone to sleep, and needs the lead-in again."""
_PROBE_S = 0.05
_MOST_LATER = 4
"""So much may wait for the end of what is being said; of more the newest counts."""


@dataclass(frozen=True, slots=True)
class _Order:
    turn: int
    script: Script
    output: Output
    step: int
    played: Callable[[bool], None] | None = None


class Speech:
    """The real speaker. `run` is its worker; all else may be called from any thread and never blocks."""

    def __init__(self, settings: SpeechSettings, voices: Voices) -> None:
        """Starts nothing; `voices` belong to the worker from here on."""
        self._settings = settings
        self._voices = voices
        self._transcript = Transcript(Path(settings.transcript)) if settings.transcript else None
        self._changed = threading.Condition()
        self._turn = 0
        self._order: _Order | None = None
        self._later: deque[_Order] = deque(maxlen=_MOST_LATER)
        self._warm: set[str] = set()
        self._playing: Playing | None = None
        self._device_fault: str | None = None
        self._voice_fault: str | None = None
        self._tried_s = float("-inf")
        self._sounded_s = float("-inf")

    @property
    def absent_because(self) -> str | None:
        """What has to be mended before anything is heard; None when all is well."""
        return self._device_fault or self._voice_fault

    @property
    def writes_down(self) -> bool:
        """Whether a transcript is kept, which nobody must forget to turn off."""
        return self._transcript is not None

    def has_voice(self, language: str) -> bool:
        """Whether a language can be spoken."""
        return self._voices.has(language)

    def say(self, script: Script, output: Output, step: int = 0, *, after: bool = False) -> None:
        """Ends what is being said, or lets it come to its end, and says this."""
        if not after:
            self._replace(script, output, step)
            return
        with self._changed:
            self._later.append(_Order(self._turn, script, output, step))
            self._changed.notify()

    def hush(self) -> None:
        """Ends what is being said."""
        self._replace((), "loudspeaker", 0)

    def try_out(self, script: Script, played: Callable[[bool], None]) -> None:
        """Says a script aloud and tells, from any thread, whether engines and device did their part."""
        self._replace(script, "loudspeaker", 0, played)

    def warm(self, language: str) -> None:
        """Gets a language ready before it is needed."""
        with self._changed:
            self._warm.add(language)
            self._changed.notify()

    def run(self, stopping: threading.Event, pulse: Callable[[], None]) -> None:
        """Speaks until `stopping` is set; `pulse` is called at least every 6 s."""
        spoken = self._voices.look()
        if not spoken:
            self._voice_fault = "no speech engine is installed: install espeak-ng"
            _log.error("speech is absent: %s", self._voice_fault)
        try:
            self._probe()
            while not stopping.is_set():
                pulse()
                self._turn_once(pulse)
        finally:
            self._cut()
            self._voices.close()

    def _turn_once(self, pulse: Callable[[], None]) -> None:
        with self._changed:
            if self._order is None and not self._later and not self._warm:
                self._changed.wait(_TURN_S)
            order, self._order = self._order, None
            if order is None and self._later:
                order = self._later.popleft()
            warm, self._warm = self._warm, set()
        if order is not None:
            self._perform(order, pulse)
        elif warm:
            for language in warm:
                self._voices.warm(language)
        elif self._device_fault is not None and time.monotonic() - self._tried_s > _TRY_AGAIN_S:
            self._probe()

    def _replace(
        self, script: Script, output: Output, step: int, played: Callable[[bool], None] | None = None
    ) -> None:
        with self._changed:
            self._turn += 1
            never_begun = self._order
            self._order = _Order(self._turn, script, output, step, played)
            self._later.clear()
            if self._playing is not None:
                self._playing.cut()
            self._changed.notify()
        if never_begun is not None and never_begun.played is not None:
            never_begun.played(self.absent_because is None)

    def _perform(self, order: _Order, pulse: Callable[[], None]) -> None:
        if self._transcript is not None:
            self._transcript.say(order.turn, order.script, order.output, order.step)
        if not order.script:
            return
        unsaid: list[str] = []
        try:
            for pcm in self._sounds(order, unsaid, pulse):
                pulse()
                self._play(order, pcm)
            self._finish(order)
        except DeviceError as error:
            self._device_failed(str(error))
        finally:
            self._drop()
        if order.played is not None:
            order.played(self.absent_because is None and not unsaid)

    def _sounds(self, order: _Order, unsaid: list[str], pulse: Callable[[], None]) -> Iterable[Pcm]:
        """The sound of an order, piece by piece; what no engine could say is added to `unsaid`."""
        factor = gain(order.step, self._settings.quieter_db)
        for item in order.script:
            if isinstance(item, Tone):
                yield pcm_of(item).louder(factor)
                continue
            for piece in item.pieces():
                if self._stale(order):
                    return
                pulse()  # an engine that hangs takes 5 s a piece
                try:
                    for pcm in self._voices.speak(piece, item.language, lambda: self._stale(order)):
                        yield pcm.louder(factor)
                except EngineError as error:
                    unsaid.append(piece)
                    _log.warning("a sentence was not said: %s", error)

    def _stale(self, order: _Order) -> bool:
        return order.turn != self._turn

    def _play(self, order: _Order, pcm: Pcm) -> None:
        playing = self._playing
        if playing is not None and playing.rate != pcm.rate:
            self._finish(order)
            self._drop()
            playing = None
        if playing is None:
            playing = self._start(order, pcm.rate)
        if playing is not None:
            playing.write(pcm)

    def _start(self, order: _Order, rate: int) -> Playing | None:
        """Opens the device of an order, unless a newer one has come: that could no longer cut this one."""
        playing = Playing(self._settings.device(order.output), rate)
        with self._changed:
            if self._stale(order):
                stale = True
            else:
                self._playing, stale = playing, False
        if stale:
            playing.abandon()
            return None
        lead_in_s = self._settings.lead_in_ms / 1000
        if lead_in_s and time.monotonic() - self._sounded_s > _SLEEPS_AFTER_S:
            playing.write(silence(lead_in_s, rate))
        return playing

    def _finish(self, order: _Order) -> None:
        if self._playing is None:
            return
        self._playing.finish(lambda: self._stale(order))
        self._sounded_s = time.monotonic()
        if self._device_fault is not None and not self._stale(order):
            _log.info("sound is there")
            self._device_fault = None

    def _drop(self) -> None:
        with self._changed:
            playing, self._playing = self._playing, None
        if playing is not None:
            playing.abandon()

    def _cut(self) -> None:
        with self._changed:
            self._turn += 1
        self._drop()

    def _probe(self) -> None:
        """Tries whether the loudspeaker's device takes sound: 50 ms of near-silence."""
        self._tried_s = time.monotonic()
        order = _Order(self._turn, (), "loudspeaker", 0)
        try:
            self._play(order, silence(_PROBE_S))
            self._finish(order)
        except DeviceError as error:
            self._device_failed(str(error))
        finally:
            self._drop()

    def _device_failed(self, because: str) -> None:
        self._tried_s = time.monotonic()
        if because != self._device_fault:
            _log.error("sound is absent: %s", because)
        self._device_fault = because
