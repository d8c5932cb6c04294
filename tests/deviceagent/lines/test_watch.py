"""The worker that follows all buttons of a box."""

from collections import deque
from threading import Event

from deviceagent.lines.debounce import NS_PER_MS, SHORTEST_NS
from deviceagent.lines.port import AbsentPins, Edge, PinSpec, Pull
from deviceagent.lines.settings import LineSettings
from deviceagent.lines.supervised import LineEventKind
from deviceagent.lines.watch import REREAD_NS, LineWatch, PointEvent


class HandPins:
    """Pins and a clock moved by hand: waiting for an edge lets the time pass."""

    def __init__(self, levels: dict[int, bool]) -> None:
        self.levels = levels
        self.now_ns = 10**12
        self.edges: deque[Edge] = deque()

    def clock(self) -> int:
        return self.now_ns

    def next_edge(self, timeout_s: float) -> Edge | None:
        if self.edges:
            return self.edges.popleft()
        self.now_ns += round(timeout_s * 1e9)
        return None

    def high(self, pin: int) -> bool | None:
        return self.levels.get(pin)

    def close(self) -> None:
        self.levels = {}

    def move(self, pin: int, *, high: bool, lost: bool = False) -> None:
        self.levels[pin] = high
        if not lost:
            self.edges.append(Edge(pin, high, self.now_ns))


def watch_of(pins: HandPins, lines: dict[str, LineSettings]) -> tuple[LineWatch, list[PointEvent]]:
    events: list[PointEvent] = []
    points = {point: line.contacts for point, line in lines.items()}
    return LineWatch(points, pins, events.append, pins.clock), events


def run_for(watch: LineWatch, pins: HandPins, for_ns: int) -> None:
    end_ns = pins.now_ns + for_ns
    while pins.now_ns < end_ns:
        watch.turn()


ONE = {"room-1": LineSettings(normally_open=17)}
TWO = {"room-1": LineSettings(normally_open=17, normally_closed=27), "room-2": LineSettings(normally_open=22)}


def told(events: list[PointEvent]) -> list[tuple[str, str]]:
    return [(one.point, one.event.kind.value) for one in events]


def test_press_is_told_with_its_point() -> None:
    pins = HandPins({17: True, 27: False, 22: True})
    watch, events = watch_of(pins, TWO)
    run_for(watch, pins, 100 * NS_PER_MS)
    began_ns = pins.now_ns
    pins.move(22, high=False)
    run_for(watch, pins, 60 * NS_PER_MS)
    assert told(events) == [("room-1", "fine"), ("room-2", "fine"), ("room-2", "pressed")]
    assert events[-1].event.at_ns - began_ns == SHORTEST_NS
    assert not events[-1].since_start


def test_lost_edge_is_found_by_looking_again() -> None:
    pins = HandPins({17: True})
    watch, events = watch_of(pins, ONE)
    pins.move(17, high=False, lost=True)
    run_for(watch, pins, REREAD_NS + SHORTEST_NS + NS_PER_MS)
    assert told(events) == [("room-1", "fine"), ("room-1", "pressed")]


def test_button_down_at_the_start_counts_and_is_told_so() -> None:
    pins = HandPins({17: False})
    watch, events = watch_of(pins, ONE)
    run_for(watch, pins, 100 * NS_PER_MS)
    pressed = [one for one in events if one.event.kind is LineEventKind.PRESSED]
    assert [one.since_start for one in pressed] == [True]


def test_cut_cable_shows_within_2_s_even_when_its_edges_get_lost() -> None:
    pins = HandPins({17: True, 27: False, 22: True})
    watch, events = watch_of(pins, TWO)
    run_for(watch, pins, 100 * NS_PER_MS)
    pins.move(27, high=True, lost=True)
    run_for(watch, pins, 1_000 * NS_PER_MS)
    assert told(events)[-1] == ("room-1", "cut")
    assert watch.conditions == {"room-1": "cut", "room-2": "fine"}


def test_chatter_on_one_line_does_not_starve_another() -> None:
    pins = HandPins({17: True, 27: False, 22: True})
    watch, events = watch_of(pins, TWO)
    run_for(watch, pins, 100 * NS_PER_MS)
    pins.move(22, high=False)
    pins.edges.extend(Edge(17, index % 2 == 0, pins.now_ns) for index in range(5_000))
    watch.turn()
    pins.now_ns += SHORTEST_NS
    watch.turn()
    assert ("room-2", "pressed") in told(events)


def test_no_edge_is_dropped_between_two_turns() -> None:
    pins = HandPins({17: True, 27: False, 22: True})
    watch, events = watch_of(pins, TWO)
    run_for(watch, pins, 100 * NS_PER_MS)
    for index in range(3_000):
        pins.edges.append(Edge(22, high=index % 2 == 0, at_ns=pins.now_ns + index))
    pins.levels[22] = False
    for _ in range(4):
        watch.turn()
    assert not pins.edges
    run_for(watch, pins, SHORTEST_NS)
    assert told(events)[-1] == ("room-2", "pressed")


def test_edge_of_an_unknown_pin_is_let_go() -> None:
    pins = HandPins({17: True})
    watch, events = watch_of(pins, ONE)
    pins.move(5, high=False)
    run_for(watch, pins, 100 * NS_PER_MS)
    assert told(events) == [("room-1", "fine")]


def test_box_without_pins_shows_its_points_as_cut() -> None:
    events: list[PointEvent] = []
    watch = LineWatch({"room-1": ONE["room-1"].contacts}, AbsentPins(), events.append)
    watch.turn()
    watch.turn()
    assert told(events) == [("room-1", "cut")]


def test_worker_pulses_and_ends_when_asked() -> None:
    stopping = Event()
    pulses: list[int] = []

    def pulse() -> None:
        pulses.append(1)
        if len(pulses) == 3:
            stopping.set()

    pins = HandPins({17: True})
    watch, _ = watch_of(pins, ONE)
    watch.run(stopping, pulse)
    assert len(pulses) == 3


def test_contact_is_closed_when_drawn_away_from_its_pull() -> None:
    assert PinSpec(17, Pull.UP).closed(high=False)
    assert PinSpec(17, Pull.DOWN).closed(high=True)
    assert not PinSpec(17, Pull.UP).closed(high=True)
