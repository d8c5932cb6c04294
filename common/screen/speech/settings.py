"""What a box.toml says of speech: whether, through what, how loud, by which engines."""

from pathlib import Path
from typing import Annotated, Literal

import msgspec

EngineName = Literal["clips", "festival", "espeak"]


class SpeechSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`[sound]` of a kiosk's box.toml. Without it a kiosk makes no sound, and says so in its health.

    Devices are ALSA's names as `aplay -L` lists them, such as `plughw:CARD=Headphones`.
    """

    enabled: bool = False
    loudspeaker: Annotated[str, msgspec.Meta(min_length=1)] = "default"
    headset: str = ""
    """Empty where the jack itself switches the loudspeaker off: then it is the loudspeaker's device."""
    quieter_db: Annotated[float, msgspec.Meta(ge=0, le=30)] = 0.0
    """Taken off all steps, where the sound card's own volume cannot be turned down far enough."""
    lead_in_ms: Annotated[int, msgspec.Meta(ge=0, le=1500)] = 0
    """Near-silence before sound that follows a pause: 500 for an HDMI sink that sleeps."""
    engines: Annotated[tuple[EngineName, ...], msgspec.Meta(min_length=1)] = ("clips", "festival", "espeak")
    """In order: the first that has a voice for a language speaks it."""
    words_per_minute: Annotated[int, msgspec.Meta(ge=80, le=300)] = 150
    espeak_voices: dict[str, str] = {}
    """Another voice of espeak-ng for a language: `{ en = "en-us" }`."""
    clips: str = ""
    """A folder of recordings; see `Clips`."""
    transcript: str = ""
    """A file that gets a line of JSON for all that is said: to check a kiosk, never while it serves."""

    def __post_init__(self) -> None:
        """Check what one key alone cannot tell."""
        for key in ("clips", "transcript"):
            value = getattr(self, key)
            if value and not Path(value).is_absolute():
                raise ValueError(f'`{key}` must be a whole path such as "/srv/{key}", not "{value}"')

    def device(self, output: Literal["loudspeaker", "headset"]) -> str:
        """ALSA's name for an output."""
        return self.headset or self.loudspeaker if output == "headset" else self.loudspeaker
