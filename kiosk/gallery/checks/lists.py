"""Lists of several pages. Pure."""

from kiosk.gallery.view import Problem, View

PREVIOUS = "previous"
"""The name of the button of a list that turns to the page before."""


DOOR = "staff"
"""The name of the time in the header of the screen at rest, which is the staff's way in."""
MORE = "more"


def begins(view: View) -> list[Problem]:
    """A list begins with its first page, wherever the customer before has left it."""
    found = [control for control in view.controls if control.name == PREVIOUS and control.pressable]
    if view.page > 1 or not found:
        return []
    return [Problem("first page", "the list stands where it was left before", (found[0].rect_px,))]


def at_once(view: View) -> list[Problem]:
    """The screen at rest shows all first languages and the way to the others at once, in every look.

    Who does not read the language on the button to the next page would not find their own behind it.
    """
    names = {control.name for control in view.controls}
    return [
        Problem("all at once", "languages stand on another page", (control.rect_px,))
        for control in view.controls
        if DOOR in names and control.pressable and control.name in (MORE, PREVIOUS)
    ]
