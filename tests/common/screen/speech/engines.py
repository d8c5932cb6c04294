"""Engines made by hand, for what the real ones cannot be made to do."""

from collections.abc import Iterator

from common.screen.speech.engine import EngineError, Stale
from common.screen.speech.pcm import Pcm


class HandMade:
    """Says anything in its languages, as a sound as long as the text; or fails, when it is told to."""

    def __init__(self, name: str, *languages: str, fails: bool = False) -> None:
        self.name = name
        self.fails = fails
        self.said: list[str] = []
        self.warmed: list[str] = []
        self.closed = False
        self._languages = frozenset(languages)

    def languages(self) -> frozenset[str]:
        return self._languages

    def can_say(self, text: str, language: str) -> bool:
        return bool(text) and language in self._languages

    def speak(self, text: str, language: str, stale: Stale) -> Iterator[Pcm]:  # noqa: ARG002  the port's shape
        self.said.append(text)
        if self.fails:
            raise EngineError(f"{self.name} is broken: mend it")
        for _ in text:
            if stale():
                return
            yield Pcm(b"\x10\x10" * 100)

    def warm(self, language: str) -> None:
        if self.fails:
            raise EngineError(f"{self.name} is broken: mend it")
        self.warmed.append(language)

    def close(self) -> None:
        self.closed = True
