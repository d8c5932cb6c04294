"""A whole kiosk but for picture and voice: the product's own process, with stand-ins for window and screens.

``python -m tests.site.storm.windowless --box FILE`` runs ``kiosk.__main__``. Ticket office, outbox, flow,
reception, printer, knowledge and line are the product's, wired by its own ``kiosk.app``; only Kivy's window,
the drawing of screens and what follows it by key and ear are not there, since eight of them need 2 GB and
all of two cores.

It listens at ``<state>/finger``: a line with language, authority and service is a customer who taps their
way. The answer is what the screen said at the end, as JSON: the ticket, or why there is none.
"""

import json
import queue
import socket
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any, TextIO

from common.runtime.settings import load
from common.screen.mailbox import Mailbox
from kiosk.__main__ import main as run_kiosk
from kiosk.box import KioskBox
from kiosk.flow.event import AuthorityChosen, Event, LanguageChosen, Press, ServiceChosen
from kiosk.flow.state import NoNumbers, PrintFailed, Rest, Services, Ticketed, Visit

FINGER = "finger"

_BEAT_S = 1.0
_PATIENCE_S = 8.0
_ACCEPT_S = 0.5


class NoWindow:
    """Takes the place of ``common.screen.window.app.WindowApp``: a loop without anything to show."""

    def __init__(self, _settings: object, make_root: Callable[[], object], beat: Callable[[], None]) -> None:
        self._make_root = make_root
        self._beat = beat
        self._wake: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._ends = False
        self.mailbox = Mailbox(wake=lambda: self._wake.put(None))
        self.first_frame: Callable[[], None] | None = None
        self.root: object = None
        self.on_key: Callable[[object], None] | None = None

    def run(self) -> None:
        """Turn until told to stop."""
        window = ModuleType("kivy.core.window")
        window.__dict__["Window"] = _NoTouches()
        sys.modules["kivy.core.window"] = window
        self.root = self._make_root()
        if self.first_frame is not None:
            self.first_frame()
        Stage.customers.window_is_up(self.mailbox.post)
        beat_at = time.monotonic()
        while not self._ends:
            try:
                self._wake.get(timeout=max(0.0, beat_at - time.monotonic()))
            except queue.Empty:
                self._beat()
                beat_at = time.monotonic() + _BEAT_S
            self.mailbox.drain()

    def show(self, root: object) -> None:
        """Show nothing."""
        self.root = root

    def stop(self) -> None:
        """End the loop, from within it."""
        self._ends = True

    def stop_soon(self) -> None:
        """End the loop, from any thread."""
        self.mailbox.post(self.stop)


class _NoTouches:
    def bind(self, **_: object) -> None:
        """Hear of no touches: the finger's taps are events already."""


class Customers:
    """Who stands at the screen: reads what it says, and taps. One at a time."""

    def __init__(self, finger: Path) -> None:
        self._finger = finger
        self._post: Callable[[Callable[[], object]], None] | None = None
        self._act: Callable[[Event], None] | None = None
        self._seen = threading.Condition()
        self._visit: Visit | None = None

    def sees(self, visit: Visit) -> None:
        """Take in what the screen says now; in the window's thread."""
        with self._seen:
            self._visit = visit
            self._seen.notify_all()

    def may_act(self, act: Callable[[Event], None]) -> None:
        """Learn where taps go."""
        self._act = act

    def window_is_up(self, post: Callable[[Callable[[], object]], None]) -> None:
        """Begin to come."""
        self._post = post
        threading.Thread(target=self._listen, name="finger", daemon=True).start()

    def _listen(self) -> None:
        self._finger.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
            listener.bind(str(self._finger))
            listener.listen()
            while True:
                line, _ = listener.accept()
                with suppress(OSError), line, line.makefile("rw", encoding="utf-8") as words:
                    self._serve(words)  # whoever has left meanwhile is not waited for

    def _serve(self, words: TextIO) -> None:
        wish = words.readline().split()
        if not wish:  # somebody has only looked whether the screen is lit
            return
        language, authority, service = wish
        words.write(json.dumps(self._take(language, authority, service)) + "\n")
        words.flush()

    def _take(self, language: str, authority: str, service: str) -> dict[str, Any]:
        self._tap(Press.DONE, Press.REMEMBERED)  # whoever was here before has left
        if not self._wait(lambda visit: isinstance(visit.screen, Rest)):
            return self._nothing()
        self._tap(LanguageChosen(language), AuthorityChosen(authority))
        if self._wait(lambda visit: not isinstance(visit.screen, Rest)) and isinstance(
            self._screen(), Services
        ):
            self._tap(ServiceChosen(service))
        self._wait(lambda visit: isinstance(visit.screen, Ticketed | PrintFailed | NoNumbers))
        screen = self._screen()
        if not isinstance(screen, Ticketed | PrintFailed):
            return self._nothing()
        ticket = screen.ticket
        self._wait(
            lambda visit: not (isinstance(visit.screen, Ticketed) and visit.screen.paper == "printing")
        )
        self._tap(Press.DONE, Press.REMEMBERED)
        return {"ticket": ticket.id, "number": ticket.face, "service": ticket.service}

    def _nothing(self) -> dict[str, Any]:
        screen = type(self._screen()).__name__
        self._tap(Press.BACK, Press.BACK, Press.BACK)
        return {"screen": screen}

    def _tap(self, *events: Event) -> None:
        act, post = self._act, self._post
        assert act is not None
        assert post is not None
        done: Future[None] = Future()

        def tap() -> None:
            for event in events:
                act(event)
            done.set_result(None)

        post(tap)
        done.result(_PATIENCE_S)

    def _wait(self, holds: Callable[[Visit], bool]) -> bool:
        with self._seen:
            return self._seen.wait_for(lambda: self._visit is not None and holds(self._visit), _PATIENCE_S)

    def _screen(self) -> object:
        with self._seen:
            return None if self._visit is None else self._visit.screen


class Stage:
    """Takes the place of ``kiosk.screens.stage.Stage``: shows each visit to the customer, undrawn."""

    customers: Customers

    def __init__(
        self, _kit: object, _languages: object, act: Callable[[Event], None], put: Callable[[object], None]
    ) -> None:
        self.customers.may_act(act)
        self._put = put

    def show(self, visit: Visit, *_: object) -> None:
        """Let the customer see."""
        self.customers.sees(visit)
        self._put(self)

    def prepare_one(self) -> bool:
        """Have nothing to prepare."""
        return False


class Front:
    """Takes the place of ``kiosk.front.Front``: there is nothing to walk by keys and to say aloud."""

    def __init__(self, _box: object, stage: Stage, *_: object) -> None:
        self._stage = stage

    def show(self, visit: Visit, *_: object) -> None:
        """Let the customer see."""
        self._stage.show(visit)

    def hear_key(self, _key: object) -> None:
        """Hear of no keys."""

    def fingered(self) -> None:
        """Hear of no fingers."""


_STAND_INS: dict[str, type] = {
    "common.screen.window.app.WindowApp": NoWindow,
    "kiosk.screens.stage.Stage": Stage,
    "kiosk.front.Front": Front,
}


def main(arguments: list[str]) -> int:
    """Run until told to end."""
    box = load(Path(arguments[arguments.index("--box") + 1]), KioskBox)
    Stage.customers = Customers(box.box.state / FINGER)
    for whole, stand_in in _STAND_INS.items():
        name, _, of = whole.rpartition(".")
        module = ModuleType(name)
        module.__dict__[of] = stand_in
        sys.modules[name] = module
    return run_kiosk(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
