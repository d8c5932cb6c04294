import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.queue.clocks import REMEMBERED_BOOTS, REMEMBERED_EPOCHS, RESTARTED_MS, ClockMap, HouseClock
from hub.queue.stamps import Arrival, Now, Placed

NOW = Now(10_000_000, 20_000_000, trusted=True)


def arrival(boot: int, clock_ms: int, wall_ms: int = 0) -> Arrival:
    return Arrival(boot, clock_ms, wall_ms, synced=False)


def test_smallest_offset_tells_the_time_of_a_boot() -> None:
    clocks = ClockMap()
    clocks.hear("k1", "e", 1, clock_ms=1000, now_ms=5_000_300)
    clocks.hear("k1", "e", 1, clock_ms=3000, now_ms=5_002_020)
    clocks.hear("k1", "e", 1, clock_ms=5000, now_ms=5_004_200)
    assert clocks.place("k1", "e", arrival(1, 2000), NOW) == Placed(5_001_020)


def test_arrival_is_never_placed_after_now() -> None:
    clocks = ClockMap()
    clocks.hear("k1", "e", 1, clock_ms=0, now_ms=5_000_000)
    assert clocks.place("k1", "e", arrival(1, 99_000_000), NOW).at == NOW.ms


def test_boot_never_heard_lies_between_its_neighbours_by_its_wall_clock() -> None:
    clocks = ClockMap()
    clocks.hear("k1", "e", 1, clock_ms=0, now_ms=5_000_000)
    clocks.hear("k1", "e", 3, clock_ms=0, now_ms=6_000_000)
    guess = NOW.wall_ms - (NOW.ms - 5_500_000)
    assert clocks.place("k1", "e", arrival(2, 7, guess), NOW) == Placed(5_500_000, uncertain=True)
    assert clocks.place("k1", "e", arrival(2, 7, 0), NOW) == Placed(5_000_000, uncertain=True)
    assert clocks.place("k1", "e", arrival(2, 7, 10**12), NOW) == Placed(6_000_000, uncertain=True)


def test_kiosk_never_heard_is_placed_by_its_wall_clock_alone() -> None:
    placed = ClockMap().place("k1", "e", arrival(1, 7, NOW.wall_ms - 60_000), NOW)
    assert placed == Placed(NOW.ms - 60_000, uncertain=True)


def test_other_epoch_is_another_clock() -> None:
    clocks = ClockMap()
    clocks.hear("k1", "old", 1, clock_ms=0, now_ms=5_000_000)
    assert clocks.place("k1", "new", arrival(1, 0, 0), NOW).uncertain


def test_clock_that_began_anew_without_a_new_boot_number_is_noticed() -> None:
    clocks = ClockMap()
    clocks.hear("k1", "e", 1, clock_ms=900_000, now_ms=5_000_000)
    clocks.hear("k1", "e", 1, clock_ms=1000, now_ms=5_000_000 + RESTARTED_MS)
    assert clocks.place("k1", "e", arrival(1, 2000), NOW) == Placed(5_001_000 + RESTARTED_MS)


def test_kept_offsets_serve_until_the_next_beat() -> None:
    clocks = ClockMap()
    clocks.hear("k1", "e", 1, clock_ms=0, now_ms=5_000_000)
    later = ClockMap(clocks.dump())
    assert later.place("k1", "e", arrival(1, 10), NOW) == Placed(5_000_010)
    later.hear("k1", "e", 1, clock_ms=1000, now_ms=5_021_000)
    assert later.place("k1", "e", arrival(1, 10), NOW) == Placed(5_020_010)


def test_clock_that_runs_slow_is_followed() -> None:
    """1.6 s a day, for four weeks, as was seen with cheap oscillators."""
    clocks, hour, slow = ClockMap(), 3_600_000, 67
    now_ms = clock_ms = 0
    for _ in range(28 * 24):
        now_ms += hour
        clock_ms += hour - slow
        clocks.hear("k1", "e", 1, clock_ms=clock_ms, now_ms=now_ms)
    now = Now(now_ms, now_ms, trusted=True)
    placed = clocks.place("k1", "e", arrival(1, clock_ms), now)
    assert 0 <= now_ms - placed.at <= 2 * slow


def test_beat_that_came_late_counts_for_nothing() -> None:
    clocks = ClockMap()
    for hour in range(1, 5):
        for delay in (3, 900):
            clocks.hear("k1", "e", 1, clock_ms=hour * 3_600_000, now_ms=hour * 3_600_000 + delay)
    now = Now(20_000_000, 20_000_000, trusted=True)
    assert clocks.place("k1", "e", arrival(1, 14_400_000), now).at == 14_400_003


