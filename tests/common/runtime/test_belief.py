from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from common.runtime.belief import Owner, judge
from common.wire.life import BEAT_TIMEOUT_S

TIMEOUT_MS = int(BEAT_TIMEOUT_S * 1000)


@dataclass(frozen=True)
class Shot:
    incarnation: str = "first"
    revision: int = 1
    at_ms: int = 0


incarnations = st.sampled_from(["first", "second"])
clocks = st.integers(min_value=0, max_value=10**10)
shots = st.builds(Shot, incarnations, st.integers(min_value=0, max_value=5), clocks)


@given(shots)
def test_the_first_snapshot_is_a_new_life(shot: Shot) -> None:
    assert judge(None, shot) == "new-life"


@given(shots, shots)
def test_another_incarnation_always_replaces_and_an_older_revision_never_does(held: Shot, new: Shot) -> None:
    verdict = judge(held, new)
    assert (verdict == "new-life") == (held.incarnation != new.incarnation)
    assert (verdict == "newer") == (held.incarnation == new.incarnation and new.revision > held.revision)


@given(st.lists(shots, min_size=1))
def test_a_snapshot_that_comes_twice_changes_nothing(arriving: list[Shot]) -> None:
    held: Shot | None = None
    for shot in arriving:
        if judge(held, shot) != "old":
            held = shot
        assert judge(held, shot) == "old"


@given(clocks, st.integers(min_value=0, max_value=4 * TIMEOUT_MS))
def test_an_owner_is_believed_for_five_seconds_after_its_beat(local_ms: int, passed_ms: int) -> None:
    owner = Owner().beat("first", 0, local_ms)
    assert owner.lives(local_ms + passed_ms) == (passed_ms <= TIMEOUT_MS)
    assert owner.believes(Shot("first"), local_ms + passed_ms) == (passed_ms <= TIMEOUT_MS)
    assert not owner.believes(Shot("second"), local_ms + passed_ms)


@given(shots, clocks)
def test_who_was_never_heard_is_not_believed(shot: Shot, local_ms: int) -> None:
    assert not Owner().believes(shot, local_ms)
    assert Owner().elapsed_ms(shot, local_ms) == 0


@given(
    made_ms=clocks,
    lay_ms=clocks,
    offset_ms=st.integers(min_value=-(10**9), max_value=10**9),
    since_beat_ms=st.integers(min_value=0, max_value=TIMEOUT_MS),
)
def test_age_is_exact_however_long_the_snapshot_lay_at_the_broker(
    made_ms: int, lay_ms: int, offset_ms: int, since_beat_ms: int
) -> None:
    beat_ms = made_ms + lay_ms
    owner = Owner().beat("first", beat_ms, beat_ms + offset_ms)
    elapsed = owner.elapsed_ms(Shot("first", at_ms=made_ms), beat_ms + offset_ms + since_beat_ms)
    assert elapsed == lay_ms + since_beat_ms


def test_a_snapshot_newer_than_the_last_beat_has_no_negative_age() -> None:
    assert Owner().beat("first", 1000, 0).elapsed_ms(Shot("first", at_ms=1500), 200) == 0


def test_the_age_of_another_life_is_not_guessed() -> None:
    assert Owner().beat("first", 10_000, 0).elapsed_ms(Shot("second"), 0) == 0
