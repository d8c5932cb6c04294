"""Asks every window of an X server to close, as Alt-F4 or a window manager's cross does."""

import ctypes
import ctypes.util

_CLIENT_MESSAGE = 33
_NO_MASK = 0


class _ClientMessage(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("room", ctypes.c_long * 24),  # the server's event is a union as large as its largest part
    )


def ask_to_close(display: str) -> int:
    """Send WM_DELETE_WINDOW to each window that lies on the desktop; return how many there were."""
    x = ctypes.CDLL(ctypes.util.find_library("X11"))
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XDefaultRootWindow.restype = x.XInternAtom.restype = ctypes.c_ulong
    server = ctypes.c_void_p(x.XOpenDisplay(display.encode()))
    assert server.value, f"no X server at {display}"
    windows = _children(x, server, ctypes.c_ulong(x.XDefaultRootWindow(server)))
    protocols, close = (x.XInternAtom(server, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW"))
    for window in windows:
        message = _ClientMessage(_CLIENT_MESSAGE, 0, 1, server, window, protocols, 32)
        message.data[0] = close
        x.XSendEvent(server, ctypes.c_ulong(window), 0, _NO_MASK, ctypes.byref(message))
    x.XSync(server, 0)
    x.XCloseDisplay(server)
    return len(windows)


def _children(x: ctypes.CDLL, server: ctypes.c_void_p, root: ctypes.c_ulong) -> list[int]:
    found = ctypes.POINTER(ctypes.c_ulong)()
    count = ctypes.c_uint()
    ours, parent = ctypes.c_ulong(), ctypes.c_ulong()
    x.XQueryTree(
        server, root, ctypes.byref(ours), ctypes.byref(parent), ctypes.byref(found), ctypes.byref(count)
    )
    windows = [found[index] for index in range(count.value)]
    x.XFree(found)
    return windows
