"""The lists of a kiosk: authorities, and services of one; each with what is to be said about it. Pure."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from common.wire.board import ServiceWait
from common.wire.site import Authority, Catalogue, Service
from kiosk.choices.openings import ClosedUntil, OpenUntil, Presence, openings_of, presence_at


class AuthorityOffer(msgspec.Struct, frozen=True):
    """An authority on the list. ``kind`` is what a touch leads to.

    ``services``: to its services; ``ticket``: straight to a number, since it has one service only;
    ``own-queue``: to where its own queue is; ``closed``: to when it is next here.
    """

    authority: Authority
    presence: Presence
    kind: Literal["services", "ticket", "own-queue", "closed"]
    service: Service | None = None


class ServiceOffer(msgspec.Struct, frozen=True):
    """A service on the list, open or not, and its wait where the hub tells one (minutes from, to).

    ``full``: the people ahead take until closing, so it gives no number any more.
    """

    service: Service
    presence: Presence
    minutes: tuple[int, int] | None = None
    full: bool = False


def authority_offers(catalogue: Catalogue, now_ms: int) -> tuple[AuthorityOffer, ...]:
    """Return every authority, those that are here now first, each group in the order of the site file."""
    offers = [_offer(catalogue, authority, now_ms) for authority in catalogue.authorities]
    return tuple(sorted(offers, key=lambda offer: offer.kind == "closed"))


def authority_offer(catalogue: Catalogue, authority: str, now_ms: int) -> AuthorityOffer | None:
    """Return the offer of one authority; ``None`` where there is no such authority."""
    owner = find_authority(catalogue, authority)
    return None if owner is None else _offer(catalogue, owner, now_ms)


def service_offers(
    catalogue: Catalogue, authority: str, waits: Mapping[str, ServiceWait], now_ms: int
) -> tuple[ServiceOffer, ...]:
    """Return an authority's services, open ones first; ``waits`` is empty where the hub is not believed."""
    owner = find_authority(catalogue, authority)
    if owner is None:
        return ()
    offers = [
        ServiceOffer(
            service,
            presence_at(openings_of(service, owner), now_ms),
            waits[service.id].minutes if service.id in waits else None,
            service.id in waits and waits[service.id].ends,
        )
        for service in catalogue.services
        if service.authority == authority
    ]
    return tuple(sorted(offers, key=lambda offer: isinstance(offer.presence, ClosedUntil)))


def here_now(catalogue: Catalogue, now_ms: int) -> tuple[Authority, ...]:
    """Return the authorities that are here at this moment."""
    return tuple(offer.authority for offer in authority_offers(catalogue, now_ms) if offer.kind != "closed")


def next_opening(catalogue: Catalogue, now_ms: int) -> int | None:
    """Return when the first of those who are not here comes (wall time in ms), where that is known."""
    coming = [
        offer.presence.ms
        for offer in authority_offers(catalogue, now_ms)
        if isinstance(offer.presence, ClosedUntil) and offer.presence.ms is not None
    ]
    return min(coming, default=None)


def find_authority(catalogue: Catalogue, identifier: str) -> Authority | None:
    """Return the authority of this id; the catalogue may have changed under a customer's hand."""
    return next((one for one in catalogue.authorities if one.id == identifier), None)


def find_service(catalogue: Catalogue, identifier: str) -> Service | None:
    """Return the service of this id."""
    return next((one for one in catalogue.services if one.id == identifier), None)


def _offer(catalogue: Catalogue, authority: Authority, now_ms: int) -> AuthorityOffer:
    presence = presence_at(authority.openings, now_ms)
    if authority.own_queue is not None:
        kind = "own-queue" if isinstance(presence, OpenUntil) else "closed"
        return AuthorityOffer(authority, presence, kind)
    services = [service for service in catalogue.services if service.authority == authority.id]
    if len(services) == 1:
        only = services[0]
        presence = presence_at(openings_of(only, authority), now_ms)
        return AuthorityOffer(authority, presence, "ticket" if _is_open(presence) else "closed", only)
    # A service may have hours of its own beside those of its authority: one that is open opens the list.
    of_services = [presence_at(openings_of(service, authority), now_ms) for service in services]
    if any(_is_open(one) for one in of_services):
        is_open = max(one.ms for one in of_services if isinstance(one, OpenUntil))
        return AuthorityOffer(authority, OpenUntil(is_open), "services")
    return AuthorityOffer(authority, _soonest([presence, *of_services]), "closed")


def _is_open(presence: Presence) -> bool:
    return isinstance(presence, OpenUntil)


def _soonest(presences: list[Presence]) -> ClosedUntil:
    coming = [one.ms for one in presences if isinstance(one, ClosedUntil) and one.ms is not None]
    return ClosedUntil(min(coming, default=None))
