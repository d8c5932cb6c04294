"""The site's time zone, kept on the box: a panel shows the right time also when it starts without the hub."""

import logging
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from common.runtime.durable_file import replace_file

logger = logging.getLogger(__name__)


class ZoneKeeper:
    """One small file in the box's state. Without it the machine's own zone holds."""

    def __init__(self, state: Path) -> None:
        """Read what is kept."""
        self._path = state / "timezone"
        self._name = ""
        self.zone: ZoneInfo | None = None
        try:
            self.learn(self._path.read_text(encoding="utf-8").strip(), keep=False)
        except (OSError, UnicodeDecodeError):
            return

    def learn(self, name: str, *, keep: bool = True) -> None:
        """Take the zone of a catalogue; one that this machine does not know is logged and left out."""
        if name == self._name:
            return
        self._name = name
        try:
            self.zone = ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            logger.warning("this machine does not know the time zone %.60r of the catalogue", name)
            return
        if keep:
            self._keep(name)

    def _keep(self, name: str) -> None:
        try:
            replace_file(self._path, f"{name}\n".encode())
        except OSError as error:
            logger.warning("the time zone cannot be kept for the next start: %s", error)
