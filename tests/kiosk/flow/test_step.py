"""The rules that hold whatever happens: one number a wish, no end without a warning, nothing kept."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.flow.event import (
    AdditionKept,
    AuthorityChosen,
    CallAdviser,
    CodeScanned,
    Event,
    HeadsetChanged,
    HelpAnswered,
    LanguageChosen,
    NumberDealt,
    PaperNotOut,
    PaperOut,
    PartyChosen,
    PrefixChosen,
    Press,
    ServiceChosen,
    SituationChosen,
    TakeNumber,
    Ticked,
    TimeChosen,
    Touched,
    Typed,
    WordChosen,
)
from kiosk.flow.house import House
from kiosk.flow.moves import fresh, keep_kiosks_own
from kiosk.flow.state import (
    ClosedByStaff,
    Helping,
    Leaving,
    Rest,
    Taking,
)
from kiosk.flow.step import step
from kiosk.flow.timing import REMEMBERING_MS
from kiosk.surroundings import Moment
from tests.kiosk.flow.visiting import HOUSE, go, taken
from tests.kiosk.house import AUTHORITIES, NOW, SERVICES, SITE, ticket


def test_done_keeps_nothing_of_its_customer() -> None:
    visit = taken("out", Press.SIZE, Press.LOW, Press.SOUND)
    assert go(Press.DONE, visit=visit)[0] == fresh(HOUSE, NOW, visit.serial)


def test_a_kiosk_that_a_person_closed_serves_nobody_and_still_calls_help() -> None:
    closed = House(SITE, closed=True)
    visit, _ = step(fresh(HOUSE, NOW), Ticked(), closed, NOW)
    assert visit.screen == ClosedByStaff()
    visit, effects = go(LanguageChosen("fi"), AuthorityChosen("tax"), Press.HELP, visit=visit, house=closed)
    assert effects == [CallAdviser(1, "fi")]
    assert step(fresh(closed, NOW), Ticked(), HOUSE, NOW)[0].screen == Rest()


def test_start_over_leads_to_the_beginning_from_anywhere() -> None:
    visit, _ = go(LanguageChosen("en"), AuthorityChosen("dvv"), Press.START_OVER)
    assert visit == fresh(HOUSE, NOW)


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
    st.builds(AdditionKept, st.integers(1, 4), st.booleans()),
    st.builds(HeadsetChanged, st.booleans()),
    st.builds(PartyChosen, st.integers(0, 9)),
    st.builds(Typed, st.sampled_from("1aä")),
    st.builds(CodeScanned, st.text(max_size=70)),
    st.builds(PrefixChosen, st.sampled_from(["", "v", "ve"])),
    st.builds(WordChosen, st.sampled_from(["verokortti", "nothing"])),
    st.builds(SituationChosen, st.sampled_from(["move", "nothing"])),
    st.builds(TimeChosen, st.integers(0, 10)),
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
            assert visit.screen.wish == taken[0].wish
            assert before.taken is None
            assert before.wish == 0
            assert taken[0].wish > before.serial
        if isinstance(event, Ticked) and isinstance(visit.screen, Rest):
            ended = isinstance(before.screen, Leaving) and now.ms >= before.screen.ends_ms
            assert ended or isinstance(before.screen, Rest)
    for _ in range(9):
        now = Moment(now.ms + REMEMBERING_MS, now.wall_ms + REMEMBERING_MS)
        if isinstance(visit.screen, Helping):
            visit, _effects = step(visit, HelpAnswered(visit.screen.call, "called"), house, now)
            now = Moment(now.ms + REMEMBERING_MS, now.wall_ms + REMEMBERING_MS)
        visit, _effects = step(visit, Ticked(), house, now)
    assert visit == replace(
        keep_kiosks_own(visit, fresh(house, NOW, visit.serial)), touched_ms=visit.touched_ms
    )
