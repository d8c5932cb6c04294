"""Prepares the process for Kivy: one window, no way out of it, no files or settings from elsewhere."""

import atexit
import importlib
import importlib.util
import logging
import os
import shutil
import sys
import tempfile
from enum import StrEnum
from pathlib import Path
from types import ModuleType

import msgspec

logger = logging.getLogger(__name__)


class WindowAlreadyOpenError(RuntimeError):
    """Kivy's window exists already, so that settings for it would come too late."""


class ScreenKind(StrEnum):
    """What the window is for; it decides how often the loop turns and what wakes it."""

    TOUCH = "touch"
    """Input is read once a turn, so the loop turns 30 times a second."""
    WALL = "wall"
    """Only messages change it: 15 turns a second, and a message wakes it at once (KIVY_CLOCK=interrupt)."""


class WindowSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Size, place and kind of the one window of a process; all lengths in pixels of the panel."""

    kind: ScreenKind
    width_px: int
    height_px: int
    title: str = "Vuoro"
    left_px: int | None = None
    """Distance from the desktop's left edge; with `top_px` None the window system chooses."""
    top_px: int | None = None
    fullscreen: bool = False
    borderless: bool = False
    show_cursor: bool = False
    closable: bool = False
    """Whether a person may close the window (demo on a desktop); a device in service never."""
    offscreen: bool = False
    """A real window without a screen (SDL's `offscreen` driver): for tests and for pictures."""
    hurried: bool = False
    """Turns of the loop follow each other without a pause: for pictures, and to measure."""


