"""``vuoro staff-code --box FILE``: makes the code of the kiosks' service page, also while the hub runs."""

import argparse
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

from common.runtime.clock import SystemClock, boot_id
from common.runtime.database import DatabaseTooNewError
from common.runtime.settings import SettingsError, load
from common.wire.staff_codes import mint_code, seal_code
from hub.accounts.database import open_staff_file
from hub.accounts.kiosk_code import CodeBook
from hub.box import HubBox

BOX_FILE = Path("/etc/vuoro/box.toml")
FINE, UNUSABLE = 0, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a new code, which takes the place of the one before; return 2 where it cannot be kept."""
    parser = argparse.ArgumentParser(prog="vuoro staff-code", description=__doc__)
    parser.add_argument("--box", type=Path, default=BOX_FILE, help="the hub's own box.toml (%(default)s)")
    options = parser.parse_args(arguments)
    try:
        box = load(options.box, HubBox)
        database = open_staff_file(box.box.state, boot_id())
    except (SettingsError, OSError, sqlite3.Error, DatabaseTooNewError) as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE
    code = mint_code()
    try:
        CodeBook(database, SystemClock()).keep(seal_code(code))
    except sqlite3.Error as error:
        sys.stderr.write(f"The code cannot be kept: {error}.\n")
        return UNUSABLE
    finally:
        database.close()
    sys.stdout.write(f"{code}\n")
    return FINE


if __name__ == "__main__":
    sys.exit(main())
