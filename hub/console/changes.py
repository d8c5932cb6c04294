"""Tells every open page that something has changed: one small event, many changes to one of it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

STREAMS = 300
"""So many pages may listen at once; a large site has 60 desks."""

_QUIET_S = 0.7
_STILL_HERE_S = 10.0


class Changes:
    """Belongs to the loop it was made in; only :meth:`tell` may be called from other threads."""

    def __init__(self) -> None:
        """Begin with nobody listening."""
        self._loop = asyncio.get_running_loop()
        self._listening: set[asyncio.Event] = set()
        self._told = False
        self._over = False

    def tell(self) -> None:
        """Say that something has changed; while nobody listens or the loop has not heard, it costs nothing.

        To wake the loop after each batch of check-ins took 12 µs a check-in.
        """
        if self._told or self._over or not self._listening:
            return
        self._told = True
        with contextlib.suppress(RuntimeError):  # the loop has ended this very moment: nobody listens
            self._loop.call_soon_threadsafe(self._wake)

    def close(self) -> None:
        """End every stream."""
        self._over = True
        self._wake()

    @property
    def full(self) -> bool:
        """Whether nobody else may listen."""
        return len(self._listening) >= STREAMS

    async def listen(self) -> AsyncIterator[bool]:
        """Yield True at each change, at most every 0.7 s, and False where long nothing happened."""
        changed = asyncio.Event()
        self._listening.add(changed)
        try:
            while not self._over:
                try:
                    async with asyncio.timeout(_STILL_HERE_S):
                        await changed.wait()
                except TimeoutError:
                    yield False
                    continue
                changed.clear()
                if self._over:
                    return
                yield True
                await asyncio.sleep(_QUIET_S)
        finally:
            self._listening.discard(changed)

    def _wake(self) -> None:
        self._told = False
        for changed in self._listening:
            changed.set()
