"""Keeps the last good copy of each source, and the keys of the dates, on the hub's disk. No code is in it."""

import logging
from pathlib import Path

import msgspec

from common.runtime.durable_file import replace_file
from hub.appointments.rows import Bad, Reason
from hub.appointments.seal import Sealed

logger = logging.getLogger(__name__)

SHELF_FILE = "appointments.json"


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """What a source said when it was read well last, at ``read_ms`` (wall time, 0 for never)."""

    read_ms: int = 0
    sealed: tuple[Sealed, ...] = ()
    refused: dict[Reason, int] = {}
    examples: tuple[Bad, ...] = ()


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """All that is kept: keys by date, copies by source."""

    keys: dict[str, str] = {}
    copies: dict[str, Copy] = {}


class Shelf:
    """One file, replaced whole or not at all; one thread writes it."""

    def __init__(self, state: Path) -> None:
        """Use a file in the hub's folder ``state``."""
        self._path = state / SHELF_FILE

    def load(self) -> Kept:
        """Return what was kept; nothing where there is nothing that can be read."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=Kept)
        except FileNotFoundError:
            return Kept()
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, OSError) as error:
            logger.warning(
                "the kept appointments cannot be read; they are read anew: %s", type(error).__name__
            )
            return Kept()

    def save(self, kept: Kept) -> bool:
        """Keep this; False (and a word in the log) where the disk does not take it."""
        try:
            replace_file(self._path, msgspec.json.encode(kept))
            self._path.chmod(0o600)  # the keys are in it
        except OSError as error:
            logger.error("the appointments cannot be kept on the disk: %s", error.strerror)  # noqa: TRY400 — no trace helps
            return False
        return True
