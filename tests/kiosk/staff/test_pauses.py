"""How long nobody can try codes after wrong ones."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.staff.pauses import LONGEST_PAUSE_S, TRIES, pause_s


@given(st.integers(0, 10_000))
def test_pauses_grow_and_end(wrong: int) -> None:
    assert (pause_s(wrong) == 0) == (wrong < TRIES)
    assert pause_s(wrong) <= pause_s(wrong + 1) <= LONGEST_PAUSE_S
