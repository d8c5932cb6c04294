"""The pieces of the guard's panel: a button as large as a hand, and a place on the plan."""

from collections.abc import Callable

from kivy.graphics import Color, SmoothRoundedRectangle

from common.screen.controls.control import Control
from common.screen.controls.face import Face
from common.screen.controls.pressable import Pressable
from common.screen.controls.text import Align
from common.screen.description import Rect
from common.screen.kit import Kit
from common.screen.palette import Ink
from common.screen.theme import TARGET_MM, Weight
from display.drawing.sign import Sign
from display.guard.picture import Tile, Touch
from display.lettering import ALL_BOLD, Ruler, largest_lines

_RED_MAIN = Face(
    Ink.ON_ALARM, Ink.ON_ALARM, Ink.ON_NOTICE, Ink.ON_NOTICE, down=Ink.NOTICE, on_down=Ink.ON_NOTICE
)
_RED_PLAIN = Face(Ink.ALARM, Ink.ON_ALARM, Ink.ON_ALARM, Ink.ON_ALARM, down=Ink.ON_ALARM, on_down=Ink.ALARM)
_DARK_MAIN = Face(Ink.MAIN, Ink.MAIN, Ink.ON_MAIN, Ink.ON_MAIN, down=Ink.NOTICE, on_down=Ink.ON_NOTICE)
_DARK_PLAIN = Face(Ink.PAPER, Ink.EDGE, Ink.TEXT, Ink.QUIET, down=Ink.MAIN, on_down=Ink.ON_MAIN)
_EDGE_MM = 0.7
_CORNER_MM = 1.6


class AlarmButton(Pressable):
    """Words as large as the button allows; what a press means changes with the picture."""

    least_mm = TARGET_MM

    def __init__(self, kit: Kit, name: str, say: Callable[[Touch], None]) -> None:
        super().__init__(kit, self._press, face=_DARK_PLAIN, name=name)
        self._say = say
        self._touch: Touch | None = None
        self._sign = Sign(kit, align=Align.CENTRE)
        self.put(self._sign)

    def draw(self, label: str, touch: Touch, *, main: bool, on_red: bool, box: Rect, ruler: Ruler) -> None:
        """Show other words, and mean something else."""
        self.label = label
        self._touch = touch
        self.set_face(
            {(True, True): _RED_MAIN, (False, True): _RED_PLAIN, (True, False): _DARK_MAIN}.get(
                (main, on_red), _DARK_PLAIN
            )
        )
        self._sign.show(
            largest_lines(
                (label,),
                box.width * 0.88,
                box.height * 0.86,
                ruler,
                least_mm=2.6,
                most_mm=box.height * 0.27,
                steps=30,
                weights=ALL_BOLD,
            )
        )

    def fits(self) -> bool:
        """Whether the words have room."""
        return self._sign.fits()

    def arrange(self) -> None:
        """The face, and the words in its middle."""
        super().arrange()
        self._sign.set_inks(self.text_ink)
        air = self.width * 0.06
        self._sign.place(self.x + air, self.y, self.width - 2 * air, self.height)

    def _press(self) -> None:
        if self._touch is not None:
            self._say(self._touch)


class TileControl(Control):
    """A place on the plan: quiet grey, amber with a thicker edge for a fault, red for an alarm."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, name="tile")
        with self.canvas.before:
            self._edge_colour = Color()
            self._edge = SmoothRoundedRectangle()
            self._colour = Color()
            self._ground = SmoothRoundedRectangle()
        self._sign = Sign(kit, align=Align.CENTRE)
        self._tile: Tile | None = None
        self.put(self._sign)

    def described(self) -> bool:
        """It is read by its words."""
        return False

    def draw(self, tile: Tile, box: Rect, ruler: Ruler) -> None:
        """Show another place."""
        self._tile = tile
        weight = Weight.BOLD if tile.state == "alarm" else Weight.REGULAR
        self._sign.show(
            largest_lines(
                (tile.label,),
                box.width * 0.88,
                box.height * 0.9,
                ruler,
                least_mm=1.6,
                most_mm=min(5.0, box.height * 0.36),
                steps=20,
                weights=(weight, weight),
            )
        )
        self._sign.name = f"tile.{tile.state}"

    def arrange(self) -> None:
        """The edge, the ground, the words."""
        if self._tile is None:
            return
        state = self._tile.state
        edge = {"quiet": Ink.LINE, "fault": Ink.WARNING_TEXT, "alarm": Ink.ON_ALARM}[state]
        thick = self.kit.px(_EDGE_MM if state == "quiet" else 2 * _EDGE_MM)
        radius = self.kit.px(_CORNER_MM)
        self._edge_colour.rgba = self.kit.rgba(edge)
        self._edge.pos, self._edge.size, self._edge.radius = self.pos, self.size, [radius]
        self._colour.rgba = self.kit.rgba(Ink.ALARM if state == "alarm" else Ink.PAPER)
        self._ground.pos = (self.x + thick, self.y + thick)
        self._ground.size = (max(0, self.width - 2 * thick), max(0, self.height - 2 * thick))
        self._ground.radius = [max(1, radius - thick)]
        ink = {"quiet": Ink.QUIET, "fault": Ink.WARNING_TEXT, "alarm": Ink.ON_ALARM}[state]
        self._sign.set_inks(ink)
        self._sign.place(self.x, self.y, self.width, self.height)
