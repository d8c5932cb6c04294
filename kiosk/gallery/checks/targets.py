"""Targets: large enough, apart from each other, and in low mode within reach of who sits. Pure."""

from itertools import combinations

from common.screen.description import Rect
from common.screen.theme import GRID_MM, TARGET_MM
from kiosk.gallery.view import Problem, View, who


def sizes(view: View) -> list[Problem]:
    """Whatever can be pressed is at least 20 mm wide and high (accessibility goal A10)."""
    found: list[Problem] = []
    for control in view.controls:
        side = min(control.rect_mm.width, control.rect_mm.height)
        if control.pressable and side < TARGET_MM - view.tolerance_mm:
            detail = f"{who(control)}: {side:.1f} mm is less than {TARGET_MM:g} mm to touch"
            found.append(Problem("target size", detail, (control.rect_px,)))
    return found


def gaps(view: View) -> list[Problem]:
    """Two things that can be pressed are at least 4 mm apart."""
    pressable = [control for control in view.controls if control.pressable]
    found: list[Problem] = []
    for one, other in combinations(pressable, 2):
        gap = gap_mm(one.rect_mm, other.rect_mm)
        if gap < GRID_MM - view.tolerance_mm:
            detail = f"{who(one)} and {who(other)}: {gap:.1f} mm apart, less than {GRID_MM:g} mm"
            found.append(Problem("target gap", detail, (one.rect_px, other.rect_px)))
    return found


def low(view: View) -> list[Problem]:
    """In low mode whatever can be pressed lies wholly in the lower half (EN 301 549 8.3.2)."""
    if not view.look.low:
        return []
    middle = view.panel.height_px / 2
    return [
        Problem(
            "low mode",
            f"{who(control)}: begins {control.rect_mm.top:.0f} mm from the top, above the lower half",
            (control.rect_px,),
        )
        for control in view.controls
        if control.pressable and control.rect_px.top < middle - 1
    ]


def gap_mm(one: Rect, other: Rect) -> float:
    """Return how far two places are apart, sideways or up and down, whichever is more; 0 where they meet."""
    across = max(one.left, other.left) - min(one.right, other.right)
    down = max(one.top, other.top) - min(one.bottom, other.bottom)
    return max(0.0, across, down)
