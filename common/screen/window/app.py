"""The one window of a screen process: shows a control, and leaves no way out of it."""

from collections.abc import Callable

from kivy.app import App
from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.core.window.window_sdl2 import SDL2MotionEventProvider
from kivy.input import kivy_postproc_modules

from common.screen.controls.control import Control
from common.screen.environment import WindowSettings
from common.screen.key import Key
from common.screen.mailbox import Mailbox
from common.screen.window.keys import WindowKeys
from common.screen.window.offscreen import finish_each_frame


class WindowApp(App):
    """Runs Kivy's loop in the main thread until `stop_soon`.

    Everything from other threads comes through `mailbox`; `beat` is called once a second from
    the loop itself, so that a window that hangs is missed.
    """

    use_kivy_settings = False

    def __init__(
        self, settings: WindowSettings, make_root: Callable[[], Control], beat: Callable[[], None]
    ) -> None:
        """`make_root` is called when the window exists; `beat` tells the life-cycle that the loop turns."""
        super().__init__()
        self.title = settings.title
        self._settings = settings
        self._make_root = make_root
        self._beat = beat
        # A new event for each wake: it also wakes a sleeping clock (KIVY_CLOCK=interrupt), from any thread.
        self.mailbox = Mailbox(wake=lambda: Clock.schedule_once(self._drain, 0))
        self.first_frame: Callable[[], None] | None = None
        """Called once, after the first picture is on the screen."""
        self.on_key: Callable[[Key], None] | None = None
        """Called with each key, in the window's thread; without it keys do nothing."""

    def build(self) -> Control:
        """Makes the first screen."""
        Window.bind(on_request_close=self._refuse_close)
        self._keys = WindowKeys(self._hear_key)
        if self._settings.offscreen:
            finish_each_frame()
        Clock.schedule_interval(self._on_beat, 1.0)
        self._beat()
        return self._make_root()

    def show(self, root: Control) -> None:
        """Replaces the screen; in the window's thread. The old one is kept by whoever wants it again."""
        if root is self.root:
            return
        if self.root is not None:
            Window.remove_widget(self.root)
        self.root = root
        Window.add_widget(root)

    def stop_soon(self) -> None:
        """Ends the loop before its next frame; from any thread."""
        self.mailbox.post(self.stop)

    def on_start(self) -> None:
        """Waits for the first picture."""
        _read_the_mouse_alone()
        Window.bind(on_flip=self._flipped)

    def open_settings(self, *_: object) -> bool:
        """F1 would open Kivy's settings."""
        return True

    def _flipped(self, *_: object) -> None:
        Window.unbind(on_flip=self._flipped)
        if self.first_frame is not None:
            self.first_frame()

    def _refuse_close(self, *_: object, **__: object) -> bool:
        return not self._settings.closable

    def _hear_key(self, key: Key) -> None:
        if self.on_key is not None:
            self.on_key(key)

    def _drain(self, _: float) -> None:
        self.mailbox.drain()

    def _on_beat(self, _: float) -> None:
        self._beat()


def _read_the_mouse_alone() -> None:
    """Leaves out of each turn of the loop what never finds anything; before Kivy makes them part of it.

    SDL brings a finger as its mouse, and on Linux Kivy's provider of SDL's fingers stays empty. No control of
    ours asks whether a tap was double, or has a touch calmed. They were a fifth of a turn without news.
    """
    kivy_postproc_modules.clear()
    for provider in list(EventLoop.input_providers):
        if isinstance(provider, SDL2MotionEventProvider):
            EventLoop.remove_input_provider(provider)
