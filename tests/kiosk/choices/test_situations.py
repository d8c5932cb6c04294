"""What a situation or a word leads to, and what is said of each service."""

import msgspec

from common.wire.board import ServiceWait
from common.wire.site import Situation
from kiosk.choices.situations import found_offers, services_of, situations_of
from tests.kiosk.house import MONDAY
from tests.kiosk.searching import SEARCHED, SITUATIONS


def test_situations_stand_in_the_order_of_the_site_file() -> None:
    assert situations_of(SEARCHED) == SITUATIONS


def test_services_that_are_gone_are_left_out_and_a_situation_without_any_is_no_choice() -> None:
    half = Situation(id="half", names={"fi": "Puoli"}, services=("gone", "jobs"))
    empty = Situation(id="empty", names={"fi": "Tyhjä"}, services=("gone",))
    catalogue = msgspec.structs.replace(SEARCHED, situations=(half, empty))
    assert situations_of(catalogue) == (half,)
    assert services_of(catalogue, "half") == ("jobs",)
    assert services_of(catalogue, "unheard-of") == ()


def test_who_serves_now_comes_first_with_whose_it_is_and_its_wait() -> None:
    waits = {"jobs": ServiceWait(waiting=3, minutes=(5, 10))}
    offers = found_offers(SEARCHED, ("property", "dvv-notary", "jobs", "gone"), waits, MONDAY)
    assert [(one.service.service.id, one.authority.id, one.available) for one in offers] == [
        ("jobs", "employment", True),
        ("property", "land-survey", False),
        ("dvv-notary", "dvv", False),
    ]
    assert offers[0].service.minutes == (5, 10)


def test_a_service_whose_queue_is_full_is_not_available() -> None:
    waits = {"jobs": ServiceWait(waiting=30, ends=True)}
    (offer,) = found_offers(SEARCHED, ("jobs",), waits, MONDAY)
    assert not offer.available


def test_a_service_of_an_authority_with_a_queue_of_its_own_is_to_be_had_there() -> None:
    service = msgspec.structs.replace(SEARCHED.services[0], id="city-service", authority="city", openings=())
    catalogue = msgspec.structs.replace(SEARCHED, services=(*SEARCHED.services, service))
    (offer,) = found_offers(catalogue, ("city-service",), {}, MONDAY)
    assert offer.own_queue
    assert offer.available
