"""The way to a printer on the network, by raw TCP (port 9100 on most)."""

import socket
import struct
from contextlib import suppress

from kiosk.printer.line import Connection, DescriptorConnection

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class NetworkLine:
    """TCP, opened for each job, since a printer that was switched off leaves a dead connection behind."""

    bytes_per_s: float | None = None

    def __init__(self, host: str, port: int) -> None:
        self._address = (host, port)

    def open(self, limit_s: float) -> Connection:
        """See `Line.open`."""
        link = socket.create_connection(self._address, timeout=limit_s)
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        link.settimeout(0)

        def close(abandon: bool) -> None:  # noqa: FBT001 - the one argument of a callback
            if abandon:
                with suppress(OSError):
                    link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            link.close()

        return DescriptorConnection(link.fileno(), close, empty_read_is_end=True)
