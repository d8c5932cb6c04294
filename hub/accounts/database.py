"""The file of accounts: ``staff.db`` in the hub's folder, readable by the hub alone."""

import os
from pathlib import Path

from common.runtime.database import Database

STAFF_FILE = "staff.db"

MIGRATIONS = (
    """
    CREATE TABLE account (
        id TEXT PRIMARY KEY,
        folded TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        authorities TEXT NOT NULL,
        language TEXT NOT NULL DEFAULT '',
        password TEXT NOT NULL,
        used_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE link (
        hash BLOB PRIMARY KEY,
        role TEXT NOT NULL,
        authorities TEXT NOT NULL,
        account TEXT REFERENCES account (id) ON DELETE CASCADE,
        boot TEXT NOT NULL,
        until_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE session (
        hash BLOB PRIMARY KEY,
        account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        boot TEXT NOT NULL,
        begun_ms INTEGER NOT NULL,
        seen_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX session_of_account ON session (account);
    """,
    """
    ALTER TABLE account ADD COLUMN notices TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE account ADD COLUMN chime INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE account ADD COLUMN expert TEXT NOT NULL DEFAULT '';
    ALTER TABLE account ADD COLUMN told_ms INTEGER NOT NULL DEFAULT 0;
    """,
    """
    CREATE TABLE kiosk_code (
        only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
        sealed TEXT NOT NULL,
        made_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """,
)


def open_staff_file(folder: Path, boot: str) -> Database:
    """Open the accounts of the hub whose folder this is; the connection belongs to the calling thread.

    Called by an administrator with all rights, it leaves a new file to the folder's owner. Raises
    :class:`OSError`, :class:`sqlite3.Error` and :class:`common.runtime.database.DatabaseTooNewError`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / STAFF_FILE
    if not path.exists():
        path.touch(mode=0o600)
        if os.geteuid() == 0:
            owner = folder.stat()
            os.chown(path, owner.st_uid, owner.st_gid)
    return Database(path, MIGRATIONS, boot_id=boot)
