"""Judges what the demo left behind by means that know nothing of it: tesseract reads, a filter listens."""

import math
import re
import subprocess
import wave
from pathlib import Path

import msgspec
from PIL import Image, ImageOps

CHIME_HZ = (659.26, 523.25)
"""Two soft notes down a major third."""

_BORDER_PX = 20
_SAMPLE_BYTES = 2
_LOUD = 500
_WINDOW_S = 0.05


def read_words(picture: Path, *, scale: float = 1.0, box: tuple[int, int, int, int] | None = None) -> str:
    """Return what tesseract reads in a picture; ``box`` is left, top, right, bottom in pixels."""
    with Image.open(picture) as opened:
        image = opened.convert("L")
    if box is not None:
        image = image.crop(box)
    if scale != 1.0:
        image = ImageOps.scale(image, scale, Image.Resampling.LANCZOS)
    corner = image.getpixel((0, 0))
    image = ImageOps.expand(image, border=_BORDER_PX, fill=corner if isinstance(corner, int) else 255)
    prepared = picture.with_name(f".{picture.stem}-read.png")
    image.save(prepared)
    try:
        command = ["tesseract", str(prepared), "-", "--psm", "11", "-l", "fin"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    finally:
        prepared.unlink()
    return done.stdout


def number_is_read(picture: Path, number: str, *, box: tuple[int, int, int, int] | None = None) -> bool:
    """Tell whether tesseract finds ``number`` in a picture, at one of three sizes.

    Figures of 20 mm and more are too large for it at full size, small ones too small at a quarter.
    """
    wanted = re.compile(rf"(?<!\d){number}(?!\d)")
    return any(wanted.search(read_words(picture, scale=scale, box=box)) for scale in (0.25, 0.5, 1.0))


class Sound(msgspec.Struct, frozen=True):
    """Samples of one channel, −32768 to 32767, and their rate in Hz."""

    rate: int
    samples: tuple[int, ...]


def raw_to_wav(raw: Path, wav: Path, *, rate: int, channels: int) -> Sound:
    """Turn what SDL would have played (16-bit little-endian) into a WAV file of its loud part."""
    data = raw.read_bytes()
    frame = _SAMPLE_BYTES * channels
    mono = memoryview(data[: len(data) - len(data) % frame]).cast("h")[::channels]
    loud = [index for index in range(0, len(mono), 64) if abs(mono[index]) > _LOUD]
    if not loud:
        raise ValueError(f"{raw.name} is silent")
    begin, end = max(0, loud[0] - rate // 10), min(len(mono), loud[0] + 2 * rate)
    samples = tuple(mono[begin:end])
    with wave.open(str(wav), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(_SAMPLE_BYTES)
        file.setframerate(rate)
        file.writeframes(
            b"".join(sample.to_bytes(_SAMPLE_BYTES, "little", signed=True) for sample in samples)
        )
    return Sound(rate, samples)


def strength(sound: Sound, hertz: float, at_s: float, length_s: float = 0.2) -> float:
    """Return how strong a frequency is in a stretch of the sound, as a share of all its energy (Goertzel)."""
    begin = round(at_s * sound.rate)
    stretch = sound.samples[begin : begin + round(length_s * sound.rate)]
    turn = 2 * math.cos(2 * math.pi * hertz / sound.rate)
    one = two = 0.0
    for sample in stretch:
        one, two = sample + turn * one - two, one
    energy = sum(sample * sample for sample in stretch) or 1
    return (one * one + two * two - turn * one * two) / (len(stretch) / 2 * energy)


def hears_chime(sound: Sound) -> bool:
    """Tell whether the two notes come one after the other."""
    begin = next(index for index, sample in enumerate(sound.samples) if abs(sample) > _LOUD) / sound.rate
    first, second = begin + _WINDOW_S, begin + 0.4 + 2 * _WINDOW_S
    high, low = CHIME_HZ
    return strength(sound, high, first) > strength(sound, low, first) and strength(
        sound, low, second
    ) > strength(sound, high, second)
