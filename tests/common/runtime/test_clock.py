import re
import time

from common.runtime.clock import SystemClock, boot_id, kernel_clock_is_synced


def test_the_monotonic_clock_counts_ms_and_never_goes_back() -> None:
    clock = SystemClock()
    readings = [clock.monotonic_ms() for _ in range(1000)]
    assert readings == sorted(readings)
    assert abs(readings[-1] - time.clock_gettime(time.CLOCK_BOOTTIME) * 1000) < 1000


def test_the_wall_clock_counts_ms_since_1970() -> None:
    assert abs(SystemClock().wall_ms() - time.time() * 1000) < 1000


def test_the_kernel_answers_whether_the_clock_is_set() -> None:
    assert SystemClock().synced() == kernel_clock_is_synced()


def test_a_boot_has_one_id() -> None:
    assert boot_id() == boot_id()
    assert re.fullmatch(r"[0-9a-f-]{36}", boot_id())
