"""The kiosk's screens in the one window of this process, drawn as fast as they can be."""

import random
import time
from collections.abc import Callable

from kivy.base import EventLoop
from kivy.graphics import Color, Rectangle
from kivy.graphics.opengl import glFinish

from common.screen.controls.control import Control
from common.screen.controls.pressable import Pressable
from common.screen.kit import Kit
from common.screen.languages.messages import Languages
from common.screen.theme import Look
from kiosk.flow.event import Event
from kiosk.flow.house import House
from kiosk.flow.state import Visit
from kiosk.gallery.examples import Example
from kiosk.screens.stage import Stage
from kiosk.surroundings import Lengths, Moment

_MS = 1000
_MOST_PICTURES = 20
_COLOURS = ((0.2, 0.3, 0.6, 1.0), (0.9, 0.9, 0.9, 1.0))


class DrawnScreens:
    """A stage with all its screens made, as it is soon after the kiosk's start, and an empty screen."""

    def __init__(self, kit: Kit, languages: Languages) -> None:
        """Open the window, which was prepared as a hurried one, and make everything."""
        EventLoop.ensure_window()
        EventLoop.start()
        self._window = EventLoop.window
        self._pictures = 0
        self._window.bind(on_flip=self._count)
        self._languages = languages
        self._act: Callable[[Event], None] = lambda _: None
        self._stage = Stage(kit, languages, self._press, self._put)
        while self._stage.prepare_one():
            pass
        self._empty = _Empty(kit)

    def show(self, visit: Visit, house: House, act: Callable[[Event], None], now: Moment) -> None:
        """Show a visit; ``act`` takes what is pressed."""
        self._act = act
        self._stage.show(visit, house, Lengths(), now)

    def show_example(self, example: Example, language: str, look: Look) -> None:
        """Show one of the gallery's examples."""
        house = example.house(self._languages.codes)
        self._stage.show(example.visit(language, look), house, example.lengths, example.now)

    def show_empty(self) -> None:
        """Show the empty screen, in its other colour."""
        self._put(self._empty)
        self._empty.turn()

    def drawn_ms(self, change: Callable[[], None]) -> float:
        """Return how many ms a change took, until the last picture that it led to was finished."""
        self.draw()
        began = time.monotonic()
        change()
        return (self.draw() - began) * _MS

    def draw(self) -> float:
        """Draw until nothing changes any more; return the monotonic time in s of the last picture's end."""
        ended = time.monotonic()
        for _ in range(_MOST_PICTURES):
            before = self._pictures
            EventLoop.idle()
            if self._pictures == before:
                break
            ended = time.monotonic()
        return ended

    def any_press(self, chance: random.Random) -> Callable[[], None] | None:
        """Return one of the presses that the screen offers."""
        root = self._window.children[0]
        offered = [
            one.on_press
            for one in root.walk_controls()
            if isinstance(one, Pressable) and one.enabled and one.width > 0 and one.height > 0
        ]
        return chance.choice(offered) if offered else None

    def _press(self, event: Event) -> None:
        self._act(event)

    def _put(self, screen: Control) -> None:
        if screen.parent is not self._window:
            for child in list(self._window.children):
                self._window.remove_widget(child)
            self._window.add_widget(screen)

    def _count(self, *_: object) -> None:
        glFinish()  # the software renderer draws in threads of its own
        self._pictures += 1


class _Empty(Control):
    """Nothing but a colour."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._turns = 0
        with self.canvas:
            self._colour = Color()
            self._ground = Rectangle()

    def turn(self) -> None:
        """Take the other colour."""
        self._turns += 1
        self._colour.rgba = _COLOURS[self._turns % 2]

    def arrange(self) -> None:
        """Fill the window."""
        self._ground.pos, self._ground.size = self.pos, self.size
