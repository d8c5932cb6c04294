"""What can be chosen at a moment."""

import msgspec

from common.wire.board import ServiceWait
from common.wire.site import Service
from kiosk.choices.offers import authority_offer, authority_offers, here_now, next_opening, service_offers
from kiosk.choices.openings import ClosedUntil, OpenUntil, next_after
from kiosk.choices.waiting_area import waiting_area
from tests.kiosk.house import CATALOGUE, CONFIG, MONDAY, SERVICES, wall_ms


def test_who_is_here_comes_first() -> None:
    kinds = [(offer.authority.id, offer.kind) for offer in authority_offers(CATALOGUE, MONDAY)]
    assert kinds == [
        ("dvv", "services"),
        ("tax", "ticket"),
        ("employment", "services"),
        ("city", "own-queue"),
        ("land-survey", "closed"),
        ("supervision", "closed"),
    ]
    assert [one.id for one in here_now(CATALOGUE, MONDAY)] == ["dvv", "tax", "employment", "city"]


def test_a_service_with_hours_of_its_own_is_closed_while_its_authority_is_open() -> None:
    offers = service_offers(CATALOGUE, "dvv", {}, MONDAY)
    assert [offer.service.id for offer in offers][-1] == "dvv-notary"
    assert offers[-1].presence == ClosedUntil(wall_ms(23, 12))
    at_noon = service_offers(CATALOGUE, "dvv", {}, wall_ms(23, 12))
    assert [offer.presence for offer in at_noon if offer.service.id == "dvv-notary"] == [
        OpenUntil(wall_ms(23, 14))
    ]


def test_the_only_service_of_an_authority_decides_whether_it_gives_numbers() -> None:
    only = Service(id="tax-personal", authority="tax", zone="b", names={"fi": "Verot"}, openings=())
    others = tuple(one for one in SERVICES if one.authority != "tax")
    catalogue = msgspec.structs.replace(CATALOGUE, services=(*others, only))
    offer = authority_offer(catalogue, "tax", MONDAY)
    assert offer is not None
    assert (offer.kind, offer.presence) == ("closed", ClosedUntil(None))


def test_an_authority_without_services_gives_no_number() -> None:
    catalogue = msgspec.structs.replace(CATALOGUE, services=())
    offer = authority_offer(catalogue, "tax", MONDAY)
    assert offer is not None
    assert offer.kind == "closed"


def test_a_service_that_takes_nobody_any_more_is_full_and_stays_in_its_place() -> None:
    waits = {"dvv-certificates": ServiceWait(waiting=40, minutes=(330, 360), ends=True)}
    offers = service_offers(CATALOGUE, "dvv", waits, MONDAY)
    assert [offer.service.id for offer in offers if offer.full] == ["dvv-certificates"]
    assert [offer.service.id for offer in offers] == [
        offer.service.id for offer in service_offers(CATALOGUE, "dvv", {}, MONDAY)
    ]


def test_who_comes_too_late_is_told_the_opening_after_this_one() -> None:
    openings = ((wall_ms(23, 8), wall_ms(23, 12)), (wall_ms(23, 14), wall_ms(23, 16)))
    assert next_after(openings, MONDAY) == ClosedUntil(wall_ms(23, 14))
    assert next_after(openings, wall_ms(23, 15)) == ClosedUntil(None)


def test_the_next_opening_is_the_soonest() -> None:
    assert next_opening(CATALOGUE, wall_ms(23, 20)) == wall_ms(24, 8)


def test_the_kiosks_own_direction_goes_before_that_of_its_zone() -> None:
    area = waiting_area(CATALOGUE, CONFIG, "b")
    assert area is not None
    assert area.direction == "left"
    own = waiting_area(CATALOGUE, CONFIG, "a")
    assert own is not None
    assert own.direction is None
    assert waiting_area(CATALOGUE, CONFIG, "nowhere") is None
