"""Databases of a service point: what stands in them, and old copies put in their place."""

import json
import shutil
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tests.site.finger import Told


def events_in(log: Path, *kinds: str) -> list[dict[str, Any]]:
    """Return the events of the hub's log, of these kinds alone."""
    with _reading(log) as database:
        rows = database.execute("SELECT body FROM log ORDER BY position").fetchall()
    events = [json.loads(body) for (body,) in rows]
    return [event for event in events if not kinds or event["type"] in kinds]


def tickets_in(kiosk: Path) -> list[Told]:
    """Return the tickets that stand in a kiosk's database, by number."""
    with _reading(kiosk) as database:
        rows = database.execute("SELECT id, number, service FROM tickets ORDER BY number").fetchall()
    return [Told(*row) for row in rows]


def numbers_left_in(kiosk: Path) -> dict[str, list[int]]:
    """Return the numbers that a kiosk may still deal, by the kind of their lease."""
    with _reading(kiosk) as database:
        rows = database.execute(
            "SELECT kind, next, last FROM leases WHERE given_up = 0 AND next <= last ORDER BY first"
        ).fetchall()
    left: dict[str, list[int]] = {"lease": [], "reserve": []}
    for kind, following, last in rows:
        left[kind] += range(following, last + 1)
    return left


def unsent_in(kiosk: Path) -> int:
    """Return how many check-ins of a kiosk are not acknowledged."""
    with _reading(kiosk) as database:
        return int(database.execute("SELECT count(*) FROM outbox WHERE state = 'unsent'").fetchone()[0])


def epoch_of(kiosk: Path) -> str:
    """Return the birth of a kiosk's database."""
    with _reading(kiosk) as database:
        return str(database.execute("SELECT value FROM meta WHERE key = 'epoch'").fetchone()[0])


def copy_database(path: Path, to: Path) -> None:
    """Write down a database as it is now, as a backup does."""
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(to)) as copy:
        source.backup(copy)


def put_back(copy: Path, path: Path) -> None:
    """Put a copy in the place of a database that nobody uses."""
    remove_database(path)
    shutil.copy(copy, path)


def remove_database(path: Path) -> None:
    """Delete a database that nobody uses, with its journal."""
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


@contextmanager
def _reading(path: Path) -> Generator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        yield database
