"""What is added joins the visit with the number it has, once."""

import msgspec
from msgspec.structs import replace

from kiosk.flow.event import (
    AdditionKept,
    AddToVisit,
    AuthorityChosen,
    PartyChosen,
    Press,
    ServiceChosen,
    Ticked,
)
from kiosk.flow.house import House
from kiosk.flow.state import (
    Additions,
    Authorities,
    NotAdded,
    Taken,
    Ticketed,
)
from kiosk.flow.step import step
from kiosk.flow.timing import TAKING_MS
from tests.kiosk.flow.visiting import HOUSE, go, later, taken
from tests.kiosk.house import SITE, ticket


def test_another_service_joins_the_visit_with_the_number_it_has() -> None:
    visit = taken("out", Press.MORE, Press.ANOTHER)
    assert visit.screen == Authorities()
    visit, effects = go(AuthorityChosen("dvv"), ServiceChosen("dvv-certificates"), visit=visit)
    assert effects == [AddToVisit(2, "t-214", service="dvv-certificates")]
    visit, _ = go(AdditionKept(2, kept=True), visit=visit)
    assert visit.screen == Ticketed(ticket(), "out")
    assert visit.taken == Taken(ticket(), "out", services=("dvv-certificates",))


def test_a_service_that_the_visit_has_already_is_not_added_again() -> None:
    visit, effects = go(AuthorityChosen("tax"), visit=taken("out", Press.MORE, Press.ANOTHER))
    assert (visit.screen, effects) == (Ticketed(ticket(), "out"), [])


def test_an_addition_that_is_not_written_down_sends_to_an_adviser() -> None:
    visit = taken("out", Press.MORE, Press.ANOTHER, AuthorityChosen("dvv"), ServiceChosen("dvv-certificates"))
    refused, _ = go(AdditionKept(2, kept=False), visit=visit)
    assert refused.screen == NotAdded(2)
    assert refused.taken == Taken(ticket(), "out")
    assert go(Press.GO_ON, visit=refused)[0].screen == Ticketed(ticket(), "out")


def test_an_addition_that_takes_too_long_is_asked_for_once_and_counts_when_it_comes() -> None:
    visit = taken("out", Press.MORE, Press.ANOTHER, AuthorityChosen("dvv"), ServiceChosen("dvv-certificates"))
    visit, _ = step(visit, Ticked(), HOUSE, later(TAKING_MS))
    assert visit.screen == NotAdded(2)
    again, _ = go(Press.GO_ON, Press.MORE, Press.ANOTHER, AuthorityChosen("dvv"), visit=visit)
    again, effects = go(ServiceChosen("dvv-certificates"), visit=again)
    assert (again.screen, effects) == (NotAdded(2), [])
    after, _ = go(AdditionKept(2, kept=True), visit=again)
    assert after.screen == Ticketed(ticket(), "out")
    assert after.taken == Taken(ticket(), "out", services=("dvv-certificates",))


def test_a_party_and_help_on_the_way_are_added_where_the_site_has_them() -> None:
    config = msgspec.structs.replace(SITE.config, party_most=6, shows_way=True)
    house = House(replace(SITE, config=config))
    visit, effects = go(Press.PARTY, PartyChosen(4), visit=taken("out", Press.MORE), house=house)
    assert effects == [AddToVisit(2, "t-214", party=4)]
    visit, effects = go(AdditionKept(2, kept=True), Press.MORE, Press.WAY, visit=visit, house=house)
    assert effects == [AddToVisit(3, "t-214", needs_help=True)]
    visit, _ = go(AdditionKept(3, kept=True), visit=visit, house=house)
    assert visit.taken == Taken(ticket(), "out", party=4, needs_help=True)
    for press in (Press.PARTY, Press.WAY):
        assert go(press, visit=taken("out", Press.MORE))[0].screen == Additions()


def test_who_adds_nothing_comes_back_to_the_ticket() -> None:
    visit = taken("out", Press.MORE, Press.ANOTHER, Press.BACK)
    assert visit.screen == Additions()
    assert go(Press.BACK, visit=visit)[0].screen == Ticketed(ticket(), "out")
