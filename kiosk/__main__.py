"""``vuoro kiosk --box FILE``: runs the check-in screen of one box."""

import argparse
import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from common.runtime.log import set_up_logging
from common.runtime.settings import SettingsError, load
from kiosk.box import KioskBox


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code, 2 for a wrong file."""
    parser = argparse.ArgumentParser(prog="vuoro kiosk", description="The check-in screen of one box.")
    parser.add_argument("--box", type=Path, required=True, metavar="FILE", help="the box.toml of this device")
    options = parser.parse_args(arguments)
    try:
        box = load(options.box, KioskBox)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    try:
        box.box.state.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sys.stderr.write(f"{options.box}: `box.state`: {box.box.state} cannot be made: {error.strerror}\n")
        return 2
    set_up_logging()
    # What is loaded now stays: looking for garbage among it takes a tenth of the time to the first picture.
    gc.disable()
    from kiosk.app import run  # noqa: PLC0415 - a wrong file is told at once, without loading the window

    return run(box)


if __name__ == "__main__":
    sys.exit(main())
