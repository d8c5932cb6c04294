"""What played days add up to, by hour and by service."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar
from zoneinfo import ZoneInfo

from hub.figures.tally import HIGH, MEDIAN, percentile
from hub.queue.transitions import VisitState
from simulator.day.played import PlayedVisit
from simulator.day.scenario import MINUTE_MS

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Some visits together; waits in minutes, ``None`` where nobody was called.

    ``p50`` and ``p90``: so long or less waited a half, and nine in ten, of those who were called at all.
    ``left`` took themselves off the queue, ``not_come`` were called and did not come, ``closed`` still waited
    when the day was closed.
    """

    came: int = 0
    p50: float | None = None
    p90: float | None = None
    longest: float | None = None
    served: int = 0
    not_come: int = 0
    left: int = 0
    closed: int = 0


def figures_of(visits: Iterable[PlayedVisit]) -> Figures:
    """Return what visits add up to."""
    found = list(visits)
    waits = [visit.wait_ms / MINUTE_MS for visit in found if visit.wait_ms is not None]
    how = [visit.how for visit in found]
    return Figures(
        came=len(found),
        p50=percentile(waits, MEDIAN),
        p90=percentile(waits, HIGH),
        longest=max(waits, default=None),
        served=how.count(VisitState.FINISHED),
        not_come=how.count(VisitState.NO_SHOW),
        left=how.count(VisitState.CANCELLED),
        closed=how.count(VisitState.CLOSED),
    )


def by_hour(visits: Iterable[PlayedVisit], zone: ZoneInfo) -> dict[int, Figures]:
    """Return the figures by the local hour in which the customers came, in order."""
    return dict(
        sorted(_by(visits, lambda visit: dt.datetime.fromtimestamp(visit.arrival / 1000, zone).hour).items())
    )


def by_service(visits: Iterable[PlayedVisit], order: Iterable[str]) -> dict[str, Figures]:
    """Return the figures by the service that the customers came for, in the order given."""
    found = _by(visits, lambda visit: visit.service)
    return {name: found[name] for name in order if name in found}


def _by(visits: Iterable[PlayedVisit], key: Callable[[PlayedVisit], _Key]) -> dict[_Key, Figures]:
    groups: defaultdict[_Key, list[PlayedVisit]] = defaultdict(list)
    for visit in visits:
        groups[key(visit)].append(visit)
    return {name: figures_of(group) for name, group in groups.items()}
