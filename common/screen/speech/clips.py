"""Recordings by people, where they are better than any engine, or where a language has no engine.

A folder has one TOML file for each language, `<ISO 639 code>.toml`, with a line for each recording beside it:

    "fi/welcome.wav" = "Tervetuloa."

The text is one sentence as it is said (the transcript shows it); case, spaces and the mark at its end do not
matter.
"""

import logging
import tomllib
import wave
from collections.abc import Iterator
from pathlib import Path

from common.screen.speech.engine import EngineError, Stale
from common.screen.speech.pcm import Pcm

_log = logging.getLogger(__name__)

_CHUNK = 4096
_RATES = (8000, 48_000)


class Clips:
    """An engine that says what was recorded, and nothing else."""

    name = "clips"

    def __init__(self, folder: Path) -> None:
        """`folder` need not exist. What is wrong in it is left out and told in the log."""
        self._folder = folder.resolve()
        self._paths: dict[tuple[str, str], Path] | None = None

    def languages(self) -> frozenset[str]:
        """Languages with at least one recording."""
        return frozenset(language for language, _text in self._found())

    def can_say(self, text: str, language: str) -> bool:
        """Whether this very sentence was recorded."""
        return (language, _key(text)) in self._found()

    def speak(self, text: str, language: str, stale: Stale) -> Iterator[Pcm]:
        """The recording of a sentence."""
        path = self._found()[language, _key(text)]
        try:
            with wave.open(str(path), "rb") as file:
                while not stale() and (data := file.readframes(_CHUNK)):
                    yield Pcm(data, file.getframerate())
        except (OSError, EOFError, wave.Error) as error:
            raise EngineError(f"{path.name} cannot be played: record it again") from error

    def warm(self, language: str) -> None:
        """Nothing to do."""

    def close(self) -> None:
        """Nothing to end."""

    def _found(self) -> dict[tuple[str, str], Path]:
        if self._paths is None:
            self._paths = {}
            for listing in sorted(self._folder.glob("*.toml")):
                self._paths.update(self._listed(listing))
        return self._paths

    def _listed(self, listing: Path) -> Iterator[tuple[tuple[str, str], Path]]:
        try:
            entries = tomllib.loads(listing.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            _log.error("%s is left out: %s", listing.name, error)
            return
        for name, text in entries.items():
            path = (self._folder / name).resolve()
            wrong = _wrong(path, text, self._folder)
            if wrong is None:
                yield (listing.stem, _key(text)), path
            else:
                _log.error("the recording %s in %s is left out: %s", name, listing.name, wrong)


def _wrong(path: Path, text: object, folder: Path) -> str | None:
    """Why a line of a listing cannot be used; None for a good one."""
    if not isinstance(text, str) or not _key(text):
        return "it has no text"
    if not path.is_relative_to(folder):
        return "it lies outside the folder"
    try:
        with wave.open(str(path), "rb") as file:
            shape = (file.getnchannels(), file.getsampwidth())
            rate = file.getframerate()
    except (OSError, EOFError, wave.Error) as error:
        return f"it cannot be read ({error})"
    if shape != (1, 2) or not _RATES[0] <= rate <= _RATES[1]:
        return "it must be a WAV of one channel with 16 bits, at 8,000 to 48,000 samples a second"
    return None


def _key(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".!?")
