"""Plays sounds through Kivy, and says so when the machine has no sound card."""

import logging
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from kivy.core.audio import Sound, SoundLoader

from common.screen.sound.player import AbsentPlayer, Player, SoundName

_log = logging.getLogger(__name__)


class KivyPlayer:
    """Keeps every sound loaded, so that a call is heard 30–160 ms after `play`."""

    def __init__(
        self, sounds: Mapping[str, Sound], started: Callable[[SoundName, float], None] | None = None
    ) -> None:
        self._sounds = dict(sounds)
        self._started = started

    @property
    def absent_because(self) -> str | None:
        """None: it was tried when it was made."""
        return None

    def play(self, name: SoundName, *, repeat: bool = False) -> bool:
        """Starts a sound from its beginning."""
        sound = self._sounds[name]
        if sound.state == "play":
            if repeat and sound.loop:
                return True
            sound.stop()
        sound.loop = repeat
        sound.play()
        if self._started is not None:
            self._started(name, time.monotonic())
        return True

    def stop(self, name: SoundName) -> None:
        """Ends a sound."""
        sound = self._sounds[name]
        sound.loop = False
        if sound.state == "play":
            sound.stop()


def make_player(
    files: Mapping[str, Path], started: Callable[[SoundName, float], None] | None = None
) -> Player:
    """A player for WAV files, or an absent one with the reason.

    `started` gets a sound's name and the monotonic time in s at which the mixer had taken it.

    Without a sound card Kivy gives sounds of length 0 that play nothing and say nothing.
    """
    sounds: dict[str, Sound] = {}
    for name, path in files.items():
        sound = SoundLoader.load(str(path))
        if sound is None or not sound.length > 0:
            reason = (
                f"the sound card did not take {path.name}; check that a sound card is there and not in use"
            )
            _log.error("no sound: %s", reason)
            return AbsentPlayer(reason)
        sounds[name] = sound
    return KivyPlayer(sounds, started)
