import json
from pathlib import Path

from bench.baselines.process import BareProcess
from bench.probe import SOCKET_VARIABLE
from bench.screen_house import KIOSK, bare_window
from bench.window import ProbedWindow


def test_the_kiosk_s_screens_are_drawn_beside_an_empty_one(tmp_path: Path) -> None:
    arguments = [str(tmp_path), "270", "480", "changes", "25"]
    (line,) = BareProcess("bench.visited_window", arguments, says_ready=False, log=tmp_path / "log").lines()
    said = json.loads(line)
    assert len(said["own"]) == len(said["bare"]) == 25
    assert min(said["own"]) > 0 < min(said["bare"])
    assert max(said["worst"].values()) == max(said["own"])


def test_customers_come_to_the_kiosk_s_screens_and_leave_them_at_rest(tmp_path: Path) -> None:
    arguments = [str(tmp_path), "270", "480", "visits", "6", "3"]
    lines = BareProcess("bench.visited_window", arguments, says_ready=False, log=tmp_path / "log").lines()
    assert len(lines) == 2
    assert all(float(line) > 20 for line in lines)


def test_the_only_picture_of_an_empty_window_is_seen(tmp_path: Path) -> None:
    with ProbedWindow(tmp_path / "w") as window:
        assert SOCKET_VARIABLE in window.environment
        with bare_window(KIOSK, tmp_path / "w", window) as process:
            assert window.first().at > process.began
