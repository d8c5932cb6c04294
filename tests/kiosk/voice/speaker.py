"""A speaker that writes down instead of speaking, for tests of what is said."""

from collections.abc import Sequence
from dataclasses import dataclass

from common.screen.speech.script import Output, Script, Tone, Utterance


@dataclass(frozen=True)
class Spoken:
    script: Script
    output: Output
    step: int
    after: bool = False
    """What was being said came to its end first."""

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(item.text for item in self.script if isinstance(item, Utterance))

    @property
    def tones(self) -> tuple[Tone, ...]:
        return tuple(item for item in self.script if isinstance(item, Tone))


class FakeSpeaker:
    """The port `Speaker`; what was said stands in `spoken`, and an ending as None."""

    def __init__(self, voices: Sequence[str] = ("fi", "sv", "en", "ru", "uk", "et", "ar")) -> None:
        self.absent_because: str | None = None
        self.spoken: list[Spoken | None] = []
        self.warmed: list[str] = []
        self._voices = frozenset(voices)

    def has_voice(self, language: str) -> bool:
        return language in self._voices

    def say(self, script: Script, output: Output, step: int = 0, *, after: bool = False) -> None:
        self.spoken.append(Spoken(script, output, step, after))

    def hush(self) -> None:
        self.spoken.append(None)

    def warm(self, language: str) -> None:
        self.warmed.append(language)

    @property
    def last(self) -> Spoken:
        said = [one for one in self.spoken if one is not None]
        assert said, "nothing was said"
        return said[-1]

    @property
    def texts(self) -> tuple[str, ...]:
        """All sentences in the order in which they were begun."""
        return tuple(text for one in self.spoken if one is not None for text in one.texts)
