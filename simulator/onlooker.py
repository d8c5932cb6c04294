"""Runs a real screen part with an onlooker beside it: a finger to touch with, and an eye to read with.

The part is started by its own ``main`` and knows nothing of it. Whoever is simulated speaks to the onlooker
over a Unix socket, one JSON object a line; see :class:`simulator.eyes.Eyes` for the other end.
"""

import importlib
import json
import logging
import os
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from common.screen.controls.control import Control

logger = logging.getLogger(__name__)

SOCKET_VARIABLE = "VUORO_ONLOOKER"
"""The environment variable that names the onlooker's socket."""

_ANSWER_TIMEOUT_S = 10.0

Operation = Callable[[dict[str, Any]], object]


def main(arguments: Sequence[str]) -> int:
    """Run ``PART ARGUMENTS…`` with an onlooker listening at the socket that the environment names."""
    part, *rest = arguments
    path = Path(os.environ[SOCKET_VARIABLE])
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(path))
    listener.listen()
    threading.Thread(target=_listen, args=(listener,), name="onlooker", daemon=True).start()
    return int(importlib.import_module(f"{part}.__main__").main(rest))


def _listen(listener: socket.socket) -> None:
    while True:
        connection, _address = listener.accept()
        threading.Thread(target=_serve, args=(connection,), name="onlooker-line", daemon=True).start()


def _serve(connection: socket.socket) -> None:
    # Who asked may have gone meanwhile, of a process that stood still for long; that must not end the part.
    with suppress(OSError), connection, connection.makefile("rw", encoding="utf-8") as lines:
        for line in lines:
            lines.write(json.dumps(_answer(json.loads(line))) + "\n")
            lines.flush()


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    operations: dict[str, Operation] = {
        "read": _read,
        "touch": _touch,
        "key": _key,
        "picture": _picture,
    }
    try:
        return {"done": _in_window(operations[request["do"]], request)}
    except (KeyError, RuntimeError, TimeoutError, OSError) as error:
        return {"failed": f"{type(error).__name__}: {error}"}


def _in_window(operation: Operation, request: dict[str, Any]) -> object:
    """Run an operation in the window's thread, once there is a window, and return what it gives."""
    if "kivy.core.window" not in sys.modules:
        raise RuntimeError("there is no window yet")
    from kivy.clock import Clock  # noqa: PLC0415 — Kivy may only be imported after the part has prepared it

    answer: Future[object] = Future()

    def run(_elapsed: float) -> None:
        try:
            answer.set_result(operation(request))
        except BaseException as error:  # noqa: BLE001 — whatever it was belongs to the one who asked
            answer.set_exception(error)

    Clock.schedule_once(run, 0)
    return answer.result(_ANSWER_TIMEOUT_S)


def _read(_request: dict[str, Any]) -> list[dict[str, Any]]:
    from common.screen.controls.describe import describe  # noqa: PLC0415 — needs the window

    root = _root()
    root.arrange()  # what was changed in this very turn of the loop would have no place yet
    return [asdict(control) for control in describe(root)]


def _touch(request: dict[str, Any]) -> None:
    """Touch a point for a moment; ``x`` and ``y`` count from the top left, in pixels."""
    from kivy.base import EventLoop  # noqa: PLC0415 - the part prepares Kivy first
    from kivy.input.providers.mouse import MouseMotionEvent  # noqa: PLC0415 - as above

    window = EventLoop.window
    where = (request["x"] / window.width, 1 - request["y"] / window.height)
    touch = MouseMotionEvent(
        "onlooker", f"finger-{id(request)}", [*where, "left"], is_touch=True, type_id="touch"
    )
    EventLoop.post_dispatch_input("begin", touch)
    EventLoop.post_dispatch_input("end", touch)


def _key(request: dict[str, Any]) -> None:
    """Press or let go the key of this ``usage`` (USB's number for it), as SDL would tell the window."""
    from kivy.base import EventLoop  # noqa: PLC0415 - the part prepares Kivy first

    window = EventLoop.window
    if request["down"]:
        window.dispatch("on_key_down", 0, request["usage"], None, [])
    else:
        window.dispatch("on_key_up", 0, request["usage"])


def _picture(request: dict[str, Any]) -> None:
    from common.screen.window.picture import save_picture  # noqa: PLC0415 — needs the window

    _root().arrange()  # as in _read: half of a change would be drawn
    save_picture(Path(request["path"]))


def _root() -> "Control":
    from kivy.app import App  # noqa: PLC0415 - the part prepares Kivy first

    app = App.get_running_app()
    if app is None or app.root is None:
        raise RuntimeError("the window shows nothing yet")
    return app.root


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
