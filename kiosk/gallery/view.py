"""What is known of one picture: what stands on it and where, and the picture itself. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from common.screen.description import ControlDescription, Rect
from common.screen.measure import Panel
from common.screen.theme import Look


@dataclass(frozen=True, slots=True)
class Letters:
    """A text that is drawn, also one inside a button.

    ``capital_mm`` is how high its capitals are meant to be, ``None`` for one that takes the room it finds.
    ``within_px`` is the button it stands on, or the window.
    """

    text: str
    rect_px: Rect
    within_px: Rect
    capital_mm: float | None
    fits: bool


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: its place with the quiet zone, and the side of one module as it is drawn."""

    rect_px: Rect
    module_mm: float


@dataclass(frozen=True, slots=True)
class Target:
    """A control that a finger can press, whether it is seen, and whether the keypad comes to it."""

    who: str
    rect_px: Rect
    seen: bool
    reached: bool


@dataclass(frozen=True, slots=True)
class View:
    """One picture of one screen.

    ``controls`` is what the screen says of itself, in the order in which it is read; ``reached`` what the
    keypad comes to, in its order; ``targets`` what a finger can press, found without asking the screen.
    ``missing`` tells which letters of a text no font has. ``page`` counts the pages of a list from 1.
    """

    panel: Panel
    look: Look
    mirrored: bool
    controls: tuple[ControlDescription, ...]
    reached: tuple[ControlDescription, ...]
    targets: tuple[Target, ...]
    letters: tuple[Letters, ...]
    symbols: tuple[Rect, ...]
    missing: Callable[[str], frozenset[str]]
    picture: Image.Image
    codes: tuple[Code, ...] = ()
    page: int = 1

    @property
    def window_px(self) -> Rect:
        """The whole picture."""
        return Rect(0, 0, self.panel.width_px, self.panel.height_px)

    @property
    def tolerance_mm(self) -> float:
        """A pixel and a bit: lengths are rounded to whole pixels."""
        return 1.05 / self.panel.px_per_mm


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a person could not read, reach or hear.

    ``check`` names the rule that found it, ``rects_px`` are the places on the picture, ``detail`` is one
    sentence.
    """

    check: str
    detail: str
    rects_px: tuple[Rect, ...] = ()


Check = Callable[[View], list[Problem]]
"""One rule: the problems of a picture, none for a good one."""


def who(control: ControlDescription) -> str:
    """Return how a control is called in a sentence."""
    label = control.label.replace("\u00a0", " ").replace("\n", " ")
    return f"{control.kind} {control.name or '-'} {label!r}"
