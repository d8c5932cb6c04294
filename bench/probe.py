"""Runs a real window with a probe beside it, which says when each picture had been drawn, and what it showed.

``python -m bench.probe MODULE ARGUMENTS…`` calls the module's ``main`` in this process; it knows nothing of
the probe. The probe speaks to the socket that the environment names, one JSON object a line: ``at`` is
CLOCK_MONOTONIC in s after the frame was drawn and handed to the screen, ``shown`` the words on it (only where
they changed). A line ``hush`` from there ends every sound, so that the next one's beginning can be heard.
"""

import gc
import json
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any

SOCKET_VARIABLE = "VUORO_BENCH_PROBE"

_WINDOW = "kivy.core.window"


def main(arguments: Sequence[str]) -> int:
    """Run a module's ``main`` with the probe beside it."""
    module, *rest = arguments
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.connect(os.environ[SOCKET_VARIABLE])
    sys.meta_path.insert(0, _AtWindow(lambda: _begin(line)))
    return int(import_module(module).main(rest))


def _begin(line: socket.socket) -> None:
    _Probe(line).attach()
    threading.Thread(target=_hear, args=(line,), name="probe", daemon=True).start()


def _hear(line: socket.socket) -> None:
    with line.makefile("r", encoding="utf-8") as lines:
        sounds: list[Any] = []
        for _hush in lines:
            _hush_soon(sounds)


class _AtWindow(MetaPathFinder, Loader):
    """Acts as soon as Kivy has made its window, which only the part may let it do, and nobody is told of.

    A thread that looks for it would take time from it, and may come after an empty one's only picture.
    """

    def __init__(self, act: Callable[[], None]) -> None:
        self._act = act
        self._loader: Loader | None = None

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != _WINDOW or self._loader is not None:
            return None
        self._loader = Loader()  # the next question is our own
        spec = find_spec(fullname)
        if spec is not None and spec.loader is not None:
            self._loader, spec.loader = spec.loader, self
        return spec

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return None if self._loader is None else self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        if self._loader is not None:
            self._loader.exec_module(module)
            self._act()


class _Probe:
    """Beside one window; all but the attaching happens in the window's thread."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._said: list[str] | None = None
        self._window = import_module("kivy.core.window").Window
        self._finish = import_module("kivy.graphics.opengl").glFinish

    def attach(self) -> None:
        """Let every flip pass through here: Kivy's own event comes before the frame is on the screen."""
        flip = self._window.flip

        def flip_and_say() -> None:
            flip()
            self._say()

        self._window.flip = flip_and_say

    def _say(self) -> None:
        self._finish()  # the software renderer draws in threads of its own
        at = time.monotonic()
        shown = self._shown()
        if shown is not None and shown != self._said:
            self._said = shown
            self._line.sendall(json.dumps({"at": at, "shown": shown}).encode() + b"\n")

    def _shown(self) -> list[str] | None:
        if not self._window.children:
            return None
        root = self._window.children[0]
        if not hasattr(root, "parts"):
            return [root.text]
        spoken_controls = import_module("common.screen.controls.describe").spoken_controls
        return [control.label for control in spoken_controls(root)]


def _hush_soon(sounds: list[Any]) -> None:
    """End every sound in the window's thread; ``sounds`` keeps those that were found the first time."""
    kind = import_module("kivy.core.audio").Sound

    def hush(_elapsed: float) -> None:
        if not sounds:  # whoever loaded them keeps them, and nobody tells where
            sounds.extend(one for one in gc.get_objects() if issubclass(type(one), kind))
        for sound in sounds:
            sound.stop()

    import_module("kivy.clock").Clock.schedule_once(hush, 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
