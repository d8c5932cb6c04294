"""Cuts a stream of ESC/POS bytes into commands, in any fragmentation; knows lengths, not meanings."""

from dataclasses import dataclass

_ESC, _GS, _FS, _DLE = 0x1B, 0x1D, 0x1C, 0x10
_CONTROLS = {0x0A: "LF", 0x0D: "CR", 0x09: "HT", 0x0C: "FF", 0x18: "CAN"}
_FIRST_LETTER = 0x20
# How many bytes of argument follow, by the command's second byte (Epson's ESC/POS command reference).
_ESC_LENGTHS = dict.fromkeys(b"taEM!dJ3R-G{V =%?", 1) | dict.fromkeys(b"$\\c", 2) | {ord("p"): 3}
_GS_LENGTHS = dict.fromkeys(b"!arBbhwHfI/", 1) | dict.fromkeys(b"LWP", 2) | {ord("^"): 3}
_FS_LENGTHS = dict.fromkeys(b"!C-", 1) | dict.fromkeys(b"Sp", 2)
_DLE_DC4_LENGTHS = {1: 2, 2: 2, 3: 5, 7: 1, 8: 7}
_CUT_AND_FEED = frozenset((65, 66, 97, 98, 103, 104))
_LONGEST_NULL_TERMINATED = 64


@dataclass(frozen=True, slots=True)
class Command:
    """One command: `name` such as "ESC @" or "text", and its arguments as they came."""

    name: str
    data: bytes = b""


class CommandReader:
    """Takes bytes as they come; gives each command once it is whole."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> list[Command]:
        """Return the commands that are whole now. Unknown ones are two bytes long."""
        self._held += data
        found: list[Command] = []
        at = 0
        while at < len(self._held):
            length, command = _next(self._held[at:] if at else self._held)
            if command is None:
                break
            found.append(command)
            at += length
        del self._held[:at]
        return found

    def forget(self) -> None:
        """Drop what has begun."""
        self._held.clear()


_INCOMPLETE = (0, None)


def _next(data: bytearray) -> tuple[int, Command | None]:
    first = data[0]
    if first in _CONTROLS:
        return 1, Command(_CONTROLS[first])
    if first not in (_ESC, _GS, _FS, _DLE):
        end = next((n for n, byte in enumerate(data) if byte < _FIRST_LETTER), len(data))
        return (end, Command("text", bytes(data[:end]))) if end else (1, Command("unknown", bytes(data[:1])))
    if len(data) < 2:  # noqa: PLR2004 - a command has two bytes at least
        return _INCOMPLETE
    kind = {_ESC: "ESC", _GS: "GS", _FS: "FS", _DLE: "DLE"}[first]
    length = _length(kind, data)
    if length is None or len(data) < length:
        return _INCOMPLETE
    second = {0x04: "EOT", 0x05: "ENQ", 0x14: "DC4"}.get(data[1], "?") if kind == "DLE" else chr(data[1])
    return length, Command(f"{kind} {second}", bytes(data[2:length]))


def _length(kind: str, data: bytearray) -> int | None:
    """Return the whole length of the command that the bytes begin with, None while it cannot be told."""
    second = data[1]
    if kind == "DLE":
        return _dle_length(data)
    if second == ord("("):
        return 5 + int.from_bytes(data[3:5], "little") if len(data) >= 5 else None  # noqa: PLR2004 - the head
    if kind == "ESC":
        return _esc_length(data)
    if kind == "GS":
        return _gs_length(data)
    return 2 + _FS_LENGTHS.get(second, 0)


def _dle_length(data: bytearray) -> int | None:
    if data[1] in (0x04, 0x05):
        return 3
    if data[1] != 0x14:  # noqa: PLR2004 - DC4
        return 2
    return 3 + _DLE_DC4_LENGTHS.get(data[2], 0) if len(data) > 2 else None  # noqa: PLR2004 - its function


def _esc_length(data: bytearray) -> int | None:
    if data[1] == ord("D"):
        end = data.find(0, 2)
        if end < 0:
            return 2 if len(data) > _LONGEST_NULL_TERMINATED else None
        return end + 1
    if data[1] == ord("*"):
        if len(data) < 5:  # noqa: PLR2004 - the head of a bit image
            return None
        per_column = 3 if data[2] >= 32 else 1  # noqa: PLR2004 - modes from 32 have 24 dots
        return 5 + int.from_bytes(data[3:5], "little") * per_column
    return 2 + _ESC_LENGTHS.get(data[1], 0)


def _gs_length(data: bytearray) -> int | None:
    if data[1] == ord("V"):
        if len(data) < 3:  # noqa: PLR2004 - its mode
            return None
        return 4 if data[2] in _CUT_AND_FEED else 3
    if data[1] == ord("v"):
        if len(data) < 8:  # noqa: PLR2004 - the head of a raster
            return None
        return 8 + int.from_bytes(data[4:6], "little") * int.from_bytes(data[6:8], "little")
    if data[1] == ord("8"):
        return 7 + int.from_bytes(data[3:7], "little") if len(data) >= 7 else None  # noqa: PLR2004 - the head
    return 2 + _GS_LENGTHS.get(data[1], 0)


class RealTimeReader:
    """Finds the real-time commands in everything that comes in, as a printer does when it receives."""

    _SEAL = bytes((1, 3, 20, 1, 6, 2, 8))

    def __init__(self) -> None:
        self._last = b""

    def feed(self, byte: int) -> Command | None:
        """Return the real-time command that this byte completes."""
        self._last = (self._last + bytes((byte,)))[-10:]
        if self._last[-3:-1] == b"\x10\x04" and byte in (1, 2, 3, 4):
            return Command("DLE EOT", self._last[-1:])
        if self._last[-3:-1] == b"\x10\x05" and byte in (1, 2):
            return Command("DLE ENQ", self._last[-1:])
        if self._last == b"\x10\x14\x08" + self._SEAL:
            return Command("DLE DC4", self._last[-8:])
        return None
