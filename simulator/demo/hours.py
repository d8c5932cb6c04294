"""Opening hours for the demo's site, so that somebody is here whenever it is started. Pure."""

from datetime import datetime, timedelta

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_USUAL = "08:00-16:15"
_LAST_USUAL_START = "15:30"
_NIGHT = (20, 6)
_STAY = timedelta(hours=3)


def span(now: datetime) -> str:
    """Return a span of the clock that holds at the local time ``now`` and for half an hour more, at least.

    It is the usual day of a service point where that holds, and at night the whole day: a demo may go on over
    midnight, and the hour that comes twice in autumn is one of the night.
    """
    begin = _USUAL.split("-", maxsplit=1)[0]
    if begin <= now.strftime("%H:%M") < _LAST_USUAL_START:
        return _USUAL
    if now.hour >= _NIGHT[0] or now.hour < _NIGHT[1]:
        return "00:00-24:00"
    end = now + _STAY
    return f"{now.hour:02}:00-{end.hour:02}:00"


def open_now(now: datetime) -> str:
    """Return hours of a site that is open now, on every day of the week and on holidays."""
    return f"Mo-Su,PH {span(now)}"


def not_today(now: datetime) -> str:
    """Return hours of somebody who comes on the day after tomorrow only."""
    return f"{_DAYS[(now.weekday() + 2) % len(_DAYS)]} {span(now)}"
