"""Opens the demo's service point on a desktop, for somebody to play with, until Ctrl-C."""

import os
import queue
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

from simulator.cable import Cable
from simulator.demo.caretaker import Caretaker
from simulator.demo.desk import LiveDesk
from simulator.demo.desktop import Desktop, NoDesktopError, find_desktop
from simulator.demo.visitor import Visitor
from simulator.demo.world import AGENT, DOOR, GUARD, KIOSK, SITE, WALL, build_house, local_now, sign_in
from simulator.house import House
from simulator.listener import Listener
from simulator.processes import Part
from simulator.recorder import Recorder
from simulator.staff import RefusedError
from simulator.windows.desk_server import DeskServer

WINDOW = "desk"
_SCREENS = (KIOSK, WALL, DOOR, GUARD)
_READY_S = 60.0
_DAY_S = 3.0
"""A hub whose clock can be trusted has opened the day by itself so soon after it is ready."""
_TURN_S = 0.25
_NOT_OPENED = (RefusedError, OSError, subprocess.CalledProcessError)
"""What the console or `vuoro invite` may answer instead of what was asked."""

_ENDED_AS_ASKED = (0, -signal.SIGTERM)
"""A process that has only begun to load does not know the signal yet, and ends by it."""

_FINE, _NOT_FINE, _NO_DESKTOP = 0, 1, 2

_WELCOME = """
The service point is open.

  Staff console:  {address}
  Sign in with:   {link}
                  (good once and for 15 minutes; you choose a name and a password)

Try this:
  1. Kiosk: choose a language, whom you came to see, and a service. The ticket comes out
     in the window "printer and desk".
  2. Console: open a desk, for example Service room 5, and call next. The wall calls the
     number with a chime, and the door of room 5 shows it.
  3. Kiosk: your keyboard is its keypad. F6 plugs a headset in, and the arrows move.
  4. Window "printer and desk": show a code to the scanner, press a panic button, and
     answer at the guard's panel.
  5. Take something away there: the hub, the broker, the kiosk's cable, the paper. Then go on.

docs/demo.md tells more. Ctrl-C ends everything.
"""


class Ending:
    """Remembers that the demo was asked to end: Ctrl-C, SIGTERM, or a terminal that is closed."""

    def __init__(self) -> None:
        """Begin to listen to signals; in the main thread."""
        self.asked = False
        # SimpleQueue.put is made to be called in a signal's handler, even while the same thread waits in get.
        self.orders: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)

    def wait(self, seconds: float) -> str | None:
        """Return the next order from the window, or None after so long, or when the demo is to end."""
        try:
            return self.orders.get(timeout=seconds)
        except queue.Empty:
            return None

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True
        self.orders.put(None)


