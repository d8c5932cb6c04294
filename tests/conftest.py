"""What holds for every test: no screen, no sound card, no files at home, and no process left behind."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

pytest_plugins = [
    "tests.broker",  # the fixture `broker`: a real Mosquitto
    "tests.measured",  # `measured`, `counted`: what is told at the end of the run
    "tests.kivy_window",  # `kivy_window`, `make_kit`, `kiosk_kit`: a real window without a screen
]

# Read by Kivy and SDL when they are first imported, here and in the processes that tests start.
_ENVIRONMENT = {
    "SDL_VIDEODRIVER": "offscreen",
    "SDL_AUDIODRIVER": "dummy",
    "KIVY_WINDOW": "sdl2",
    "KIVY_CLIPBOARD": "dummy",
    "KIVY_NO_ARGS": "1",
    "KIVY_NO_CONFIG": "1",
    "KIVY_NO_ENV_CONFIG": "1",
    "KIVY_NO_FILELOG": "1",
    "KIVY_NO_CONSOLELOG": "1",
}

# No deadline an example: the machine that runs the tests has other work too.
hypothesis.settings.register_profile("normal", deadline=None, max_examples=100, print_blob=True)
hypothesis.settings.register_profile(
    "soak", deadline=None, max_examples=3000, stateful_step_count=100, print_blob=True
)
hypothesis.settings.load_profile("normal")


def pytest_configure() -> None:
    os.environ.update(_ENVIRONMENT)


@pytest.fixture(scope="session", autouse=True)
def files_of_libraries(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give Kivy's settings and lgpio's pipes a folder that is thrown away."""
    os.environ["KIVY_HOME"] = os.environ["LG_WD"] = str(tmp_path_factory.mktemp("libraries"))


def _children() -> set[str]:
    found: set[str] = set()
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):  # a thread or process may end while it is looked at
            for pid in (task / "children").read_text().split():
                command = Path("/proc", pid, "cmdline").read_bytes().replace(b"\0", b" ")
                found.add(f"{pid} {command.decode(errors='replace').strip()}")
    return found


@pytest.fixture(scope="session", autouse=True)
def no_process_left() -> Iterator[None]:
    """Fail the run when a process that a test started outlives the tests."""
    before = _children()
    yield
    left = _children() - before
    assert not left, "still running: " + "; ".join(sorted(left))
