"""The way of a customer: three taps at most, one number a wish, no end without a warning."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.screen.theme import Contrast, Look, TextSize
from kiosk.flow.event import (
    AuthorityChosen,
    CallAdviser,
    Effect,
    Event,
    HelpAnswered,
    LanguageChosen,
    NumberDealt,
    PaperNotOut,
    PaperOut,
    Press,
    PrintAgain,
    ServiceChosen,
    TakeNumber,
    Ticked,
    Touched,
)
from kiosk.flow.state import (
    Authorities,
    ChoosingLanguage,
    Closed,
    Helping,
    Leaving,
    NoNumbers,
    OutOfUse,
    OwnQueue,
    PrintFailed,
    Rest,
    Services,
    Taking,
    Ticketed,
    Visit,
)
from kiosk.flow.step import House, fresh, step
from kiosk.flow.timing import PRINTING_MS, TAKING_MS, WARNING_MS
from kiosk.surroundings import Moment
from tests.kiosk.house import AUTHORITIES, NOW, SERVICES, SITE, ticket

HOUSE = House(SITE)
IDLE_MS = SITE.config.idle_timeout_s * 1000


def later(ms: int) -> Moment:
    return Moment(NOW.ms + ms, NOW.wall_ms + ms)


def go(*events: Event, visit: Visit | None = None, house: House = HOUSE) -> tuple[Visit, list[Effect]]:
    """Let events happen one after the other at the same moment."""
    visit = visit or fresh(house, NOW)
    effects: list[Effect] = []
    for event in events:
        visit, more = step(visit, event, house, NOW)
        effects += more
    return visit, effects


def test_three_taps_give_a_number() -> None:
    visit, effects = go(LanguageChosen("sv"), AuthorityChosen("dvv"), ServiceChosen("dvv-certificates"))
    assert effects == [TakeNumber(1, "dvv-certificates", "sv")]
    assert isinstance(visit.screen, Taking)


def test_an_authority_with_one_service_goes_straight_to_the_number() -> None:
    _visit, effects = go(LanguageChosen("fi"), AuthorityChosen("tax"))
    assert effects == [TakeNumber(1, "tax-personal", "fi")]


def test_a_second_tap_takes_no_second_number() -> None:
    _visit, effects = go(LanguageChosen("fi"), AuthorityChosen("tax"), AuthorityChosen("tax"))
    assert len(effects) == 1


def test_a_dealt_number_is_shown_while_its_paper_prints() -> None:
    dealt = ticket()
    visit, _ = go(LanguageChosen("fi"), AuthorityChosen("tax"), NumberDealt(1, dealt))
    assert visit.screen == Ticketed(dealt, "printing")
    assert go(PaperOut(dealt.id), visit=visit)[0].screen == Ticketed(dealt, "out")


def test_a_kiosk_without_a_printer_shows_no_paper() -> None:
    house = House(SITE, prints=False)
    visit, _ = go(LanguageChosen("fi"), AuthorityChosen("tax"), NumberDealt(1, ticket()), house=house)
    assert visit.screen == Ticketed(ticket(), "none")


def test_another_errand_keeps_the_language_and_done_keeps_nothing() -> None:
    shown = Visit(Ticketed(ticket(), "out"), "en", NOW.ms, Look(size=TextSize.LARGE))
    assert go(Press.ANOTHER, visit=shown)[0] == replace(shown, screen=Authorities())
    assert go(Press.DONE, visit=shown)[0] == fresh(HOUSE, NOW)


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


def test_no_number_sends_to_an_adviser_and_a_late_one_is_shown() -> None:
    visit, _ = go(LanguageChosen("fi"), AuthorityChosen("tax"), NumberDealt(1, None))
    assert visit.screen == NoNumbers(1, Authorities())
    assert go(NumberDealt(1, ticket()), visit=visit)[0].screen == Ticketed(ticket(), "printing")


def test_a_number_that_does_not_come_is_not_waited_for_for_ever() -> None:
    visit, _ = go(LanguageChosen("fi"), AuthorityChosen("tax"))
    visit, _ = step(visit, Ticked(), HOUSE, later(TAKING_MS))
    assert visit.screen == NoNumbers(1, Authorities())


def test_an_answer_to_an_earlier_wish_is_not_this_customers() -> None:
    visit, _ = go(LanguageChosen("fi"), AuthorityChosen("tax"))
    assert go(NumberDealt(99, ticket()), visit=visit)[0] == visit


def test_a_failed_paper_is_told_and_printed_again_as_a_copy_where_one_may_be_out() -> None:
    shown = Visit(Ticketed(ticket(), "printing"), "fi", NOW.ms)
    for may_be_out in (True, False):
        failed, _ = go(PaperNotOut("t-214", may_be_out), visit=shown)
        assert failed.screen == PrintFailed(ticket(), may_be_out)
        again, effects = go(Press.PRINT_AGAIN, visit=failed)
        assert again.screen == Ticketed(ticket(), "printing")
        assert effects == [PrintAgain(ticket(), may_be_out)]


def test_a_paper_that_fails_after_its_customer_went_on_is_told_all_the_same() -> None:
    visit, _ = go(LanguageChosen("fi"), AuthorityChosen("tax"), NumberDealt(1, ticket()), Press.ANOTHER)
    failed, _ = go(PaperNotOut("t-214", may_be_out=False), visit=visit)
    assert failed.screen == PrintFailed(ticket(), may_be_out=False, before=Authorities())
    assert go(Press.REMEMBERED, visit=failed)[0].screen == Authorities()


def test_a_paper_that_fails_after_its_customer_left_is_not_shown_to_the_next() -> None:
    visit, _ = go(LanguageChosen("fi"), AuthorityChosen("tax"), NumberDealt(1, ticket()), Press.DONE)
    assert go(PaperNotOut("t-214", may_be_out=False), visit=visit)[0].screen == Rest()


def test_a_paper_that_comes_out_late_takes_the_failure_back() -> None:
    failed = Visit(PrintFailed(ticket(), may_be_out=True), "fi", NOW.ms)
    assert go(PaperOut("t-214"), visit=failed)[0].screen == Ticketed(ticket(), "out")


def test_news_of_the_paper_lifts_the_warning() -> None:
    warned = Visit(Leaving(Ticketed(ticket(), "printing"), NOW.ms + 100), "fi", 0)
    visit, _ = go(PaperNotOut("t-214", may_be_out=False), visit=warned)
    assert visit.screen == PrintFailed(ticket(), may_be_out=False)
    assert visit.touched_ms == NOW.ms


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


def test_the_language_can_be_changed_in_the_middle() -> None:
    visit, _ = go(LanguageChosen("fi"), AuthorityChosen("dvv"), Press.LANGUAGES)
    assert visit.screen == ChoosingLanguage(Services("dvv"))
    changed, _ = go(LanguageChosen("en"), visit=visit)
    assert (changed.screen, changed.language) == (Services("dvv"), "en")


def test_size_and_contrast_are_turned_on_and_off() -> None:
    visit, _ = go(Press.SIZE, Press.CONTRAST)
    assert visit.look == Look(size=TextSize.LARGE, contrast=Contrast.HIGH)
    assert go(Press.SIZE, Press.CONTRAST, visit=visit)[0].look == Look()


def test_a_warning_gives_20_s_and_going_on_can_be_repeated() -> None:
    visit, _ = go(LanguageChosen("fi"))
    now = NOW
    for _ in range(12):
        now = Moment(now.ms + IDLE_MS, now.wall_ms + IDLE_MS)
        warned, _ = step(visit, Ticked(), HOUSE, now)
        assert warned.screen == Leaving(Authorities(), now.ms + WARNING_MS)
        now = Moment(now.ms + WARNING_MS - 1, now.wall_ms)
        assert step(warned, Ticked(), HOUSE, now)[0] == warned
        visit, _ = step(warned, Press.GO_ON, HOUSE, now)
        assert visit.screen == Authorities()
    warned, _ = step(visit, Ticked(), HOUSE, Moment(now.ms + IDLE_MS, now.wall_ms))
    assert step(warned, Ticked(), HOUSE, Moment(now.ms + 2 * IDLE_MS, now.wall_ms))[0].screen == Rest()


def test_a_finger_anywhere_puts_the_warning_off() -> None:
    visit, _ = go(LanguageChosen("fi"))
    visit, _ = step(visit, Touched(), HOUSE, later(IDLE_MS - 1))
    assert step(visit, Ticked(), HOUSE, later(IDLE_MS + 1))[0].screen == Authorities()


def test_nobody_is_warned_away_from_a_ticket_that_prints() -> None:
    shown = Visit(Ticketed(ticket(), "printing"), "fi", NOW.ms)
    assert step(shown, Ticked(), HOUSE, later(PRINTING_MS - 1))[0] == shown


def test_a_look_that_was_changed_at_rest_is_gone_for_the_next() -> None:
    visit, _ = go(Press.SIZE)
    warned, _ = step(visit, Ticked(), HOUSE, later(IDLE_MS))
    assert isinstance(warned.screen, Leaving)
    assert step(warned, Ticked(), HOUSE, later(IDLE_MS + WARNING_MS))[0] == fresh(
        HOUSE, later(IDLE_MS + WARNING_MS)
    )


events: st.SearchStrategy[Event] = st.one_of(
    st.sampled_from(Press),
    st.builds(LanguageChosen, st.sampled_from(["fi", "sv", "en", "xx"])),
    st.builds(AuthorityChosen, st.sampled_from([*(one.id for one in AUTHORITIES), "nobody"])),
    st.builds(ServiceChosen, st.sampled_from([*(one.id for one in SERVICES), "nothing"])),
    st.builds(Touched),
    st.builds(Ticked),
    st.builds(NumberDealt, st.integers(1, 4), st.none() | st.builds(ticket, st.integers(1, 3))),
    st.builds(PaperOut, st.sampled_from(["t-1", "t-2", "t-3"])),
    st.builds(PaperNotOut, st.sampled_from(["t-1", "t-2", "t-3"]), st.booleans()),
    st.builds(HelpAnswered, st.integers(1, 4), st.sampled_from(["called", "not-reached"])),
)
happenings = st.lists(st.tuples(events, st.integers(0, 30_000)), max_size=40)


@given(happening=happenings, prints=st.booleans())
def test_the_flow_keeps_its_rules_always(*, happening: list[tuple[Event, int]], prints: bool) -> None:
    house, now = House(SITE, prints), NOW
    visit = fresh(house, now)
    for event, ms in happening:
        now = Moment(now.ms + ms, now.wall_ms + ms)
        before = visit
        visit, effects = step(visit, event, house, now)
        assert visit.language in SITE.config.languages
        assert visit.serial >= before.serial
        taken = [effect for effect in effects if isinstance(effect, TakeNumber)]
        assert len(taken) <= 1
        if taken:
            assert not isinstance(before.screen, Taking)
            assert isinstance(visit.screen, Taking)
            assert (visit.screen.wish, visit.screen.under) == (taken[0].wish, before.screen)
            assert taken[0].wish > before.serial
        if isinstance(event, Ticked) and isinstance(visit.screen, Rest):
            ended = isinstance(before.screen, Leaving) and now.ms >= before.screen.ends_ms
            assert ended or isinstance(before.screen, Rest)
    for _ in range(5):
        now = Moment(now.ms + PRINTING_MS, now.wall_ms + PRINTING_MS)
        if isinstance(visit.screen, Helping):
            visit, _effects = step(visit, HelpAnswered(visit.screen.call, "called"), house, now)
            now = Moment(now.ms + PRINTING_MS, now.wall_ms + PRINTING_MS)
        visit, _effects = step(visit, Ticked(), house, now)
    assert visit == replace(fresh(house, NOW, visit.serial), touched_ms=visit.touched_ms)
