"""Where the demo's windows stand on a desktop, and how large: all of them beside each other."""

import ctypes
import os
from dataclasses import dataclass, replace

from simulator.demo.world import DOOR, GUARD, KIOSK, SCREENS, WALL
from simulator.house import Screen

_FULL = (1920, 1080)
"""The desktop for which the places below are made, in px; others get all of it larger or smaller."""

# Left, top, width, height. Above stays room for the desktop's own bar and the titles of the windows.
_PLACES = {
    KIOSK: (8, 64, 540, 960),
    WALL: (560, 64, 864, 486),
    GUARD: (560, 602, 576, 360),
    DOOR: (1148, 602, 276, 173),
}
_DESK = (1436, 64, 476, 960)
_DESK_PX_PER_MM = 1.5


class NoDesktopError(RuntimeError):
    """No window can be opened here; the message says what would help."""


@dataclass(frozen=True, slots=True)
class Desktop:
    """The windows of the demo on one desktop: the screens, and the window "printer and desk"."""

    screens: tuple[Screen, ...]
    desk: tuple[int, int, int, int]
    """Left, top, width and height in px."""
    desk_px_per_mm: float


def arrange(width: int, height: int) -> Desktop:
    """Return the windows for a desktop of this size in px, which never overlap."""
    scale = min(width / _FULL[0], height / _FULL[1])

    def scaled(place: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
        left, top, wide, high = (int(side * scale) for side in place)
        return left, top, wide, high

    screens: list[Screen] = []
    for screen in SCREENS:
        left, top, wide, high = scaled(_PLACES[screen.device])
        screens.append(replace(screen, px=(wide, high), position=(left, top)))
    return Desktop(tuple(screens), scaled(_DESK), _DESK_PX_PER_MM * scale)


def find_desktop() -> Desktop:
    """Ask the X server how large the desktop is; raise :class:`NoDesktopError` where none answers."""
    if not os.environ.get("DISPLAY"):
        raise NoDesktopError(
            "The windows of the demo need X11, and this desktop has Wayland alone: install xwayland and "
            "sign in again, or run ./install.sh demo --scripted."
        )
    size = _size_of_display()
    if size is None:
        raise NoDesktopError(
            f"No window can be opened on the display {os.environ['DISPLAY']}: run the demo in a terminal of "
            "the desktop itself, as the person who is signed in there, or run ./install.sh demo --scripted."
        )
    return arrange(*size)


def _size_of_display() -> tuple[int, int] | None:
    try:
        x11 = ctypes.CDLL("libX11.so.6")  # comes with the GL library that Kivy needs
    except OSError:
        return None
    x11.XOpenDisplay.restype = ctypes.c_void_p
    for ask in (x11.XDefaultScreen, x11.XCloseDisplay):
        ask.argtypes = [ctypes.c_void_p]
    for ask in (x11.XDisplayWidth, x11.XDisplayHeight):
        ask.argtypes = [ctypes.c_void_p, ctypes.c_int]
    display = x11.XOpenDisplay(None)
    if not display:
        return None
    screen = x11.XDefaultScreen(display)
    size = int(x11.XDisplayWidth(display, screen)), int(x11.XDisplayHeight(display, screen))
    x11.XCloseDisplay(display)
    return size
