"""Sounds as WAV files: 16 bit, one channel."""

import io
import wave
from array import array
from pathlib import Path

from common.screen.sound.tones import RATE, Samples, alarm, chime

_FULL = 32767


def wav_bytes(samples: Samples, rate: int = RATE) -> bytes:
    """A whole WAV file; samples from -1 to 1, louder ones are held at the limit."""
    whole = array("h", (round(max(-1.0, min(1.0, sample)) * _FULL) for sample in samples))
    if array("h", [1]).tobytes() != b"\x01\x00":
        whole.byteswap()
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(rate)
        writer.writeframes(whole.tobytes())
    return file.getvalue()


def write_sounds(folder: Path) -> dict[str, Path]:
    """Writes `chime.wav` and `alarm.wav` where they are not there yet, and returns their paths by name.

    Raises OSError when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths: dict[str, Path] = {}
    for name, make in (("chime", chime), ("alarm", alarm)):
        path = folder / f"{name}-1.wav"  # the figure is the version of the sound: a new one is a new file
        if not path.exists():
            unfinished = path.with_suffix(".part")
            unfinished.write_bytes(wav_bytes(make()))
            unfinished.replace(path)
        paths[name] = path
    return paths
