"""Who is here now, until when, and when the others are next."""

from dataclasses import dataclass

from hub.console.call import Console
from hub.site.hours import Hours


@dataclass(frozen=True, slots=True)
class Openings:
    """An authority's hours as seen now: wall times in ms since 1970, None where there is none ahead."""

    closes_ms: int | None
    opens_ms: int | None


def openings(console: Console) -> dict[str, Openings]:
    """Return for each authority when it closes, where it is open, or else when it opens next."""
    now_s = console.clock.wall_ms() // 1000
    return {name: _openings(hours, now_s) for name, hours in console.table.authorities.items()}


def _openings(hours: Hours, now_s: int) -> Openings:
    closes_s = hours.closing(now_s)
    if closes_s is not None:
        return Openings(closes_s * 1000, None)
    opens_s = hours.next_opening(now_s)
    return Openings(None, None if opens_s is None else opens_s * 1000)
