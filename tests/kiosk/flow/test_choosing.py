"""From a language to a number in three taps, and what a place that is closed says."""

import pytest

from kiosk.flow.event import (
    AuthorityChosen,
    LanguageChosen,
    Press,
    ServiceChosen,
    TakeNumber,
)
from kiosk.flow.house import House
from kiosk.flow.state import (
    ChoosingLanguage,
    Closed,
    OwnQueue,
    Services,
    Taking,
    Ticketed,
)
from tests.kiosk.flow.visiting import go, taken
from tests.kiosk.house import SITE, ticket


def test_three_taps_give_a_number() -> None:
    visit, effects = go(LanguageChosen("sv"), AuthorityChosen("dvv"), ServiceChosen("dvv-certificates"))
    assert effects == [TakeNumber(1, "dvv-certificates", "sv")]
    assert isinstance(visit.screen, Taking)


def test_an_authority_with_one_service_goes_straight_to_the_number() -> None:
    _visit, effects = go(LanguageChosen("fi"), AuthorityChosen("tax"))
    assert effects == [TakeNumber(1, "tax-personal", "fi")]


def test_a_closed_authority_tells_when_it_is_next_here() -> None:
    assert go(LanguageChosen("fi"), AuthorityChosen("land-survey"))[0].screen == Closed("land-survey")


def test_a_closed_service_gives_no_number() -> None:
    visit, effects = go(LanguageChosen("fi"), AuthorityChosen("dvv"), ServiceChosen("dvv-notary"))
    assert (visit.screen, effects) == (Closed("dvv", "dvv-notary"), [])
    assert go(Press.BACK, visit=visit)[0].screen == Services("dvv")


def test_who_would_not_be_served_before_closing_gets_no_number() -> None:
    full = House(SITE, full=frozenset({"tax-personal", "dvv-certificates"}))
    visit, effects = go(LanguageChosen("fi"), AuthorityChosen("tax"), house=full)
    assert (visit.screen, effects) == (Closed("tax", full=True), [])
    visit, effects = go(
        LanguageChosen("fi"), AuthorityChosen("dvv"), ServiceChosen("dvv-certificates"), house=full
    )
    assert (visit.screen, effects) == (Closed("dvv", "dvv-certificates", full=True), [])
    assert go(Press.BACK, visit=visit, house=full)[0].screen == Services("dvv")
    _visit, effects = go(
        LanguageChosen("fi"), AuthorityChosen("dvv"), ServiceChosen("dvv-registration"), house=full
    )
    assert effects == [TakeNumber(1, "dvv-registration", "fi")]


def test_an_authority_with_a_queue_of_its_own_gives_no_number() -> None:
    visit, effects = go(LanguageChosen("fi"), AuthorityChosen("city"))
    assert (visit.screen, effects) == (OwnQueue("city"), [])


@pytest.mark.parametrize("service", ["jobs", "no-such-service"])
def test_a_service_of_another_authority_is_not_given(service: str) -> None:
    _visit, effects = go(LanguageChosen("fi"), AuthorityChosen("dvv"), ServiceChosen(service))
    assert effects == []


def test_the_language_can_be_changed_in_the_middle() -> None:
    visit, _ = go(LanguageChosen("fi"), AuthorityChosen("dvv"), Press.LANGUAGES)
    assert visit.screen == ChoosingLanguage(Services("dvv"))
    changed, _ = go(LanguageChosen("en"), visit=visit)
    assert (changed.screen, changed.language) == (Services("dvv"), "en")


def test_the_language_of_a_ticket_can_be_changed() -> None:
    visit = taken("out", Press.LANGUAGES)
    assert visit.screen == ChoosingLanguage(Ticketed(ticket(), "out"))
    changed, _ = go(LanguageChosen("sv"), visit=visit)
    assert (changed.screen, changed.language) == (Ticketed(ticket(), "out"), "sv")
