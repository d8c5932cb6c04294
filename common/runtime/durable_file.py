"""Replaces a small file whole or not at all, so that a power cut leaves the old one or the new one."""

import os
from pathlib import Path


def replace_file(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``; it is on the disk when this returns. Raises :class:`OSError`.

    The folder is made where it is missing. Only one thread may replace a file: ``….new`` beside it is in use
    meanwhile.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)  # the new name, too, is to outlast a power cut
    finally:
        os.close(folder)
