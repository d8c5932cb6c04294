"""All rules that every picture of the gallery is held to. Pure."""

from kiosk.gallery.checks import contrast, keypad, letters, lists, numbers, room, targets
from kiosk.gallery.view import Check, Problem, View

CHECKS: tuple[Check, ...] = (
    room.cut,
    room.outside,
    room.overlapping,
    targets.sizes,
    targets.gaps,
    targets.low,
    contrast.texts,
    contrast.symbols,
    contrast.edges,
    letters.glyphs,
    letters.sizes,
    keypad.reached,
    keypad.order,
    keypad.spoken,
    keypad.person,
    lists.begins,
    lists.at_once,
    numbers.large,
    numbers.readable,
)


def problems_of(view: View) -> list[Problem]:
    """Return everything that is wrong with a picture; nothing for a good one."""
    return [problem for check in CHECKS for problem in check(view)]
