"""What SQLite does for one check-in and for one call, with nobody, 1,000 and 5,000 waiting: counted."""

from collections.abc import Iterator, Sequence
from statistics import mean

from bench.engine_room import Counts, EngineRoom
from bench.rows import WAITING, Row, counted
from bench.setting import Setting

_SAMPLES, _LEAST = 300, 60
"""A page holds a dozen events, so that many commits have to be averaged."""


def run(setting: Setting) -> Iterator[Row]:
    """Count in a store of its own for each length of the queue."""
    found: dict[tuple[str, int], list[Counts]] = {}
    for waiting in WAITING:
        with EngineRoom(setting.room(f"counts-{waiting}")) as room:
            room.check_in(waiting)
            count = setting.count(_SAMPLES, _LEAST)
            found["check-in", waiting] = room.counted_check_ins(count)
            found["call", waiting] = room.counted_calls(count)
    for (deed, waiting), counts in found.items():
        yield from _rows(deed, waiting, counts, found[deed, 0])


def _rows(deed: str, waiting: int, counts: Sequence[Counts], none: Sequence[Counts]) -> Iterator[Row]:
    for what in ("statements", "steps", "rows", "bytes"):
        own = mean(getattr(one, what) for one in counts)
        beside = mean(getattr(one, what) for one in none)
        yield counted(f"{deed}-{what}@{waiting}", own, beside, len(counts))
