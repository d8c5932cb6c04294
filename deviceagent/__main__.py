"""``vuoro deviceagent --box FILE``: runs the buttons, sensors and lamps of one box."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from common.runtime.database import DatabaseTooNewError
from common.runtime.log import set_up_logging
from common.runtime.settings import SettingsError, load
from deviceagent.app import run
from deviceagent.box import AgentBox
from deviceagent.wiring import clashes


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code, 2 for a wrong file."""
    parser = argparse.ArgumentParser(
        prog="vuoro deviceagent", description="The buttons, sensors and lamps of one box."
    )
    parser.add_argument("--box", type=Path, required=True, metavar="FILE", help="the box.toml of this device")
    options = parser.parse_args(arguments)
    try:
        box = load(options.box, AgentBox)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    mistakes = clashes(box.lines, box.sensors, box.outputs)
    if mistakes:
        sys.stderr.writelines(f"{options.box}: {mistake}\n" for mistake in mistakes)
        return 2
    set_up_logging()
    try:
        return run(box)
    except DatabaseTooNewError as error:
        sys.stderr.write(f"{box.box.state}: {error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
