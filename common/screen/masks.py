"""The masks of the symbols, drawn once and kept: Pillow, which draws them, is loaded for a new one alone."""

import contextlib
from pathlib import Path

import msgspec

from common.screen.shapes import Drawing

_MOST = 400
"""Some twenty symbols in six sizes each; more are those of another panel, or of an older program."""


class Masks:
    """All masks of a window, by drawing and side; in a file of the device where one is given.

    Loading Pillow and drawing the six symbols of the first picture takes 15 ms, taking them up again 1.
    """

    def __init__(self, file: Path | None = None) -> None:
        """`file` is what an earlier start kept; one that cannot be read is written anew."""
        self._file = file
        self._known: dict[str, bytes] = {}
        if file is not None:
            with contextlib.suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
                self._known = msgspec.msgpack.decode(file.read_bytes(), type=dict[str, bytes])

    def of(self, drawing: Drawing, side_px: int) -> bytes:
        """The grey values of `common.screen.raster.mask`, row by row from the top: one byte a pixel."""
        key = f"{side_px} {drawing!r}"
        mask = self._known.get(key)
        if mask is None or len(mask) != side_px * side_px:
            mask = self._known[key] = _draw(drawing, side_px)
            self._keep()
        return mask

    def _keep(self) -> None:
        if self._file is None:
            return
        if len(self._known) > _MOST:
            self._known.clear()
        # What a full disk or a power cut leaves of it is drawn afresh: nothing is lost, and nobody waits.
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            new = self._file.with_suffix(".new")
            new.write_bytes(msgspec.msgpack.encode(self._known))
            new.replace(self._file)


def _draw(drawing: Drawing, side_px: int) -> bytes:
    from common.screen.raster import mask  # noqa: PLC0415  it loads Pillow

    return mask(drawing, side_px).tobytes()
