"""One number a wish, also where it comes late or not at all."""

from kiosk.flow.event import (
    AuthorityChosen,
    LanguageChosen,
    NumberDealt,
    PaperNotOut,
    Press,
    ServiceChosen,
    TakeNumber,
    Ticked,
)
from kiosk.flow.state import (
    Authorities,
    NoNumbers,
    PrintFailed,
    Services,
    Taken,
    Ticketed,
    Visit,
)
from kiosk.flow.step import step
from kiosk.flow.timing import TAKING_MS, is_untouched
from tests.kiosk.flow.visiting import HOUSE, go, later
from tests.kiosk.house import ticket


def test_a_second_tap_takes_no_second_number() -> None:
    _visit, effects = go(LanguageChosen("fi"), AuthorityChosen("tax"), AuthorityChosen("tax"))
    assert len(effects) == 1


def test_no_number_sends_to_an_adviser_and_a_late_one_is_shown() -> None:
    visit, _ = go(LanguageChosen("fi"), AuthorityChosen("tax"), NumberDealt(1, None))
    assert visit.screen == NoNumbers(1, Authorities())
    waiting, _ = go(LanguageChosen("fi"), AuthorityChosen("tax"))
    visit, _ = step(waiting, Ticked(), HOUSE, later(TAKING_MS))
    assert go(NumberDealt(1, ticket()), visit=visit)[0].screen == Ticketed(ticket(), "printing")


def test_a_number_that_does_not_come_is_not_waited_for_for_ever() -> None:
    visit, _ = go(LanguageChosen("fi"), AuthorityChosen("tax"))
    visit, _ = step(visit, Ticked(), HOUSE, later(TAKING_MS))
    assert visit.screen == NoNumbers(1, Authorities())


def test_an_answer_to_an_earlier_wish_is_not_this_customers() -> None:
    visit, _ = go(LanguageChosen("fi"), AuthorityChosen("tax"))
    assert go(NumberDealt(99, ticket()), visit=visit)[0] == visit


def test_a_stuck_disk_gives_one_customer_no_second_number() -> None:
    visit, _ = go(LanguageChosen("fi"), AuthorityChosen("tax"))
    visit, _ = step(visit, Ticked(), HOUSE, later(TAKING_MS))
    visit, effects = go(Press.BACK, AuthorityChosen("dvv"), ServiceChosen("dvv-certificates"), visit=visit)
    assert (visit.screen, effects) == (NoNumbers(1, Services("dvv")), [])
    back, _ = go(Press.BACK, visit=visit)
    late, _ = go(NumberDealt(1, ticket()), visit=back)
    assert late.screen == Ticketed(ticket(), "printing")
    refused, _ = go(NumberDealt(1, None), visit=back)
    assert refused.screen == Services("dvv")
    _again, effects = go(ServiceChosen("dvv-certificates"), visit=refused)
    assert effects == [TakeNumber(2, "dvv-certificates", "fi")]


def test_a_number_that_comes_late_under_a_call_is_the_visits_all_the_same() -> None:
    visit, _ = go(LanguageChosen("fi"), AuthorityChosen("tax"))
    visit, _ = step(visit, Ticked(), HOUSE, later(TAKING_MS))
    visit, _ = go(Press.HELP, NumberDealt(1, ticket()), visit=visit)
    assert visit.taken == Taken(ticket(), "printing")
    assert visit.printing == (ticket(),)
    assert go(Press.GO_ON, visit=visit)[0].screen == Ticketed(ticket(), "printing")
    failed, _ = go(PaperNotOut("t-214", may_be_out=False), Press.GO_ON, visit=visit)
    assert failed.screen == PrintFailed(ticket(), may_be_out=False)


def owed() -> Visit:
    """Return a customer whose number a stuck disk still owes, and who has begun anew."""
    visit, _ = go(LanguageChosen("fi"), AuthorityChosen("dvv"), ServiceChosen("dvv-certificates"))
    visit, _ = step(visit, Ticked(), HOUSE, later(TAKING_MS))
    return go(Press.BACK, Press.START_OVER, visit=visit)[0]


def test_to_start_over_brings_one_customer_no_second_number() -> None:
    visit, effects = go(AuthorityChosen("tax"), visit=go(LanguageChosen("fi"), visit=owed())[0])
    assert (visit.screen, effects) == (NoNumbers(1, Authorities()), [])
    assert go(NumberDealt(1, ticket()), visit=owed())[0].screen == Ticketed(ticket(), "printing")
    assert go(NumberDealt(1, None), visit=owed())[0].wish == 0


def test_a_number_owed_to_one_customer_is_not_the_next_ones() -> None:
    visit, now_ms = owed(), TAKING_MS
    for _ in range(5):
        now_ms += 60_000
        visit, _ = step(visit, Ticked(), HOUSE, later(now_ms))
    assert is_untouched(visit)
    assert visit.wish == 0
    _, effects = go(LanguageChosen("fi"), AuthorityChosen("tax"), visit=visit)
    assert [type(one) for one in effects] == [TakeNumber]
