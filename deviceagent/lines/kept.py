"""Presses on disk until the keeper has them: a killed or restarted deviceagent says them again."""

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import msgspec

from common.runtime.durable_file import replace_file
from common.wire.ids import Id
from deviceagent.lines.latch import LatchedPress

logger = logging.getLogger(__name__)


class _Kept(msgspec.Struct, frozen=True):
    id: Id
    point: Id
    at_ns: Annotated[int, msgspec.Meta(ge=0)]


class _File(msgspec.Struct, frozen=True):
    boot: str
    presses: tuple[_Kept, ...]


class KeptPresses:
    """One small file, written whole and durably. Saving takes two fsyncs: 1 ms here, 5-50 ms on a card.

    A press goes out on the wires first and to the disk then; the file is for a process that ends in between.
    """

    def __init__(self, path: Path, boot: str) -> None:
        """Keep at ``path``; ``boot`` is the kernel's id of this boot, since times mean nothing in another."""
        self._path = path
        self._boot = boot

    def load(self, now_ns: int) -> tuple[LatchedPress, ...]:
        """Return what is kept; a press of an earlier boot gets ``now_ns``, since its age is not known.

        A file that cannot be read is put aside with the suffix ``.broken`` and reported in the log.
        """
        try:
            kept = msgspec.json.decode(self._path.read_bytes(), type=_File)
        except FileNotFoundError:
            return ()
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            # msgspec checks the text of a string only where it reads it, with the codec's own error.
            aside = self._path.with_suffix(".broken")
            self._path.replace(aside)
            logger.exception("The kept presses cannot be read; the file is now %s.", aside)
            return ()
        same_boot = kept.boot == self._boot
        return tuple(
            LatchedPress(press.id, press.point, min(press.at_ns, now_ns) if same_boot else now_ns)
            for press in kept.presses
        )

    def save(self, presses: Iterable[LatchedPress]) -> None:
        """Replace the file. Raises OSError where the disk refuses."""
        kept = _File(self._boot, tuple(_Kept(press.id, press.point, press.at_ns) for press in presses))
        replace_file(self._path, msgspec.json.encode(kept))
