"""What becomes of the paper is told to its customer, and to nobody else."""

import pytest
from msgspec.structs import replace

from kiosk.flow.event import (
    AdditionKept,
    AuthorityChosen,
    LanguageChosen,
    NumberDealt,
    PaperNotOut,
    PaperOut,
    Press,
    PrintAgain,
    ServiceChosen,
)
from kiosk.flow.house import House
from kiosk.flow.moves import fresh
from kiosk.flow.state import (
    Adding,
    Authorities,
    Leaving,
    PrintFailed,
    Rest,
    Taken,
    Ticketed,
    Visit,
)
from kiosk.printer.port import Condition
from tests.kiosk.flow.visiting import HOUSE, go, taken
from tests.kiosk.house import NOW, SITE, ticket


def test_a_dealt_number_is_shown_while_its_paper_prints() -> None:
    dealt = ticket()
    visit, _ = go(LanguageChosen("fi"), AuthorityChosen("tax"), NumberDealt(1, dealt))
    assert visit.screen == Ticketed(dealt, "printing")
    assert go(PaperOut(dealt.id), visit=visit)[0].screen == Ticketed(dealt, "out")


def test_a_kiosk_without_a_printer_shows_no_paper() -> None:
    house = House(SITE, prints=False)
    visit, _ = go(LanguageChosen("fi"), AuthorityChosen("tax"), NumberDealt(1, ticket()), house=house)
    assert visit.screen == Ticketed(ticket(), "none")


@pytest.mark.parametrize("press", [Press.DONE, Press.START_OVER])
def test_nobody_leaves_a_ticket_whose_paper_is_still_under_way(press: Press) -> None:
    visit = taken("printing")
    assert go(press, visit=visit)[0].screen == Ticketed(ticket(), "printing")
    failed, _ = go(press, PaperNotOut("t-214", may_be_out=False, reason=Condition.PAPER_OUT), visit=visit)
    assert failed.screen == PrintFailed(ticket(), may_be_out=False, reason=Condition.PAPER_OUT)


def test_a_failed_paper_is_told_and_printed_again_as_a_copy_where_one_may_be_out() -> None:
    shown = Visit(Ticketed(ticket(), "printing"), "fi", NOW.ms, printing=(ticket(),))
    for may_be_out in (True, False):
        failed, _ = go(PaperNotOut("t-214", may_be_out), visit=shown)
        assert failed.screen == PrintFailed(ticket(), may_be_out)
        again, effects = go(Press.PRINT_AGAIN, visit=failed)
        assert again.screen == Ticketed(ticket(), "printing")
        assert effects == [PrintAgain(ticket(), may_be_out)]


def test_a_paper_that_fails_after_its_customer_went_on_is_told_all_the_same() -> None:
    visit = taken("printing", Press.MORE, Press.ANOTHER)
    failed, _ = go(PaperNotOut("t-214", may_be_out=False), visit=visit)
    assert failed.screen == PrintFailed(ticket(), may_be_out=False, before=Authorities())
    assert go(Press.REMEMBERED, visit=failed)[0].screen == Authorities()


def test_a_paper_that_fails_while_something_is_added_is_told_after_it() -> None:
    visit = taken(
        "printing", Press.MORE, Press.ANOTHER, AuthorityChosen("dvv"), ServiceChosen("dvv-certificates")
    )
    visit, _ = go(PaperNotOut("t-214", may_be_out=False), visit=visit)
    assert isinstance(visit.screen, Adding)
    visit, _ = go(AdditionKept(2, kept=True), visit=visit)
    assert visit.screen == PrintFailed(ticket(), may_be_out=False)
    again, effects = go(Press.PRINT_AGAIN, visit=visit)
    assert (again.screen, effects) == (Ticketed(ticket(), "printing"), [PrintAgain(ticket(), copy=False)])
    assert again.taken == Taken(ticket(), "printing", services=("dvv-certificates",))


def test_a_paper_that_fails_after_its_customer_left_is_not_shown_to_the_next() -> None:
    visit = replace(fresh(HOUSE, NOW), printing=())
    assert go(PaperNotOut("t-214", may_be_out=False), visit=visit)[0].screen == Rest()


def test_a_paper_that_comes_out_late_takes_the_failure_back() -> None:
    failed = Visit(PrintFailed(ticket(), may_be_out=True), "fi", NOW.ms)
    assert go(PaperOut("t-214"), visit=failed)[0].screen == Ticketed(ticket(), "out")


def test_news_of_the_paper_lifts_the_warning() -> None:
    warned = Visit(Leaving(Ticketed(ticket(), "printing"), NOW.ms + 100), "fi", 0, printing=(ticket(),))
    visit, _ = go(PaperNotOut("t-214", may_be_out=False), visit=warned)
    assert visit.screen == PrintFailed(ticket(), may_be_out=False)
    assert visit.touched_ms == NOW.ms
