"""What the machine is and what others took from it while we measured."""

import contextlib
import os
import time
from dataclasses import dataclass
from pathlib import Path

_STAT = Path("/proc/stat")
_MOUNTS = Path("/proc/self/mounts")
_FIELDS = ("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal")
_MB_PER_KIB = 1024 / 1e6


@dataclass(frozen=True, slots=True)
class MachineTime:
    """Ticks of all cores since the machine's start: in all, doing nothing, and stolen by its host."""

    total: int
    idle: int
    stolen: int

    @classmethod
    def now(cls) -> "MachineTime":
        """Read /proc/stat."""
        first = _STAT.read_text(encoding="ascii").splitlines()[0].split()[1:]
        ticks = dict(zip(_FIELDS, map(int, first), strict=False))
        return cls(sum(ticks.values()), ticks["idle"] + ticks["iowait"], ticks.get("steal", 0))

    def since(self, before: "MachineTime") -> str:
        """Return in words what became of the cores' time since ``before``."""
        total = max(1, self.total - before.total)
        stolen, idle = (self.stolen - before.stolen) / total, (self.idle - before.idle) / total
        return f"stolen by the host {stolen:.1%}, idle {idle:.0%} of the cores' time"


def describe(folder: Path) -> str:
    """Return in words what the machine is: its kind, its cores, its load, the disk that is measured."""
    load = os.getloadavg()[0]
    cores = len(os.sched_getaffinity(0))
    return f"{os.uname().machine}, {cores} cores, load {load:.1f} at the start, disk {file_system(folder)}"


def file_system(folder: Path) -> str:
    """Return the kind of file system that holds ``folder``."""
    best, kind = -1, "unknown"
    for mount in _MOUNTS.read_text(encoding="utf-8").splitlines():
        _device, point, found, *_rest = mount.split()
        if folder.resolve().is_relative_to(point) and len(point) > best:
            best, kind = len(point), found
    return kind


def cpu_s(pid: int) -> float:
    """Return the CPU time in s that a process has used, threads that have ended included.

    The clock of clock_getcpuclockid(3) counts ns; /proc/<pid>/stat counts ticks of 10 ms.
    """
    return time.clock_gettime((~pid << 3) | 2)


def keep_to_core(pid: int, core: int) -> None:
    """Let all threads that a process has now run on one core only."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(ProcessLookupError):  # it has ended meanwhile
            os.sched_setaffinity(int(task.name), {core})


def pss_mb(pid: int) -> float:
    """Return a process's memory in MB (10^6 B), pages that it shares counted by its share of them."""
    return _rollup_mb(pid, "Pss")


def own_mb(pid: int) -> float:
    """Return the memory in MB that a process has from no file: it does not depend on who else runs."""
    return _rollup_mb(pid, "Anonymous")


def _rollup_mb(pid: int, what: str) -> float:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    kib = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith(f"{what}:"))
    return kib * _MB_PER_KIB
