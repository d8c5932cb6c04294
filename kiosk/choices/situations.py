"""The situations of life of a site, and the services that a situation or a word leads to. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from common.wire.board import ServiceWait
from common.wire.site import Authority, Catalogue, Situation
from kiosk.choices.offers import (
    AuthorityOffer,
    ServiceOffer,
    authority_offer,
    find_authority,
    find_service,
    service_offers,
)
from kiosk.choices.openings import OpenUntil


@dataclass(frozen=True, slots=True)
class FoundOffer:
    """A service that was found, with whose it is.

    ``owner`` tells where a touch leads to, which for an authority with a queue of its own is there.
    """

    service: ServiceOffer
    authority: Authority
    owner: AuthorityOffer

    @property
    def own_queue(self) -> bool:
        """Whether the authority is here and has a queue of its own."""
        return self.owner.kind == "own-queue"

    @property
    def available(self) -> bool:
        """Whether somebody is served now."""
        is_open = isinstance(self.service.presence, OpenUntil)
        return self.own_queue or (is_open and not self.service.full)


def situations_of(catalogue: Catalogue) -> tuple[Situation, ...]:
    """Return the situations that lead to a service of the site, in the order of the site file."""
    return tuple(one for one in catalogue.situations if services_of(catalogue, one.id))


def services_of(catalogue: Catalogue, situation: str) -> tuple[str, ...]:
    """Return the ids of a situation's services that there are; none for an unknown situation."""
    found = find_situation(catalogue, situation)
    if found is None:
        return ()
    return tuple(name for name in found.services if find_service(catalogue, name) is not None)


def find_situation(catalogue: Catalogue, identifier: str) -> Situation | None:
    """Return the situation of this id."""
    return next((one for one in catalogue.situations if one.id == identifier), None)


def found_offers(
    catalogue: Catalogue, services: Sequence[str], waits: Mapping[str, ServiceWait], now_ms: int
) -> tuple[FoundOffer, ...]:
    """Return services by their ids, those that are served now first; ``waits`` as in ``service_offers``."""
    found = [_found(catalogue, service, waits, now_ms) for service in services]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: not one.available))


def _found(
    catalogue: Catalogue, identifier: str, waits: Mapping[str, ServiceWait], now_ms: int
) -> FoundOffer | None:
    service = find_service(catalogue, identifier)
    authority = find_authority(catalogue, service.authority) if service else None
    if service is None or authority is None:
        return None
    owner = authority_offer(catalogue, authority.id, now_ms)
    offers = service_offers(catalogue, authority.id, waits, now_ms)
    offer = next((one for one in offers if one.service.id == identifier), None)
    return None if owner is None or offer is None else FoundOffer(offer, authority, owner)
