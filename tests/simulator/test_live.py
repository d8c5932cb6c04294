"""``./install.sh demo`` on a desktop: a real X server, real clicks, and nothing left when it ends."""

import os
import queue
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from common.screen.palette import NIGHT
from simulator.demo.desktop import arrange
from simulator.demo.world import DOOR, GUARD, KIOSK, ROOM, WALL
from simulator.staff import StaffMember
from tests.simulator.x_desktop import Box, XDesktop
from tests.waiting import wait_until

ROOT = Path(__file__).parents[2]
DESKTOP = arrange(1920, 1080)
PLACES: dict[str, Box] = {one.device: (*one.position, *one.px) for one in DESKTOP.screens}
DESK: Box = DESKTOP.desk
DESK_NAMES: Box = (DESK[0], DESK[1] + DESK[3] // 2, DESK[2] // 3, DESK[3] // 2)
"""Where the names of the panic buttons' places stand in the window."""
FIRST_BUTTON_X = DESK[0] + 2 * DESK[2] // 5
"""The first button behind such a name; tesseract does not read words in frames."""


class Demo:
    """The demo as a visitor starts it, and all that it prints."""

    def __init__(self, desktop: XDesktop, folder: Path) -> None:
        self.folder = folder
        self.said = ""
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "simulator.demo"],
            cwd=ROOT,
            env={**desktop.environment, "TMPDIR": str(folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def wait_for(self, words: str, deadline_s: float = 45) -> str:
        """Wait until the terminal says so; return all that it has said."""

        def is_said() -> bool:
            while not self._lines.empty():
                self.said += self._lines.get()
            return re.search(words, self.said) is not None

        wait_until(is_said, deadline_s, f"{words!r} in: {self.said}")
        return self.said

    def processes(self, words: str = "") -> list[int]:
        """Return the processes of this demo's house whose command line has these words."""
        found: list[int] = []
        for file in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                line = file.read_bytes().decode(errors="replace")
            except OSError:
                continue  # it has just ended
            if str(self.folder) in line and words in line:
                found.append(int(file.parent.name))
        return found

    def end(self) -> int:
        """Press Ctrl-C in its terminal."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(30)

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)


@pytest.fixture
def desktop() -> Iterator[XDesktop]:
    with XDesktop() as one:
        yield one


@pytest.fixture
def demo(desktop: XDesktop) -> Iterator[Demo]:
    with tempfile.TemporaryDirectory(prefix="v-") as folder:  # short: sockets lie in it
        one = Demo(desktop, Path(folder))
        yield one
        if one.process.poll() is None:
            one.process.send_signal(signal.SIGTERM)
            one.process.wait(30)
        assert one.process.stdout is not None
        one.process.stdout.close()


@pytest.mark.timeout(180)
def test_a_visit_is_played_by_hand_and_ctrl_c_ends_everything(desktop: XDesktop, demo: Demo) -> None:
    said = demo.wait_for("Ctrl-C ends everything")
    for box in (*PLACES.values(), DESK):
        assert desktop.is_drawn(box)

    # a customer
    desktop.click_on("English", PLACES[KIOSK])
    desktop.click_on("Employment services", PLACES[KIOSK])
    desktop.wait_for("Your number", PLACES[KIOSK])
    desktop.wait_for("Ticket 1", DESK)

    # staff, by the link that was printed
    link = re.search(r"http://\S+/join/\S+", said)
    assert link is not None
    visitor = StaffMember(link[0].partition("/join/")[0])
    visitor.join(link[0], "visitor", "a long password of the visitor")
    visitor.open_desk(ROOM, ["employment-jobseekers"])
    number = visitor.call_next(ROOM)
    desktop.wait_for(str(number), PLACES[DOOR])

    # a press
    _, level = min(desktop.wait_for("Service room 5", DESK_NAMES), key=lambda place: place[1])
    desktop.click(FIRST_BUTTON_X, level)
    left, top, _, _ = PLACES[GUARD]
    wait_until(lambda: desktop.colour(left + 5, top + 5) == NIGHT.alarm, 20, "the guard's panel to be red")

    # a part that falls
    (wall,) = demo.processes(f"boxes/{WALL}.toml")
    os.kill(wall, signal.SIGKILL)
    demo.wait_for(f"{WALL} is started again")
    wait_until(lambda: demo.processes(f"boxes/{WALL}.toml"), 10, "the wall to be back")

    assert demo.end() == 0
    demo.wait_for("Everything has ended")
    assert demo.processes() == []
    assert list(demo.folder.glob("vuoro-demo-*")) == []


def test_ctrl_c_while_it_opens_leaves_nothing(desktop: XDesktop, demo: Demo) -> None:
    del desktop
    demo.wait_for("opens")
    wait_until(lambda: demo.processes(f"boxes/{KIOSK}.toml"), 20, "the first window to be started")
    assert demo.end() == 0
    assert demo.processes() == []
    assert list(demo.folder.glob("vuoro-demo-*")) == []


def test_a_display_that_nobody_serves_is_told_in_one_sentence() -> None:
    environment = {**os.environ, "DISPLAY": ":9999"}
    done = subprocess.run(
        [sys.executable, "-m", "simulator.demo"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "No window can be opened on the display :9999" in done.stdout
    assert done.stderr == ""
