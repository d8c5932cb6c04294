"""Whether somebody is here now, and when next; from openings that were told a fortnight ahead. Pure."""

from collections.abc import Iterable

import msgspec

from common.wire.site import Authority, Opening, Service


class OpenUntil(msgspec.Struct, frozen=True):
    """Here now, until ``ms`` (wall time, UTC)."""

    ms: int


class ClosedUntil(msgspec.Struct, frozen=True):
    """Not here now; next at ``ms`` (wall time, UTC), or ``None`` where that is not known."""

    ms: int | None


Presence = OpenUntil | ClosedUntil


def presence_at(openings: Iterable[Opening], now_ms: int) -> Presence:
    """Return whether one of ``openings`` (in order) holds at ``now_ms``, and until or from when."""
    for begin, end in openings:
        if begin <= now_ms < end:
            return OpenUntil(end)
        if begin > now_ms:
            return ClosedUntil(begin)
    return ClosedUntil(None)


def next_after(openings: Iterable[Opening], now_ms: int) -> ClosedUntil:
    """Return when the next of ``openings`` (in order) begins, after the one that holds now."""
    return ClosedUntil(next((begin for begin, _end in openings if begin > now_ms), None))


def openings_of(service: Service, authority: Authority) -> tuple[Opening, ...]:
    """Return the service's own openings, or its authority's."""
    return authority.openings if service.openings is None else service.openings
