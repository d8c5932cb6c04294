"""A second hub that was started by mistake: neither grants a number while both are there."""

from hub.queue.answers import Code, Refusal
from hub.queue.commands import AdviserCheckIn, HearRival
from hub.queue.number_events import Granted, RivalGone, RivalHeard
from hub.queue.views import rival
from tests.hub.queue.house import House

CHECK_IN = AdviserCheckIn(id="a", staff="s", service="tax", language="fi")


def house_with_rival(*kiosks: str) -> House:
    house = House().begin(*kiosks).open()
    house.events(HearRival(incarnation="other"))
    return house


def test_advisers_get_no_number_and_a_reason_while_another_hub_speaks() -> None:
    house = house_with_rival()
    answer = house.do(CHECK_IN)
    assert isinstance(answer, Refusal)
    assert (answer.code, answer.retry, "other" in answer.detail) == (Code.OTHER_HUB, True, True)
    assert rival(house.state)


def test_kiosks_get_no_numbers_while_another_hub_speaks_and_what_is_missing_after() -> None:
    house = house_with_rival("k1")
    assert not any(isinstance(event, Granted) for event in house.report())
    events = house.events(HearRival())
    assert [type(event) for event in events] == [RivalGone, Granted, Granted]
    assert not rival(house.state)
    assert house.check_in().number > 0


def test_what_is_known_already_leaves_no_event() -> None:
    house = house_with_rival()
    assert house.events(HearRival(incarnation="other")) == []
    assert [type(event) for event in house.events(HearRival(incarnation="third"))] == [RivalHeard]
    house.events(HearRival())
    assert house.events(HearRival()) == []


def test_a_new_life_of_the_hub_has_heard_of_no_other_yet() -> None:
    house = house_with_rival()
    house.begin(incarnation="later")
    assert house.check_in().number == 1


def test_the_log_replayed_knows_of_the_other_hub() -> None:
    assert rival(house_with_rival().replayed())
