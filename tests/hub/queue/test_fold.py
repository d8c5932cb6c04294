from typing import get_args

import pytest

from hub.queue.answers import Done
from hub.queue.clocks import REMEMBERED_EPOCHS
from hub.queue.commands import AnyCommand, CloseDay, Finish, Start
from hub.queue.decide import DECIDERS
from hub.queue.events import AnyEvent, Called, CheckedIn, DayClosed, Opener, Started
from hub.queue.fold import FOLDS, fold
from hub.queue.stamps import Stamp
from hub.queue.state import REMEMBERED, State
from hub.queue.transitions import VisitState
from tests.hub.queue.house import House, ready_house, ticket


def eventful_house() -> House:
    house = House().begin("k1").open()
    house.report("k1")
    house.events(ticket("t1", 77, uncertain=True))
    house.events(ticket("t2", 77, device="k2"))
    house.check_in("land", "sv")
    house.call("d1", "land")
    house.events(Start(id="s", staff="s", desk="d1"))
    house.events(Finish(id="f", staff="s", desk="d1"))
    house.call("d1", "tax")
    return house


def test_replay_of_the_log_gives_an_equal_state() -> None:
    house = eventful_house()
    assert house.replayed() == house.state
    house.events(CloseDay(id="c", staff="s"))
    assert house.replayed() == house.state


def test_every_event_and_every_command_is_known_by_its_table() -> None:
    assert set(get_args(AnyEvent)) == set(FOLDS)
    assert set(get_args(AnyCommand)) == set(DECIDERS)


def test_step_that_the_table_does_not_know_is_a_damaged_log() -> None:
    house = ready_house()
    visit = house.check_in()
    with pytest.raises(ValueError, match="the log says: start"):
        fold(house.state, Started(at=1, visit=visit.id, service="tax", desk="d1"))


def test_second_visit_at_a_desk_is_a_damaged_log() -> None:
    house = ready_house()
    house.check_in()
    other = house.check_in()
    house.call()
    with pytest.raises(ValueError, match="the log calls"):
        fold(house.state, Called(at=1, visit=other.id, service="tax", desk="d1", call="c"))


def test_close_of_another_day_is_a_damaged_log() -> None:
    with pytest.raises(ValueError, match="not the last one opened"):
        fold(State(), DayClosed(at=1, day="2026-11-23", by=Opener.PERSON))
    with pytest.raises(ValueError, match="not the last one opened"):
        fold(ready_house().state, DayClosed(at=1, day="2026-11-22", by=Opener.PERSON))


def test_so_many_answers_are_remembered_and_no_more() -> None:
    house = ready_house()
    for index in range(REMEMBERED + 5):
        fold(
            house.state,
            CheckedIn(
                at=index,
                cmd=f"c{index}",
                visit=f"v{index}",
                service="tax",
                ticket=f"t{index}",
                number=index + 1,
                language="fi",
                stamp=Stamp(at=index, sequence=index),
            ),
        )
    assert len(house.state.answered) == REMEMBERED
    assert "c4" not in house.state.answered
    assert house.state.answered[f"c{REMEMBERED + 4}"] == Done(visit="v3004", number="3005")


def test_of_a_kiosks_lives_only_the_last_that_were_heard_are_remembered() -> None:
    """Who invents a new epoch with each check-in must not fill the memory over the months."""
    house = ready_house()
    house.do(ticket("old", 1, epoch="old", sequence=7))
    for number in range(2, 60):
        house.do(ticket(f"t{number}", number, epoch=f"e{number}"))
        house.do(ticket(f"o{number}", 100 + number, epoch="old", sequence=number))
    streams = house.state.streams["k1"]
    assert len(streams) == REMEMBERED_EPOCHS
    assert (streams["old"], streams["e59"]) == (59, 1)
    assert house.replayed() == house.state


def test_house_time_of_the_state_never_goes_back() -> None:
    house = ready_house()
    house.check_in()
    at = house.state.at
    fold(house.state, DayClosed(at=5, day="2026-11-23", by=Opener.CLOCK))
    assert house.state.at == at


def test_called_visit_leaves_the_line() -> None:
    house = ready_house()
    visit = house.check_in()
    house.call()
    assert visit.state is VisitState.CALLED
    assert house.state.lines.count("tax") == 0
