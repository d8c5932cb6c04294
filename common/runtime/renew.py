"""Opens a database that must not keep its process from starting: a broken file is put aside for a new one."""

import logging
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from common.runtime.database import Database

logger = logging.getLogger(__name__)

_BESIDE = ("", "-wal", "-shm")


def open_or_renew(path: Path, migrations: Sequence[str], *, boot_id: str) -> tuple[Database, bool]:
    """Open ``path`` as :class:`Database` does; return it, and whether a broken file had to make way.

    The broken one is kept beside it as ``….broken``, together with its journal. A disk that refuses, or a
    file of a later version, is not broken: that is raised (:class:`sqlite3.OperationalError`,
    :class:`common.runtime.database.DatabaseTooNewError`).
    """
    try:
        return Database(path, migrations, boot_id=boot_id), False
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        logger.critical("%s is broken (%s): it is put aside, and a new one begins", path, error)
    for suffix in _BESIDE:
        file = Path(f"{path}{suffix}")
        if file.exists():
            file.replace(f"{path}.broken{suffix}")
    return Database(path, migrations, boot_id=boot_id), True