def open_house() -> int:
    """Open the house and go on until somebody ends it; return 0 if everything ended cleanly."""
    try:
        desktop = find_desktop()
    except NoDesktopError as error:
        print(error)
        return _NO_DESKTOP
    ending = Ending()
    # The sockets of the house lie in it, and a socket's path may have 107 letters at most.
    folder = Path(tempfile.mkdtemp(prefix="vuoro-demo-"))
    try:
        with ExitStack() as stack:
            return _LiveDemo(folder, desktop, ending, stack).run()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _LiveDemo:
    """One opening of the house, from the first process to the last."""

    def __init__(self, folder: Path, desktop: Desktop, ending: Ending, stack: ExitStack) -> None:
        self._desktop = desktop
        self._ending = ending
        self._stack = stack
        self._house: House = stack.enter_context(build_house(folder, desktop.screens, watched=False))
        self._care = Caretaker(self._house.parts, self._tell)
        self._visitor = Visitor(self._house, self._tell)
        cable = stack.enter_context(Cable(self._house.site_broker.port))
        self._house.lead_through(KIOSK, cable.port)
        site_file = (folder / "site.toml").read_text(encoding="utf-8")
        self._desk = LiveDesk(self._house, self._care, self._visitor, cable, site_file)
        self._socket = folder / "s" / WINDOW
        self._server = stack.enter_context(DeskServer(self._socket, ending.orders.put))

    def run(self) -> int:
        """Open, go on, and end."""
        print("The service point opens. Its windows come up one after the other …", flush=True)
        self._start()
        try:
            self._open()
            if not self._ending.asked:
                link = self._visitor.new_link()
                print(_WELCOME.format(address=self._house.console_address, link=link), flush=True)
        except _NOT_OPENED as error:
            if not self._ending.asked:
                self._tell(f"The demo is not quite open, but goes on: {error}")
        while not self._ending.asked:
            order = self._ending.wait(_TURN_S)
            if order is not None:
                self._desk.obey(order)
            self._look()
            self._visitor.look()
        return self._end()

    def _start(self) -> None:
        house = self._house
        house.start_hub()
        house.start_keeper()
        house.start_agent()
        for device in _SCREENS:
            house.start_screen(device)
        self._server.show(self._desk.shown())
        self._start_window()

    def _start_window(self) -> None:
        place = [str(side) for side in self._desktop.desk]
        arguments = ["simulator.windows.desk", "--socket", str(self._socket), "--place", *place]
        arguments += ["--px-per-mm", str(self._desktop.desk_px_per_mm)]
        arguments += ["--state", str(self._house.state(WINDOW))]
        log = self._house.folder / "logs" / f"{WINDOW}.log"
        self._house.parts.add(Part(WINDOW, tuple(arguments), log))

    def _open(self) -> None:
        """Wait until everybody is ready, and open the numbered day where no clock has done it."""
        recorder = Recorder("site", self._house.recorder_settings("site"), Path(os.devnull))
        listener = Listener(recorder, SITE)
        recorder.start()
        try:
            devices = {f"device/{device}/status": device for device in (*_SCREENS, AGENT)}
            topics = {"hub/status": "the hub", "alarms/status": "the keeper of alarms", **devices}
            late = self._wait_for(listener, topics)
            if late and not self._ending.asked:
                print(f"Not ready yet: {', '.join(late)}. The demo goes on without.", flush=True)
            self._open_day(listener)
        finally:
            recorder.stop()

    def _wait_for(self, listener: Listener, topics: dict[str, str]) -> list[str]:
        """Wait until each topic says `ready`; return the names of those that did not in time."""
        until = time.monotonic() + _READY_S
        while True:
            late = [
                name for topic, name in topics.items() if (listener.last(topic) or {}).get("state") != "ready"
            ]
            if not late or self._ending.asked or time.monotonic() > until:
                return late
            self._turn()

    def _open_day(self, listener: Listener) -> None:
        until = time.monotonic() + _DAY_S
        while not self._ending.asked:
            status = listener.last("hub/status")
            if status is None or status.get("day") is not None:
                return
            if time.monotonic() > until:
                adviser = sign_in(self._house, "neuvoja", "adviser")
                adviser.post("/day/open", date=local_now().date().isoformat())
                print("No clock of this machine can be trusted, so that an adviser has opened the day.")
                return
            self._turn()

    def _turn(self) -> None:
        """Wait for a moment and look after everything; what is pressed meanwhile is done."""
        order = self._ending.wait(_TURN_S)
        if order is not None:
            self._desk.obey(order)
        self._look()

    def _look(self) -> None:
        for name in self._care.look():
            self._desk.say(f"{name} ended by itself, and is started again. The terminal says why.")
        self._server.show(self._desk.shown())

    def _tell(self, what: str) -> None:
        print(f"\n{what}", flush=True)

    def _end(self) -> int:
        print("\nThe service point closes …", flush=True)
        running = [name for name in self._house.parts.names() if self._house.parts[name].runs]
        codes = self._house.parts.stop()
        wrong = [name for name in running if codes[name] not in _ENDED_AS_ASKED]
        for name in wrong:
            self._tell(self._house.parts[name].report())
        print("Everything has ended." if not wrong else "Everything has ended, but not all of it cleanly.")
        return _NOT_FINE if wrong else _FINE
