"""What the demo and its window "printer and desk" say to each other: JSON, one message a line.

The demo says what is to be seen and to be pressed, whole, after each change; the window only draws it, and
says which button was pressed.
"""

import msgspec


class Button(msgspec.Struct, frozen=True):
    """Something that can be done. ``order`` names it and stays the same while its label goes to and fro."""

    order: str
    label: str
    on: bool = False
    """Whether what it does stands: a cover that is open, a cable that is cut."""


class Line(msgspec.Struct, frozen=True):
    """Buttons beside each other, behind the name of what they belong to, if that is needed."""

    buttons: tuple[Button, ...]
    label: str = ""


class Group(msgspec.Struct, frozen=True):
    """Lines that belong together; which orders they hold never changes."""

    title: str
    lines: tuple[Line, ...]
    says: str = ""
    """How it is at the moment, in a word or a sentence."""
    worry: bool = False
    """Whether that is something to look after."""


class Paper(msgspec.Struct, frozen=True):
    """A piece of paper that came out of the printer."""

    picture: str
    """Path of its PNG, 8 dots a millimetre."""
    words: str
    """What stands below it."""


class Desk(msgspec.Struct, frozen=True):
    """All that the window shows: papers with the newest first, what can be done, and the last news."""

    papers: tuple[Paper, ...]
    groups: tuple[Group, ...]
    news: str = ""


class Order(msgspec.Struct, frozen=True):
    """Somebody pressed this button."""

    order: str
