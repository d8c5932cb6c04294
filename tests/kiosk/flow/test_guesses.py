"""Codes that nobody knows: how many are remembered, and when none is looked at."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.flow.guesses import MOST_SHOWN_WRONG, MOST_TYPED_WRONG, WINDOW_MS, is_paused, note_unknown
from kiosk.flow.house import House
from kiosk.flow.moves import fresh
from kiosk.flow.state import Visit
from kiosk.surroundings import Moment
from tests.kiosk.house import SITE


def tried(at_ms: Sequence[int], *, shown: bool) -> Visit:
    visit = fresh(House(SITE), Moment(0, 0))
    for now_ms in at_ms:
        visit = note_unknown(visit, Moment(now_ms, now_ms), shown=shown)
    return visit


@pytest.mark.parametrize("shown", [True, False])
@given(gaps_ms=st.lists(st.integers(0, WINDOW_MS // 3), max_size=120))
def test_none_is_looked_at_while_the_window_has_too_many(gaps_ms: list[int], *, shown: bool) -> None:
    at_ms = [sum(gaps_ms[: index + 1]) for index in range(len(gaps_ms))]
    now_ms = at_ms[-1] if at_ms else 0
    lately = [one for one in at_ms if now_ms - one < WINDOW_MS]
    most = MOST_SHOWN_WRONG if shown else MOST_TYPED_WRONG
    assert is_paused(tried(at_ms, shown=shown), Moment(now_ms, now_ms), shown=shown) == (len(lately) >= most)


def test_a_scanner_that_never_stops_fills_no_memory() -> None:
    visit = tried(range(10 * MOST_SHOWN_WRONG), shown=True)
    assert len(visit.unknown_scans_ms) == MOST_SHOWN_WRONG
