"""Slows down who guesses passwords, by account and by address, in bounded memory."""

import ipaddress
from collections import OrderedDict
from dataclasses import dataclass

FREE = 5
"""So many failures in a row cost nothing: fingers slip."""

FORGET_MS = 15 * 60_000
"""Without another failure everything is forgotten after a quarter of an hour."""

_STEP_MS = 2_000
_V6_NETWORK = 64


@dataclass(slots=True)
class _Entry:
    failures: int
    last_ms: int


class Throttle:
    """Failures by key; after :data:`FREE` of them each doubles the pause, up to ``longest_ms``.

    With ``size`` keys in the book the oldest is forgotten: an attacker who fills it has been slowed down by
    the other book (of addresses or of names).
    """

    def __init__(self, longest_ms: int, size: int = 4096) -> None:
        """Begin with an empty book."""
        self._longest_ms = longest_ms
        self._size = size
        self._book: OrderedDict[str, _Entry] = OrderedDict()

    def __len__(self) -> int:
        return len(self._book)

    def pause_ms(self, key: str, now_ms: int) -> int:
        """Return how long ``key`` still has to wait, 0 for not at all."""
        entry = self._book.get(key)
        if entry is None or entry.failures < FREE or now_ms - entry.last_ms > FORGET_MS:
            return 0
        pause = min(_STEP_MS << min(entry.failures - FREE, 20), self._longest_ms)
        return max(0, entry.last_ms + pause - now_ms)

    def fail(self, key: str, now_ms: int) -> None:
        """Count a failure, before the password is compared: many attempts at once count as many."""
        entry = self._book.pop(key, None)
        if entry is None or now_ms - entry.last_ms > FORGET_MS:
            entry = _Entry(0, now_ms)
        entry.failures, entry.last_ms = entry.failures + 1, now_ms
        self._book[key] = entry
        while len(self._book) > self._size:
            self._book.popitem(last=False)

    def succeed(self, key: str) -> None:
        """Forget the failures: it was the right person after all."""
        self._book.pop(key, None)


def network_of(address: str) -> str:
    """Return the part of an address that one attacker has: a whole /64 of IPv6, one address of IPv4."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if known.version == 4:  # noqa: PLR2004 — the version's own name
        return str(known)
    return str(ipaddress.ip_network((known, _V6_NETWORK), strict=False))
