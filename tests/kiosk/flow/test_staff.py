"""The service page: opened by its code alone, and what staff do there."""

from functools import partial

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from common.wire.site import StaffCode as StaffCodeDigest
from common.wire.staff_codes import DIGITS
from kiosk.flow.event import (
    CheckCode,
    CheckSound,
    CodeChecked,
    Event,
    Press,
    PrintTrial,
    Restart,
    SetClosed,
    SoundChecked,
    Ticked,
    TrialEnded,
    Typed,
)
from kiosk.flow.house import House
from kiosk.flow.moves import fresh
from kiosk.flow.paper_steps import PaperStep, paper_step
from kiosk.flow.state import (
    ChangingPaper,
    CheckingSound,
    Leaving,
    Rest,
    Restarting,
    ServicePage,
    StaffCode,
    TryingPrinter,
    Visit,
)
from kiosk.flow.step import step
from kiosk.flow.timing import SERVICE_MS, WARNING_MS
from kiosk.printer.port import Condition
from kiosk.surroundings import Moment
from tests.kiosk.flow import visiting
from tests.kiosk.house import NOW, SITE

_CODE = StaffCodeDigest(salt="00", digest="00", n=2, r=1, p=1)
HOUSE = House(replace(SITE, config=msgspec.structs.replace(SITE.config, staff_code=_CODE)))


go = partial(visiting.go, house=HOUSE)


def type_code(code: str = "482913") -> list[Event]:
    return [Press.STAFF, *(Typed(figure) for figure in code)]


def opened(*events: Event, house: House = HOUSE) -> Visit:
    visit, _ = go(*type_code(), CodeChecked(1, right=True), *events, house=house)
    return visit


def test_the_last_figure_has_the_code_looked_at_and_the_right_one_opens() -> None:
    visit, effects = go(*type_code())
    assert effects == [CheckCode(1, "482913")]
    assert go(CodeChecked(1, right=True), visit=visit)[0].screen == ServicePage()


def test_while_a_code_is_looked_at_no_figure_counts() -> None:
    visit, effects = go(*type_code(), Typed("1"), Press.ERASE)
    assert len(effects) == 1
    assert visit.screen == StaffCode("482913", 1)


def test_a_wrong_code_is_forgotten_and_said() -> None:
    visit, _ = go(*type_code(), CodeChecked(1, right=False))
    assert visit.screen == StaffCode(wrong=True)
    assert go(Typed("1"), visit=visit)[0].screen == StaffCode("1")


def test_after_too_many_nothing_can_be_typed_for_a_while() -> None:
    visit, _ = go(*type_code(), CodeChecked(1, right=False, locked_ms=30_000))
    assert go(Typed("1"), visit=visit)[0] == visit
    later = Moment(NOW.ms + 30_000, NOW.wall_ms)
    assert go(Typed("1"), visit=visit, now=later)[0].screen == StaffCode("1")


def test_the_answer_to_another_code_opens_nothing() -> None:
    visit, _ = go(*type_code())
    assert go(CodeChecked(9, right=True), visit=visit)[0] == visit
    assert go(Press.BACK, CodeChecked(1, right=True), visit=visit)[0].screen == Rest()


@pytest.mark.parametrize("letter", ["a", "", "12", "\u0663", " ", "-"])
def test_only_single_figures_are_typed(letter: str) -> None:
    assert go(Press.STAFF, Typed(letter))[0].screen == StaffCode()


def test_a_code_stands_in_no_words_of_state_or_effect() -> None:
    visit, effects = go(*type_code())
    assert "482913" not in repr(visit)
    assert "482913" not in repr(effects)


def test_the_page_is_left_by_back_and_by_itself() -> None:
    assert go(Press.BACK, visit=opened())[0].screen == Rest()
    forgotten = Moment(NOW.ms + SERVICE_MS, NOW.wall_ms)
    visit, _ = go(Ticked(), visit=opened(), now=forgotten)
    assert visit.screen == Leaving(ServicePage(), forgotten.ms + WARNING_MS)
    gone = Moment(forgotten.ms + WARNING_MS, NOW.wall_ms)
    assert go(Ticked(), visit=visit, now=gone)[0].screen == Rest()


def test_a_customers_screen_has_no_way_to_the_staff() -> None:
    for press in (Press.PAPER, Press.CLOSE_KIOSK, Press.RESTART, Press.TRIAL):
        assert go(press) == (fresh(HOUSE, NOW), [])


