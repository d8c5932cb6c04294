"""What the house lets staff do at a desk, beyond what the queue itself decides. Pure.

The queue knows who stands where; whose customer that is, how soon somebody counts as not come, and how often
one is called again stands in the site file.
"""

from enum import StrEnum

import msgspec

from hub.accounts.person import Person
from hub.queue.state import State, Visit
from hub.queue.transitions import VisitState
from hub.site.schema import NoShow, Site


class Bar(StrEnum):
    """Why something is not allowed; the console's catalogues have a sentence for each."""

    NOT_YOURS = "not-yours"
    DESK_CLOSED = "desk-closed"
    TOO_SOON = "too-soon"
    NO_RECALLS = "no-recalls"


class Barred(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing was done. ``seconds`` is how long it still takes until it may be."""

    code: Bar
    seconds: int = 0


def rule_of(site: Site, service: str) -> NoShow:
    """Return how long and how often the authority of a service lets a called customer be waited for.

    A service that is no longer in the site file, of a ticket from before it was changed, has the usual rule.
    """
    known = site.services.get(service)
    return NoShow() if known is None else site.authorities[known.authority].no_show


def recalls_left(visit: Visit, rule: NoShow) -> int:
    """Return how often the visit may still be called again at this desk; the first call does not count."""
    return max(0, rule.recalls - max(0, visit.calls - 1))


def seconds_until_not_come(visit: Visit, rule: NoShow, now_ms: int) -> int:
    """Return after how many seconds the called visit may be marked as not come; 0 for now."""
    left_ms = visit.called_at + rule.wait_s * 1000 - now_ms
    return max(0, -(-left_ms // 1000))


def bar_at_desk(state: State, place: str, visit: str, person: Person, site: Site) -> Barred | None:
    """Tell why the person may not act on who stands at this place.

    ``visit`` is the one that was meant (empty: whoever it is); where another stands there, the queue refuses
    it better.
    """
    standing = state.current(place)
    if standing is None or (visit and standing.id != visit):
        return None
    service = site.services.get(standing.service)
    if service is None or service.authority in person.authorities:
        return None
    return Barred(code=Bar.NOT_YOURS)


def bar_call_again(state: State, place: str, site: Site) -> Barred | None:
    """Tell why who stands at this place may not be called again."""
    standing = state.current(place)
    if standing is None or standing.state is not VisitState.CALLED:
        return None
    return None if recalls_left(standing, rule_of(site, standing.service)) else Barred(code=Bar.NO_RECALLS)


def bar_not_come(state: State, place: str, site: Site, now_ms: int) -> Barred | None:
    """Tell why who was called to this place may not be taken off yet."""
    standing = state.current(place)
    if standing is None or standing.state is not VisitState.CALLED:
        return None
    seconds = seconds_until_not_come(standing, rule_of(site, standing.service), now_ms)
    return Barred(code=Bar.TOO_SOON, seconds=seconds) if seconds else None
