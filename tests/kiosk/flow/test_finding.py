"""The search: from a situation of life or an everyday word to a number, and to an adviser where it ends."""

import msgspec
from msgspec.structs import replace

from common.wire.site import Situation
from kiosk.flow.event import (
    CallAdviser,
    Effect,
    Event,
    LanguageChosen,
    PrefixChosen,
    Press,
    ServiceChosen,
    SituationChosen,
    TakeNumber,
    WordChosen,
)
from kiosk.flow.house import House
from kiosk.flow.moves import fresh
from kiosk.flow.state import (
    Authorities,
    ChoosingLanguage,
    Closed,
    Found,
    Helping,
    OwnQueue,
    Situations,
    Taking,
    Visit,
    Words,
)
from kiosk.flow.step import step
from kiosk.surroundings import Surroundings
from tests.kiosk.flow import visiting
from tests.kiosk.house import CONFIG, HELSINKI, NOW, SITE
from tests.kiosk.searching import SEARCHED, SEARCHED_SITE, SITUATIONS

HOUSE = House(SEARCHED_SITE)


def go(*events: Event, language: str = "fi", house: House = HOUSE) -> tuple[Visit, list[Effect]]:
    return visiting.go(LanguageChosen(language), *events, house=house)


def without(**changes: object) -> House:
    return House(Surroundings(msgspec.structs.replace(SEARCHED, **changes), CONFIG, HELSINKI))


def test_a_situation_leads_to_its_services_and_a_number() -> None:
    visit, _ = go(Press.FIND, SituationChosen("moving-in"))
    assert visit.screen == Found(
        ("dvv-registration", "tax-personal", "integration"), Situations(), situation="moving-in"
    )
    visit, effects = go(Press.FIND, SituationChosen("moving-in"), ServiceChosen("tax-personal"))
    assert effects == [TakeNumber(1, "tax-personal", "fi")]
    assert isinstance(visit.screen, Taking)


def test_a_service_that_is_closed_is_told_and_back_leads_to_what_was_found() -> None:
    visit, effects = go(Press.FIND, SituationChosen("death"), ServiceChosen("property"))
    assert isinstance(visit.screen, Closed)
    assert effects == []
    back, _ = step(visit, Press.BACK, HOUSE, NOW)
    assert isinstance(back.screen, Found)


def test_a_service_that_was_not_found_gives_no_number() -> None:
    visit, effects = go(Press.FIND, SituationChosen("death"), ServiceChosen("tax-personal"))
    assert isinstance(visit.screen, Found)
    assert effects == []


def test_a_situation_that_leads_nowhere_is_no_choice() -> None:
    gone = Situation(id="gone", names={"fi": "Muu"}, services=("no-such-service",))
    house = without(situations=(*SITUATIONS, gone))
    visit, _ = go(Press.FIND, SituationChosen("gone"), house=house)
    assert visit.screen == Situations()
    visit, _ = go(Press.FIND, SituationChosen("unheard-of"), house=house)
    assert visit.screen == Situations()


def test_words_are_narrowed_letter_by_letter_and_back_takes_each_step_back() -> None:
    visit, _ = go(Press.FIND, Press.WORDS, PrefixChosen("v"), PrefixChosen("vero"))
    first = Words(under=Situations())
    assert visit.screen == Words("vero", Words("v", first))
    screens = []
    for _step in range(4):
        visit, _ = step(visit, Press.BACK, HOUSE, NOW)
        screens.append(visit.screen)
    assert screens == [Words("v", first), first, Situations(), Authorities()]


def test_only_a_longer_beginning_narrows() -> None:
    for other in ("v", "", "x"):
        visit, _ = go(Press.FIND, Press.WORDS, PrefixChosen("ve"), PrefixChosen(other))
        assert visit.screen == Words("ve", Words(under=Situations()))


def test_a_word_for_one_service_shows_it_before_the_number() -> None:
    visit, effects = go(Press.FIND, Press.WORDS, WordChosen("Verokortti"))
    assert visit.screen == Found(("tax-personal",), Words(under=Situations()), word="verokortti")
    assert effects == []


def test_a_word_for_several_services_shows_all() -> None:
    visit, _ = go(Press.FIND, Press.WORDS, WordChosen("henkilötunnus"))
    assert isinstance(visit.screen, Found)
    assert visit.screen.services == ("dvv-registration", "tax-personal")


def test_the_name_of_an_authority_with_a_queue_of_its_own_leads_there() -> None:
    visit, _ = go(Press.FIND, Press.WORDS, WordChosen("Porin kaupunki"))
    assert visit.screen == OwnQueue("city", Words(under=Situations()))


def test_a_word_that_is_gone_changes_nothing() -> None:
    visit, _ = go(Press.FIND, Press.WORDS, WordChosen("koira"))
    assert visit.screen == Words(under=Situations())


def test_a_site_without_situations_begins_with_words() -> None:
    visit, _ = go(Press.FIND, house=without(situations=()))
    assert visit.screen == Words(under=Authorities())


def test_a_language_without_words_has_situations_only() -> None:
    house = House(replace(SEARCHED_SITE, config=msgspec.structs.replace(CONFIG, languages=("fi", "ar"))))
    visit, _ = go(Press.FIND, Press.WORDS, language="ar", house=house)
    assert visit.screen == Situations()


def test_where_nothing_can_be_searched_an_adviser_is_called() -> None:
    config = msgspec.structs.replace(CONFIG, languages=("fi", "ar"))
    house = House(Surroundings(SITE.catalogue, config, HELSINKI))
    visit, effects = go(Press.FIND, language="ar", house=house)
    assert visit.screen == Helping(1, "calling", Authorities())
    assert effects == [CallAdviser(1, "ar")]


def test_an_adviser_is_called_from_the_search_and_leads_back_to_it() -> None:
    visit, effects = go(Press.FIND, Press.WORDS, PrefixChosen("v"), Press.HELP)
    assert effects == [CallAdviser(1, "fi")]
    back, _ = step(visit, Press.GO_ON, HOUSE, NOW)
    assert back.screen == Words("v", Words(under=Situations()))


def test_the_language_can_be_changed_where_situations_are_shown() -> None:
    visit, _ = go(Press.FIND, Press.LANGUAGES)
    assert visit.screen == ChoosingLanguage(Situations())


def test_the_search_begins_only_where_it_is_offered() -> None:
    visit = fresh(HOUSE, NOW)
    assert step(visit, Press.FIND, HOUSE, NOW) == (visit, ())
    assert step(visit, Press.FIND, House(None), NOW) == (visit, ())
