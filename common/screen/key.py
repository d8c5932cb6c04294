"""A key as the window tells it, whatever makes the window."""

import msgspec


class Key(msgspec.Struct, frozen=True):
    """A key that goes down or up.

    ``usage`` is its place on the keyboard as USB counts it (HID usage page 7, which SDL calls scancode): the
    same whatever layout the system is set to. ``chord`` tells that Ctrl, Alt or a Windows key is held too.
    """

    usage: int
    down: bool
    shift: bool = False
    chord: bool = False
