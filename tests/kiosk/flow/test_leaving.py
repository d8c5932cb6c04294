"""A visit ends only when its customer has seen what became of each paper and each call of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.flow.event import (
    AuthorityChosen,
    CodeScanned,
    Event,
    HelpAnswered,
    LanguageChosen,
    NumberDealt,
    PaperNotOut,
    PaperOut,
    Press,
    ServiceChosen,
    Ticked,
)
from kiosk.flow.house import House
from kiosk.flow.moves import above, fresh
from kiosk.flow.state import (
    Additions,
    AppointmentAnswer,
    Authorities,
    Helping,
    PrintFailed,
    Rest,
    Ticketed,
    Visit,
)
from kiosk.flow.step import step
from kiosk.flow.timing import PRINTING_MS, REMEMBERING_MS, WARNING_MS
from kiosk.printer.settings import PrinterSettings
from kiosk.ticket.ticket import Ticket
from tests.kiosk.bookings import BOOK, BOOKED_SITE, KEPT
from tests.kiosk.flow import visiting
from tests.kiosk.house import NOW, ticket

HOUSE = House(BOOKED_SITE, book=BOOK, kept=KEPT)
FIRST, SECOND = ticket(), ticket(215)


def go(*events: Event, visit: Visit, now: int = 0) -> Visit:
    return visiting.go(*events, visit=visit, house=HOUSE, now=visiting.later(now))[0]


def with_two_numbers() -> Visit:
    """Return the visit of somebody who took 214, and 215 for an appointment; neither paper is out."""
    visit = go(LanguageChosen("fi"), AuthorityChosen("tax"), NumberDealt(1, FIRST), visit=fresh(HOUSE, NOW))
    return go(Press.MORE, Press.ANOTHER, CodeScanned("AB1234"), NumberDealt(2, SECOND), visit=visit)


def test_of_two_numbers_both_failures_are_told_one_after_the_other() -> None:
    visit = with_two_numbers()
    assert visit.screen == Ticketed(SECOND, "printing")
    visit = go(PaperNotOut(FIRST.id, may_be_out=True), PaperNotOut(SECOND.id, may_be_out=False), visit=visit)
    assert visit.screen == PrintFailed(SECOND, may_be_out=False)
    visit = go(Press.REMEMBERED, visit=visit)
    assert visit.screen == PrintFailed(FIRST, may_be_out=True)
    assert go(Press.REMEMBERED, visit=visit).screen == Rest()


@pytest.mark.parametrize("press", [Press.DONE, Press.START_OVER])
def test_the_first_paper_is_waited_for_after_the_second_is_out(press: Press) -> None:
    visit = go(PaperOut(SECOND.id), press, visit=with_two_numbers())
    assert visit.screen == Ticketed(FIRST, "printing")
    failed = go(PaperNotOut(FIRST.id, may_be_out=False), visit=visit)
    assert failed.screen == PrintFailed(FIRST, may_be_out=False)
    assert go(PaperOut(FIRST.id), Press.DONE, visit=visit).screen == Rest()


def test_a_failure_of_before_the_second_number_is_told_too() -> None:
    visit = go(LanguageChosen("fi"), AuthorityChosen("tax"), NumberDealt(1, FIRST), visit=fresh(HOUSE, NOW))
    visit = go(Press.MORE, Press.ANOTHER, Press.HELP, PaperNotOut(FIRST.id, may_be_out=False), visit=visit)
    assert visit.screen == Helping(2, "calling", Authorities())
    visit = go(Press.GO_ON, visit=visit)
    assert visit.screen == PrintFailed(FIRST, may_be_out=False, before=Authorities())
    assert go(Press.REMEMBERED, visit=visit).screen == Authorities()


@pytest.mark.parametrize("press", [Press.HELP, Press.LANGUAGES])
def test_a_failure_under_another_screen_is_not_taken_for_seen(press: Press) -> None:
    visit = go(press, PaperNotOut(SECOND.id, may_be_out=False), Press.START_OVER, visit=with_two_numbers())
    assert visit.screen == PrintFailed(SECOND, may_be_out=False)


def test_a_number_that_comes_late_takes_back_what_was_said_of_it() -> None:
    visit = go(LanguageChosen("fi"), AuthorityChosen("tax"), NumberDealt(1, FIRST), visit=fresh(HOUSE, NOW))
    visit = go(Press.MORE, Press.ANOTHER, CodeScanned("AB1234"), visit=visit)
    visit = go(PaperNotOut(FIRST.id, may_be_out=False), NumberDealt(2, SECOND), visit=visit)
    assert visit.screen == Ticketed(SECOND, "printing")
    visit = go(PaperOut(SECOND.id), Press.DONE, visit=visit)
    assert visit.screen == PrintFailed(FIRST, may_be_out=False)
    assert go(Press.REMEMBERED, visit=visit).screen == Rest()


def test_an_answer_about_an_appointment_leads_back_to_the_visits_ticket() -> None:
    visit = go(LanguageChosen("fi"), AuthorityChosen("tax"), NumberDealt(1, FIRST), visit=fresh(HOUSE, NOW))
    visit = go(Press.MORE, Press.ANOTHER, CodeScanned("EARLY1"), visit=visit)
    assert isinstance(visit.screen, AppointmentAnswer)
    assert go(Press.DONE, visit=visit).screen == Ticketed(FIRST, "printing")


def test_time_alone_shows_a_failure_before_it_ends_a_visit() -> None:
    visit = go(PaperOut(SECOND.id), PaperNotOut(FIRST.id, may_be_out=False), visit=with_two_numbers())
    assert visit.screen == Ticketed(SECOND, "out")
    assert go(Ticked(), visit=visit, now=visiting.IDLE_MS).screen == PrintFailed(FIRST, may_be_out=False)


def test_a_failure_that_nobody_looks_at_ends_after_its_own_time() -> None:
    visit = go(
        Press.HELP, PaperNotOut(SECOND.id, may_be_out=False), PaperOut(FIRST.id), visit=with_two_numbers()
    )
    visit = go(HelpAnswered(3, "called"), Press.GO_ON, visit=visit)
    assert visit.screen == PrintFailed(SECOND, may_be_out=False)
    visit = go(Ticked(), visit=visit, now=REMEMBERING_MS)
    visit = go(Ticked(), visit=visit, now=REMEMBERING_MS + WARNING_MS)
    assert visit.screen == Rest()


def test_nobody_is_warned_away_from_a_ticket_that_a_slow_line_still_prints() -> None:
    slowest = PrinterSettings(kind="serial", path="/dev/ttyS0", baud=1200, print_s=60)  # pyright: ignore[reportArgumentType]
    once_ms = (slowest.silence_s - 15) / 2 * 1000  # it counts with a ticket that is sent twice over
    assert once_ms < PRINTING_MS


def test_a_call_that_reached_nobody_finds_whoever_has_gone_on() -> None:
    visit = go(LanguageChosen("fi"), Press.HELP, Press.GO_ON, visit=fresh(HOUSE, NOW))
    assert visit.screen == Authorities()
    missed = go(HelpAnswered(1, "not-reached"), visit=visit)
    assert missed.screen == Helping(1, "not-reached", Authorities())
    assert go(HelpAnswered(1, "called"), visit=visit).screen == Authorities()
    for way in (Press.START_OVER, Press.BACK):
        over = go(way, Ticked(), HelpAnswered(1, "not-reached"), visit=visit)
        assert over.screen == Helping(1, "not-reached", Rest())


def test_a_call_outlasts_the_visit_that_it_belongs_to_in_its_language() -> None:
    visit = go(LanguageChosen("sv"), AuthorityChosen("tax"), NumberDealt(1, FIRST), visit=fresh(HOUSE, NOW))
    visit = go(PaperOut(FIRST.id), Press.HELP, Press.GO_ON, Press.DONE, Ticked(), visit=visit)
    assert visit.screen == Rest()
    missed = go(HelpAnswered(2, "not-reached"), visit=visit)
    assert (missed.screen, missed.language) == (Helping(2, "not-reached", Rest()), "sv")
    reached = go(HelpAnswered(2, "called"), Ticked(), visit=visit)
    assert (reached.screen, reached.language) == (Rest(), "fi")


def test_the_next_customer_hears_nothing_of_anothers_call() -> None:
    visit = go(LanguageChosen("fi"), Press.HELP, Press.GO_ON, visit=fresh(HOUSE, NOW))
    visit = go(Ticked(), visit=visit, now=visiting.IDLE_MS)
    visit = go(Ticked(), visit=visit, now=visiting.IDLE_MS + WARNING_MS)
    assert visit.screen == Rest()
    assert go(HelpAnswered(1, "not-reached"), visit=visit).screen == Rest()


def test_whoever_starts_over_at_a_failure_has_seen_it() -> None:
    visit = go(PaperOut(FIRST.id), PaperNotOut(SECOND.id, may_be_out=False), visit=with_two_numbers())
    assert go(Press.START_OVER, visit=visit).screen == Rest()
    more = go(Press.MORE, visit=visit)
    assert more.screen == Additions()
    assert go(Press.BACK, visit=more).screen == Ticketed(SECOND, "none")


_CHOICES: tuple[Event, ...] = (
    LanguageChosen("fi"),
    AuthorityChosen("tax"),
    AuthorityChosen("dvv"),
    ServiceChosen("dvv-certificates"),
    CodeScanned("AB1234"),
    CodeScanned("EARLY1"),
    Press.MORE,
    Press.ANOTHER,
    Press.DONE,
    Press.REMEMBERED,
    Press.PRINT_AGAIN,
    Press.GO_ON,
)


@given(st.data())
def test_no_visit_ends_by_a_press_before_each_failure_was_shown(data: st.DataObject) -> None:
    visit, dealt, untold = with_two_numbers(), 215, set[str]()
    for _ in range(data.draw(st.integers(0, 30))):
        event: Event = data.draw(st.sampled_from(_CHOICES) | st.sampled_from(list(Press)))
        what = data.draw(st.sampled_from(["press", "deal", "out", "not-out"]))
        on_its_way: Ticket | None = visit.printing[0] if visit.printing else None
        if what == "deal" and visit.wish:
            dealt += 1
            event = NumberDealt(visit.wish, ticket(dealt))
        elif what == "out" and on_its_way:
            event = PaperOut(on_its_way.id)
        elif what == "not-out" and on_its_way:
            untold.add(on_its_way.id)
            event = PaperNotOut(on_its_way.id, may_be_out=False)
        visit, _ = step(visit, event, HOUSE, NOW)
        shown = above(visit.screen)
        if isinstance(shown, PrintFailed):
            untold.discard(shown.ticket.id)
        if isinstance(shown, Rest):
            assert not untold
            return
