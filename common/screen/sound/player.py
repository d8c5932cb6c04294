"""The port to loudspeakers, and the player for a device that has none."""

import logging
from typing import Literal, Protocol

_log = logging.getLogger(__name__)

SoundName = Literal["chime", "alarm"]


class Player(Protocol):
    """Plays the sounds of a site; every call returns at once and is made in the window's thread."""

    @property
    def absent_because(self) -> str | None:
        """Why nothing can be heard, for the device's health and the panel; None when it can."""
        ...

    def play(self, name: SoundName, *, repeat: bool = False) -> bool:
        """Starts a sound from its beginning; False if nothing is heard. `repeat` goes on until `stop`."""
        ...

    def stop(self, name: SoundName) -> None:
        """Ends a sound; one that does not play is fine."""
        ...


class AbsentPlayer:
    """For a device whose configuration says that it has no loudspeaker: says so once, and plays nothing."""

    def __init__(self, because: str = "no loudspeaker is configured") -> None:
        self._because = because
        _log.info("sound is absent: %s", because)

    @property
    def absent_because(self) -> str | None:
        """The reason that was given."""
        return self._because

    def play(self, name: SoundName, *, repeat: bool = False) -> bool:  # noqa: ARG002  the port's shape
        """Nothing is heard."""
        return False

    def stop(self, name: SoundName) -> None:
        """Nothing to end."""
