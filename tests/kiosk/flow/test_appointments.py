"""The way in with an appointment: by code, typed or shown, and by time, with an answer for each."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from common.wire.appointments import AppointmentBook
from common.wire.arrivals import Fit
from kiosk.flow.appointments import MOST_TYPED
from kiosk.flow.event import (
    AuthorityChosen,
    CodeScanned,
    Effect,
    Event,
    LanguageChosen,
    NumberDealt,
    PaperNotOut,
    PaperOut,
    Press,
    TakeNumber,
    Ticked,
    TimeChosen,
    Typed,
)
from kiosk.flow.guesses import MOST_SHOWN_WRONG, MOST_TYPED_WRONG, WINDOW_MS
from kiosk.flow.house import House
from kiosk.flow.moves import fresh
from kiosk.flow.state import (
    AppointmentAnswer,
    AppointmentWays,
    Authorities,
    ChoosingOwner,
    ChoosingTime,
    Closed,
    EnteringCode,
    Rest,
    Taking,
    Ticketed,
    Visit,
)
from kiosk.flow.step import step
from kiosk.surroundings import Moment
from tests.kiosk.bookings import BOOK, BOOKED_SITE, CODED, CODES_ONLY, DVV_TIMED, KEPT, TIMED, TIMES_ONLY
from tests.kiosk.flow import visiting
from tests.kiosk.house import NOW, ticket, wall_ms

HOUSE = House(BOOKED_SITE, book=BOOK, kept=KEPT)
WAYS = AppointmentWays(Authorities())
ENTERING = EnteringCode(under=WAYS)


def house(offers: str = "both", book: AppointmentBook | None = BOOK, **changes: object) -> House:
    config = msgspec.structs.replace(BOOKED_SITE.config, offers=offers)
    return replace(HOUSE, site=replace(BOOKED_SITE, config=config), book=book, **changes)


def go(
    *events: Event, visit: Visit | None = None, house: House = HOUSE, now: Moment = NOW
) -> tuple[Visit, list[Effect]]:
    visit = visit or visiting.go(LanguageChosen("fi"), house=house, now=now)[0]
    return visiting.go(*events, visit=visit, house=house, now=now)


def typed(code: str) -> tuple[Event, ...]:
    return (Press.APPOINTMENT, Press.BY_CODE, *(Typed(letter) for letter in code), Press.ENTER)


def answered(visit: Visit) -> Fit:
    assert isinstance(visit.screen, AppointmentAnswer)
    return visit.screen.match.fit


def test_a_code_is_typed_and_gives_a_number_for_its_service() -> None:
    visit, effects = go(*typed("AB1234"))
    assert effects == [TakeNumber(1, "tax-personal", "fi", CODED[0])]
    assert isinstance(visit.screen, Taking)


def test_letters_and_figures_take_turns_and_the_last_one_is_erased() -> None:
    visit, _ = go(
        Press.APPOINTMENT, Press.BY_CODE, Press.LETTERS, Typed("A"), Typed("C"), Press.ERASE, Press.LETTERS
    )
    assert visit.screen == replace(ENTERING, typed="A")


def test_a_code_of_two_letters_is_not_asked_for() -> None:
    visit, _ = go(*typed("12"))
    assert visit.screen == replace(ENTERING, typed="12")


def test_a_code_is_as_long_as_a_code_can_be_and_no_sign_is_typed() -> None:
    visit, _ = go(Press.APPOINTMENT, Press.BY_CODE, *[Typed("7")] * 100, Typed("-"), Typed("12"))
    assert visit.screen == replace(ENTERING, typed="7" * MOST_TYPED)


@pytest.mark.parametrize(
    ("code", "fit"),
    [
        ("EARLY1", Fit.TOO_EARLY),
        ("LATE22", Fit.TOO_LATE),
        ("USED33", Fit.USED),
        ("GONE44", Fit.OTHER_DAY),
        ("NEXT55", Fit.OTHER_DAY),
        ("FAR666", Fit.OTHER_DAY),
        ("nobody's", Fit.UNKNOWN),
    ],
)
def test_each_appointment_that_does_not_count_has_its_answer(code: str, fit: Fit) -> None:
    for events in (typed(code.replace("'", "")), (CodeScanned(code),)):
        visit, effects = go(*events)
        assert answered(visit) is fit
        assert effects == []


def test_back_from_an_answer_leads_to_the_code_as_it_was_typed() -> None:
    visit, _ = go(*typed("AB1235"))
    for press in (Press.BACK, Press.BY_CODE):
        assert go(press, visit=visit)[0].screen == replace(ENTERING, typed="AB1235")


def test_after_a_code_that_was_shown_and_is_unknown_it_can_be_typed() -> None:
    visit, _ = go(CodeScanned("nobody"), Press.BY_CODE)
    assert visit.screen == EnteringCode(under=Authorities())


def test_who_is_too_late_can_take_an_ordinary_number() -> None:
    visit, effects = go(*typed("LATE22"), Press.ORDINARY)
    assert effects == [TakeNumber(1, "tax-personal", "fi")]
    assert isinstance(visit.screen, Taking)


def test_no_ordinary_number_is_left_where_the_service_gives_none() -> None:
    for one in (house("appointments"), replace(HOUSE, full=frozenset({"tax-personal"}))):
        visit, effects = go(*typed("LATE22"), Press.ORDINARY, house=one)
        assert answered(visit) is Fit.TOO_LATE
        assert effects == []


@pytest.mark.parametrize("code", ["EARLY1", "USED33", "NEXT55", "unknown"])
def test_an_ordinary_number_is_for_who_is_too_late_alone(code: str) -> None:
    visit, effects = go(*typed(code), Press.ORDINARY)
    assert isinstance(visit.screen, AppointmentAnswer)
    assert effects == []


def test_done_ends_the_visit_at_an_answer() -> None:
    visit, _ = go(*typed("EARLY1"), Press.DONE)
    assert visit == fresh(HOUSE, NOW)


def test_with_whom_and_at_what_time() -> None:
    visit, _ = go(Press.APPOINTMENT, Press.BY_TIME)
    assert visit.screen == ChoosingOwner(WAYS)
    visit, _ = go(AuthorityChosen("land-survey"), visit=visit)
    assert visit.screen == ChoosingTime("land-survey", ChoosingOwner(WAYS))
    visit, effects = go(TimeChosen(wall_ms(23, 10, 30)), visit=visit)
    assert effects == [TakeNumber(1, "property", "fi", TIMED[0])]


def test_of_two_services_at_one_time_the_chosen_one_is_meant() -> None:
    at_ms = wall_ms(23, 10, 30)
    for service, entry in (("dvv-guardianship", DVV_TIMED[0]), ("dvv-certificates", DVV_TIMED[1])):
        _visit, effects = go(
            Press.APPOINTMENT, Press.BY_TIME, AuthorityChosen("dvv"), TimeChosen(at_ms, service)
        )
        assert effects == [TakeNumber(1, service, "fi", entry)]


@pytest.mark.parametrize(("hour", "fit"), [(14, Fit.TOO_EARLY), (9, Fit.TOO_LATE), (11, Fit.UNKNOWN)])
def test_a_time_that_does_not_count_has_its_answer(hour: int, fit: Fit) -> None:
    visit, effects = go(
        Press.APPOINTMENT, Press.BY_TIME, AuthorityChosen("land-survey"), TimeChosen(wall_ms(23, hour))
    )
    assert answered(visit) is fit
    assert effects == []
    assert go(Press.BACK, visit=visit)[0].screen == ChoosingTime("land-survey", ChoosingOwner(WAYS))


def test_who_is_too_late_for_a_closed_service_gets_no_number() -> None:
    visit, effects = go(
        Press.APPOINTMENT,
        Press.BY_TIME,
        AuthorityChosen("land-survey"),
        TimeChosen(wall_ms(23, 9)),
        Press.ORDINARY,
    )
    assert answered(visit) is Fit.TOO_LATE
    assert effects == []


def test_a_question_with_one_answer_is_not_asked() -> None:
    visit, _ = go(Press.APPOINTMENT, house=house(book=CODES_ONLY))
    assert visit.screen == EnteringCode(under=Authorities())
    visit, _ = go(Press.APPOINTMENT, house=house(book=TIMES_ONLY))
    assert visit.screen == ChoosingTime("land-survey", Authorities())
    assert go(Press.BACK, visit=visit)[0].screen == Authorities()


def test_without_a_book_nothing_is_offered_but_the_way_to_an_adviser() -> None:
    for event in (Press.BY_CODE, Press.BY_TIME):
        visit, _ = go(Press.APPOINTMENT, event, house=house(book=None))
        assert visit.screen == WAYS
    visit, _ = go(CodeScanned("AB1234"), house=house(book=None))
    assert answered(visit) is Fit.UNKNOWN


def test_a_kiosk_for_numbers_only_knows_no_appointments() -> None:
    numbers = house("numbers")
    for event in (Press.APPOINTMENT, CodeScanned("AB1234")):
        assert go(event, house=numbers)[0].screen == Authorities()


def test_a_kiosk_for_appointments_only_begins_with_them() -> None:
    visit, _ = go(house=house("appointments"))
    assert visit.screen == AppointmentWays(Rest())
    assert go(Press.BACK, visit=visit, house=house("appointments"))[0].screen == Rest()
    visit, _ = go(house=house("appointments", CODES_ONLY))
    assert visit.screen == EnteringCode(under=Rest())


def test_a_code_can_be_shown_to_a_kiosk_at_rest_which_keeps_its_first_language() -> None:
    visit, effects = go(CodeScanned(" ab 1234\r"), visit=fresh(HOUSE, NOW))
    assert effects == [TakeNumber(1, "tax-personal", "fi", CODED[0])]
    assert visit.language == "fi"


def test_a_code_is_not_read_while_a_number_is_dealt_or_printed_or_has_to_be_remembered() -> None:
    taking, _ = go(AuthorityChosen("tax"))
    assert go(CodeScanned("AB1234"), visit=taking) == (taking, [])
    printing, _ = go(NumberDealt(1, ticket()), visit=taking)
    failed, _ = go(PaperNotOut(ticket().id, may_be_out=False), visit=printing)
    without_paper = Visit(Ticketed(ticket(), "none"), "fi", NOW.ms)
    for visit in (printing, failed, without_paper):
        assert go(CodeScanned("AB1234"), visit=visit) == (visit, [])


def test_the_next_customer_can_show_a_code_while_the_last_ones_ticket_still_stands() -> None:
    visit, _ = go(AuthorityChosen("tax"), NumberDealt(1, ticket()), PaperOut(ticket().id))
    visit, effects = go(CodeScanned("AB1234"), visit=replace(visit, language="sv"))
    assert effects == [TakeNumber(2, "tax-personal", "fi", CODED[0])]
    assert visit.taken is None


def test_a_code_that_was_shown_during_a_call_or_a_warning_is_read() -> None:
    called, _ = go(Press.HELP)
    _visit, effects = go(CodeScanned("AB1234"), visit=called)
    assert effects == [TakeNumber(2, "tax-personal", "fi", CODED[0])]
    _visit, effects = go(CodeScanned("AB1234"), visit=go(Press.LANGUAGES)[0])
    assert effects == [TakeNumber(1, "tax-personal", "fi", CODED[0])]


def test_codes_shown_one_after_the_other_do_not_pile_up() -> None:
    visit, _ = go(CodeScanned("one1"), CodeScanned("two2"), CodeScanned("EARLY1"))
    assert isinstance(visit.screen, AppointmentAnswer)
    assert visit.screen.under == Authorities()


def test_an_appointment_of_a_service_that_is_gone_is_not_known() -> None:
    services = tuple(one for one in BOOKED_SITE.catalogue.services if one.id != "tax-personal")
    catalogue = msgspec.structs.replace(BOOKED_SITE.catalogue, services=services)
    visit, effects = go(
        CodeScanned("AB1234"), house=replace(HOUSE, site=replace(BOOKED_SITE, catalogue=catalogue))
    )
    assert answered(visit) is Fit.UNKNOWN
    assert effects == []


def test_an_appointment_has_a_number_of_its_own_beside_the_visits_first() -> None:
    visit, _ = go(AuthorityChosen("tax"), NumberDealt(1, ticket()), PaperOut(ticket().id), Press.MORE)
    visit, effects = go(Press.ANOTHER, CodeScanned("AB1234"), visit=visit)
    assert effects == [TakeNumber(2, "tax-personal", "fi", CODED[0])]


def guess(count: int) -> list[Event]:
    """Typed codes that nobody knows."""
    typed: list[Event] = []
    for index in range(count):
        typed += [Press.BY_CODE, *map(Typed, f"{index:04}x"), Press.ENTER]
    return typed


def test_who_tries_codes_out_is_held_up_and_told_so() -> None:
    visit, _ = go(LanguageChosen("fi"), Press.APPOINTMENT, *guess(MOST_TYPED_WRONG))
    assert answered(visit) is Fit.UNKNOWN
    visit, effects = go(Press.BACK, Press.ENTER, visit=visit)
    assert isinstance(visit.screen, AppointmentAnswer)
    assert visit.screen.paused
    assert effects == []
    _visit, effects = go(CodeScanned("AB1234"), visit=visit)
    assert [type(effect) for effect in effects] == [TakeNumber]


def test_what_people_hold_under_the_scanner_holds_nobody_up() -> None:
    visit, _ = go(*[CodeScanned(f"640{index:010}") for index in range(MOST_SHOWN_WRONG - 1)])
    _visit, effects = go(Press.START_OVER, CodeScanned("AB1234"), visit=visit)
    assert [type(effect) for effect in effects] == [TakeNumber]


def test_a_new_customer_does_not_undo_the_hold_and_time_does() -> None:
    visit, _ = go(*[CodeScanned(f"guess{index}") for index in range(MOST_SHOWN_WRONG)], Press.START_OVER)
    assert visit.screen == Rest()
    held, _ = go(Ticked(), CodeScanned("AB1234"), visit=visit)
    assert isinstance(held.screen, AppointmentAnswer)
    assert held.screen.paused
    later = Moment(NOW.ms + WINDOW_MS, NOW.wall_ms + WINDOW_MS)
    _visit, effects = go(CodeScanned("AB1234"), visit=visit, now=later)
    assert effects == [TakeNumber(1, "tax-personal", "fi", CODED[0])]


def test_what_can_be_no_code_is_no_guess() -> None:
    visit, _ = go(*[CodeScanned("?" * index) for index in range(20)])
    assert not visit.unknown_ms


def test_codes_that_somebody_knows_are_no_guesses() -> None:
    visit, _ = go(*[CodeScanned(code) for code in ("EARLY1", "LATE22", "USED33", "NEXT55") * 3])
    assert not visit.unknown_ms


def test_no_state_and_no_event_tells_a_code_in_its_words() -> None:
    visit, _ = go(Press.APPOINTMENT, Press.BY_CODE, Typed("Q"), Typed("X"), Typed("7"))
    for one in (visit, Typed("QX7"), CodeScanned("QX7")):
        assert "QX7" not in repr(one)


_EVENTS = st.one_of(
    st.sampled_from([Press.APPOINTMENT, Press.BY_CODE, Press.BY_TIME, Press.ENTER, Press.ERASE, Press.BACK]),
    st.sampled_from([Press.LETTERS, Press.ORDINARY, Press.HELP, Press.GO_ON, Press.DONE, Press.START_OVER]),
    st.sampled_from([LanguageChosen("sv"), AuthorityChosen("land-survey"), AuthorityChosen("dvv")]),
    st.sampled_from([TimeChosen(wall_ms(23, 10, 30)), TimeChosen(wall_ms(23, 14)), TimeChosen(0, "jobs")]),
    st.text(max_size=2).map(Typed),
    st.one_of(st.text(max_size=80), st.sampled_from(["AB1234", "EARLY1", "LATE22"])).map(CodeScanned),
)


@given(st.lists(_EVENTS, max_size=30), st.sampled_from(["both", "numbers", "appointments"]))
def test_whatever_is_pressed_nobody_gets_a_number_for_an_appointment_that_does_not_count(
    events: list[Event], offers: str
) -> None:
    visit = fresh(house(offers), NOW)
    for event in events:
        visit, effects = step(visit, event, house(offers), NOW)
        for effect in effects:
            if isinstance(effect, TakeNumber) and effect.appointment is not None:
                assert effect.appointment.opens_ms <= NOW.wall_ms <= effect.appointment.closes_ms
                assert effect.appointment.id not in KEPT
                assert offers != "numbers"
            if isinstance(effect, TakeNumber) and effect.appointment is None:
                assert offers != "appointments"
        if isinstance(visit.screen, Closed | AppointmentAnswer):
            assert go(Press.BACK, visit=visit, house=house(offers))[0].screen != visit.screen
