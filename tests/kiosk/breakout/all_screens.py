"""Lets a running kiosk show every screen it has, in its own window, when it is told to.

A screen makes its controls when it is first shown, and letters are drawn once for each language and size:
while chance still finds them, memory grows that no later customer adds to. A file ``show-all`` beside the
onlooker's socket begins it; ``shown-all`` tells that it is done.
"""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from common.screen.languages.messages import load_languages
from kiosk.flow.house import House
from kiosk.flow.state import Visit
from kiosk.gallery.examples import EXAMPLES
from kiosk.gallery.looks import LOOKS, MIXED_LOOKS
from kiosk.surroundings import Lengths, Moment

if TYPE_CHECKING:
    from kiosk.screens.stage import Stage  # Kivy makes its window when it is imported

BEGIN, END = "show-all", "shown-all"

_LOOKS = (LOOKS["normal"], LOOKS["large"], LOOKS["low"], MIXED_LOOKS["large-low"])
"""Those that draw letters of other sizes or put controls elsewhere; contrast has colours alone."""

_Shown = tuple[Visit, House, Lengths, Moment]


def show_all_when_told(folder: Path) -> None:
    """Wait for the file, then show one screen at each turn of the window; in a thread of its own."""
    while not (folder / BEGIN).exists():
        threading.Event().wait(0.05)
    from kivy.clock import Clock  # noqa: PLC0415 - the kiosk has prepared Kivy by now

    from kiosk.screens.stage import Stage  # noqa: PLC0415 - as above

    plain = Stage.show

    def show_first(stage: "Stage", visit: Visit, house: House, lengths: Lengths, now: Moment) -> None:
        """The kiosk itself shows something, at least twice a minute, in the window's thread."""
        patched.stop()
        plain(stage, visit, house, lengths, now)
        every = _everything()
        Clock.schedule_interval(lambda _: _show_next(stage, every, folder), 0)

    patched = patch.object(Stage, "show", show_first)
    patched.start()


def _show_next(stage: "Stage", every: Iterator[_Shown], folder: Path) -> bool:
    """Show one more; ``False`` ends the clock's turns when there is none."""
    following = next(every, None)
    if following is None:
        (folder / END).touch()
        return False
    stage.show(*following)
    return True


def _everything() -> Iterator[_Shown]:
    codes = load_languages().codes
    for look in _LOOKS:
        for code in codes:
            for example in EXAMPLES.values():
                yield example.visit(code, look), example.house(codes), example.lengths, example.now
