"""An adviser can be called from anywhere."""

from kiosk.flow.event import (
    AuthorityChosen,
    CallAdviser,
    HelpAnswered,
    LanguageChosen,
    Press,
)
from kiosk.flow.house import House
from kiosk.flow.state import (
    Helping,
    OutOfUse,
    Rest,
    Services,
)
from tests.kiosk.flow.visiting import go


def test_help_is_called_from_anywhere_and_leads_back() -> None:
    visit, effects = go(LanguageChosen("en"), AuthorityChosen("dvv"), Press.HELP)
    assert effects == [CallAdviser(1, "en")]
    assert visit.screen == Helping(1, "calling", Services("dvv"))
    assert go(HelpAnswered(1, "called"), Press.GO_ON, visit=visit)[0].screen == Services("dvv")


def test_help_is_called_once_until_it_was_not_reached() -> None:
    visit, effects = go(Press.HELP, Press.HELP)
    assert len(effects) == 1
    visit, effects = go(HelpAnswered(1, "not-reached"), Press.HELP, visit=visit)
    assert (visit.screen, effects) == (Helping(2, "calling", Rest()), [CallAdviser(2, "fi")])


def test_help_can_be_called_before_the_site_is_known() -> None:
    house = House(None)
    visit, effects = go(Press.HELP, house=house)
    assert visit.screen == Helping(1, "calling", OutOfUse())
    assert effects == [CallAdviser(1, "fi")]
