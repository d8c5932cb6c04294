"""Keeps a device's last configuration on its own disk, so that it starts and serves without the hub."""

import logging
from pathlib import Path

import msgspec

from common.runtime.durable_file import replace_file
from common.wire.site import DeviceConfig

logger = logging.getLogger(__name__)


class ConfigCache:
    """One file beside the device's database, replaced whole or not at all."""

    def __init__(self, state: Path) -> None:
        """Use ``state/config.json``."""
        self._path = state / "config.json"

    def load(self) -> DeviceConfig | None:
        """Return the configuration kept, or ``None`` where there is none that can be read."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=DeviceConfig)
        except FileNotFoundError:
            return None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, OSError) as error:
            logger.warning("the kept configuration cannot be read and waits for the hub's: %s", error)
            return None

    def store(self, config: DeviceConfig) -> None:
        """Keep a configuration; it is on the disk when this returns."""
        replace_file(self._path, msgspec.json.encode(config))
