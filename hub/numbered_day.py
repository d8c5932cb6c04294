"""Which numbered day it is by the site's hours, and whether it is over. Pure."""

import datetime as dt

from hub.queue.commands import Tick
from hub.site.hours import Hours

CLOSE_AFTER_S = 2 * 3600
"""The day is closed this long after the site's hours: who waits at closing time is still served."""

_LONGEST_S = 24 * 3600
"""An opening that is longer (a site that never closes) changes its numbered day at midnight."""


def tick_at(hours: Hours, now_s: int) -> Tick:
    """Return what the clock says at ``now_s`` (seconds since 1970, UTC).

    A date's day begins at its midnight, where the site opens on it, and is over when its last opening ended
    two hours ago. One that reaches past midnight, with those two hours, keeps the date of its evening, unless
    the next one has begun.
    """
    today = _date(hours, now_s)
    openings = hours.intervals(now_s - CLOSE_AFTER_S, 2)
    begun = [opening for opening in openings if opening[0] <= now_s]
    if begun:
        begin, end = begun[-1]
        return Tick(today=_date(hours, begin) if end - begin <= _LONGEST_S else today, over=False)
    return Tick(today=today, over=not any(_date(hours, begin) == today for begin, _end in openings))


def _date(hours: Hours, at_s: int) -> dt.date:
    return dt.datetime.fromtimestamp(at_s, hours.timezone).date()
