"""Nobody is sent away without a warning, and nobody's visit waits for the next."""

from kiosk.flow.event import (
    LanguageChosen,
    PaperNotOut,
    Press,
    Ticked,
    Touched,
)
from kiosk.flow.state import (
    Authorities,
    Leaving,
    Rest,
    Ticketed,
    Visit,
)
from kiosk.flow.step import step
from kiosk.flow.timing import PRINTING_MS, REMEMBERING_MS, WARNING_MS
from kiosk.surroundings import Moment
from tests.kiosk.flow.visiting import HOUSE, IDLE_MS, go, later, taken
from tests.kiosk.house import NOW, ticket


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


def test_a_finger_anywhere_is_somebody_who_is_here() -> None:
    visit, _ = go(LanguageChosen("fi"))
    visit, _ = step(visit, Touched(), HOUSE, later(IDLE_MS - 1))
    assert step(visit, Ticked(), HOUSE, later(IDLE_MS + 1))[0].screen == Authorities()


def test_nobody_is_warned_away_from_a_ticket_that_prints() -> None:
    shown = Visit(Ticketed(ticket(), "printing"), "fi", NOW.ms)
    assert step(shown, Ticked(), HOUSE, later(PRINTING_MS - 1))[0] == shown


def test_a_hand_that_misses_the_button_puts_the_warning_off() -> None:
    visit, _ = go(LanguageChosen("fi"))
    now = later(IDLE_MS)
    visit, _ = step(visit, Ticked(), HOUSE, now)
    for _ in range(20):
        now = Moment(now.ms + WARNING_MS - 1000, now.wall_ms)
        visit, _ = step(visit, Touched(), HOUSE, now)
        visit, _ = step(visit, Ticked(), HOUSE, now)
    assert visit.screen == Leaving(Authorities(), now.ms + WARNING_MS)
    assert step(visit, Press.DONE, HOUSE, now)[0].screen == Rest()


def test_a_ticket_that_prints_is_not_left_by_idleness_either() -> None:
    visit = taken("printing", Press.MORE)
    visit, _ = step(visit, Ticked(), HOUSE, later(IDLE_MS))
    assert visit.screen == Ticketed(ticket(), "printing")


def test_a_number_without_paper_stands_as_long_as_one_that_failed() -> None:
    visit, _ = go(PaperNotOut("t-214", may_be_out=False), Press.MORE, Press.BACK, visit=taken("printing"))
    assert visit.screen == Ticketed(ticket(), "none")
    assert step(visit, Ticked(), HOUSE, later(REMEMBERING_MS - 1))[0] == visit
