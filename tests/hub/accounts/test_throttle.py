from hypothesis import given
from hypothesis import strategies as st

from hub.accounts.throttle import FORGET_MS, FREE, Throttle, network_of


def test_first_failures_are_free_and_then_each_doubles_the_pause() -> None:
    throttle = Throttle(60_000)
    for _ in range(FREE - 1):
        throttle.fail("liisa", 0)
    assert throttle.pause_ms("liisa", 0) == 0
    pauses: list[int] = []
    for _ in range(8):
        throttle.fail("liisa", 0)
        pauses.append(throttle.pause_ms("liisa", 0))
    assert pauses == [2000, 4000, 8000, 16000, 32000, 60000, 60000, 60000]


def test_pause_runs_out_and_all_is_forgotten_in_time() -> None:
    throttle = Throttle(60_000)
    for _ in range(FREE):
        throttle.fail("liisa", 0)
    assert throttle.pause_ms("liisa", 1999) == 1
    assert throttle.pause_ms("liisa", 2000) == 0
    throttle.fail("liisa", FORGET_MS + 1)
    assert throttle.pause_ms("liisa", FORGET_MS + 1) == 0


def test_success_forgets_failures() -> None:
    throttle = Throttle(60_000)
    for _ in range(FREE):
        throttle.fail("liisa", 0)
    throttle.succeed("liisa")
    assert throttle.pause_ms("liisa", 0) == 0


@given(st.lists(st.tuples(st.text(max_size=8), st.integers(0, 10**9))))
def test_book_stays_small_and_pauses_stay_bounded(attempts: list[tuple[str, int]]) -> None:
    throttle = Throttle(60_000, size=10)
    for key, at in attempts:
        throttle.fail(key, at)
        assert 0 <= throttle.pause_ms(key, at) <= 60_000
    assert len(throttle) <= 10


def test_one_house_of_ipv6_counts_as_one_address() -> None:
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff")
    assert network_of("2001:db8:0:1::1") != network_of("2001:db8::1")
    assert network_of("10.0.0.1") != network_of("10.0.0.2")
    assert network_of("not an address") == ""
