"""What is wrong with a box at the moment, in words that staff who can mend it are told with its health."""

import logging
import threading

logger = logging.getLogger(__name__)


class Faults:
    """A set of short names, safe to use from any thread; each is logged when it comes and when it goes."""

    def __init__(self) -> None:
        """Begin without any."""
        self._lock = threading.Lock()
        self._standing: dict[str, str] = {}

    def raise_(self, name: str, sentence: str) -> None:
        """Say that something is wrong and what to do."""
        with self._lock:
            known = self._standing.get(name) == sentence
            self._standing[name] = sentence
        if not known:
            logger.error("%s: %s", name, sentence)

    def clear(self, name: str) -> None:
        """Say that it is right again."""
        with self._lock:
            was_there = self._standing.pop(name, None) is not None
        if was_there:
            logger.info("%s: all is well again", name)

    def names(self) -> tuple[str, ...]:
        """Return the names of all that is wrong now."""
        with self._lock:
            return tuple(sorted(self._standing))
