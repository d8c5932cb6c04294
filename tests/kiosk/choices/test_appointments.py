"""What can be said of appointments at this moment."""

import msgspec
import pytest
from msgspec.structs import replace

from common.wire.arrivals import Fit, Match
from kiosk.choices.appointments import Ways, by_code, by_time, ordinary_left, owners, times, ways
from tests.kiosk.bookings import (
    BOOK,
    BOOKED_SITE,
    CODED,
    CODES_ONLY,
    DVV_TIMED,
    KEPT,
    TIMED,
    TIMES_ONLY,
    book,
    day,
    entry,
)
from tests.kiosk.house import MONDAY, wall_ms

TUESDAY = wall_ms(24, 10)


def test_the_book_tells_how_appointments_are_found() -> None:
    assert ways(BOOKED_SITE, BOOK, MONDAY) == Ways(by_code=True, by_time=True)
    assert ways(BOOKED_SITE, CODES_ONLY, MONDAY) == Ways(by_code=True, by_time=False)
    assert ways(BOOKED_SITE, TIMES_ONLY, MONDAY) == Ways(by_code=False, by_time=True)
    assert ways(BOOKED_SITE, book(), MONDAY) == Ways(by_code=False, by_time=False)
    assert ways(BOOKED_SITE, None, MONDAY) == Ways(by_code=False, by_time=False)


def test_a_code_counts_on_any_day_and_a_time_today() -> None:
    far = book(day(26, far=(("FAR666", wall_ms(26, 12)),)))
    assert ways(BOOKED_SITE, far, MONDAY) == Ways(by_code=True, by_time=False)
    assert ways(BOOKED_SITE, TIMES_ONLY, TUESDAY) == Ways(by_code=False, by_time=False)


def test_without_keys_no_code_can_be_found() -> None:
    keyless = replace(BOOKED_SITE, config=msgspec.structs.replace(BOOKED_SITE.config, appointment_keys={}))
    assert not ways(keyless, BOOK, MONDAY).by_code


def test_who_expects_somebody_by_time_stands_in_the_order_of_the_site_file() -> None:
    assert [one.id for one in owners(BOOKED_SITE, BOOK, MONDAY)] == ["dvv", "land-survey"]
    used = frozenset(one.id for one in DVV_TIMED)
    assert [one.id for one in owners(BOOKED_SITE, BOOK, MONDAY, used)] == ["land-survey"]


def test_times_that_count_now_come_first() -> None:
    found = times(BOOKED_SITE, "land-survey", BOOK, MONDAY, KEPT)
    assert [(one.at_ms, one.service, one.fit.fit) for one in found] == [
        (wall_ms(23, 10, 30), None, Fit.EARLY),
        (wall_ms(23, 10, 45), None, Fit.EARLY),
        (wall_ms(23, 9), None, Fit.TOO_LATE),
        (wall_ms(23, 14), None, Fit.TOO_EARLY),
    ]


def test_of_two_services_at_one_time_each_is_a_choice() -> None:
    found = times(BOOKED_SITE, "dvv", BOOK, MONDAY)
    assert [(one.service, one.fit.entry) for one in found] == [
        ("dvv-certificates", DVV_TIMED[1]),
        ("dvv-guardianship", DVV_TIMED[0]),
    ]


def test_a_time_that_was_used_is_no_choice() -> None:
    found = times(BOOKED_SITE, "land-survey", BOOK, MONDAY, frozenset({"t-now"}))
    assert wall_ms(23, 10, 30) not in [one.at_ms for one in found]


def test_after_midnight_a_late_appointment_still_counts() -> None:
    late = entry("late-night", 23, 55, service="property")
    just_after = wall_ms(24, 0, 5)
    (found,) = times(BOOKED_SITE, "land-survey", book(day(23, late)), just_after)
    assert found.fit.accepted


@pytest.mark.parametrize("typed", ["ab1234", "AB 12-34", " a.b.1.2.3.4 "])
def test_a_code_is_found_however_it_is_written(typed: str) -> None:
    assert by_code(typed, BOOKED_SITE, BOOK, MONDAY) == Match(Fit.EARLY, CODED[0].at_ms, CODED[0])


def test_a_service_that_is_gone_has_no_appointments() -> None:
    catalogue = msgspec.structs.replace(BOOKED_SITE.catalogue, services=())
    gone = replace(BOOKED_SITE, catalogue=catalogue)
    assert by_code("AB1234", gone, BOOK, MONDAY).fit is Fit.UNKNOWN
    assert by_time(gone, "land-survey", BOOK, MONDAY, at_ms=TIMED[0].at_ms).fit is Fit.UNKNOWN


def test_of_two_at_one_time_the_one_in_the_customers_language_is_meant() -> None:
    finnish, swedish = (
        entry("a-fi", 10, 30, service="property", language="fi"),
        entry("b-sv", 10, 30, service="property", language="sv"),
    )
    both = book(day(23, finnish, swedish))
    for language, meant in (("sv", swedish), ("fi", finnish)):
        match = by_time(BOOKED_SITE, "land-survey", both, MONDAY, at_ms=finnish.at_ms, language=language)
        assert match.entry == meant


def test_an_ordinary_number_is_left_to_who_is_too_late_while_the_service_gives_any() -> None:
    late = by_code("LATE22", BOOKED_SITE, BOOK, MONDAY)
    assert ordinary_left(late, BOOKED_SITE, frozenset(), MONDAY)
    assert not ordinary_left(late, BOOKED_SITE, frozenset({"tax-personal"}), MONDAY)
    assert not ordinary_left(late, BOOKED_SITE, frozenset(), wall_ms(23, 17))
    only = replace(BOOKED_SITE, config=msgspec.structs.replace(BOOKED_SITE.config, offers="appointments"))
    assert not ordinary_left(late, only, frozenset(), MONDAY)
    assert not ordinary_left(by_code("EARLY1", BOOKED_SITE, BOOK, MONDAY), BOOKED_SITE, frozenset(), MONDAY)
    assert not ordinary_left(Match(Fit.UNKNOWN), BOOKED_SITE, frozenset(), MONDAY)
