from hub.queue.commands import (
    CallAgain,
    CloseDay,
    CloseDesk,
    Extend,
    Finish,
    OpenDesk,
    PauseDesk,
    PlanDesk,
    Start,
    StrikeOff,
    Transfer,
)
from hub.queue.policies.longest_wait import longest_wait
from hub.queue.projections import Changes, Layout, Projections
from tests.hub.queue.house import House, ticket

LAYOUT = Layout(
    desks={"hall": ("d1", "d2"), "annex": ("d3",)}, services={"hall": ("tax", "land"), "annex": ("kela",)}
)


class Watched:
    """A house whose changes are taken after each step."""

    def __init__(self) -> None:
        self.house = House().begin().open()
        self.projections = Projections(LAYOUT, longest_wait, 3)
        self.seen = 0
        self.take()

    def take(self) -> Changes:
        self.projections.note(self.house.log[self.seen :])
        self.seen = len(self.house.log)
        return self.projections.take(self.house.state, self.house.now)


def test_everything_is_given_out_at_first_and_again_after_forgetting() -> None:
    projections = Projections(LAYOUT, longest_wait, 3)
    house = House().begin().open()
    first = projections.take(house.state, house.now)
    assert set(first.boards) == {"hall", "annex"}
    assert set(first.rooms) == {"d1", "d2", "d3"}
    assert set(first.waits) == {"tax", "land", "kela"}
    assert first.visits
    assert first.day
    assert not projections.take(house.state, house.now)
    projections.forget()
    assert projections.take(house.state, house.now) == first


def test_check_in_changes_its_zone_and_its_wait_alone() -> None:
    watched = Watched()
    watched.house.check_in("tax")
    changes = watched.take()
    assert (set(changes.boards), set(changes.rooms), set(changes.waits)) == ({"hall"}, set(), {"tax"})
    assert changes.visits
    assert not changes.day


def test_board_that_shows_the_same_is_not_given_out() -> None:
    watched = Watched()
    for _ in range(3):
        watched.house.check_in("tax")
    watched.take()
    watched.house.check_in("tax")
    changes = watched.take()
    assert not changes.boards
    assert changes.waits["tax"].waiting == 4


def test_call_changes_board_room_and_wait() -> None:
    watched = Watched()
    watched.house.check_in("tax")
    watched.take()
    watched.house.call("d1")
    changes = watched.take()
    assert (set(changes.boards), set(changes.rooms), set(changes.waits)) == ({"hall"}, {"d1"}, {"tax"})
    watched.house.events(CallAgain(id="again", staff="s", desk="d1"))
    changes = watched.take()
    assert (set(changes.boards), set(changes.rooms), set(changes.waits)) == ({"hall"}, {"d1"}, set())


def test_transfer_changes_both_services_and_both_zones() -> None:
    watched = Watched()
    watched.house.check_in("tax")
    watched.house.call("d1")
    watched.house.events(Start(id="s", staff="s", desk="d1"))
    watched.take()
    watched.house.events(Transfer(id="t", staff="s", desk="d1", service="kela"))
    changes = watched.take()
    assert (set(changes.boards), set(changes.rooms)) == ({"hall", "annex"}, {"d1"})
    assert set(changes.waits) == {"kela"}


def test_closing_a_desk_changes_its_room() -> None:
    watched = Watched()
    watched.house.check_in("tax")
    watched.house.call("d1")
    watched.take()
    watched.house.events(CloseDesk(id="c", staff="s", desk="d1"))
    changes = watched.take()
    assert not changes.rooms["d1"].open
    assert changes.boards["hall"].next == ("1",)


def test_numbers_are_given_out_when_a_kiosks_stock_changes() -> None:
    watched = Watched()
    watched.house.report("k1")
    assert set(watched.take().numbers) == {"k1"}
    lease = next(iter(watched.house.state.numbering.held_by("k1")))
    watched.house.events(ticket("t1", 1, lease=lease))
    watched.take()
    watched.house.events(StrikeOff(id="s", staff="s", device="k1"))
    assert not watched.take().numbers


def test_close_of_the_day_changes_everything_that_was_shown() -> None:
    watched = Watched()
    watched.house.check_in("tax")
    watched.house.call("d1")
    watched.take()
    watched.house.events(CloseDay(id="c", staff="s"))
    changes = watched.take()
    assert changes.day
    assert changes.boards["hall"].calls == ()
    assert changes.rooms["d1"].call is None


def test_conflict_is_seen_by_the_consoles() -> None:
    watched = Watched()
    watched.house.events(ticket("t1", 5))
    watched.take()
    watched.house.events(ticket("t2", 5, device="k2"))
    assert watched.take().visits


def test_check_in_after_the_close_is_told_to_the_consoles_alone() -> None:
    watched = Watched()
    watched.house.events(CloseDay(id="c", staff="s"))
    watched.take()
    watched.house.events(ticket("t1", 5))
    changes = watched.take()
    assert changes.visits
    assert not any((changes.day, changes.boards, changes.rooms, changes.waits))


def test_desk_and_service_of_no_zone_are_looked_at_and_not_boarded() -> None:
    watched = Watched()
    watched.house.check_in("post")
    watched.house.call("d9", "post")
    changes = watched.take()
    assert not changes.boards
    assert set(changes.rooms) == {"d9"}


def test_services_that_come_and_go_change_their_waits() -> None:
    watched = Watched()
    visit = watched.house.check_in("tax")
    watched.take()
    watched.house.events(Extend(id="e", staff="s", visit=visit.id, also=("land",)))
    assert set(watched.take().waits) == {"land"}
    watched.house.events(Extend(id="e2", staff="s", visit=visit.id, also=("kela",)))
    assert set(watched.take().waits) == {"land", "kela"}


def test_who_is_called_from_several_lines_changes_them_all() -> None:
    watched = Watched()
    visit = watched.house.check_in("tax")
    watched.house.events(Extend(id="e", staff="s", visit=visit.id, also=("kela",)))
    watched.take()
    watched.house.call("d1", "tax")
    assert set(watched.take().waits) == {"tax", "kela"}
    watched.house.events(Start(id="s", staff="s", desk="d1"))
    watched.house.events(Finish(id="f", staff="s", desk="d1"))
    assert set(watched.take().waits) == {"kela"}


def test_pause_changes_the_desks_room() -> None:
    watched = Watched()
    watched.house.events(OpenDesk(id="o", staff="s", desk="d1", services=("tax",)))
    watched.take()
    watched.house.events(PauseDesk(id="p", staff="s", desk="d1"))
    assert watched.take().rooms["d1"].paused


def test_plan_is_news_to_staff() -> None:
    watched = Watched()
    opens, closes = watched.house.now + 1000, watched.house.now + 2000
    plan = PlanDesk(id="p", staff="s", desk="d1", services=("tax",), opens=opens, closes=closes)
    watched.house.events(plan)
    assert watched.take().visits
