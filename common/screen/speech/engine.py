"""The port to what makes speech: an engine turns a piece of text into sound."""

from collections.abc import Callable, Iterator
from typing import Protocol

from common.screen.speech.pcm import Pcm

Stale = Callable[[], bool]
"""Whether nobody wants to hear it any more; asked often, at least every 50 ms."""


class EngineError(RuntimeError):
    """An engine could not speak; the message tells a person what to do."""


class Engine(Protocol):
    """Lives in the thread of speech alone."""

    @property
    def name(self) -> str:
        """For logs."""
        ...

    def languages(self) -> frozenset[str]:
        """ISO 639 codes that it has a voice for; looked up once. Empty where it is not installed."""
        ...

    def can_say(self, text: str, language: str) -> bool:
        """Whether it can say this very text."""
        ...

    def speak(self, text: str, language: str, stale: Stale) -> Iterator[Pcm]:
        """The sound of a piece of text, as it is made; ends early when it is stale. Raises EngineError."""
        ...

    def warm(self, language: str) -> None:
        """Gets ready for a language; may take up to 2 s. Raises EngineError."""
        ...

    def close(self) -> None:
        """Ends what it has started."""
        ...
