"""Looks whether a worker ends when the process does, however long it would sleep."""

import threading
import time
from collections.abc import Callable

from common.runtime.life import Life
from common.runtime.systemd import Notifier
from tests.waiting import wait_until

_SOON_S = 3.0
"""Less than the 5 s that workers sleep where nothing happens, and that the process waits for them."""


_ASLEEP_S = 0.3


class _Listening(Life):
    """A life that knows whether its worker has begun, and has nothing more to do."""

    def __init__(self) -> None:
        super().__init__(Notifier({}))
        self._pulsed_s: float | None = None

    def pulse(self, name: str) -> None:
        super().pulse(name)
        self._pulsed_s = time.monotonic()

    def sleeps(self) -> bool:
        return self._pulsed_s is not None and time.monotonic() - self._pulsed_s > _ASLEEP_S


def ends_at_once(run: Callable[[Life], None]) -> bool:
    """Tell whether a worker that sleeps ends as soon as the process is to stop."""
    life = _Listening()
    thread = threading.Thread(target=run, args=(life,), daemon=True)
    thread.start()
    wait_until(life.sleeps, 20, "the worker to fall asleep")
    life.stop()
    thread.join(_SOON_S)
    return not thread.is_alive()
