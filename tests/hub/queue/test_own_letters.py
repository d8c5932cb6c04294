"""Numbers with letters: a service's own, and a kiosk's own for a whole day without the hub."""

import pytest

from hub.queue.answers import Code
from hub.queue.commands import AdviserCheckIn
from hub.queue.events import AnyEvent, CheckedIn
from hub.queue.number_events import Granted, LeaseKind, OwnGranted
from hub.queue.rules import Rules
from hub.queue.schemes import OwnLetters, Prefix, Sequential
from hub.queue.views import highest_number, lettered, numbers
from tests.hub.queue.house import TUESDAY, House, held, ticket

K, L = 1_100_000, 1_200_000
RESERVE, LEASE = LeaseKind.RESERVE, LeaseKind.LEASE
OWN = OwnLetters({"k1": "K", "k2": "L"}, 100)
PREFIX = Prefix({"tax": "A", "tax-land": "A", "dvv": "C"}, 1, 99)


def own_house(*kiosks: str) -> House:
    rules = Rules(scheme=Sequential(1, 999), own=OWN, lease=3, reserve=10)
    return House(rules=rules).begin(*kiosks).open()


def prefix_house(*kiosks: str) -> House:
    return House(rules=Rules(scheme=PREFIX, lease=2, reserve=4)).begin(*kiosks).open()


def owned(events: list[AnyEvent]) -> list[tuple[str, str, int, int]]:
    return [
        (event.device, event.epoch, event.first, event.last)
        for event in events
        if isinstance(event, OwnGranted)
    ]


def grants(events: list[AnyEvent]) -> list[tuple[str, LeaseKind, int, int]]:
    return [
        (event.device, event.kind, event.first, event.last) for event in events if isinstance(event, Granted)
    ]


# --- a kiosk's own letter ---------------------------------------------------------------------------------


def test_each_card_of_a_kiosk_gets_numbers_of_its_letter_once() -> None:
    house = own_house("k1", "k2")
    house.report("k1")
    events = house.report("k2", "e2")
    assert owned(events) == [("k1", "e1", K + 1, K + 100), ("k2", "e2", L + 1, L + 100)]
    assert owned(house.report("k1", "e1", own=(K + 1, K + 100))) == []


def test_new_card_gets_the_next_ones_so_that_none_is_dealt_twice() -> None:
    house = own_house("k1")
    house.report("k1", "e1")
    assert owned(house.report("k1", "e2")) == [("k1", "e2", K + 101, K + 200)]
    assert owned(house.report("k1", "e3")) == [("k1", "e3", K + 201, K + 300)]


def test_a_card_keeps_its_own_numbers_over_days() -> None:
    house = own_house("k1")
    house.report("k1", "e1")
    house.open(TUESDAY)
    assert len(owned(house.log)) == 1
    view = numbers(house.state, "k1")
    assert view is not None
    assert view.own == (K + 1, K + 100)
    assert owned(house.report("k1", "e2", day="2026-11-24")) == [("k1", "e2", K + 101, K + 200)]


def test_letter_that_has_come_to_its_end_begins_anew_on_another_day() -> None:
    house = own_house("k1")
    house.report("k1", "e1", own=(K + 99_900, K + 99_999))
    assert owned(house.report("k1", "e2")) == []
    house.report("k1", "e3", own=(K + 99_900, K + 99_999))
    house.open(TUESDAY)
    assert owned(house.report("k1", "e4", day="2026-11-24")) == [("k1", "e4", K + 1, K + 100)]


def test_hub_that_has_lost_its_log_learns_what_each_card_has() -> None:
    house = own_house("k1")
    assert owned(house.report("k1", "e1", own=(K + 401, K + 500))) == []
    assert owned(house.report("k1", "e2")) == [("k1", "e2", K + 501, K + 600)]


def test_hub_that_has_lost_its_log_learns_from_others_what_a_lost_card_had() -> None:
    house = own_house("k1", "k2")
    house.report("k2", "e2", lettered=(K + 300, L + 100), own=(L + 1, L + 100))
    events = house.report("k1", "e1", day="")
    assert owned(events) == [("k1", "e1", K + 301, K + 400)]
    assert lettered(house.state) == (K + 400, L + 100)


def test_kiosk_whose_letter_was_changed_gets_numbers_of_the_new_one() -> None:
    house = own_house("k1")
    house.report("k1", "e1")
    house.rules = Rules(scheme=house.rules.scheme, own=OwnLetters({"k1": "M"}, 100))
    house.begin("k1", incarnation="later")
    events = house.report("k1", "e1", own=(K + 1, K + 100), incarnation="later")
    assert owned(events) == [("k1", "e1", 1_300_001, 1_300_100)]


def test_own_number_is_the_visits_face_and_uses_no_other() -> None:
    house = own_house("k1")
    house.report()
    (checked_in,) = house.events(ticket("t1", K + 7))
    assert isinstance(checked_in, CheckedIn)
    assert (checked_in.face, checked_in.outside) == ("K7", True)
    assert highest_number(house.state) == 13
    assert house.check_in().number == 14


# --- a letter per service ---------------------------------------------------------------------------------


def test_kiosks_hold_numbers_of_every_letter() -> None:
    house = prefix_house("k1")
    assert grants(house.report()) == [
        ("k1", RESERVE, 100_001, 100_004),
        ("k1", RESERVE, 300_001, 300_004),
        ("k1", LEASE, 100_005, 100_006),
        ("k1", LEASE, 300_005, 300_006),
    ]


def test_only_the_letter_that_was_dealt_from_is_topped_up() -> None:
    house = prefix_house("k1")
    house.report()
    lease = next(lease.id for lease in house.state.numbering.held_by("k1").values() if lease.first == 300_005)
    events = house.events(ticket("t1", 300_005, lease=lease, service="dvv"))
    assert grants(events) == [("k1", LEASE, 300_007, 300_007)]


def test_adviser_deals_from_the_letter_of_the_service() -> None:
    house = prefix_house()
    faces = [house.check_in(service).face for service in ("tax", "dvv", "tax-land", "dvv")]
    assert faces == ["A1", "C1", "A2", "C2"]


def test_letters_end_each_for_itself() -> None:
    house = prefix_house("k1")
    house.report("k1", "e1", lettered=(100_099, 300_020))
    command = AdviserCheckIn(id="a", staff="s", service="tax", language="fi")
    assert house.refused(command) is Code.NUMBERS_ENDED
    assert house.check_in("dvv").face == "C27"


@pytest.mark.parametrize("service", ["police", ""])
def test_service_without_a_letter_gets_no_number(service: str) -> None:
    command = AdviserCheckIn(id="a", staff="s", service=service, language="fi")
    assert prefix_house().refused(command) is Code.NUMBERS_ENDED


def test_highest_of_one_letter_moves_that_one_on() -> None:
    house = prefix_house("k1")
    assert grants(house.report(lettered=(300_020,)))[1:3] == [
        ("k1", RESERVE, 300_021, 300_024),
        ("k1", LEASE, 100_005, 100_006),
    ]
    house.report("k1", "e1", held("ghost", 100_050, 100_051, 100_050), lettered=(100_060, 300_020), unsent=1)
    assert lettered(house.state) == (100_060, 300_026)
