"""What one member of staff is told: customers who have come for their services, and crowded queues. Pure."""

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import takewhile

import msgspec

from hub.accounts.person import Person
from hub.notices.arrivals import Arrival, Arrivals
from hub.notices.congestion import Crowd
from hub.notices.crowds import Crowds
from hub.site.schema import Right, Site

ROWS = 5
"""So many customers are named, the newest; a count tells of the others."""


COUNTED = 50
"""So many are counted at most, those named too: a page costs as little for who has missed thousands."""


class ToldCrowd(msgspec.Struct, frozen=True, kw_only=True):
    """A congestion that has begun or is over since the person last looked."""

    authority: str
    crowd: Crowd


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """All that is new to a person: ``arrivals`` newest first, and ``more`` of them.

    ``beyond``: there are more still than were counted.
    ``mine`` are those of the arrivals whose appointment names this person. ``upto`` (house time in ms) is
    what the person has seen after having seen this.
    """

    arrivals: tuple[Arrival, ...] = ()
    mine: frozenset[str] = frozenset()
    more: int = 0
    beyond: bool = False
    crowds: tuple[ToldCrowd, ...] = ()
    upto: int = 0

    def __bool__(self) -> bool:
        """Tell whether there is anything."""
        return bool(self.arrivals or self.crowds)


NOTHING_NEW = Told()


def told(
    person: Person,
    site: Site,
    arrivals: Arrivals,
    crowds: Crowds,
    *,
    known_as: frozenset[str] = frozenset(),
    at_desk: bool = False,
) -> Told:
    """Return what is new to a person; ``at_desk``: who serves at a desk sees its queue there.

    A named expert is told of the own appointment wherever that person is: ``known_as`` are the opaque ids
    under which appointments name the person.
    """
    account = person.account
    own = _own(person, site)
    wished = () if at_desk else tuple(service for service in own if service in account.notices)
    come = _come(account.told_ms, own, wished, arrivals, known_as)
    crowded = _crowded(person, site, crowds) if person.may(Right.CONGESTION) else ()
    moments = [arrival.at for arrival in come]
    moments += [max(one.crowd.raised_at, one.crowd.over_at) for one in crowded]
    return Told(
        arrivals=tuple(come[:ROWS]),
        mine=frozenset(arrival.visit for arrival in come if arrival.expert in known_as),
        more=max(0, min(len(come), COUNTED) - ROWS),
        beyond=len(come) > COUNTED,
        crowds=crowded,
        upto=max(moments, default=0),
    )


def _own(person: Person, site: Site) -> list[str]:
    return [name for name, service in site.services.items() if service.authority in person.authorities]


def _come(
    since_ms: int,
    own: Iterable[str],
    wished: Iterable[str],
    arrivals: Arrivals,
    known_as: Iterable[str],
) -> list[Arrival]:
    """Return who has come since the person last looked, newest first; one who wants several, once.

    Of many for the services that were wished for, only the newest, one more than are counted.
    """
    found = {
        arrival.visit: arrival
        for expert in known_as
        for arrival in _since(since_ms, arrivals.naming(expert))
        if arrival.service in own
    }
    newest = (_since(since_ms, arrivals.newest(service)) for service in wished)
    for arrival in merge(*newest, key=_newest_first):
        if len(found) > COUNTED:
            break
        found.setdefault(arrival.visit, arrival)
    return sorted(found.values(), key=_newest_first)


def _since(since_ms: int, newest: Iterator[Arrival]) -> Iterator[Arrival]:
    return takewhile(lambda arrival: arrival.at > since_ms, newest)


def _newest_first(arrival: Arrival) -> int:
    return -arrival.at


def _crowded(person: Person, site: Site, crowds: Crowds) -> tuple[ToldCrowd, ...]:
    since = person.account.told_ms
    found = ((name, crowds.of(name)) for name in site.authorities if name in person.authorities)
    return tuple(
        ToldCrowd(authority=name, crowd=crowd)
        for name, crowd in found
        if crowd is not None and max(crowd.raised_at, crowd.over_at) > since
    )