class WindowPlace(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``[window]`` of a box.toml: where the window stands. Its size is the panel's. See WindowSettings."""

    title: str = "Vuoro"
    left_px: int | None = None
    top_px: int | None = None
    fullscreen: bool = False
    borderless: bool = False
    show_cursor: bool = False
    closable: bool = False
    offscreen: bool = False

    def settings(self, kind: ScreenKind, width_px: int, height_px: int) -> WindowSettings:
        """The settings of a window of this kind, as large as the panel."""
        place = {name: getattr(self, name) for name in self.__struct_fields__}
        return WindowSettings(kind=kind, width_px=width_px, height_px=height_px, **place)


_FRAMES_PER_SECOND = {ScreenKind.TOUCH: 30, ScreenKind.WALL: 15}
_CLOCK = {ScreenKind.TOUCH: "default", ScreenKind.WALL: "interrupt"}

_ENVIRONMENT = {
    "KIVY_NO_ARGS": "1",  # Kivy would read our command line, and load modules such as the inspector from it
    "KIVY_NO_CONFIG": "1",  # no config.ini written or read
    "KIVY_NO_ENV_CONFIG": "1",  # no KCFG_* from outside
    "KIVY_NO_FILELOG": "1",
    "KIVY_LOG_MODE": "PYTHON",  # otherwise Kivy takes over the root logger and stderr of the whole process
    "KIVY_WINDOW": "sdl2",  # a window that fails is an exception, not an end with code 102
    "KIVY_TEXT": "sdl2",
    "KIVY_AUDIO": "sdl2",
    "KIVY_CLIPBOARD": "dummy",
    "SDL_MOUSE_FOCUS_CLICKTHROUGH": "1",  # the first tap after focus was lost counts
    "SDL_NO_SIGNAL_HANDLERS": "1",  # SIGTERM belongs to the process's own life-cycle
    # Kivy drops SDL's fingers on Linux: the first finger comes as a mouse, and no other while it lies there.
    "SDL_TOUCH_MOUSE_EVENTS": "1",
    "SDL_MOUSE_TOUCH_EVENTS": "0",  # and a mouse not a second time as a finger
}


_STYLE = "style.kv"


def prepare(settings: WindowSettings, state_folder: Path, *, whole: bool = False) -> None:
    """Sets environment and configuration of Kivy; call it once, before anything that imports a view.

    `state_folder` is a folder of this process that may be written; Kivy gets `kivy/` inside it as its home.
    Only a `whole` Kivy loads what our controls do without: how its own widgets are drawn, and what reads
    pictures from files. It costs 50 ms, a fifth of the time to an empty window's first picture.
    Raises WindowAlreadyOpenError when the window was made before, and OSError when neither that folder nor a
    temporary one can be written.
    """
    if "kivy.core.window" in sys.modules:
        message = (
            "the window was opened before its settings were given: call prepare() before importing views"
        )
        raise WindowAlreadyOpenError(message)
    os.environ.update(_ENVIRONMENT)
    try:
        _make_home(state_folder / "kivy", whole=whole)
    except OSError as error:
        # An SD card that fails is made read-only as a rule: what it keeps then is still to be shown.
        logger.warning("Kivy's folder cannot be written, and another is made for this start: %s", error)
        spare = tempfile.mkdtemp(prefix="vuoro-kivy-")
        atexit.register(shutil.rmtree, spare, ignore_errors=True)
        _make_home(Path(spare), whole=whole)
    os.environ["KIVY_CLOCK"] = _CLOCK[settings.kind]
    if settings.offscreen:
        os.environ["SDL_VIDEODRIVER"] = "offscreen"
    # Kivy sets its level to info while it is imported; a filter is what it leaves alone.
    logging.getLogger("kivy").addFilter(_is_no_chatter)
    _configure(settings)


def _make_home(home: Path, *, whole: bool) -> None:
    home.mkdir(parents=True, exist_ok=True)
    os.environ["KIVY_HOME"] = str(home)
    if not whole:
        os.environ["KIVY_DATA_DIR"] = str(_data_without_style(home / "data"))
        os.environ["KIVY_IMAGE"] = "sdl2"


def load_clock_alone() -> None:
    """Loads Kivy's clock without asyncio (15 ms), of which it keeps a function that only `async_run` calls.

    Call it after `prepare`, for a touch screen: a wall's clock uses more of asyncio.
    """
    if "asyncio" in sys.modules:
        return
    stand_in = ModuleType("asyncio")
    stand_in.__dict__["wait_for"] = None
    sys.modules["asyncio"] = stand_in
    try:
        importlib.import_module("kivy.clock")
    finally:
        del sys.modules["asyncio"]


def _data_without_style(folder: Path) -> Path:
    """Makes `folder` Kivy's data, all of it by links, but for an empty style sheet; returns it."""
    package = importlib.util.find_spec("kivy")
    for home in (package and package.submodule_search_locations) or ():
        folder.mkdir(exist_ok=True)
        for there in (Path(home) / "data").iterdir():
            here = folder / there.name
            if there.name == _STYLE:
                if not here.is_file() or here.is_symlink() or here.stat().st_size > 0:
                    here.unlink(missing_ok=True)
                    here.touch()
            elif not here.is_symlink() or here.readlink() != there:
                here.unlink(missing_ok=True)  # it leads to an earlier version of the program
                here.symlink_to(there)
    return folder


def _is_no_chatter(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING


def _configure(settings: WindowSettings) -> None:
    from kivy.config import Config  # noqa: PLC0415  Kivy reads the environment at import, which is only now right

    for section, key, value in kivy_options(settings):
        Config.set(section, key, value)
    for name in list(Config["input"]):
        Config.remove_option("input", name)
    # SDL brings touches as its mouse. Probing devices as well would bring each of them twice.
    Config.set("input", "mouse", "mouse,disable_multitouch")
    for name in list(Config["modules"]):
        Config.remove_option("modules", name)


def kivy_options(settings: WindowSettings) -> list[tuple[str, str, str]]:
    """The section, key and value of every option of Kivy that we do not leave at its default."""
    placed = settings.left_px is not None and settings.top_px is not None
    return [
        ("kivy", "log_level", "warning"),
        ("kivy", "exit_on_escape", "0"),
        ("kivy", "desktop", "0"),
        ("kivy", "pause_on_minimize", "0"),  # a pause would hold the loop until somebody restores the window
        ("kivy", "keyboard_mode", "system"),  # no keyboard of Kivy's own on the screen
        ("kivy", "kivy_clock", _CLOCK[settings.kind]),
        ("graphics", "width", str(settings.width_px)),
        ("graphics", "height", str(settings.height_px)),
        ("graphics", "position", "custom" if placed else "auto"),
        ("graphics", "left", str(settings.left_px or 0)),
        ("graphics", "top", str(settings.top_px or 0)),
        ("graphics", "fullscreen", "auto" if settings.fullscreen else "0"),
        ("graphics", "borderless", "1" if settings.borderless else "0"),
        ("graphics", "resizable", "0"),
        ("graphics", "show_cursor", "1" if settings.show_cursor else "0"),
        ("graphics", "maxfps", "0" if settings.hurried else str(_FRAMES_PER_SECOND[settings.kind])),
        ("graphics", "multisamples", "0"),  # 145 MB instead of 215 MB at 1080 × 1920
        ("graphics", "allow_screensaver", "0"),
    ]
