"""The window of the gallery: a real one without a screen, drawn frame by frame as fast as it goes."""

from kivy.base import EventLoop
from kivy.config import Config
from PIL import Image

from common.screen.controls.control import Control

_FRAMES = 2
"""The first lays out what has changed, the second draws what that has moved."""


class GalleryWindow:
    """The one window of this process. ``common.screen.environment.prepare`` was called before."""

    def __init__(self) -> None:
        Config.set("graphics", "maxfps", "0")  # no waiting for the next turn of the loop
        EventLoop.ensure_window()
        # Only now is there a window that these could take hold of.
        from common.screen.window.offscreen import finish_each_frame  # noqa: PLC0415

        finish_each_frame()
        EventLoop.start()

    def show(self, root: Control) -> None:
        """Make a control the only content of the window."""
        window = EventLoop.window
        if root.parent is not window:
            for child in list(window.children):
                window.remove_widget(child)
            window.add_widget(root)

    def settle(self) -> None:
        """Run until everything that has changed is laid out and drawn."""
        for _ in range(_FRAMES):
            EventLoop.idle()

    def picture(self) -> Image.Image:
        """Return what a person would see."""
        from common.screen.window.picture import picture  # noqa: PLC0415  as above

        return picture()