def test_dump_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="truncated"):
        ClockMap(b"no")


def test_old_boots_and_epochs_are_forgotten() -> None:
    clocks = ClockMap()
    for boot in range(REMEMBERED_BOOTS + 1):
        clocks.hear("k1", "e0", boot, clock_ms=0, now_ms=5_000_000 + boot)
    assert clocks.place("k1", "e0", arrival(0, 0), NOW).uncertain
    assert not clocks.place("k1", "e0", arrival(1, 0), NOW).uncertain
    for number in range(1, REMEMBERED_EPOCHS + 1):
        clocks.hear("k1", f"e{number}", 1, clock_ms=0, now_ms=6_000_000)
    assert clocks.place("k1", "e0", arrival(1, 0), NOW).uncertain


@given(
    boots=st.lists(st.integers(1, 600_000), min_size=1, max_size=5),
    delays=st.lists(st.integers(0, 400), min_size=40, max_size=40),
    heard=st.lists(st.booleans(), min_size=40, max_size=40),
    taps=st.lists(st.integers(0, 3_000_000), min_size=2, max_size=10),
)
def test_place_errs_by_no_more_than_the_smallest_delay(
    boots: list[int], delays: list[int], heard: list[bool], taps: list[int]
) -> None:
    """Boots lie one after another, beats come every 2 s with a delay, some are lost."""
    clocks, starts, smallest = ClockMap(), list[int](), dict[int, int]()
    time, index = 1_000_000, 0
    for boot, length in enumerate(boots, start=1):
        starts.append(time)
        for at in range(time, time + length, max(2000, length // 8)):
            delay = delays[index % 40]
            if heard[index % 40]:
                clocks.hear("k1", "e", boot, at - time, at + delay)
                smallest[boot] = min(delay, smallest.get(boot, delay))
            index += 1
        time += length
    now = Now(time + 1000, time + 1000, trusted=True)
    for tap in taps:
        at = 1_000_000 + tap % (time - 1_000_000)
        boot = sum(start <= at for start in starts)
        placed = clocks.place("k1", "e", arrival(boot, at - starts[boot - 1], at), now)
        if boot in smallest:
            assert not placed.uncertain
            assert 0 <= placed.at - at <= smallest[boot]
        else:
            assert placed.uncertain
            assert abs(placed.at - at) <= max(delays)


@given(
    floor=st.integers(0, 10**12),
    wall=st.integers(0, 10**12),
    later=st.integers(0, 10**9),
    trusted=st.booleans(),
)
def test_house_time_never_goes_back(floor: int, wall: int, later: int, trusted: bool) -> None:  # noqa: FBT001 hypothesis hands it by name
    clock = HouseClock.start(floor=floor, monotonic_ms=500, wall_ms=wall, trusted=trusted)
    now = clock.now(monotonic_ms=500 + later, wall_ms=wall + later, trusted=trusted)
    assert now.ms == (max(floor, wall) if trusted else floor) + later
    assert clock.now(monotonic_ms=0, wall_ms=0, trusted=trusted).ms >= floor


def test_house_time_goes_on_while_no_hub_runs_within_one_boot() -> None:
    before = HouseClock.start(floor=1000, monotonic_ms=500, wall_ms=0, trusted=False)
    last_event = before.now(monotonic_ms=600, wall_ms=0, trusted=False).ms
    after = HouseClock.start(floor=last_event, monotonic_ms=9500, wall_ms=0, trusted=False, before=before)
    assert after.now(monotonic_ms=9500, wall_ms=0, trusted=False).ms == 1000 + 9000


def test_house_time_never_jumps_to_the_walls_within_a_boot() -> None:
    """The clock was set in the middle of the morning, and then the hub fell."""
    before = HouseClock.start(floor=1000, monotonic_ms=500, wall_ms=0, trusted=False)
    after = HouseClock.start(floor=1000, monotonic_ms=1500, wall_ms=10**9, trusted=True, before=before)
    assert after.now(monotonic_ms=1500, wall_ms=10**9, trusted=True).ms == 2000


def test_house_time_keeps_its_distance_to_the_walls_over_a_boot() -> None:
    clock = HouseClock.start(floor=1000, monotonic_ms=0, wall_ms=90_000, trusted=True, lag_ms=50_000)
    assert clock.now(monotonic_ms=0, wall_ms=90_000, trusted=True).ms == 40_000
