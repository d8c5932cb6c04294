"""``vuoro display --box FILE``: runs a wall, a door or the guard's panel, whichever the hub says it is."""

import argparse
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

from common.runtime.database import DatabaseTooNewError
from common.runtime.log import set_up_logging
from common.runtime.settings import SettingsError, load
from common.screen.fonts import FontsMissingError
from display.app import run
from display.box import DisplayBox


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code: 2 for a wrong file, 1 for a failure."""
    parser = argparse.ArgumentParser(prog="vuoro display", description="A wall, a door or the guard's panel.")
    parser.add_argument("--box", type=Path, required=True, metavar="FILE", help="the box.toml of this device")
    options = parser.parse_args(arguments)
    try:
        box = load(options.box, DisplayBox)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    set_up_logging()
    try:
        return run(box)
    except FontsMissingError as error:
        sys.stderr.write(f"{error}\n")
    except (sqlite3.Error, DatabaseTooNewError, OSError) as error:
        sys.stderr.write(f"The state of this display in {box.box.state} cannot be used: {error}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
