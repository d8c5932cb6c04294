"""All engines of a device as one: each piece is said by the first that can, and remembered for a while."""

import logging
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path

from common.screen.speech.clips import Clips
from common.screen.speech.engine import Engine, EngineError, Stale
from common.screen.speech.espeak import Espeak
from common.screen.speech.festival import Festival
from common.screen.speech.pcm import Pcm
from common.screen.speech.settings import EngineName, SpeechSettings

_log = logging.getLogger(__name__)

_MOST_BYTES = 8 * 1024 * 1024
"""About three minutes of sound: the sentences that every customer hears."""
_LONGEST_KEPT = 1024 * 1024


class Voices:
    """Lives in the thread of speech, but for `has`, which any thread may ask."""

    def __init__(self, engines: Sequence[Engine], most_bytes: int = _MOST_BYTES) -> None:
        """`engines` in the order in which they are asked."""
        self._engines = tuple(engines)
        self._languages: frozenset[str] | None = None
        self._failed: set[str] = set()
        self._kept: OrderedDict[tuple[str, str, str], tuple[Pcm, ...]] = OrderedDict()
        self._kept_bytes = 0
        self._most_bytes = most_bytes

    def look(self) -> frozenset[str]:
        """Asks each engine for its languages; takes up to some seconds."""
        spoken = [engine.languages() for engine in self._engines if engine.name != Clips.name]
        self._languages = frozenset[str]().union(*spoken)
        return self._languages

    def has(self, language: str) -> bool:
        """Whether any text of a language can be said; True before the engines were asked.

        Recordings do not count: they say what was recorded, and no number.
        """
        return self._languages is None or language in self._languages

    def speak(self, text: str, language: str, stale: Stale) -> Iterator[Pcm]:
        """The sound of a piece. An engine that fails is told once in the log, and the next one is asked.

        Raises EngineError where no engine can say it.
        """
        why = f"no engine speaks {language}: install espeak-ng"
        for engine in self._engines:
            if not engine.can_say(text, language):
                continue
            sounded = False
            try:
                for pcm in self._from(engine, text, language, stale):
                    sounded = True
                    yield pcm
            except EngineError as error:
                why = str(error)
                if engine.name not in self._failed:
                    self._failed.add(engine.name)
                    _log.error("%s does not speak: %s", engine.name, why)
                if not sounded:
                    continue
            else:
                self._failed.discard(engine.name)
            return
        raise EngineError(why)

    def warm(self, language: str) -> None:
        """Gets the engines of a language ready; one that fails is told when it is to speak."""
        for engine in self._engines:
            try:
                engine.warm(language)
            except EngineError as error:
                _log.warning("%s is not ready: %s", engine.name, error)

    def close(self) -> None:
        """Ends what the engines have started, and forgets what was said."""
        for engine in self._engines:
            engine.close()
        self._kept.clear()
        self._kept_bytes = 0

    def _from(self, engine: Engine, text: str, language: str, stale: Stale) -> Iterator[Pcm]:
        key = (engine.name, language, text)
        if key in self._kept:
            self._kept.move_to_end(key)
            yield from self._kept[key]
            return
        made: list[Pcm] = []
        for pcm in engine.speak(text, language, stale):
            made.append(pcm)
            yield pcm
        if not stale():
            self._keep(key, tuple(made))

    def _keep(self, key: tuple[str, str, str], made: tuple[Pcm, ...]) -> None:
        size = sum(len(pcm.data) for pcm in made)
        if not size or size > min(_LONGEST_KEPT, self._most_bytes):
            return
        self._kept[key] = made
        self._kept_bytes += size
        while self._kept_bytes > self._most_bytes:
            _, oldest = self._kept.popitem(last=False)
            self._kept_bytes -= sum(len(pcm.data) for pcm in oldest)


def make_voices(settings: SpeechSettings) -> Voices:
    """The engines that the settings ask for, in their order; nothing is started yet."""
    return Voices([_engine(name, settings) for name in dict.fromkeys(settings.engines)])


def _engine(name: EngineName, settings: SpeechSettings) -> Engine:
    match name:
        case "clips":
            return Clips(Path(settings.clips)) if settings.clips else Clips(Path("/nonexistent"))
        case "festival":
            return Festival(settings.words_per_minute)
        case "espeak":
            return Espeak(settings.words_per_minute, settings.espeak_voices)
