"""Gathers the bytes of a serial line into scans. Pure."""

from dataclasses import dataclass, field, replace

from kiosk.scanner.judge import LONGEST

PAUSE_S = 0.2
"""So long a silence ends a scan that has no end of its own; at 9,600 baud a byte takes 1 ms."""

_ENDS = b"\r\n"


@dataclass(frozen=True, slots=True)
class Gathered:
    """The beginning of a scan: at most one byte more than the longest, which is enough to refuse it.

    ``after_cr`` tells that a line feed that comes next belongs to the end before.
    """

    begun: bytes = field(default=b"", repr=False)
    after_cr: bool = False

    def take(self, data: bytes) -> tuple["Gathered", tuple[bytes, ...]]:
        """Return what is gathered after some bytes, and the scans that they end with CR, LF or both."""
        scans: list[bytes] = []
        begun, after_cr = bytearray(self.begun), self.after_cr
        for byte in data:
            if byte not in _ENDS:
                if len(begun) <= LONGEST:
                    begun.append(byte)
            elif byte == _ENDS[0] or not after_cr:
                scans.append(bytes(begun))
                begun.clear()
            after_cr = byte == _ENDS[0]
        return replace(self, begun=bytes(begun), after_cr=after_cr), tuple(scans)

    def rest(self) -> tuple["Gathered", tuple[bytes, ...]]:
        """Return the same after a pause, which ends what has begun."""
        return Gathered(), (self.begun,) if self.begun else ()
