"""Tells systemd how the process fares (sd_notify(3)): thirty own lines on the monotonic clock."""

import os
from collections.abc import Mapping

_MICROSECONDS = 1_000_000


class Notifier:
    """Sends datagrams to the socket that systemd names; says nothing where there is none."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        """Read ``NOTIFY_SOCKET`` and ``WATCHDOG_USEC``."""
        address = environment.get("NOTIFY_SOCKET", "")
        self._address = "\0" + address[1:] if address.startswith("@") else address
        watchdog = environment.get("WATCHDOG_USEC", "")
        for_us = environment.get("WATCHDOG_PID", str(os.getpid())) == str(os.getpid())
        self.watchdog_s: float | None = (
            int(watchdog) / _MICROSECONDS if watchdog.isdigit() and for_us else None
        )

    def ready(self) -> None:
        """Say that the process is ready to serve."""
        self._send("READY=1")

    def feed(self) -> None:
        """Say that every worker lives."""
        self._send("WATCHDOG=1")

    def stopping(self) -> None:
        """Say that the process is ending."""
        self._send("STOPPING=1")

    def _send(self, state: str) -> None:
        if not self._address:
            return
        import socket  # noqa: PLC0415 - 2 ms, for which a first picture does not wait

        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
            try:
                line.sendto(state.encode("ascii"), self._address)
            except OSError:
                # The manager may be restarting itself; the next word comes in time.
                return
