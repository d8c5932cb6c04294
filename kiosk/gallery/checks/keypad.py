"""Without eyes or touch: the keypad comes to everything in reading order, and all is said. Pure."""

from itertools import combinations

from common.screen.description import ControlDescription, Rect
from kiosk.gallery.view import Problem, View, who

HELP = "help"
"""The name of the button that calls a person, on every screen."""
IN_HEADER = frozenset({"HeaderText", "HeaderButton"})
FROM_THE_LEFT = "SignKey"
"""Keys of figures and Latin letters run from the left in every language, as on a telephone."""


def reached(view: View) -> list[Problem]:
    """The keypad comes to every control that a finger can press, and no finger to one that is not seen."""
    found: list[Problem] = []
    for target in view.targets:
        if not target.seen:
            found.append(
                Problem("keypad", f"{target.who}: can be pressed and is not seen", (target.rect_px,))
            )
        elif not target.reached:
            detail = f"{target.who}: the keypad does not come to it"
            found.append(Problem("keypad", detail, (target.rect_px,)))
    return found


def order(view: View) -> list[Problem]:
    """The keypad and speech go from the top down, and on a line from its start to its end."""
    found: list[Problem] = []
    for controls, what in ((view.reached, "keypad"), (_said(view), "speech")):
        found.extend(
            Problem(
                "reading order",
                f"{what}: {who(first)} comes before {who(second)}, and stands after it",
                (first.rect_px, second.rect_px),
            )
            for first, second in combinations(controls, 2)
            if stands_before(
                second.rect_px,
                first.rect_px,
                mirrored=view.mirrored and not first.kind == second.kind == FROM_THE_LEFT,
            )
        )
    return found


def spoken(view: View) -> list[Problem]:
    """Every control that can be pressed, and every text, has something to say."""
    found = [
        Problem("speech", f"{who(control)}: has nothing to say", (control.rect_px,))
        for control in view.controls
        if control.pressable and not control.spoken.strip()
    ]
    if not any(control.spoken.strip() and not control.pressable for control in view.controls):
        found.append(Problem("speech", "the screen says nothing of what it is"))
    return found


def person(view: View) -> list[Problem]:
    """A person can be called from every screen (accessibility goal A14)."""
    if any(one.name == HELP and one.enabled for one in view.reached):
        return []
    return [Problem("person", f"nothing named {HELP!r} calls a person")]


def stands_before(one: Rect, other: Rect, *, mirrored: bool) -> bool:
    """Whether ``one`` is read before ``other``: above it, or on its line and nearer to the start.

    Two are on one line where they share more than half of the lower one's height.
    """
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    if shared > min(one.height, other.height) / 2:
        return one.left >= other.right - 1 if mirrored else one.right <= other.left + 1
    return one.middle[1] < other.middle[1]


def _said(view: View) -> list[ControlDescription]:
    """Return what is said, without the header in low mode, which stands between what is told and chosen."""
    return [
        control
        for control in view.controls
        if control.spoken.strip() and not (view.look.low and control.kind in IN_HEADER)
    ]
