"""The other end of the onlooker: reads a screen, touches what it reads, waits, and takes pictures."""

import json
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_LOOK_AGAIN_S = 0.03
"""A screen tells nobody that it has changed: eyes look again."""
HAND_S = 0.6
"""A hand needs this long from one touch to the next; what comes within 0.5 s is taken for a double tap."""


class NotSeenError(AssertionError):
    """What was waited for did not appear; the message says what was to be seen instead."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One control on the screen: its name for programs, its words, its middle and its height in pixels.

    ``y`` counts from the top.
    """

    kind: str
    name: str
    label: str
    x: float
    y: float
    enabled: bool
    height: float


class Eyes:
    """Looks at one screen through the socket of its onlooker; reconnects where the part was started anew."""

    def __init__(self, socket_path: Path) -> None:
        """Look through this socket, which need not exist yet."""
        self._path = socket_path
        self._touched = 0.0

    def read(self) -> list[Seen]:
        """Return what is on the screen, in reading order; raises :class:`OSError` where nobody is there."""
        return [
            Seen(
                control["kind"],
                control["name"],
                control["label"],
                control["rect_px"]["left"] + control["rect_px"]["width"] / 2,
                control["rect_px"]["top"] + control["rect_px"]["height"] / 2,
                control["enabled"],
                control["rect_px"]["height"],
            )
            for control in self._ask({"do": "read"})
        ]

    def wait_for(
        self, wanted: Callable[[list[Seen]], bool], what: str, *, deadline_s: float = 20
    ) -> list[Seen]:
        """Look until the screen is as wanted, and return what stands on it.

        Raises :class:`NotSeenError` after ``deadline_s``.
        """
        until = time.monotonic() + deadline_s
        seen: list[Seen] = []
        while time.monotonic() < until:
            try:
                seen = self.read()
            except (OSError, RuntimeError):
                seen = []
            if seen and wanted(seen):
                return seen
            time.sleep(_LOOK_AGAIN_S)
        raise NotSeenError(f"{what}: not seen in {deadline_s:.0f} s; there was {[one.label for one in seen]}")

    def wait_for_text(self, text: str, *, deadline_s: float = 20) -> list[Seen]:
        """Look until a control bears ``text`` somewhere in its label."""
        return self.wait_for(
            lambda seen: any(text in one.label for one in seen), f"the text {text!r}", deadline_s=deadline_s
        )

    def touch(self, name: str, *, deadline_s: float = 20) -> None:
        """Touch the control of this name (or of this label) as soon as it stands there and can be pressed."""

        def stands(seen: list[Seen]) -> bool:
            return any(name in (one.name, one.label) and one.enabled for one in seen)

        seen = self.wait_for(stands, f"the control {name!r}", deadline_s=deadline_s)
        target = next(one for one in seen if name in (one.name, one.label) and one.enabled)
        time.sleep(max(0.0, self._touched + HAND_S - time.monotonic()))  # a hand is no faster
        self._ask({"do": "touch", "x": target.x, "y": target.y})
        self._touched = time.monotonic()  # when the window has taken it: a slow one must not meet two at once

    def key(self, usage: int, *, down: bool) -> None:
        """Press a key of a keyboard or let it go; ``usage`` is its number on USB (HID usage page 7)."""
        self._ask({"do": "key", "usage": usage, "down": down})

    def focused(self) -> list[str]:
        """Return the names of the controls that wear the ring of the keypad: one, or none."""
        return [control["name"] for control in self._ask({"do": "read"}) if control["focused"]]

    def picture(self, path: Path) -> None:
        """Save the screen as PNG."""
        self._ask({"do": "picture", "path": str(path)})

    def _ask(self, request: dict[str, Any]) -> list[dict[str, Any]]:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(15)
            line.connect(str(self._path))
            with line.makefile("rw", encoding="utf-8") as lines:
                lines.write(json.dumps(request) + "\n")
                lines.flush()
                answer = json.loads(lines.readline() or '{"failed": "the part ended"}')
        if "failed" in answer:
            raise RuntimeError(answer["failed"])
        return answer["done"]
