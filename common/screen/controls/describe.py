"""Walks a tree of controls and tells what each says and where it is."""

from common.screen.controls.control import Control
from common.screen.controls.pressable import Pressable
from common.screen.description import ControlDescription, Rect


def spoken_controls(root: Control) -> list[Control]:
    """Controls that say or do something, in reading order; the words on a button are the button's own."""
    found: list[Control] = []
    if root.opacity == 0:
        return found
    if root.described():
        found.append(root)
    if not isinstance(root, Pressable):
        for part in root.parts():
            found.extend(spoken_controls(part))
    return found


def focusable(root: Control) -> list[Pressable]:
    """Controls that the keypad can go to, in its order."""
    return [
        control for control in spoken_controls(root) if isinstance(control, Pressable) and control.enabled
    ]


def describe(root: Control) -> list[ControlDescription]:
    """Every control that says or does something, in reading order, from the top left of the window."""
    return [_description(control, root) for control in spoken_controls(root)]


def _description(control: Control, root: Control) -> ControlDescription:
    rect = Rect(control.x - root.x, root.top - control.top, control.width, control.height)
    return ControlDescription(
        kind=type(control).__name__,
        name=control.name,
        label=control.label,
        spoken=control.spoken,
        rect_px=rect,
        rect_mm=rect.scaled(1 / control.kit.panel.px_per_mm),
        pressable=control.pressable,
        enabled=control.enabled,
        focused=control.focused,
        fits=control.fits(),
        discreet=control.discreet,
    )
