"""Tells apart the kinds of answers that a printer mixes into one stream of bytes.

The kinds are known by fixed bits (Epson's ESC/POS reference, "transmission status identification"):
`b & 93h` is 12h for DLE EOT and 10h for the first of four automatic bytes, `b & 90h` is 00h for GS r and for
the other three automatic bytes, and a block begins with 37h, names itself and ends with 00h.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from kiosk.printer.port import Condition, PrinterState

_BLOCK = 0x37
_PROCESS_ID = 0x22
_CLEARED = 0x25
_ID_LENGTH = 4
_AUTOMATIC_LENGTH = 4
SAFE_ID_LETTERS = b"ABCDEFGHIJKLMNOabcdefghijklmno"
"""Letters for process ids that no status byte of the kinds above that comes unasked can be taken for."""


@dataclass(frozen=True, slots=True)
class RealTime:
    """One answer to DLE EOT; which question it answers is known only by the order."""

    byte: int


@dataclass(frozen=True, slots=True)
class Automatic:
    """Four bytes that the printer sent by itself (GS a)."""

    data: bytes


@dataclass(frozen=True, slots=True)
class RollStatus:
    """An answer to GS r: everything sent before it has been worked off."""

    byte: int


@dataclass(frozen=True, slots=True)
class Completed:
    """The answer to GS ( H: printing up to this process id has ended."""

    process_id: bytes


@dataclass(frozen=True, slots=True)
class Cleared:
    """The answer to DLE DC4 8: the printer's buffers are empty."""


@dataclass(frozen=True, slots=True)
class Noise:
    """A byte that belongs to no answer."""

    byte: int


Answer = RealTime | Automatic | RollStatus | Completed | Cleared | Noise


class _In(Enum):
    NOTHING = auto()
    AUTOMATIC = auto()
    BLOCK_START = auto()
    PROCESS_ID = auto()
    CLEARED = auto()


def _is_real_time(byte: int) -> bool:
    return byte & 0x93 == 0x12  # noqa: PLR2004 - fixed bits of the standard, named in the module's docstring


def _begins_automatic(byte: int) -> bool:
    return byte & 0x93 == 0x10  # noqa: PLR2004 - fixed bits of the standard, named in the module's docstring


def _is_plain(byte: int) -> bool:
    return byte & 0x90 == 0


class StatusReader:
    """Takes bytes in any pieces and gives answers as they become whole.

    A DLE EOT answer is taken out wherever it comes, also from the middle of another answer, because printers
    send it at once. Process ids must therefore be made of `SAFE_ID_LETTERS`.
    """

    def __init__(self) -> None:
        self._where = _In.NOTHING
        self._held = bytearray()

    def feed(self, data: bytes) -> list[Answer]:
        """Return the answers that these bytes complete, in order; never raises."""
        found: list[Answer] = []
        for byte in data:
            found.extend(self._take(byte))
        return found

    def _take(self, byte: int) -> Iterator[Answer]:
        if _is_real_time(byte):
            yield RealTime(byte)
        elif self._where is _In.NOTHING:
            yield from self._begin(byte)
        elif self._fits(byte):
            self._held.append(byte)
            yield from self._complete(byte)
        else:
            yield from map(Noise, self._held)
            self._rest()
            yield from self._begin(byte)

    def _begin(self, byte: int) -> Iterator[Answer]:
        if byte == _BLOCK:
            self._enter(_In.BLOCK_START, byte)
        elif _begins_automatic(byte):
            self._enter(_In.AUTOMATIC, byte)
        elif _is_plain(byte):
            yield RollStatus(byte)
        else:
            yield Noise(byte)

    def _fits(self, byte: int) -> bool:
        if self._where is _In.AUTOMATIC:
            return _is_plain(byte)
        if self._where is _In.BLOCK_START:
            return byte in (_PROCESS_ID, _CLEARED)
        if self._where is _In.CLEARED:
            return byte == 0
        if len(self._held) == 2 + _ID_LENGTH:
            return byte == 0
        return byte in SAFE_ID_LETTERS

    def _complete(self, byte: int) -> Iterator[Answer]:
        if self._where is _In.BLOCK_START:
            self._where = _In.PROCESS_ID if byte == _PROCESS_ID else _In.CLEARED
        elif self._where is _In.AUTOMATIC and len(self._held) == _AUTOMATIC_LENGTH:
            yield Automatic(bytes(self._held))
            self._rest()
        elif byte == 0 and self._where is _In.PROCESS_ID:
            yield Completed(bytes(self._held[2:-1]))
            self._rest()
        elif byte == 0 and self._where is _In.CLEARED:
            yield Cleared()
            self._rest()

    def _enter(self, where: _In, byte: int) -> None:
        self._where = where
        self._held = bytearray((byte,))

    def _rest(self) -> None:
        self._where = _In.NOTHING
        self._held = bytearray()


def state_from_real_time(printer: int, offline: int, error: int, paper: int) -> PrinterState:
    """Judge the answers to DLE EOT 1, 2, 3 and 4."""
    return PrinterState(
        _condition(
            cover_open=bool(offline & 0x04),
            cutter_error=bool(error & 0x08),
            other_error=bool(error & 0x24),
            hot=bool(error & 0x40),
            paper_out=bool(paper & 0x60) or bool(offline & 0x20),
            offline=bool(printer & 0x08),
        ),
        paper_near_end=bool(paper & 0x0C),
    )


def state_from_automatic(data: bytes) -> PrinterState:
    """Judge the four bytes of an automatic status."""
    return PrinterState(
        _condition(
            cover_open=bool(data[0] & 0x20),
            cutter_error=bool(data[1] & 0x08),
            other_error=bool(data[1] & 0x24),
            hot=bool(data[1] & 0x40),
            paper_out=bool(data[2] & 0x0C),
            offline=bool(data[0] & 0x08),
        ),
        paper_near_end=bool(data[2] & 0x0F),
    )


def _condition(
    *, cover_open: bool, cutter_error: bool, other_error: bool, hot: bool, paper_out: bool, offline: bool
) -> Condition:
    for holds, condition in (
        (cover_open, Condition.COVER_OPEN),
        (cutter_error, Condition.CUTTER_ERROR),
        (other_error, Condition.ERROR),
        (hot, Condition.HOT),
        (paper_out, Condition.PAPER_OUT),
        (offline, Condition.OFFLINE),
    ):
        if holds:
            return condition
    return Condition.READY
