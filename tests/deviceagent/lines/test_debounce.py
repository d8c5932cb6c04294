"""A bouncing contact becomes a steady one."""

from hypothesis import given
from hypothesis import strategies as st

from deviceagent.lines.debounce import BRIDGE_NS, NS_PER_MS, SHORTEST_NS, Change, Debounce

Edge = tuple[bool, int]
QUIET_NS = 1_000 * NS_PER_MS


def follow(edges: list[Edge], end_ns: int, looks: tuple[int, ...] = ()) -> list[Change]:
    """Return the changes that count for these edges, looking at the clock at ``looks`` in between."""
    contact = Debounce()
    changes: list[Change | None] = []
    told: list[tuple[int, bool | None]] = [(at_ns, level) for level, at_ns in edges]
    told += [(at_ns, None) for at_ns in looks]
    for at_ns, level in sorted(told, key=lambda one: one[0]):
        changes.append(contact.advance(at_ns) if level is None else contact.edge(level, at_ns))
    changes.append(contact.advance(end_ns))
    changes.append(contact.advance(end_ns))
    return [change for change in changes if change]


@st.composite
def spans(draw: st.DrawFn, shortest_ns: int, longest_ns: int) -> tuple[list[Edge], int]:
    """Draw a closure with bounces: gaps below the bridge, and closed for its larger part."""
    length_ns = draw(st.integers(shortest_ns, longest_ns))
    edges: list[Edge] = [(True, 0)]
    at_ns = 0
    for closed_ns, gap_ns in draw(
        st.lists(st.tuples(st.integers(1, 4 * NS_PER_MS), st.integers(1, BRIDGE_NS - 1)), max_size=12)
    ):
        gap_ns_here = min(gap_ns, closed_ns)  # never open for longer than closed before
        if at_ns + closed_ns + gap_ns_here >= length_ns:
            break
        edges += [(False, at_ns + closed_ns), (True, at_ns + closed_ns + gap_ns_here)]
        at_ns += closed_ns + gap_ns_here
    return [*edges, (False, length_ns)], length_ns


@given(spans(SHORTEST_NS, 10 * SHORTEST_NS))
def test_press_of_40_ms_counts_once_however_it_bounces(span: tuple[list[Edge], int]) -> None:
    edges, length_ns = span
    changes = follow(edges, length_ns + QUIET_NS)
    assert [change.active for change in changes] == [True, False]
    assert changes[0].began_ns == 0
    assert SHORTEST_NS <= changes[0].at_ns <= length_ns
    assert changes[1].began_ns == length_ns


@given(st.lists(spans(1, SHORTEST_NS - 1), min_size=1, max_size=5))
def test_shorter_touches_never_count(touches: list[tuple[list[Edge], int]]) -> None:
    edges: list[Edge] = []
    at_ns = 0
    for touch, length_ns in touches:
        edges += [(level, at_ns + edge_ns) for level, edge_ns in touch]
        at_ns += length_ns + BRIDGE_NS
    assert follow(edges, at_ns + QUIET_NS) == []


@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 300 * NS_PER_MS)), max_size=60),
    st.lists(st.integers(0, 400 * NS_PER_MS), max_size=60),
)
def test_looking_at_the_clock_more_often_changes_nothing(edges: list[Edge], looks: list[int]) -> None:
    edges.sort(key=lambda edge: edge[1])
    assert follow(edges, QUIET_NS, tuple(looks)) == follow(edges, QUIET_NS)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 10**9)), max_size=60))
def test_changes_alternate_and_the_contact_ends_as_it_is(edges: list[Edge]) -> None:
    contact = Debounce()
    changes = [change for level, at_ns in edges if (change := contact.edge(level, at_ns))]
    for _ in range(2):
        last = contact.advance(10**9 + QUIET_NS)
        changes += [last] if last else []
    assert [change.active for change in changes] == [index % 2 == 0 for index in range(len(changes))]
    assert contact.active == (edges[-1][0] if edges else False)
    assert all(change.began_ns <= change.at_ns for change in changes)


def test_hum_of_the_mains_is_no_press() -> None:
    half_wave_ns = 10 * NS_PER_MS
    edges = [(index % 2 == 0, index * half_wave_ns) for index in range(200)]
    assert follow(edges, 200 * half_wave_ns + QUIET_NS) == []


def test_train_of_spikes_is_no_press() -> None:
    edges: list[Edge] = []
    for index in range(100):
        edges += [(True, index * 4 * NS_PER_MS), (False, index * 4 * NS_PER_MS + NS_PER_MS)]
    assert follow(edges, QUIET_NS) == []


def test_due_time_is_when_the_press_counts() -> None:
    contact = Debounce()
    contact.edge(level=True, at_ns=7)
    assert contact.due_ns == 7 + SHORTEST_NS
    assert contact.advance(6 + SHORTEST_NS) is None
    assert contact.advance(7 + SHORTEST_NS) == Change(active=True, began_ns=7, at_ns=7 + SHORTEST_NS)
    assert contact.due_ns is None
