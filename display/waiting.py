"""Before a display knows what it is: it says calmly that it waits, and who it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from common.screen.languages.messages import Messages
from common.wire.channel import Received
from display.moment import Moment
from display.scene import Say, Word


@dataclass(frozen=True, slots=True)
class WaitingPicture:
    """The words in each language, and the id under which the hub knows this device."""

    words: tuple[str, ...]
    device: str

    @property
    def marks(self) -> tuple[str, ...]:
        """Nothing is called here."""
        return ()


class WaitingScene:
    """A display without a configuration."""

    def __init__(self, device: str, languages: Sequence[Messages]) -> None:
        """``languages`` in which it is said."""
        self._picture = WaitingPicture(
            tuple(dict.fromkeys(messages.text("display.waiting") for messages in languages)), device
        )

    def filters(self, site: str) -> list[tuple[str, int]]:  # noqa: ARG002 — a scene's shape
        """Nothing but what every display reads."""
        return []

    def hear(self, received: Received[Any], moment: Moment) -> None:
        """Nothing here changes what is shown."""

    def touched(self, word: Word) -> None:
        """Nothing can be touched."""

    def speak(self, say: Say, moment: Moment) -> None:
        """Nothing to say but that it lives."""

    def picture(self, moment: Moment) -> WaitingPicture:  # noqa: ARG002 — a scene's shape
        """Return the one picture there is."""
        return self._picture