def test_the_kiosk_is_closed_and_opened_and_restarted() -> None:
    assert go(Press.CLOSE_KIOSK, visit=opened())[1] == [SetClosed(closed=True)]
    assert go(Press.OPEN_KIOSK, visit=opened())[1] == [SetClosed(closed=False)]
    visit, effects = go(Press.RESTART, visit=opened())
    assert (visit.screen, effects) == (Restarting(), [Restart()])


def test_a_trial_tells_how_it_ended_and_can_be_tried_again() -> None:
    visit, effects = go(Press.PRINTER, Press.TRIAL, visit=opened())
    assert effects == [PrintTrial(2)]
    assert go(Press.TRIAL, Press.BACK, visit=visit)[0] == visit
    failed, _ = go(TrialEnded(2, printed=False, reason=Condition.CUTTER_ERROR), visit=visit)
    assert failed.screen == TryingPrinter(None, "failed", Condition.CUTTER_ERROR)
    visit, effects = go(Press.TRIAL, TrialEnded(3, printed=True), visit=failed)
    assert (visit.screen, effects) == (TryingPrinter(None, "printed"), [PrintTrial(3)])


def test_the_steps_of_new_paper_follow_the_printer() -> None:
    out = replace(HOUSE, printer=Condition.PAPER_OUT)
    cover = replace(HOUSE, printer=Condition.COVER_OPEN)
    ready = replace(HOUSE, printer=Condition.READY)
    visit = opened(Press.PAPER, house=out)
    seen: list[PaperStep] = []
    for house in (out, cover, out, cover, ready):
        visit, _ = go(Ticked(), visit=visit, house=house)
        assert isinstance(visit.screen, ChangingPaper)
        seen.append(paper_step(visit.screen, house))
    assert seen == [PaperStep.OPEN, PaperStep.CHANGE, PaperStep.AGAIN, PaperStep.CHANGE, PaperStep.TRY]
    visit, effects = go(Press.TRIAL, visit=visit, house=ready)
    assert effects == [PrintTrial(2)]
    visit, _ = go(TrialEnded(2, printed=True), Press.BACK, visit=visit, house=ready)
    assert visit.screen == ChangingPaper(opened=True)


def test_a_sound_is_played_and_a_silent_machine_says_so() -> None:
    visit, effects = go(Press.SOUND_CHECK, Press.SOUND_CHECK, visit=opened())
    assert effects == [CheckSound(2, "fi")]
    visit, _ = go(SoundChecked(2, played=False), visit=visit)
    assert visit.screen == CheckingSound(None, "silent")


def test_a_kiosk_without_a_printer_has_no_paper_to_change() -> None:
    house = replace(HOUSE, prints=False)
    assert opened(Press.PAPER, house=house).screen == ServicePage()
    assert opened(Press.PRINTER, house=house).screen == ServicePage()


presses = st.one_of(st.sampled_from(Press), st.builds(Typed, st.sampled_from("0123456789x")))


@given(st.lists(presses, max_size=60))
def test_nothing_opens_the_page_but_the_answer_to_a_code(events: list[Event]) -> None:
    visit = fresh(HOUSE, NOW)
    for event in events:
        visit, effects = step(visit, event, HOUSE, NOW)
        assert not isinstance(visit.screen, ServicePage | ChangingPaper | TryingPrinter | CheckingSound)
        for effect in effects:
            assert not isinstance(effect, SetClosed | Restart | PrintTrial)
            if isinstance(effect, CheckCode):
                assert len(effect.code) == DIGITS


def test_a_kiosk_that_never_met_its_hub_opens_to_its_installer() -> None:
    assert go(Press.STAFF, house=House(None))[0].screen == ServicePage()


@pytest.mark.parametrize("closed", [False, True])
def test_who_has_shown_no_code_can_try_and_change_paper_and_nothing_else(*, closed: bool) -> None:
    house = House(None, closed=closed)
    for press in (Press.CLOSE_KIOSK, Press.OPEN_KIOSK, Press.RESTART):
        visit, effects = go(Press.STAFF, press, house=house)
        assert (visit.screen, effects) == (ServicePage(), [])
    assert go(Press.STAFF, Press.PAPER, house=house)[0].screen == ChangingPaper()
    assert go(Press.STAFF, Press.PRINTER, Press.TRIAL, house=house)[1] == [PrintTrial(1)]
    assert go(Press.STAFF, Press.SOUND_CHECK, Press.SOUND_CHECK, house=house)[1] == [CheckSound(1, "fi")]


def test_where_no_code_was_made_none_is_looked_at() -> None:
    visit, effects = go(*type_code(), house=House(SITE))
    assert (visit.screen, effects) == (StaffCode(), [])
