"""Time as a device knows it: a clock that never jumps for durations, a wall clock for stamping."""

import ctypes
import time
from pathlib import Path
from typing import Protocol

_NANOSECONDS_PER_MS = 1_000_000
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_STA_UNSYNC = 0x0040
_LIBC = ctypes.CDLL(None)


class Clock(Protocol):
    """What reads time; tests bring one that they move by hand."""

    def monotonic_ms(self) -> int:
        """Return ms since the machine started, sleep included; it never goes back within one boot."""
        ...

    def wall_ms(self) -> int:
        """Return ms since 1970, UTC, as the machine believes."""
        ...

    def synced(self) -> bool:
        """Tell whether a time source has set the wall clock."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def monotonic_ms(self) -> int:
        """Return CLOCK_BOOTTIME in ms: unlike CLOCK_MONOTONIC it goes on while the machine sleeps."""
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // _NANOSECONDS_PER_MS

    def wall_ms(self) -> int:
        """Return the wall clock in ms since 1970, UTC."""
        return time.time_ns() // _NANOSECONDS_PER_MS

    def synced(self) -> bool:
        """Ask the kernel (adjtimex) whether a time source has set the clock."""
        return kernel_clock_is_synced()


class _Timex(ctypes.Structure):
    """The head of ``struct timex`` (adjtimex(2)); the rest is padding that the kernel fills."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_char * 256),
    )


def kernel_clock_is_synced() -> bool:
    """Return whether STA_UNSYNC is clear; ``False`` where the kernel does not answer."""
    timex = _Timex()
    answer = _LIBC.adjtimex(ctypes.byref(timex))
    return answer >= 0 and not timex.status & _STA_UNSYNC


def boot_id() -> str:
    """Return the kernel's random id of this boot."""
    return _BOOT_ID.read_text(encoding="ascii").strip()
