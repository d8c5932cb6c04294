"""Ends the wait of a thread that sleeps on descriptors (eventfd(2))."""

import os
import threading


class Bell:
    """A descriptor that becomes readable when somebody rings, from any thread, and stays so until heard."""

    def __init__(self) -> None:
        """Hang it up; it takes one descriptor until :meth:`close`."""
        self._descriptor = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        self._open = True
        self._lock = threading.Lock()

    def fileno(self) -> int:
        """Return the descriptor to wait on for reading."""
        return self._descriptor

    def ring(self) -> None:
        """Wake who waits, or who waits next; nobody once it is closed."""
        with self._lock:
            if self._open:
                os.eventfd_write(self._descriptor, 1)

    def hear(self) -> None:
        """Be ready for the next ring; only for who was woken by it."""
        os.eventfd_read(self._descriptor)

    def close(self) -> None:
        """Let the descriptor go."""
        with self._lock:
            if self._open:
                self._open = False
                os.close(self._descriptor)
