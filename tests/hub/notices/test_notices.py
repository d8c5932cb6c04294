from hub.notices.congestion import Load
from hub.notices.notices import Notices
from hub.queue.commands import CloseDay, Tick
from hub.queue.events import AnyEvent, DayClosed, DayOpened
from hub.store.memory import MemoryStore
from tests.hub.queue.house import TUESDAY, House, ready_house
from tests.hub.shop import SITE

FORECASTS = {"tax-personal": 12, "tax-business": 31, "land-extracts": None}


def test_load_is_all_who_wait_and_the_longest_wait_of_services_with_a_queue() -> None:
    house = ready_house()
    notices = Notices(SITE, MemoryStore(), house.state, FORECASTS.get)
    assert notices.load(house.state, "tax") == Load(0, None)
    house.check_in("tax-personal")
    assert notices.load(house.state, "tax") == Load(1, 12)
    house.check_in("tax-business")
    assert notices.load(house.state, "tax") == Load(2, 31)
    house.check_in("land-extracts")
    assert notices.load(house.state, "land-survey") == Load(1, None)


def test_forecast_begins_it_and_the_end_of_the_day_ends_it() -> None:
    house = ready_house()
    notices = Notices(SITE, MemoryStore(), house.state, FORECASTS.get)
    house.check_in("tax-business")
    assert notices.look(house.state, house.now)
    assert not notices.look(house.state, house.now + 1000)
    house.events(CloseDay(id="close", staff="s"))
    assert notices.look(house.state, house.now + 2000)
    crowd = notices.crowds.of("tax")
    assert crowd is not None
    assert crowd.over_at > crowd.raised_at


def test_new_day_begins_with_neither() -> None:
    house = ready_house()
    notices = Notices(SITE, MemoryStore(), house.state, FORECASTS.get)
    house.check_in("tax-business")
    notices.hear(house.state, house.log)
    notices.look(house.state, house.now)
    house.events(CloseDay(id="close", staff="s"))
    notices.look(house.state, house.now + 1000)
    assert notices.crowds.of("tax") is not None
    before = len(house.log)
    house.open(TUESDAY)
    notices.hear(house.state, house.log[before:])
    assert notices.crowds.of("tax") is None
    assert notices.arrivals.count("tax-business") == 0


def _day_turns(house: House) -> list[AnyEvent]:
    """Let the hub be off overnight: the first tick after it closes one day and opens the next."""
    house.now += 15 * 3_600_000
    events = house.events(Tick(today=TUESDAY))
    assert [type(event) for event in events] == [DayClosed, DayOpened]
    return events


def test_what_a_person_raised_ends_with_its_day_though_one_tick_opens_the_next() -> None:
    house, store = ready_house(), MemoryStore()
    notices = Notices(SITE, store, house.state)
    notices.crowds.raise_by_hand("tax", Load(3), house.now + 1)
    notices = Notices(SITE, store, house.state)
    crowd = notices.crowds.of("tax")
    assert crowd is not None
    assert not crowd.over_at
    notices.hear(house.state, _day_turns(house))
    notices.look(house.state, house.now)
    assert notices.crowds.of("tax") is None


def test_hub_that_ended_before_it_heard_of_the_new_day_forgets_too() -> None:
    house, store = ready_house(), MemoryStore()
    notices = Notices(SITE, store, house.state)
    notices.crowds.raise_by_hand("tax", Load(3), house.now + 1)
    _day_turns(house)
    assert Notices(SITE, store, house.state).crowds.of("tax") is None


def test_close_of_the_day_ends_what_a_person_raised() -> None:
    house = ready_house()
    notices = Notices(SITE, MemoryStore(), house.state)
    notices.crowds.raise_by_hand("tax", Load(3), house.now + 1)
    notices.hear(house.state, house.events(CloseDay(id="close", staff="s")))
    crowd = notices.crowds.of("tax")
    assert crowd is not None
    assert crowd.over_at > crowd.raised_at
