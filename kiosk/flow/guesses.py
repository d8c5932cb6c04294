"""Holds up who tries codes out, so that nobody finds a stranger's appointment by trying. Pure."""

from msgspec.structs import replace

from kiosk.flow.state import Visit
from kiosk.surroundings import Moment

MOST_TYPED_WRONG = 5
"""So many codes that nobody knows may be typed at a kiosk within :data:`WINDOW_MS`, by all its customers."""

MOST_SHOWN_WRONG = 40
"""So many may be shown to its scanner: in a full hall people hold tickets, bills and bottles under it."""

WINDOW_MS = 300_000
"""At 60 an hour, who types finds one of 100 codes of four figures in some 100 min at the kiosk."""


def is_paused(visit: Visit, now: Moment, *, shown: bool) -> bool:
    """Tell whether codes that are typed, or ``shown`` to the scanner, are not looked at for now."""
    if shown:
        return len(_lately(visit.unknown_scans_ms, now)) >= MOST_SHOWN_WRONG
    return len(_lately(visit.unknown_ms, now)) >= MOST_TYPED_WRONG


def note_unknown(visit: Visit, now: Moment, *, shown: bool) -> Visit:
    """Return the visit after one more code that nobody knows; as many are kept as hold somebody up.

    A scanner that repeats itself would make thousands, and each event at the kiosk looks through them.
    """
    if shown:
        shown_ms = (*visit.unknown_scans_ms, now.ms)[-MOST_SHOWN_WRONG:]
        return replace(visit, unknown_scans_ms=_lately(shown_ms, now))
    typed_ms = (*visit.unknown_ms, now.ms)[-MOST_TYPED_WRONG:]
    return replace(visit, unknown_ms=_lately(typed_ms, now))


def keep_guesses(before: Visit, after: Visit, now: Moment) -> Visit:
    """Return what comes after a visit with what was tried lately: a new customer does not undo it."""
    typed = _lately(after.unknown_ms or before.unknown_ms, now)
    shown = _lately(after.unknown_scans_ms or before.unknown_scans_ms, now)
    if (typed, shown) == (after.unknown_ms, after.unknown_scans_ms):
        return after
    return replace(after, unknown_ms=typed, unknown_scans_ms=shown)


def _lately(tried: tuple[int, ...], now: Moment) -> tuple[int, ...]:
    return tuple(tried_ms for tried_ms in tried if now.ms - tried_ms < WINDOW_MS)
