"""Loads python-escpos, whose printer database takes long to read: 0.6 s, and 0.04 s from its own cache."""

import importlib
import logging
import os
import tempfile
from pathlib import Path

logger = logging.getLogger(__name__)

_FOLDER_VARIABLE = "ESCPOS_CAPABILITIES_PICKLE_DIR"
_CACHES = "*.capabilities.pickle"


def load_profiles(cache: Path) -> None:
    """Load the database by its cache in the folder ``cache``, and without it where that is torn or refused.

    python-escpos writes the cache while it reads the database, straight into its place: a power cut or a full
    disk leaves half of one there, and every later start would fail on it.

    Raises:
        OSError: there is no folder at all that can be written.
    """
    try:
        _load(cache)
    except Exception as error:  # noqa: BLE001 - half of a pickle raises nearly everything
        logger.warning("the cached printer database cannot be used, and is made anew: %r", error)
        with tempfile.TemporaryDirectory(prefix="vuoro-escpos-") as folder:
            _load(Path(folder))
        _remove(cache)


def _load(folder: Path) -> None:
    # It makes an empty temporary folder at each start all the same: it does so before it looks here.
    os.environ[_FOLDER_VARIABLE] = str(folder)
    importlib.import_module("escpos.capabilities")


def _remove(cache: Path) -> None:
    try:
        for torn in cache.glob(_CACHES):
            torn.unlink(missing_ok=True)
    except OSError as error:
        logger.warning("a torn cache of the printer database stays: %s", error)
