"""The hub under a wall clock that a signal moves to the next day: ``… --site FILE --box FILE``.

SIGUSR1 lets a day pass. SIGUSR2 has the allocator give back what it only keeps in store, which comes and
goes by some MB: what is left then is held. All else is the hub as it runs.
"""

import argparse
import ctypes
import gc
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from common.runtime.clock import SystemClock
from common.runtime.settings import load
from hub.app import run
from hub.box import HubBox
from hub.site.check import read_site

_DAY_MS = 24 * 3600 * 1000


class DaysClock(SystemClock):
    """The machine's clock, so many days ahead, and always trusted."""

    def __init__(self) -> None:
        """Begin today."""
        self._days = 0

    def wall_ms(self) -> int:
        """Return the wall clock in ms since 1970, UTC."""
        return super().wall_ms() + self._days * _DAY_MS

    def synced(self) -> bool:
        """Say that a time source has set it."""
        return True

    def let_a_day_pass(self, _number: int, _frame: FrameType | None) -> None:
        """Move on (a signal's handler)."""
        self._days += 1


def give_back(_number: int, _frame: FrameType | None) -> None:
    """Give spare pages back to the machine (a signal's handler)."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)


def main(arguments: Sequence[str]) -> int:
    """Run until SIGTERM."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--site", type=Path, required=True)
    parser.add_argument("--box", type=Path, required=True)
    options = parser.parse_args(arguments)
    site, _cautions = read_site(options.site, int(time.time()))
    clock = DaysClock()
    signal.signal(signal.SIGUSR1, clock.let_a_day_pass)
    signal.signal(signal.SIGUSR2, give_back)
    return run(site, load(options.box, HubBox), clock)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
