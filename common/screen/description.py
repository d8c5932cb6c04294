"""What a screen says about itself: for tests, for keypad and speech, and for the eyes of the simulator."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from common.screen.measure import Panel
from common.screen.theme import TARGET_MM


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle measured from the top left corner of the window, y downwards as in a picture."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """The middle, from the left and from the top."""
        return (self.left + self.width / 2, self.top + self.height / 2)

    def overlaps(self, other: "Rect", slack: float = 0.5) -> bool:
        """Whether the two share more than `slack` in both directions."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > slack
            and min(self.bottom, other.bottom) - max(self.top, other.top) > slack
        )

    def within(self, other: "Rect", slack: float = 0.5) -> bool:
        """Whether it lies inside the other."""
        return (
            self.left >= other.left - slack
            and self.top >= other.top - slack
            and self.right <= other.right + slack
            and self.bottom <= other.bottom + slack
        )

    def scaled(self, factor: float) -> "Rect":
        """The same rectangle in another unit."""
        return Rect(self.left * factor, self.top * factor, self.width * factor, self.height * factor)


@dataclass(frozen=True, slots=True)
class ControlDescription:
    """One control that says or does something; lists of them are in reading order, the order of focus."""

    kind: str
    """The class: `ChoiceButton`, `Title`, …"""
    name: str
    """A stable name for programs, such as `authority:dvv`; empty when none was given."""
    label: str
    """What is written on it."""
    spoken: str
    """What speech says for it; empty when it is drawn only."""
    rect_px: Rect
    rect_mm: Rect
    pressable: bool
    enabled: bool
    focused: bool
    fits: bool
    """False when its text is wider or higher than its room."""
    discreet: str | None = None
    """What the loudspeaker says for it instead, so that others do not hear an authority; "" for nothing."""


def problems(controls: Sequence[ControlDescription], panel: Panel) -> list[str]:
    """One sentence for each thing that a person could not read, reach or hear; none for a good screen."""
    window = Rect(0, 0, panel.width_px, panel.height_px)
    found: list[str] = []
    for control in controls:
        who = f"{control.kind} {control.label!r}"
        if not control.fits:
            found.append(f"{who}: the text does not fit its room")
        if not control.rect_px.within(window):
            found.append(f"{who}: reaches out of the window, {control.rect_px}")
        if control.pressable:
            side = min(control.rect_mm.width, control.rect_mm.height)
            if side < TARGET_MM - 0.05:
                found.append(f"{who}: {side:.1f} mm is less than {TARGET_MM:.0f} mm to touch")
            if not control.spoken:
                found.append(f"{who}: has nothing to say to a person who cannot see it")
    found.extend(
        f"{one.kind} {one.label!r} and {other.kind} {other.label!r} lie upon each other"
        for one, other in combinations(controls, 2)
        if one.rect_px.overlaps(other.rect_px)
    )
    return found


def above_the_lower_half(controls: Sequence[ControlDescription], panel: Panel) -> list[str]:
    """Pressable controls that a person who sits could not reach: in low mode this list must be empty."""
    return [
        f"{control.kind} {control.label!r}: begins {control.rect_mm.top:.0f} mm from the top"
        for control in controls
        if control.pressable and control.rect_px.top < panel.height_px / 2 - 0.5
    ]
