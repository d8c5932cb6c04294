"""What a customer changes of the screen itself: size, contrast, low mode, and how it speaks. Pure."""

import msgspec
from msgspec.structs import replace

from common.screen.theme import Contrast, Look, TextSize
from kiosk.flow.event import HeadsetChanged, Press
from kiosk.flow.state import Sound, Visit

LOUDEST = 2
"""Steps above the volume that everybody finds: 12 and 18 dB (EN 301 549 8.2.1)."""

SETTINGS = frozenset(
    {
        Press.SIZE,
        Press.CONTRAST,
        Press.LOW,
        Press.SOUND,
        Press.SPEAK,
        Press.LOUDER,
        Press.VOLUME_UP,
        Press.VOLUME_DOWN,
    }
)


def set_anew(visit: Visit, press: Press) -> Visit:
    """Return the visit with one setting changed by a press of :data:`SETTINGS`."""
    match press:
        case Press.SIZE:
            size = TextSize.NORMAL if visit.look.size is TextSize.LARGE else TextSize.LARGE
            return _look(visit, size=size)
        case Press.CONTRAST:
            contrast = Contrast.NORMAL if visit.look.contrast is Contrast.HIGH else Contrast.HIGH
            return _look(visit, contrast=contrast)
        case Press.LOW:
            return _look(visit, low=not visit.look.low)
        case Press.SOUND:
            sound = _next_sound(visit.sound)
        case Press.SPEAK:
            sound = Sound(on=not visit.sound.on)
        case _:
            sound = Sound(on=True, louder=_next_step(visit.sound, press))
    # Whoever came with a headset in the jack already is spoken to through it.
    return replace(visit, sound=replace(sound, headset=sound.on and visit.plugged))


def plug(visit: Visit, event: HeadsetChanged) -> Visit:
    """Speak into a headset that was plugged in; fall silent when it is pulled out (EN 301 549 5.1.3.2)."""
    return replace(visit, sound=Sound(on=event.present, headset=event.present))


def _look(visit: Visit, **changed: object) -> Visit:
    look: Look = msgspec.structs.replace(visit.look, **changed)
    return replace(visit, look=look)


def _next_step(sound: Sound, press: Press) -> int:
    """Return the step of the volume after a key for it; a key that finds no speech starts it."""
    if not sound.on:
        return 0
    if press is Press.VOLUME_DOWN:
        return max(0, sound.louder - 1)
    if press is Press.VOLUME_UP:
        return min(LOUDEST, sound.louder + 1)
    return (sound.louder + 1) % (LOUDEST + 1)


def _next_sound(sound: Sound) -> Sound:
    """Off, on, louder in steps, off: one button that needs no sight (EN 301 549 5.1.3.12)."""
    if not sound.on:
        return replace(sound, on=True, louder=0)
    if sound.louder < LOUDEST:
        return replace(sound, louder=sound.louder + 1)
    return replace(sound, on=False, louder=0)
