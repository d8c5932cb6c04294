"""How a thing that can be pressed looks: its ground, edge and letters, at rest and under the finger."""

import msgspec
from kivy.graphics import InstructionGroup

from common.screen.controls.control import Control
from common.screen.controls.rounded import Rounded
from common.screen.palette import Ink

CORNER_MM = 2.0
EDGE_MM = 0.5
RING_MM = 1.0


class Face(msgspec.Struct, frozen=True):
    """Colours by purpose; `down` and `on_down` are worn while the finger lies on it."""

    ground: Ink
    edge: Ink
    text: Ink
    quiet: Ink
    down: Ink = Ink.INK
    on_down: Ink = Ink.ON_INK


MAIN = Face(Ink.MAIN, Ink.MAIN, Ink.ON_MAIN, Ink.ON_MAIN)
"""The one that most people want."""
PLAIN = Face(Ink.PAPER, Ink.EDGE, Ink.TEXT, Ink.QUIET)
TINTED = Face(Ink.PANEL, Ink.EDGE, Ink.TEXT, Ink.QUIET)
"""Ways beside the main list."""
UNAVAILABLE = Face(Ink.GROUND, Ink.QUIET_EDGE, Ink.QUIET, Ink.QUIET)
"""Closed or empty; it can still be pressed where it has something to say."""
BAR = Face(Ink.PAPER, Ink.QUIET_EDGE, Ink.TEXT, Ink.QUIET)
SET = Face(Ink.MAIN, Ink.MAIN, Ink.ON_MAIN, Ink.ON_MAIN)
"""A setting of the bar that is on."""
HELP = Face(Ink.INK, Ink.EDGE, Ink.ON_INK, Ink.ON_INK, down=Ink.MAIN, on_down=Ink.ON_MAIN)
HEADER = Face(Ink.INK, Ink.INK, Ink.ON_INK, Ink.ON_INK, down=Ink.MAIN, on_down=Ink.ON_MAIN)
ON_ALARM_MAIN = Face(
    Ink.ON_ALARM, Ink.ON_ALARM, Ink.ON_MAIN, Ink.ON_MAIN, down=Ink.ALARM, on_down=Ink.ON_ALARM
)
"""White with dark letters on the guard's red, in the palette `NIGHT`."""
ON_ALARM_PLAIN = Face(
    Ink.ALARM, Ink.ON_ALARM, Ink.ON_ALARM, Ink.ON_ALARM, down=Ink.ON_ALARM, on_down=Ink.ALARM
)


class DrawnFace:
    """The rounded rectangles of a face on a control's canvas, with the double ring of the focus around."""

    def __init__(self, control: Control) -> None:
        self._ring_group = InstructionGroup()
        control.canvas.before.add(self._ring_group)
        self._rings: list[Rounded] = []  # made when the keypad first comes here
        self._edge = Rounded(control.canvas.before)
        self._ground = Rounded(control.canvas.before)

    def draw(self, control: Control, ground: Ink, edge: Ink) -> None:
        """Draws for the control's place now."""
        kit = control.kit
        thick = 0 if edge is ground else max(2, kit.px(EDGE_MM))
        if control.focused and not self._rings:
            self._rings = [Rounded(self._ring_group) for _ in range(2)]
        for ring, ink, by in zip(self._rings, (Ink.FOCUS, Ink.FOCUS_GAP), (2, 1), strict=False):
            if control.focused:
                _draw(ring, control, by * kit.px(RING_MM), ink)
            else:
                ring.hide()
        if thick:
            _draw(self._edge, control, 0, edge)
        else:
            self._edge.hide()
        _draw(self._ground, control, -thick, ground)


def _draw(shape: Rounded, control: Control, grown: int, ink: Ink) -> None:
    kit = control.kit
    place = (control.x - grown, control.y - grown, control.width + 2 * grown, control.height + 2 * grown)
    shape.draw(*place, kit.px(CORNER_MM) + grown, kit.rgba(ink))
