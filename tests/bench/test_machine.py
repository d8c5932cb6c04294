import os
import subprocess
import sys
import time
from pathlib import Path

from bench.machine import MachineTime, cpu_s, describe, file_system, keep_to_core, own_mb, pss_mb


def test_cpu_time_is_counted_of_this_very_process() -> None:
    before = cpu_s(os.getpid())
    began = time.process_time()
    while time.process_time() - began < 0.02:
        pass
    assert cpu_s(os.getpid()) - before >= 0.02


def test_memory_of_a_python_process_is_some_megabytes() -> None:
    assert 2 < own_mb(os.getpid()) < 4000
    assert 2 < pss_mb(os.getpid()) < 4000


def test_stolen_time_is_told_as_a_share_of_the_cores_time() -> None:
    before, after = MachineTime(1000, 500, 10), MachineTime(2000, 1300, 60)
    assert after.since(before) == "stolen by the host 5.0%, idle 80% of the cores' time"


def test_the_machine_is_told_with_cores_and_disk(tmp_path: Path) -> None:
    assert "cores" in describe(tmp_path)
    assert file_system(Path("/proc")) == "proc"


def test_a_process_is_kept_to_a_core_with_all_its_threads() -> None:
    core = max(os.sched_getaffinity(0))
    code = "import sys, threading; threading.Thread(target=sys.stdin.read).start(); print(flush=True)"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        keep_to_core(process.pid, core)
        tasks = [int(task.name) for task in Path(f"/proc/{process.pid}/task").iterdir()]
        assert [os.sched_getaffinity(task) for task in tasks] == [{core}] * 2
