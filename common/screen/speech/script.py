"""What is said, piece by piece. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Output = Literal["loudspeaker", "headset"]
"""Who hears it: everybody in the room, or one customer."""

_SENTENCE_END = re.compile(r"(?<=[.!?:؟])\s+")
_LONGEST = 160
"""Characters to an engine at a time: festival makes a piece whole, in about 0.7 s for so much on a Pi."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence or two in one language, as it is to be said (see `said`)."""

    text: str
    language: str
    """ISO 639 code of the voice."""

    def pieces(self) -> Iterator[str]:
        """Sentences; long ones are divided between words. The first is short, so that it is heard soon."""
        for sentence in _SENTENCE_END.split(self.text):
            rest = sentence.strip()
            while len(rest) > _LONGEST:
                cut = max(rest.rfind(mark, 0, _LONGEST) for mark in (", ", " "))
                cut = cut + 1 if cut > 0 else _LONGEST
                yield rest[:cut].strip()
                rest = rest[cut:].strip()
            if rest:
                yield rest


class Tone(StrEnum):
    """A sound that is no speech."""

    CLICK = "click"
    """A touch or a key was taken."""
    ATTENTION = "attention"
    """The screen is about to start over."""


Script = tuple[Utterance | Tone, ...]
"""What is said one after the other; a new script ends the one that is being said."""
