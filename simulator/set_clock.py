"""Runs a part as on a box whose clock a time source has set.

``python -m simulator.set_clock PART ARGUMENTS…``. Machines for demos and tests often have no time
source, and a hub without one reads no appointments.
"""

import importlib
import sys
from collections.abc import Sequence
from unittest.mock import patch

from common.runtime.clock import SystemClock


def main(arguments: Sequence[str]) -> int:
    """Run the part until it ends; return its exit code."""
    part, *rest = arguments
    with patch.object(SystemClock, "synced", return_value=True):
        return int(importlib.import_module(f"{part}.__main__").main(rest))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
