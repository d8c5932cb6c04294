"""The simulated printer as fast as it can print, on a roll without end: ``… PORT FOLDER``, until SIGTERM."""

import signal
import sys
from collections.abc import Sequence
from math import inf
from pathlib import Path

from simulator.printer.machine import Model
from simulator.printer.simulated import SimulatedPrinter


def main(arguments: Sequence[str]) -> int:
    """Print until SIGTERM."""
    port, folder = arguments
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    with SimulatedPrinter.over_tcp(Path(folder), port=int(port), model=Model(mm_per_s=inf, roll_mm=inf)):
        signal.sigwait({signal.SIGTERM})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
