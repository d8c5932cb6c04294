"""Keeps the last message of a kind on the kiosk's own disk, so that it starts and serves without the hub."""

import logging
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from common.runtime.durable_file import replace_file
from common.wire.message import Message

logger = logging.getLogger(__name__)

T = TypeVar("T", bound=Message)


class Kept(Generic[T]):
    """One file, replaced whole or not at all."""

    def __init__(self, path: Path, kind: type[T]) -> None:
        """Use the file at ``path`` for messages of ``kind``."""
        self._path = path
        self._kind = kind

    def load(self) -> T | None:
        """Return the message kept, or ``None`` where there is none that can be read."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=self._kind)
        except FileNotFoundError:
            return None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, OSError) as error:
            logger.warning("%s cannot be read and waits for the hub's: %s", self._path.name, error)
            return None

    def store(self, message: T) -> None:
        """Keep a message; it is on the disk when this returns. Raises :class:`OSError`."""
        replace_file(self._path, msgspec.json.encode(message))
