"""A button's line: pressed, cut or short, and never one for another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deviceagent.lines.debounce import NS_PER_MS, SHORTEST_NS
from deviceagent.lines.supervised import FAULT_NS, Contact, Line, LineEvent, LineEventKind, Loop, loop_of

NO, NC = Contact.NORMALLY_OPEN, Contact.NORMALLY_CLOSED
CONTACTS_OF = {
    Loop.REST: {NO: False, NC: True},
    Loop.PRESSED: {NO: True, NC: False},
    Loop.CUT: {NO: False, NC: False},
    Loop.SHORT: {NO: True, NC: True},
}
SECOND_NS = 1_000 * NS_PER_MS


class Cable:
    """A line with a clock that only goes when told."""

    def __init__(self, loop: Loop = Loop.REST) -> None:
        self.now_ns = 50 * SECOND_NS
        self.line = Line(CONTACTS_OF[loop], self.now_ns)
        self.events: list[LineEvent] = []

    def be(self, loop: Loop, for_ns: int) -> None:
        for contact, closed in CONTACTS_OF[loop].items():
            self.events += self.line.contact(contact, closed, self.now_ns)
        self.now_ns += for_ns
        self.events += self.line.advance(self.now_ns)

    def kinds(self) -> list[LineEventKind]:
        return [event.kind for event in self.events]


@pytest.fixture
def cable() -> Cable:
    cable = Cable()
    cable.be(Loop.REST, SECOND_NS)
    assert cable.kinds() == [LineEventKind.FINE]
    cable.events.clear()
    return cable


def test_press_passes_the_travel_of_the_contact_without_a_fault(cable: Cable) -> None:
    for _ in range(50):
        cable.be(Loop.CUT, 8 * NS_PER_MS)
        cable.be(Loop.PRESSED, 60 * NS_PER_MS)
        cable.be(Loop.CUT, 8 * NS_PER_MS)
        cable.be(Loop.REST, 200 * NS_PER_MS)
    assert cable.kinds() == [LineEventKind.PRESSED, LineEventKind.RELEASED] * 50
    assert cable.line.condition == "fine"


@pytest.mark.parametrize(
    ("fault", "kind"), [(Loop.CUT, LineEventKind.CUT), (Loop.SHORT, LineEventKind.SHORT)]
)
def test_fault_shows_in_time_and_ends_with_a_steady_rest(
    cable: Cable, fault: Loop, kind: LineEventKind
) -> None:
    began_ns = cable.now_ns
    cable.be(fault, 10 * SECOND_NS)
    assert cable.kinds() == [kind]
    assert cable.events[0].at_ns - began_ns == FAULT_NS
    cable.be(Loop.REST, SECOND_NS)
    assert cable.line.condition == kind.value
    cable.be(Loop.REST, SECOND_NS)
    assert cable.kinds() == [kind, LineEventKind.FINE]


@pytest.mark.parametrize("flicker_ms", [1, 5, 20, 100, 250])
def test_loose_wire_shows_as_a_cut_within_2_s_and_never_as_a_press(cable: Cable, flicker_ms: int) -> None:
    began_ns = cable.now_ns
    for _ in range(2000 // flicker_ms):
        cable.be(Loop.CUT, flicker_ms * NS_PER_MS)
        cable.be(Loop.REST, flicker_ms * NS_PER_MS)
    assert cable.kinds() == [LineEventKind.CUT]
    assert cable.events[0].at_ns - began_ns <= 2 * SECOND_NS


def test_press_counts_while_the_wire_of_the_resting_contact_is_cut(cable: Cable) -> None:
    cable.be(Loop.CUT, SECOND_NS)
    cable.be(Loop.PRESSED, SHORTEST_NS)
    assert cable.kinds() == [LineEventKind.CUT, LineEventKind.PRESSED]
    cable.be(Loop.PRESSED, 10 * SECOND_NS)
    assert cable.line.condition == "cut"


def test_cable_cut_while_the_button_is_held_is_a_fault(cable: Cable) -> None:
    cable.be(Loop.PRESSED, SECOND_NS)
    cable.be(Loop.CUT, SECOND_NS)
    assert cable.kinds() == [LineEventKind.PRESSED, LineEventKind.RELEASED, LineEventKind.CUT]


def test_cut_that_becomes_a_short_is_told_as_the_newer_one(cable: Cable) -> None:
    cable.be(Loop.CUT, SECOND_NS)
    cable.be(Loop.SHORT, SECOND_NS)
    assert cable.kinds() == [LineEventKind.CUT, LineEventKind.SHORT]


def test_short_that_becomes_a_cut_again_is_told_as_the_cut_within_2_s(cable: Cable) -> None:
    cable.be(Loop.CUT, SECOND_NS)
    cable.be(Loop.SHORT, SECOND_NS)
    began_ns = cable.now_ns
    cable.be(Loop.CUT, 10 * SECOND_NS)
    assert cable.kinds() == [LineEventKind.CUT, LineEventKind.SHORT, LineEventKind.CUT]
    assert cable.events[-1].at_ns - began_ns <= 2 * SECOND_NS


@pytest.mark.parametrize("flicker_ms", [1, 20, 100])
def test_wire_that_is_cut_and_short_by_turns_is_not_told_again_and_again(
    cable: Cable, flicker_ms: int
) -> None:
    for _ in range(100):
        cable.be(Loop.CUT, flicker_ms * NS_PER_MS)
        cable.be(Loop.SHORT, flicker_ms * NS_PER_MS)
    assert len(cable.kinds()) <= 2


def test_wire_that_was_cut_is_not_fine_while_it_becomes_a_short(cable: Cable) -> None:
    cable.be(Loop.CUT, SECOND_NS)
    cable.be(Loop.REST, 1150 * NS_PER_MS)
    cable.be(Loop.SHORT, 10 * SECOND_NS)
    assert cable.kinds() == [LineEventKind.CUT, LineEventKind.SHORT]


@pytest.mark.parametrize(
    ("pattern", "within_s"),
    [
        (((Loop.CUT, 19), (Loop.REST, 31), (Loop.SHORT, 19), (Loop.REST, 31)), 10),
        (((Loop.CUT, 25), (Loop.REST, 25), (Loop.SHORT, 25), (Loop.REST, 25)), 2.3),
        (((Loop.CUT, 1250), (Loop.SHORT, 250), (Loop.REST, 950)), 2),
    ],
)
def test_wire_that_is_loose_in_two_ways_is_told_once(
    cable: Cable, pattern: tuple[tuple[Loop, int], ...], within_s: float
) -> None:
    began_ns = cable.now_ns
    while cable.now_ns - began_ns < 30 * SECOND_NS:
        for loop, for_ms in pattern:
            cable.be(loop, for_ms * NS_PER_MS)
    assert set(cable.kinds()) <= {LineEventKind.CUT, LineEventKind.SHORT}
    assert len(cable.kinds()) <= 2
    assert cable.events[0].at_ns - began_ns <= within_s * SECOND_NS


def test_button_pressed_at_the_start_counts() -> None:
    cable = Cable(Loop.PRESSED)
    cable.be(Loop.PRESSED, SHORTEST_NS)
    assert cable.kinds() == [LineEventKind.PRESSED, LineEventKind.FINE]
    assert cable.events[0].began_ns == 50 * SECOND_NS


def test_line_that_is_cut_at_the_start_is_never_fine() -> None:
    cable = Cable(Loop.CUT)
    cable.be(Loop.CUT, FAULT_NS - 1)
    assert cable.line.condition is None
    cable.be(Loop.CUT, 1)
    assert cable.kinds() == [LineEventKind.CUT]


@pytest.mark.parametrize(("contact", "at_rest"), [(NO, False), (NC, True)])
def test_single_contact_knows_rest_and_press(contact: Contact, *, at_rest: bool) -> None:
    line = Line({contact: at_rest}, 0)
    assert [event.kind for event in line.advance(SECOND_NS)] == [LineEventKind.FINE]
    events = (*line.contact(contact, not at_rest, SECOND_NS), *line.advance(SECOND_NS + SHORTEST_NS))
    assert [event.kind for event in events] == [LineEventKind.PRESSED]


@pytest.mark.parametrize("closed", [{NO: None}, {NC: None}, {NO: None, NC: True}, {NO: True, NC: None}, {}])
def test_contact_that_cannot_be_read_counts_as_cut(closed: dict[Contact, bool | None]) -> None:
    assert loop_of(closed) is Loop.CUT


LOOPS = st.sampled_from(Loop)
FAULTS_AND_REST = st.sampled_from([Loop.REST, Loop.CUT, Loop.SHORT])
LENGTHS = st.integers(0, 400 * NS_PER_MS)


@given(st.lists(st.tuples(FAULTS_AND_REST, LENGTHS), max_size=40))
def test_faults_never_make_an_alarm(history: list[tuple[Loop, int]]) -> None:
    cable = Cable()
    for loop, for_ns in history:
        cable.be(loop, for_ns)
    assert LineEventKind.PRESSED not in cable.kinds()


@given(LOOPS, st.lists(st.tuples(LOOPS, LENGTHS), max_size=40), LOOPS)
def test_line_is_told_as_it_is_once_it_has_been_so_for_2_s(
    first: Loop, history: list[tuple[Loop, int]], last: Loop
) -> None:
    cable = Cable(first)
    for loop, for_ns in history:
        cable.be(loop, for_ns)
    cable.be(last, 2 * SECOND_NS)
    assert cable.line.pressed == (last is Loop.PRESSED)
    if last is not Loop.PRESSED:
        expected = {Loop.REST: "fine", Loop.CUT: "cut", Loop.SHORT: "short"}[last]
        assert cable.line.condition == expected
    assert [event.at_ns for event in cable.events] == sorted(event.at_ns for event in cable.events)


@given(
    st.lists(st.tuples(LOOPS, LENGTHS), max_size=20),
    st.lists(st.integers(0, 3 * SECOND_NS), max_size=40),
)
def test_looking_at_the_clock_more_often_changes_nothing(
    history: list[tuple[Loop, int]], looks: list[int]
) -> None:
    rare, often = Cable(), Cable()
    for loop, for_ns in history:
        rare.be(loop, for_ns)
        end_ns = often.now_ns + for_ns
        often.be(loop, 0)
        for look in sorted(looks):
            if often.now_ns + look <= end_ns:
                often.events += often.line.advance(often.now_ns + look)
        often.now_ns = end_ns
        often.events += often.line.advance(end_ns)
    assert often.events == rare.events


@given(st.lists(st.tuples(LOOPS, LENGTHS), max_size=20))
def test_something_is_due_until_the_line_has_settled(history: list[tuple[Loop, int]]) -> None:
    cable = Cable()
    for loop, for_ns in history:
        cable.be(loop, for_ns)
    for _ in range(20):
        due_ns = cable.line.due_ns
        if due_ns is None:
            break
        assert due_ns >= cable.now_ns
        cable.now_ns = due_ns
        cable.line.advance(due_ns)
    assert cable.line.due_ns is None
