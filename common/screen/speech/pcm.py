"""Pieces of sound on their way to a device: 16 bits, one channel, the machine's own byte order."""

from array import array
from dataclasses import dataclass

from common.screen.sound.tones import Samples

RATE = 22_050
"""Samples a second of both engines, and of the tones beside them, so that the device is opened once."""
_FULL = 32_767


@dataclass(frozen=True, slots=True)
class Pcm:
    """Samples at a rate (a second); `data` holds two bytes a sample."""

    data: bytes
    rate: int = RATE

    @property
    def length_s(self) -> float:
        """How long it sounds, in s."""
        return len(self.data) / 2 / self.rate

    def louder(self, factor: float) -> "Pcm":
        """The same sound with all samples multiplied by 0 to 1."""
        if factor == 1.0 or not self.data:
            return self
        samples = array("h", self.data)
        return Pcm(array("h", [int(sample * factor) for sample in samples]).tobytes(), self.rate)

    def peak(self) -> float:
        """The largest sample, 0 to 1."""
        samples = array("h", self.data)
        return max(map(abs, samples), default=0) / (_FULL + 1)


def from_samples(samples: Samples, rate: int = RATE) -> Pcm:
    """Samples from -1 to 1 as they go to a device; louder ones are held at the limit."""
    whole = array("h", (round(max(-1.0, min(1.0, sample)) * _FULL) for sample in samples))
    return Pcm(whole.tobytes(), rate)


def silence(seconds: float, rate: int = RATE) -> Pcm:
    """Near-silence, about -84 dB: HDMI sinks sleep through zeros and wake for this, people hear neither."""
    return Pcm(array("h", [2, -2] * round(seconds * rate / 2)).tobytes(), rate)
