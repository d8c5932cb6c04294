"""The base of everything that can be pressed, by finger, by keypad or by a test."""

from collections.abc import Callable
from typing import Literal

from kivy.input import MotionEvent

from common.screen.controls.control import Control
from common.screen.controls.face import PLAIN, DrawnFace, Face
from common.screen.kit import Kit
from common.screen.palette import Ink
from common.screen.theme import TARGET_MM


class Pressable(Control):
    """Acts when the finger is lifted inside it (EN 301 549 5.8, WCAG 2.5.2); never smaller than 20 mm."""

    pressable = True
    least_mm = TARGET_MM

    def __init__(
        self,
        kit: Kit,
        on_press: Callable[[], None],
        *,
        face: Face = PLAIN,
        name: str = "",
        spoken: str | None = None,
    ) -> None:
        """`on_press` runs in the window's thread."""
        super().__init__(kit, name=name, spoken=spoken)
        self.on_press = on_press
        self.face = face
        self.down = False
        self._finger: tuple[int, str] | None = None  # the finger that came down last, and upon which name
        self._drawn_face = DrawnFace(self)

    def press(self, place: tuple[float, float] | None = None) -> bool:
        """Acts, unless disabled or pressed just before, and tells whether. `place` is the finger's, in px."""
        if not self.enabled or not self.kit.presses.accepts(self, place):
            return False
        self.on_press()
        return True

    def set_face(self, face: Face) -> None:
        """Changes how it looks."""
        if face is not self.face:
            self.face = face
            self.changed()

    @property
    def text_ink(self) -> Ink:
        """Colour of its label now."""
        return self.face.on_down if self.down else self.face.text

    @property
    def quiet_ink(self) -> Ink:
        """Colour of its second line now."""
        return self.face.on_down if self.down else self.face.quiet

    def least_px(self) -> int:
        """Least side in px."""
        return self.kit.px(self.least_mm)

    def arrange(self) -> None:
        """Draws the face; classes above place their labels."""
        ground = self.face.down if self.down else self.face.ground
        self._drawn_face.draw(self, ground, self.face.edge)

    def on_touch_down(self, touch: MotionEvent) -> Literal[True] | None:
        """Takes a finger that comes down inside."""
        if not self.collide_point(*touch.pos) or touch.is_mouse_scrolling:
            return None
        if self.enabled and "button" in touch.profile and touch.button != "left":
            return True
        if self.enabled:
            touch.grab(self)
            self._finger = (touch.uid, self.name)
            self._set_down(down=True)
        return True

    def on_touch_move(self, touch: MotionEvent) -> Literal[True] | None:
        """Shows that a finger that has slid off will not press."""
        if touch.grab_current is not self:
            return None
        self._set_down(down=bool(self.collide_point(*touch.pos)))
        return True

    def on_touch_up(self, touch: MotionEvent) -> Literal[True] | None:
        """Presses when the finger is lifted inside, unless another came down or the screen has changed."""
        if touch.grab_current is not self:
            return None
        touch.ungrab(self)
        self._set_down(down=False)
        meant = self._finger == (touch.uid, self.name) and self.get_root_window() is not None
        if meant and self.collide_point(*touch.pos):
            self.press((float(touch.x), float(touch.y)))
        return True

    def _set_down(self, *, down: bool) -> None:
        if down != self.down:
            self.down = down
            self.changed()
