"""Occupied or free, decided from what a sensor says and does not say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deviceagent.sensors.presence import SILENT_NS, Occupancy, Presence, PresenceState

S = 1_000_000_000
HOLD_NS = 30 * S


@pytest.fixture
def presence() -> Presence:
    return Presence(0, HOLD_NS)


def say(presence: Presence, from_s: int, to_s: int, *, detected: bool) -> list[Occupancy]:
    """Let the sensor say the same once a second, and return the changes."""
    changes = [presence.reading(second * S, detected=detected) for second in range(from_s, to_s)]
    return [change for change in changes if change]


def test_occupied_after_one_detection(presence: Presence) -> None:
    assert presence.reading(S, detected=True) == Occupancy(PresenceState.OCCUPIED, S)
    assert say(presence, 2, 100, detected=True) == []


def test_free_since_the_last_detection_once_the_hold_has_passed(presence: Presence) -> None:
    presence.reading(S, detected=True)
    assert say(presence, 2, 31, detected=False) == []
    assert presence.reading(31 * S, detected=False) == Occupancy(PresenceState.FREE, S)


def test_somebody_who_is_detected_now_and_then_stays(presence: Presence) -> None:
    for second in range(1, 500, 29):
        presence.reading(second * S, detected=True)
        say(presence, second + 1, second + 29, detected=False)
    assert presence.occupancy == Occupancy(PresenceState.OCCUPIED, S)


def test_unknown_at_first_until_nobody_came_for_the_hold(presence: Presence) -> None:
    assert say(presence, 1, 31, detected=False) == []
    assert presence.occupancy.state is PresenceState.UNKNOWN
    assert presence.reading(31 * S, detected=False) == Occupancy(PresenceState.FREE, S)


def test_silent_sensor_is_a_fault_within_10_s_and_not_free(presence: Presence) -> None:
    presence.reading(S, detected=True)
    assert presence.advance(S + SILENT_NS - 1) is None
    fault = presence.advance(S + SILENT_NS)
    assert fault == Occupancy(PresenceState.UNKNOWN, S, fault=True)
    assert presence.advance(1000 * S) is None


def test_sensor_that_never_speaks_is_a_fault(presence: Presence) -> None:
    assert presence.advance(SILENT_NS) == Occupancy(PresenceState.UNKNOWN, 0, fault=True)


def test_sensor_that_speaks_again_is_believed_again(presence: Presence) -> None:
    presence.advance(SILENT_NS)
    assert presence.reading(60 * S, detected=False) == Occupancy(PresenceState.UNKNOWN, 60 * S)
    assert presence.reading(61 * S, detected=True) == Occupancy(PresenceState.OCCUPIED, 61 * S)


def test_absent_sensor_may_be_silent() -> None:
    presence = Presence(0, HOLD_NS, silent_ns=None)
    assert presence.advance(10**6 * S) is None
    assert presence.occupancy == Occupancy(PresenceState.UNKNOWN, 0)


@given(st.lists(st.tuples(st.integers(0, 40 * S), st.sampled_from(["yes", "no", "nothing"])), max_size=60))
def test_never_free_within_the_hold_after_a_detection_nor_without_a_word(
    history: list[tuple[int, str]],
) -> None:
    presence = Presence(0, HOLD_NS)
    now_ns = heard_ns = 0
    detected_ns: int | None = None
    for after_ns, word in history:
        now_ns += after_ns
        if word == "nothing":
            presence.advance(now_ns)
        else:
            heard_ns = now_ns
            detected_ns = now_ns if word == "yes" else detected_ns
            presence.reading(now_ns, detected=word == "yes")
        occupancy = presence.occupancy
        assert occupancy.fault == (now_ns - heard_ns >= SILENT_NS)
        if occupancy.state is PresenceState.FREE:
            assert detected_ns is None or now_ns - detected_ns >= HOLD_NS
        if word == "yes":
            assert occupancy.state is PresenceState.OCCUPIED
