"""Frames of the LD2410 radar out of a stream with rubbish and cuts; pure."""

import struct
from dataclasses import dataclass
from enum import IntFlag

HEADER = bytes.fromhex("f4f3f2f1")
TAIL = bytes.fromhex("f8f7f6f5")

_LENGTH = struct.Struct("<H")
# Kind, 0xAA, state; distance (cm) and energy (%) of who moves, then of who keeps still; the nearest (cm).
_TARGET = struct.Struct("<BBBHBHBH")
_LENGTHS = range(13, 65)
"""Length of the data: 13 in a basic frame, 35 in an engineering one; beyond 64 it is rubbish."""

_KINDS = frozenset({0x01, 0x02})
_HEAD = 0xAA
_END = b"\x55"


class Target(IntFlag):
    """Whom the radar sees: somebody who moves, who keeps still, both or nobody (0)."""

    MOVING = 1
    STILL = 2


@dataclass(frozen=True, slots=True)
class TargetFrame:
    """A good frame; ``distance_cm`` is the radar's own estimate, 0 where it sees nobody."""

    target: Target
    distance_cm: int


class FrameReader:
    """Cuts a stream into frames, looking for the next header where one does not end as it says.

    Never holds more than one frame, and always goes on from the first byte after a header that led nowhere,
    so a cut frame costs only itself.
    """

    def __init__(self) -> None:
        """Begin anywhere in a stream."""
        self.refused = 0
        """Headers that led nowhere so far."""
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[TargetFrame]:
        """Take bytes as they come; return the frames that are now whole, oldest first."""
        self._buffer += data
        frames: list[TargetFrame] = []
        while self._seek_header():
            start = len(HEADER) + _LENGTH.size
            if len(self._buffer) < start:
                break
            (length,) = _LENGTH.unpack_from(self._buffer, len(HEADER))
            end = start + length + len(TAIL)
            if length in _LENGTHS and len(self._buffer) < end:
                break
            frame = None
            if length in _LENGTHS and self._buffer.startswith(TAIL, end - len(TAIL)):
                frame = parse_data(bytes(self._buffer[start : end - len(TAIL)]))
            if frame is None:
                self.refused += 1
                del self._buffer[: len(HEADER)]
            else:
                frames.append(frame)
                del self._buffer[:end]
        return frames

    def _seek_header(self) -> bool:
        """Drop what lies before the next header; keep a beginning of one at the end."""
        found = self._buffer.find(HEADER)
        if found >= 0:
            del self._buffer[:found]
            return True
        kept = next((n for n in range(len(HEADER) - 1, 0, -1) if self._buffer.endswith(HEADER[:n])), 0)
        del self._buffer[: len(self._buffer) - kept]
        return False


def parse_data(data: bytes) -> TargetFrame | None:
    """Read what lies between length and tail; ``None`` where it is not a target report."""
    if len(data) < _LENGTHS.start:
        return None
    kind, head, state, moving_cm, _, still_cm, _, nearest_cm = _TARGET.unpack_from(data)
    if kind not in _KINDS or head != _HEAD or state > Target.MOVING | Target.STILL or data[-2:-1] != _END:
        return None
    target = Target(state)
    fallback_cm = moving_cm if Target.MOVING in target else still_cm
    return TargetFrame(target, (nearest_cm or fallback_cm) if target else 0)
