"""``vuoro alarms --box FILE``: runs the keeper of alarms, or verifies its record."""

import argparse
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

from alarms.app import run
from alarms.box import KeeperBox
from alarms.record import MIGRATIONS, Record
from common.runtime.clock import boot_id
from common.runtime.database import Database, DatabaseTooNewError
from common.runtime.log import set_up_logging
from common.runtime.settings import SettingsError, load


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code: 2 for a wrong file, 1 for a failure or a broken record."""
    parser = argparse.ArgumentParser(prog="vuoro alarms", description="The keeper of alarms of a site.")
    parser.add_argument("--box", type=Path, required=True, metavar="FILE", help="the box.toml of this device")
    parser.add_argument("--verify", action="store_true", help="only check that the record is unchanged")
    options = parser.parse_args(arguments)
    try:
        box = load(options.box, KeeperBox)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if options.verify:
        return _verify(box.box.state / "alarms.db")
    set_up_logging()
    try:
        return run(box)
    except (sqlite3.Error, DatabaseTooNewError) as error:
        sys.stderr.write(f"The record of alarms in {box.box.state} cannot be used: {error}\n")
        return 1


def _verify(path: Path) -> int:
    if not path.exists():
        sys.stderr.write(f"There is no record of alarms at {path}.\n")
        return 1
    record = Record(Database(path, MIGRATIONS, boot_id=boot_id()))
    broken = record.verify()
    if broken is None:
        sys.stdout.write(f"{record.length} entries, unbroken, the last hash is {record.head()}\n")
    else:
        sys.stdout.write(f"entry {broken.sequence} {broken.reason}\n")
    record.close()
    return 0 if broken is None else 1


if __name__ == "__main__":
    sys.exit(main())
