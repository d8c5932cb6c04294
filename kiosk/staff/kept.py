"""What staff have set at the service page: read before the first picture, written by the desk."""

import logging
from pathlib import Path

import msgspec

from common.runtime.durable_file import replace_file

logger = logging.getLogger(__name__)

STAFF_FILE = "staff.json"
"""In the kiosk's state folder."""


class Kept(msgspec.Struct, frozen=True):
    """What outlives a restart: closed for customers, and how many wrong codes there were in a row."""

    closed: bool = False
    wrong: int = 0


def load(path: Path) -> Kept:
    """Return what is kept at ``path``; a kiosk whose file cannot be read is open, and says why in the log."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Kept)
    except FileNotFoundError:
        return Kept()
    except (msgspec.DecodeError, UnicodeDecodeError, OSError) as error:
        logger.warning("%s cannot be read, and the kiosk is open: %s", path.name, error)
        return Kept()


def store(path: Path, kept: Kept) -> None:
    """Keep it; it is on the disk when this returns. Raises :class:`OSError`."""
    replace_file(path, msgspec.json.encode(kept))
