import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from common.runtime.life import Life
from common.runtime.systemd import Notifier
from tests.waiting import wait_until

_DEADLINE_S = 10.0
_HEAD = """
import sys, threading
from common.runtime import life as module
from common.runtime.life import Life
from common.runtime.systemd import Notifier

life = Life(Notifier())

def steady(name="steady"):
    while not life.stopping.wait(0.02):
        life.pulse(name)

def begin():
    life.start()
    life.ready()
    print("ready", flush=True)
"""


@contextmanager
def _process(body: str, **environment: str) -> Generator["subprocess.Popen[str]"]:
    command = [sys.executable, "-c", _HEAD + body]
    surroundings = {**os.environ, "PYTHONPATH": ".", **environment}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=surroundings
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _end(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """Wait for the end; return the exit code and what was said on the standard error."""
    _, said = process.communicate(timeout=_DEADLINE_S)
    return process.returncode, said


def _wait_until_ready(process: "subprocess.Popen[str]") -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"


def test_asked_to_end_it_ends_with_0() -> None:
    with _process("life.worker('steady', steady); begin(); sys.exit(life.wait())") as process:
        _wait_until_ready(process)
        process.terminate()
        assert _end(process)[0] == 0


def test_ctrl_c_ends_it_as_well() -> None:
    with _process("life.worker('steady', steady); begin(); sys.exit(life.wait())") as process:
        _wait_until_ready(process)
        process.send_signal(signal.SIGINT)
        assert _end(process)[0] == 0


def test_a_hail_of_signals_does_not_lock_it_up() -> None:
    """Event.set in a handler waits for itself where it interrupts Event.wait at the wrong moment."""
    with _process(
        "module._TICK_S = 0.0001; life.worker('steady', steady); begin(); sys.exit(life.wait())"
    ) as process:
        _wait_until_ready(process)
        for _ in range(200):
            process.terminate()
        assert _end(process)[0] == 0


@pytest.mark.parametrize(
    ("worker", "told"),
    [
        ("lambda: None", "ended by itself"),
        ("lambda: 1 / 0", "ZeroDivisionError"),
        ("lambda: sys.exit(0)", "SystemExit"),
        ("threading.Event().wait", "no sign of life from poor"),
    ],
)
def test_a_worker_that_must_not_end_and_does_ends_the_process(worker: str, told: str) -> None:
    with _process(
        "module._GRACE_S = 0.2; life.worker('steady', steady);"
        f"life.worker('poor', {worker}, silence_s=0.3); begin(); sys.exit(life.wait())"
    ) as process:
        code, said = _end(process)
    assert code == 1
    assert told in said


def test_a_thread_that_nobody_registered_ends_it_by_raising() -> None:
    with _process(
        "life.worker('steady', steady); begin();"
        "threading.Thread(target=lambda: 1 / 0).start(); sys.exit(life.wait())"
    ) as process:
        assert _end(process)[0] == 1


def test_a_watched_loop_that_falls_silent_ends_it() -> None:
    with _process("life.watch('window', silence_s=0.2); begin(); sys.exit(life.wait())") as process:
        code, said = _end(process)
    assert code == 1
    assert "no sign of life from window" in said


def test_raising_while_stopping_is_not_a_clean_end() -> None:
    with _process("""
def poor():
    life.stopping.wait()
    raise ValueError("on the way out")
life.worker("poor", poor); begin(); sys.exit(life.wait())
""") as process:
        _wait_until_ready(process)
        process.terminate()
        assert _end(process)[0] == 1


def test_a_worker_that_does_not_end_when_asked_makes_it_1() -> None:
    with _process(
        "module._GRACE_S = 0.2; life.worker('deaf', threading.Event().wait); begin(); sys.exit(life.wait())"
    ) as process:
        _wait_until_ready(process)
        process.terminate()
        code, said = _end(process)
    assert code == 1
    assert "deaf did not end" in said


def test_a_window_is_asked_to_leave_its_loop() -> None:
    with _process("""
left = threading.Event()
def fail_first(): raise ValueError("an ending that fails")
life.worker("steady", steady); life.at_end(fail_first); life.at_end(left.set); begin()
left.wait()
sys.exit(life.finish())
""") as process:
        _wait_until_ready(process)
        process.terminate()
        code, said = _end(process)
    assert code == 1
    assert "an ending failed" in said


def test_a_window_that_was_closed_ends_it_with_0() -> None:
    with _process("life.worker('steady', steady); begin(); sys.exit(life.finish())") as process:
        assert _end(process)[0] == 0


@pytest.mark.parametrize(
    "rest",
    [
        "threading.Event().wait()",  # a main thread that is held
        "life.at_end(threading.Event().wait); threading.Event().wait()",  # an ending that does not end
        "threading.Thread(target=threading.Event().wait).start(); sys.exit(life.wait())",  # forgotten
    ],
)
def test_a_process_that_cannot_end_ends_all_the_same(rest: str) -> None:
    with _process(f"module._GRACE_S = 0.2; life.worker('steady', steady); begin(); {rest}") as process:
        _wait_until_ready(process)
        process.terminate()
        assert _end(process)[0] == 1


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[socket.socket]:
    """What systemd listens on."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(tmp_path / "notify"))
        line.settimeout(_DEADLINE_S)
        yield line


def _next(manager: socket.socket) -> str:
    return manager.recv(100).decode("ascii")


def test_the_watchdog_is_fed_while_all_workers_pulse(manager: socket.socket) -> None:
    with _process(
        "module._TICK_S = 0.05; life.worker('steady', steady); begin(); sys.exit(life.wait())",
        NOTIFY_SOCKET=manager.getsockname(),
    ) as process:
        heard = [_next(manager) for _ in range(6)]
        process.terminate()
        while (last := _next(manager)) == "WATCHDOG=1":
            pass
        assert _end(process)[0] == 0
    assert sorted(set(heard)) == ["READY=1", "WATCHDOG=1"]
    assert last == "STOPPING=1"


def test_the_watchdog_starves_when_one_worker_falls_silent(manager: socket.socket) -> None:
    with _process(
        "module._TICK_S = 0.05; module._GRACE_S = 0.2; life.worker('steady', steady);"
        "life.worker('deaf', threading.Event().wait, silence_s=0.3); begin(); sys.exit(life.wait())",
        NOTIFY_SOCKET=manager.getsockname(),
    ) as process:
        assert _end(process)[0] == 1
    heard: list[str] = []
    while not heard or heard[-1] != "STOPPING=1":
        heard.append(_next(manager))
    manager.settimeout(0)
    with pytest.raises(BlockingIOError):
        _next(manager)
    assert 1 <= heard.count("WATCHDOG=1") <= 0.3 / 0.05 + 2


def test_a_worker_that_comes_late_begins_at_once() -> None:
    with _process(
        "begin(); late = threading.Event()\n"
        "def come():\n    late.set(); steady('late')\n"
        "life.worker('late', come); print(late.wait(10), life.silent()); life.stop(); sys.exit(life.wait())"
    ) as process:
        assert process.stdout is not None
        assert process.stdout.read().splitlines() == ["ready", "True []"]
        assert process.wait(_DEADLINE_S) == 0


def test_a_late_worker_that_ends_by_itself_ends_the_process() -> None:
    with _process("begin(); life.worker('late', lambda: None); sys.exit(life.wait())") as process:
        code, said = _end(process)
    assert code == 1
    assert "the worker late ended by itself" in said


def test_silence_is_told_by_name() -> None:
    life = Life(Notifier({}))
    life.watch("window", silence_s=0.01)
    life.watch("network", silence_s=60)
    wait_until(lambda: life.silent() == ["window"], 2, "the window has been silent for 10 ms")
    life.pulse("window")
    assert "network" not in life.silent()


def test_failing_asks_everybody_to_stop() -> None:
    life = Life(Notifier({}))
    threading.Thread(target=life.fail, args=("a reason",)).start()
    assert life.stopping.wait(_DEADLINE_S)
    assert life.finish() == 1


def test_who_waits_is_woken_as_the_end_begins() -> None:
    life = Life(Notifier({}))
    woken: list[str] = []
    life.wake_at_end(lambda: woken.append("early"))
    assert not woken
    life.stop()
    assert woken == ["early"]
    life.wake_at_end(lambda: woken.append("late"))
    assert woken == ["early", "late"]


def test_a_signal_wakes_who_waits() -> None:
    with _process("""
bell = threading.Event()
def sleep():
    life.wake_at_end(bell.set)
    bell.wait()
life.worker("sleeper", sleep); begin(); sys.exit(life.wait())
""") as process:
        _wait_until_ready(process)
        process.terminate()
        assert _end(process)[0] == 0


def test_a_watchdog_that_is_shorter_than_the_pulses_is_fed_in_time(manager: socket.socket) -> None:
    with _process(
        "life.worker('steady', steady); begin(); sys.exit(life.wait())",
        NOTIFY_SOCKET=manager.getsockname(),
        WATCHDOG_USEC="2000000",
    ) as process:
        assert sorted(_next(manager) for _ in range(2)) == ["READY=1", "WATCHDOG=1"]
        manager.settimeout(2.0)
        assert [_next(manager) for _ in range(3)] == ["WATCHDOG=1"] * 3
        process.terminate()
        assert _end(process)[0] == 0


def test_a_wake_that_raises_keeps_neither_the_others_nor_the_end(manager: socket.socket) -> None:
    with _process(
        "life.worker('steady', steady); woken = threading.Event()\n"
        "life.wake_at_end(lambda: 1 / 0); life.wake_at_end(woken.set); begin()\n"
        "sys.exit(life.wait() if woken.wait(10) else 2)",
        NOTIFY_SOCKET=manager.getsockname(),
    ) as process:
        _wait_until_ready(process)
        process.terminate()
        code, said = _end(process)
    assert code == 1
    assert "a worker could not be woken" in said
