"""A real Kivy window without a screen, for tests: shown, touched, looked at.

Fixtures (a test folder's conftest.py takes them in by importing them):

`kivy_window`   the one window of this pytest process, emptied before and after each test
`screen_fonts`  the installed fonts
`make_kit`      a kit for a panel, `make_kit(panel)`; the window becomes as large as it, and the guard against
                double presses runs on a clock of the window that goes on 1 s before each `tap`
`kiosk_kit`     a kit for an upright 15.6″ panel, 194 × 345 mm, 1080 × 1920 px
"""

import itertools
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from common.screen.description import ControlDescription, problems
from common.screen.environment import ScreenKind, WindowSettings, prepare
from common.screen.fonts import FontSet, find_fonts
from common.screen.kit import Kit
from common.screen.measure import Panel
from common.screen.palette import LIGHT, Palette

if TYPE_CHECKING:
    from common.screen.controls.control import Control

_SIDE_PX = 1920
KIOSK_PANEL = Panel(194, 345, 1080, 1920)
"""A common panel of kiosks: 15.6″, upright."""

MakeKit = Callable[..., Kit]


class NotFoundError(AssertionError):
    """No control has that label or name; the message lists what there is."""


class KivyWindow:
    """Drives the window of this process frame by frame; nothing sleeps, frames run as fast as they can."""

    def __init__(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="vuoro-kivy-"))
        # SDL's offscreen surface keeps the size that it is born with: a window can shrink, never grow.
        prepare(
            WindowSettings(kind=ScreenKind.TOUCH, width_px=_SIDE_PX, height_px=_SIDE_PX, offscreen=True),
            folder,
        )
        from kivy.config import Config  # noqa: PLC0415  only now is the environment ready

        Config.set("graphics", "maxfps", "0")  # no waiting for the next turn of the loop
        from kivy.base import EventLoop  # noqa: PLC0415  as above
        from kivy.core.window import Window  # noqa: PLC0415  as above

        from common.screen.window.offscreen import finish_each_frame  # noqa: PLC0415  as above

        EventLoop.ensure_window()
        finish_each_frame()
        EventLoop.start()
        self._loop = EventLoop
        self.window = Window
        self.root: Control | None = None
        self.now_s = 1000.0
        self._touch_ids = itertools.count(1)

    def show(self, root: "Control") -> None:
        """Makes a control the only content of the window, and draws it."""
        self.clear()
        self.root = root
        self.window.add_widget(root)
        self.settle()

    def clear(self) -> None:
        """Empties the window."""
        for child in list(self.window.children):
            self.window.remove_widget(child)
        self.window.clearcolor = (0, 0, 0, 1)
        self.root = None

    def resize(self, width_px: int, height_px: int) -> None:
        """Makes the window as large as a panel; its upper left corner is not kept."""
        if max(width_px, height_px) > _SIDE_PX:
            raise ValueError(f"the test window is at most {_SIDE_PX} × {_SIDE_PX} px")
        if tuple(self.window.size) != (width_px, height_px):
            self.window.size = (width_px, height_px)
            self.until(lambda: tuple(self.window.size) == (width_px, height_px))

    def frames(self, count: int = 1) -> None:
        """Runs so many turns of the loop."""
        for _ in range(count):
            self._loop.idle()

    def settle(self) -> None:
        """Runs until everything posted and changed so far is laid out and drawn."""
        self.frames(3)

    def until(self, condition: Callable[[], bool], deadline_s: float = 10.0) -> None:
        """Runs frames until a condition holds; fails after the deadline."""
        ends = time.monotonic() + deadline_s
        while not condition():
            if time.monotonic() > ends:
                raise AssertionError(f"not within {deadline_s:g} s; on the screen: {self._seen()}")
            self._loop.idle()

    def describe(self) -> list[ControlDescription]:
        """What the window shows now."""
        from common.screen.controls.describe import describe  # noqa: PLC0415  it imports Kivy

        return describe(self.root) if self.root else []

    def problems(self) -> list[str]:
        """What a person could not read, reach or hear; must be empty."""
        if self.root is None:
            return ["nothing is shown"]
        return problems(self.describe(), self.root.kit.panel)

    def labels(self) -> list[str]:
        """Everything written on the screen, in reading order."""
        return [control.label.replace("\u00a0", " ") for control in self.describe() if control.label]

    def find(self, label_or_name: str) -> ControlDescription:
        """The control with that label (with plain spaces) or name; NotFoundError tells what there is."""
        for control in self.describe():
            if label_or_name in (control.label.replace("\u00a0", " "), control.name):
                return control
        raise NotFoundError(f"nothing is called {label_or_name!r}; on the screen: {self._seen()}")

    def tap(self, label_or_name: str, *, after_s: float = 1.0) -> None:
        """Touches a control in its middle and lets go, `after_s` after the last tap, then draws."""
        self.now_s += after_s
        x, y = self.find(label_or_name).rect_px.middle
        self.touch(x, y)

    def touch(self, x: float, y: float, *, lift_at: tuple[float, float] | None = None) -> None:
        """A finger comes down at a point (px from the top left) and is lifted there or elsewhere."""
        from kivy.tests.common import UnitTestTouch  # noqa: PLC0415  it imports Kivy

        height = self.window.height
        finger = UnitTestTouch(x, height - 1 - y)
        finger.touch_down()
        self.frames()
        if lift_at is not None:
            finger.touch_move(lift_at[0], height - 1 - lift_at[1])
            self.frames()
        finger.touch_up()
        self.settle()

    def key(self, code: int, text: str = "", modifiers: tuple[str, ...] = ()) -> None:
        """Presses and lets go a key of a keyboard, by Kivy's key code."""
        self.window.dispatch("on_key_down", code, 0, text, list(modifiers))
        self.window.dispatch("on_key_up", code, 0)
        self.settle()

    def picture(self) -> Image.Image:
        """What a person would see."""
        from common.screen.window.picture import picture  # noqa: PLC0415  it imports Kivy

        self.settle()
        return picture()

    def save(self, path: Path) -> Path:
        """Writes the picture as PNG, and returns the path."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.picture().save(path)
        return path

    def now(self) -> float:
        """The clock of the guard against double presses, in seconds."""
        return self.now_s

    def _seen(self) -> str:
        return ", ".join(repr(control.label or control.name) for control in self.describe()) or "nothing"


_windows: list[KivyWindow] = []  # SDL has one window to a process, which therefore outlives every fixture


@pytest.fixture
def kivy_window() -> Iterator[KivyWindow]:
    """The one window of this process, empty."""
    if not _windows:
        _windows.append(KivyWindow())
    window = _windows[0]
    window.clear()
    yield window
    window.clear()
    window.settle()


@pytest.fixture(scope="session")
def screen_fonts() -> FontSet:
    """The installed fonts."""
    return find_fonts()


@pytest.fixture
def make_kit(kivy_window: KivyWindow, screen_fonts: FontSet) -> MakeKit:
    """Makes kits, and the window as large as their panel."""

    def make(panel: Panel = KIOSK_PANEL, palette: Palette = LIGHT) -> Kit:
        kivy_window.resize(panel.width_px, panel.height_px)
        return Kit.of(panel, screen_fonts, palette, now=kivy_window.now)

    return make


@pytest.fixture
def kiosk_kit(make_kit: MakeKit) -> Kit:
    """A kit for an upright 15.6″ panel."""
    return make_kit()
