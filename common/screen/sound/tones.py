"""Makes the sounds of a site as plain numbers, samples from -1 to 1: chime, alarm, tones beside speech."""

import math
from array import array
from typing import TypeAlias

Samples: TypeAlias = "array[float]"
"""From -1 to 1; the type cannot be subscripted before Python 3.12."""
RATE = 48_000
"""Samples a second: what HDMI and USB sound cards take without converting."""
CHIME_HZ = (659.26, 523.25)
"""E5 and C5, a major third down."""
CHIME_NOTE_S = 0.4
LEAD_IN_S = 0.5
"""Near-silence before the chime: a sleeping HDMI sink swallows what comes first."""
ALARM_ON_S, ALARM_OFF_S = 3.0, 2.0
ALARM_HZ = (880.0, 1174.66)
"""A fourth that alternates four times a second: nothing like the chime."""

ATTENTION_HZ = (587.33, 783.99)
"""D5 and G5, a fourth up, as a question rises: neither the chime, which falls, nor the alarm."""
ATTENTION_NOTE_S = 0.18
CLICK_S = 0.02

_LEAD_IN_LEVEL = 0.0008  # about -62 dB: the sink hears that something plays, people do not
_ATTACK_S = 0.012
_CHIME_LEVEL = 0.5
_RING_ON_S = 0.9  # the second note rings on after its 0.4 s, as a bar that was struck does
_ALARM_LEVEL = 0.8
_ALARM_STEP_S = 0.125
_EDGE_S = 0.004


def chime() -> Samples:
    """The call: 0.5 s of near-silence, two soft notes of 0.4 s each, and the second one's fading."""
    lead_in = array("d", (_lead_in(index) for index in range(round(LEAD_IN_S * RATE))))
    total = array("d", bytes(8 * round((2 * CHIME_NOTE_S + _RING_ON_S) * RATE)))
    step = round(CHIME_NOTE_S * RATE)
    for place, frequency in enumerate(CHIME_HZ):
        start = place * step
        length = step if place == 0 else len(total) - start
        for index in range(length):
            total[start + index] += _CHIME_LEVEL * _struck(frequency, index / RATE, length / RATE)
    return lead_in + total


def alarm() -> Samples:
    """One round of the alarm: 3 s of a firm alternation, 2 s of silence; played in a loop."""
    samples = array("d", bytes(8 * round((ALARM_ON_S + ALARM_OFF_S) * RATE)))
    for index in range(round(ALARM_ON_S * RATE)):
        moment = index / RATE
        in_step = moment % _ALARM_STEP_S
        frequency = ALARM_HZ[int(moment / _ALARM_STEP_S) % 2]
        edge = min(1.0, in_step / _EDGE_S, (_ALARM_STEP_S - in_step) / _EDGE_S)
        turn = 2 * math.pi * frequency * moment
        # Third and fifth parts carry through a closed door, where a pure tone is lost.
        wave = (math.sin(turn) + 0.4 * math.sin(3 * turn) + 0.2 * math.sin(5 * turn)) / 1.6
        samples[index] = _ALARM_LEVEL * edge * wave
    return samples


def click(rate: int = RATE) -> Samples:
    """A touch was taken: 20 ms of a soft knock."""
    return array("d", (_knock(index / rate) for index in range(round(CLICK_S * rate))))


def attention(rate: int = RATE) -> Samples:
    """The screen is about to start over: two soft notes that rise, half as loud as the chime."""
    samples: Samples = array("d")
    for frequency in ATTENTION_HZ:
        samples.extend(
            _CHIME_LEVEL / 2 * _struck(frequency, index / rate, ATTENTION_NOTE_S)
            for index in range(round(ATTENTION_NOTE_S * rate))
        )
    return samples


def strength(samples: Samples, frequency: float, start_s: float, length_s: float, rate: int = RATE) -> float:
    """How much of a frequency (Hz) a piece of sound has: the amplitude of a pure tone (Goertzel)."""
    first = round(start_s * rate)
    piece = samples[first : first + round(length_s * rate)]
    if not piece:
        return 0.0
    turn = 2 * math.pi * frequency / rate
    factor = 2 * math.cos(turn)
    before, last = 0.0, 0.0
    for sample in piece:
        before, last = last, sample + factor * last - before
    return 2 * math.sqrt(max(0.0, before * before + last * last - factor * before * last)) / len(piece)


def _lead_in(index: int) -> float:
    return _LEAD_IN_LEVEL * math.sin(2 * math.pi * 100.0 * index / RATE)


def _knock(moment: float) -> float:
    edge = min(1.0, moment / 0.002, (CLICK_S - moment) / 0.002)
    return 0.3 * max(0.0, edge) * math.sin(2 * math.pi * 1000.0 * moment) * math.exp(-200.0 * moment)


def _struck(frequency: float, moment: float, length: float) -> float:
    """A struck bar: gentle attack, long decay, a little of the octave, and no click at the end."""
    attack = min(1.0, moment / _ATTACK_S)
    release = min(1.0, max(0.0, (length - moment) / 0.03))
    turn = 2 * math.pi * frequency * moment
    tone = math.sin(turn) * math.exp(-3.2 * moment) + 0.18 * math.sin(2 * turn) * math.exp(-7.0 * moment)
    return attack * attack * release * tone
