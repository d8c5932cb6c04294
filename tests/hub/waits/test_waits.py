"""What newcomers are told: nothing while too little is known, and only what is known by then."""

import datetime as dt

import msgspec
import pytest

from hub.queue.commands import AdviserCheckIn, CloseDay, Park, Redirect, Return
from hub.queue.details import Appointment
from hub.queue.events import ParkReason
from hub.waits.announce import Wait
from hub.waits.waits import FRESH_MS, Waits
from tests.hub.waits.hall import Hall


def test_nothing_is_said_before_enough_has_been_seen() -> None:
    hall = Hall().practise(20)
    hall.look()
    assert set(hall.waits.said.values()) <= {Wait()}
    hall.practise(60).look()
    assert hall.waits.said["tax"].minutes == (5, 5)


def test_nothing_is_said_of_a_service_that_is_hardly_known() -> None:
    hall = Hall().practise(80).open("d1", "tax", "dvv")
    hall.look()
    assert hall.waits.said["tax"].minutes is not None
    assert hall.waits.said["dvv"] == Wait()
    assert hall.waits.forecast("dvv") is None


def test_the_range_grows_with_the_people_ahead() -> None:
    hall = Hall().practise(80)
    hall.come(count=6)
    hall.later(1).call()
    hall.look()
    minutes = hall.waits.said["tax"].minutes
    assert minutes is not None
    low, high = minutes
    assert 45 <= low <= high <= 90


def test_nothing_is_said_of_a_service_that_nobody_serves() -> None:
    hall = Hall().practise(80).close()
    assert hall.look()
    assert "tax" not in hall.waits.said


def test_nothing_is_said_after_the_day() -> None:
    hall = Hall().practise(80)
    hall.look()
    hall.house.do(CloseDay(id=hall.house.id(), staff="s"))
    assert hall.look()
    assert dict(hall.waits.said) == {}


def test_looking_tells_only_of_what_has_changed() -> None:
    hall = Hall().practise(80)
    hall.look()
    hall.later(1)
    assert not hall.look()
    hall.come(count=6)
    assert hall.look()


def test_a_group_is_looked_at_when_something_happened_there_or_time_went_by() -> None:
    hall = Hall().practise(80)
    hall.later(1).look()
    before = hall.waits.forecast("tax")
    hall.look()
    assert hall.waits.forecast("tax") is before
    hall.come(count=3)
    hall.look()
    assert hall.waits.forecast("tax") is not before
    before = hall.waits.forecast("tax")
    hall.later(FRESH_MS / 60_000).look()
    assert hall.waits.forecast("tax") is not before


def test_one_group_is_looked_at_at_a_time_and_each_in_turn() -> None:
    hall = Hall().practise(60).practise(60, service="dvv", desk="d2")
    hall.come("tax", 5)
    hall.come("dvv", 5)
    tax, dvv = hall.waits.forecast("tax"), hall.waits.forecast("dvv")
    hall.look()
    after = (hall.waits.forecast("tax") is not tax, hall.waits.forecast("dvv") is not dvv)
    assert sorted(after) == [False, True]
    hall.look()
    assert hall.waits.forecast("tax") is not tax
    assert hall.waits.forecast("dvv") is not dvv


def test_what_somebody_was_told_is_held_against_what_came() -> None:
    hall = Hall().practise(80)
    hall.look()
    seen = hall.waits.calibration.seen
    hall.come()
    assert hall.waits.calibration.seen == seen
    hall.later(3).call()
    assert hall.waits.calibration.seen == seen + 1


def test_an_appointments_customer_waits_for_a_time_and_teaches_nothing_of_turns() -> None:
    hall = Hall().practise(80)
    hall.look()
    seen = hall.waits.calibration.seen
    booked = Appointment(id="a", service="tax", at=hall.house.now)
    hall.house.events(AdviserCheckIn(id="c", staff="s", service="tax", language="fi", appointment=booked))
    hall.later(3).call()
    assert hall.waits.calibration.seen == seen


def test_a_service_ends_when_the_people_ahead_take_until_closing_and_not_before_somebody_waits() -> None:
    hall = Hall().practise(80)

    def look(left: float | None) -> bool:
        hall.later(1).listen()
        hall.waits.look(hall.house.state, hall.house.now, lambda _service: left)
        return hall.waits.said["tax"].ends

    assert not look(5)
    hall.come(count=6)
    hall.call()
    assert look(50)
    assert look(65)
    assert not look(100)
    assert not look(None)


@pytest.mark.parametrize(("left", "ends"), [(60, True), (70, True), (240, False), (None, False)])
def test_a_queue_beyond_the_plans_of_all_desks_ends_a_service_that_closes_with_them(
    left: float | None, *, ends: bool
) -> None:
    hall = Hall().practise(80).plan("d1", -1, 60).open()
    hall.come(count=20)
    hall.call()
    hall.later(1).listen()
    hall.waits.look(hall.house.state, hall.house.now, lambda _service: left)
    assert hall.waits.said["tax"] == Wait(None, ends)


def test_what_was_learnt_outlives_a_restart() -> None:
    hall = Hall().practise(80)
    again = Waits(dt.UTC)
    again.load(hall.waits.dump())
    hall.come(count=3)
    hall.later(1)
    for waits in (again, hall.waits):
        waits.look(hall.house.state, hall.house.now)
    assert again.forecast("tax") == hall.waits.forecast("tax")
    assert again.forecast("tax") is not None
    assert again.dump() == hall.waits.dump()
    assert len(again.dump()) < 30_000


@pytest.mark.parametrize("away", ["parked", "transferred"])
def test_who_has_been_away_teaches_nothing_of_the_wait_that_was_told(away: str) -> None:
    hall = Hall().practise(80).open("d1", "tax", "dvv")
    hall.look()
    seen = hall.waits.calibration.seen
    visit = hall.come()
    if away == "parked":
        reason = ParkReason.LATER
        hall.house.events(Park(id="p", staff="s", visit=visit.id, reason=reason))
        hall.later(30).house.events(Return(id="r", staff="s", visit=visit.id))
    else:
        hall.house.events(Redirect(id="t", staff="s", visit=visit.id, service="dvv"))
    hall.later(3).call("d1", "tax", "dvv")
    assert hall.waits.calibration.seen == seen


def test_who_is_called_first_for_another_service_teaches_nothing_of_the_one_that_was_told() -> None:
    hall = Hall().practise(80).open("d1", "tax", "dvv")
    hall.look()
    seen = hall.waits.calibration.seen
    hall.house.check_in("tax", also=("dvv",))
    hall.later(3).call("d1", "dvv")
    assert hall.waits.calibration.seen == seen


@pytest.mark.parametrize(
    "spoilt",
    [
        {"version": 1},
        {"version": 3},
        {"calibration": {"bands": []}},
        {"memory": {"missing": []}},
        {"memory": {"missed": {"newest": [1.0], "ordered": []}}},
    ],
)
def test_what_was_kept_in_another_shape_is_refused(spoilt: dict[str, object]) -> None:
    kept = msgspec.json.decode(Hall().practise(10).waits.dump(), type=dict[str, object])
    again = Waits(dt.UTC)
    before = again.dump()
    with pytest.raises(msgspec.DecodeError):
        again.load(msgspec.json.encode(kept | spoilt))
    assert again.dump() == before


def test_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(msgspec.DecodeError):
        Waits(dt.UTC).load(b"{}")
