"""Runs a part as the onlooker does, and pokes its window with raw events of SDL when it is told to.

Whatever a window system, a touch screen or a dropped file could send goes through SDL's own queue here, for
which no hand exists in a test. A file ``poke`` beside the onlooker's socket begins it; ``poked`` tells that
all of them are in the queue.
"""

import ctypes
import os
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from simulator.onlooker import SOCKET_VARIABLE, main
from tests.kiosk.breakout.all_screens import show_all_when_told

_EVENT_BYTES = 56
_WINDOW = 1
_MIDDLE = 270, 480

_QUIT, _WINDOW_EVENT, _TEXT_EDITING, _TEXT = 0x100, 0x200, 0x302, 0x303
_KEY_DOWN, _KEY_UP = 0x300, 0x301
_BUTTON_DOWN, _BUTTON_UP, _WHEEL = 0x401, 0x402, 0x403
_JOY_AXIS, _JOY_HAT, _JOY_DOWN, _JOY_UP = 0x600, 0x602, 0x603, 0x604
_FINGER_DOWN, _FINGER_UP, _FINGER_MOVED = 0x700, 0x701, 0x702
_CLIPBOARD, _DROP_FILE, _DROP_TEXT, _DROP_BEGIN, _DROP_END = 0x900, 0x1000, 0x1001, 0x1002, 0x1003
_HIDDEN, _MINIMIZED, _MAXIMIZED, _LEFT, _FOCUS_LOST, _CLOSE = 2, 7, 8, 11, 13, 14
_KEYS = {41: 27, 58: 0x4000003A, 70: 0x40000046, 118: 0x40000076, 101: 0x40000065}
"""Escape, F1, Print, Menu and the key for a context menu: scancode and key code."""


def _window_events() -> Iterator[bytes]:
    yield struct.pack("<II", _QUIT, 0)
    yield struct.pack("<II", _CLIPBOARD, 0)
    for what in (_CLOSE, _MINIMIZED, _HIDDEN, _MAXIMIZED, _LEFT, _FOCUS_LOST):
        yield struct.pack("<IIIBxxxii", _WINDOW_EVENT, 0, _WINDOW, what, 0, 0)


def _dropped_events(copy: Callable[[bytes], int]) -> Iterator[bytes]:
    yield struct.pack("<IIQI", _DROP_BEGIN, 0, 0, _WINDOW)
    yield struct.pack("<IIQI", _DROP_FILE, 0, copy(b"/etc/passwd"), _WINDOW)
    yield struct.pack("<IIQI", _DROP_TEXT, 0, copy(b"javascript:alert(1)"), _WINDOW)
    yield struct.pack("<IIQI", _DROP_END, 0, 0, _WINDOW)


def _typed_events() -> Iterator[bytes]:
    for kind in (_TEXT, _TEXT_EDITING):
        yield struct.pack("<III32s", kind, 0, _WINDOW, b"%s%n ' OR 1=1 --")
    for scancode, key in _KEYS.items():
        for kind, state in ((_KEY_DOWN, 1), (_KEY_UP, 0)):
            yield struct.pack("<IIIBBxxiiHxxI", kind, 0, _WINDOW, state, 0, scancode, key, 0, 0)


def _mouse_events() -> Iterator[bytes]:
    def button(kind: int, number: int, where: tuple[int, int]) -> bytes:
        down = kind == _BUTTON_DOWN
        return struct.pack("<IIIIBBBxii", kind, 0, _WINDOW, 0, number, down, 1, *where)

    for number in (2, 3, 4, 5):  # middle, right, and the two at the side
        yield button(_BUTTON_DOWN, number, _MIDDLE)
        yield button(_BUTTON_UP, number, _MIDDLE)
    # A mouse and a finger that lie on the glass together let go one after the other; between the controls.
    for kind in (_BUTTON_DOWN, _BUTTON_DOWN, _BUTTON_UP, _BUTTON_UP):
        yield button(kind, 1, (1, 1))
    for across, up in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        yield struct.pack("<IIIIiiI", _WHEEL, 0, _WINDOW, 0, across, up, 0)


def _finger_events() -> Iterator[bytes]:
    for kind in (_FINGER_DOWN, _FINGER_MOVED, _FINGER_UP):
        for finger in range(12):  # a hand and more, at once
            where = (0.05 + 0.08 * finger, 0.2 + 0.06 * finger)
            yield struct.pack("<IIqqfffffI", kind, 0, 1, finger, *where, 0.01, 0.01, 0.5, _WINDOW)


def _stick_events() -> Iterator[bytes]:
    for button in range(16):
        yield struct.pack("<IIiBB", _JOY_DOWN, 0, 0, button, 1)
        yield struct.pack("<IIiBB", _JOY_UP, 0, 0, button, 0)
    yield struct.pack("<IIiBxxxhH", _JOY_AXIS, 0, 0, 0, 32767, 0)
    yield struct.pack("<IIiBB", _JOY_HAT, 0, 0, 0, 1)


def _library() -> ctypes.CDLL:
    """Return the SDL that Kivy has loaded into this process."""
    maps = Path("/proc/self/maps").read_text(encoding="utf-8").split("\n")
    sdl = ctypes.CDLL(next(line.split()[-1] for line in maps if "libSDL2-2" in line))
    sdl.SDL_strdup.restype = ctypes.c_void_p
    return sdl


def _poke(folder: Path) -> None:
    while not (folder / "poke").exists():
        threading.Event().wait(0.05)
    sdl = _library()
    dropped = _dropped_events(lambda words: int(sdl.SDL_strdup(words) or 0))  # SDL's, as a real one is
    for events in (
        _window_events(),
        dropped,
        _typed_events(),
        _mouse_events(),
        _finger_events(),
        _stick_events(),
    ):
        for event in events:
            room = ctypes.create_string_buffer(event.ljust(_EVENT_BYTES, b"\0"), 2 * _EVENT_BYTES)
            sdl.SDL_PushEvent(room)
    (folder / "poked").touch()


if __name__ == "__main__":
    beside = Path(os.environ[SOCKET_VARIABLE]).parent
    for told in (_poke, show_all_when_told):
        threading.Thread(target=told, args=(beside,), daemon=True).start()
    sys.exit(main(sys.argv[1:]))
