"""When a queue is crowded, and when that is over: a decision with a gap between its two marks. Pure."""

from enum import StrEnum

import msgspec

from hub.site.schema import Congestion

QUIET_MS = 180_000
"""It is over when the queue has been short for so long: a desk that calls three in a row ends nothing."""

LOW_TENTHS = 7
"""Short means less than so many tenths of the mark at which it began."""


class Raiser(StrEnum):
    """Whose word it is that a queue is crowded."""

    CLOCK = "clock"
    HAND = "hand"


class Load(msgspec.Struct, frozen=True):
    """How many wait for an authority, and the longest wait forecast for its services in minutes.

    ``minutes`` is None where nobody knows.
    """

    waiting: int = 0
    minutes: int | None = None


class Crowd(msgspec.Struct, frozen=True, kw_only=True):
    """One congestion of one authority, from its beginning to its end (``over_at``, 0 while it lasts).

    ``load`` is as it was when it began. Times are house time in ms.
    """

    id: str
    by: Raiser
    raised_at: int
    load: Load
    over_at: int = 0


class Watch(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an authority's queue; ``crowd`` is the last one, over or not.

    ``hushed``: a person ended it while the queue was still long, and it does not begin again before the
    queue has been short. ``slow``: the wait was over its mark since it began. ``quiet_since`` is house time
    in ms since when the queue has been short, None while it is not.
    """

    crowd: Crowd | None = None
    hushed: bool = False
    slow: bool = False
    quiet_since: int | None = None

    @property
    def raised(self) -> Crowd | None:
        """The congestion that lasts, where one does."""
        return self.crowd if self.crowd is not None and not self.crowd.over_at else None


def is_long(load: Load, rule: Congestion | None) -> bool:
    """Tell whether a queue is at one of its marks, people or wait."""
    if rule is None:
        return False
    crowded = rule.waiting is not None and load.waiting >= rule.waiting
    return crowded or _is_slow(load, rule)


def is_short(load: Load, rule: Congestion | None, *, slow: bool = False) -> bool:
    """Tell whether a queue is well under both of its marks.

    A wait that nobody knows is not short where it was the wait (``slow``) that was too long: the last desk
    may have closed.
    """
    if rule is None or not load.waiting:
        return True
    if rule.waiting is not None and load.waiting * 10 >= rule.waiting * LOW_TENTHS:
        return False
    if rule.wait_min is None:
        return True
    return not slow if load.minutes is None else load.minutes * 10 < rule.wait_min * LOW_TENTHS


def judge(watch: Watch, load: Load | None, rule: Congestion | None, now_ms: int, new_id: str) -> Watch:
    """Return what is known after a look at the queue; ``new_id`` is for a congestion that begins.

    ``load`` is None where no day is open: then whatever lasts is over. What a person raised is ended by a
    person, or by the end of the day.
    """
    if load is None:
        return Watch(crowd=_over(watch.raised, now_ms) or watch.crowd)
    raised = watch.raised
    slow = raised is not None and (watch.slow or _is_slow(load, rule))
    quiet_since: int | None = None
    if is_short(load, rule, slow=slow):
        quiet_since = now_ms if watch.quiet_since is None else watch.quiet_since
    quiet = quiet_since is not None and now_ms - quiet_since >= QUIET_MS
    if raised is None and not watch.hushed and is_long(load, rule):
        crowd = Crowd(id=new_id, by=Raiser.CLOCK, raised_at=now_ms, load=load)
        return Watch(crowd=crowd, slow=_is_slow(load, rule))
    if raised is not None and raised.by is Raiser.CLOCK and quiet:
        return Watch(crowd=_over(raised, now_ms))
    hushed = watch.hushed and not quiet
    return Watch(crowd=watch.crowd, hushed=hushed, slow=slow, quiet_since=quiet_since)


def raise_by_hand(watch: Watch, load: Load, now_ms: int, new_id: str) -> Watch:
    """Let a person say that it is crowded; where that is known already, nothing changes."""
    if watch.raised is not None:
        return watch
    return Watch(crowd=Crowd(id=new_id, by=Raiser.HAND, raised_at=now_ms, load=load))


def end_by_hand(watch: Watch, crowd: str, load: Load, rule: Congestion | None, now_ms: int) -> Watch:
    """Let a person say that this very congestion is over; another one than that goes on."""
    raised = watch.raised
    if raised is None or raised.id != crowd:
        return watch
    return Watch(crowd=_over(raised, now_ms), hushed=not is_short(load, rule, slow=watch.slow))


def _is_slow(load: Load, rule: Congestion | None) -> bool:
    if rule is None or rule.wait_min is None or not load.waiting or load.minutes is None:
        return False
    return load.minutes >= rule.wait_min


def _over(crowd: Crowd | None, now_ms: int) -> Crowd | None:
    return None if crowd is None else msgspec.structs.replace(crowd, over_at=now_ms)
