from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from common.runtime.settings import load
from hub.accounts.account import Account
from hub.accounts.person import person_of
from hub.notices.arrivals import Arrival
from hub.notices.congestion import Load
from hub.notices.notices import Notices
from hub.notices.told import COUNTED, ROWS, Told, told
from hub.queue.commands import AdviserCheckIn, CallNext
from hub.queue.details import Appointment
from hub.site.schema import Site
from hub.store.memory import MemoryStore
from tests.hub.queue.house import House, ready_house

SITE = load(Path(__file__).parents[1] / "house.toml", Site)
CLERK = Account(
    id="kalle", name="Kalle", role="expert", authorities=("tax",), notices=("tax-personal", "land-extracts")
)
ADVISER = Account(id="anna", name="Anna", role="adviser")


class Point:
    """A point whose notices are followed."""

    def __init__(self) -> None:
        self.house: House = ready_house()
        self.notices = Notices(SITE, MemoryStore(), self.house.state)

    def come(self, service: str = "tax-personal", *also: str, expert: str = "") -> str:
        due = Appointment(id=self.house.id(), service=service, at=0, expert=expert) if expert else None
        self.house.now += 1
        events = self.house.events(
            AdviserCheckIn(
                id=self.house.id(), staff="s", service=service, also=also, language="fi", appointment=due
            )
        )
        self.notices.hear(self.house.state, events)
        return list(self.house.state.visits)[-1]

    def tell(self, account: Account, *known_as: str, at_desk: bool = False) -> Told:
        return told(
            person_of(account, SITE), SITE, self.notices.arrivals, self.notices.crowds,
            known_as=frozenset(known_as), at_desk=at_desk,
        )  # fmt: skip

    def who(self, account: Account, *known_as: str) -> list[str]:
        return [arrival.visit for arrival in self.tell(account, *known_as).arrivals]


@pytest.fixture
def point() -> Point:
    return Point()


def _seen(account: Account, what: Told) -> Account:
    return msgspec.structs.replace(account, told_ms=what.upto)


def test_own_chosen_services_are_told_and_no_others(point: Point) -> None:
    visit = point.come("tax-personal")
    point.come("tax-business")
    point.come("land-extracts")
    assert point.who(CLERK) == [visit]
    assert not point.tell(ADVISER)


def test_what_was_seen_is_not_told_again_and_what_comes_next_is(point: Point) -> None:
    point.come()
    after = _seen(CLERK, point.tell(CLERK))
    assert not point.tell(after)
    visit = point.come()
    assert point.who(after) == [visit]


def test_who_was_called_is_not_told_any_more(point: Point) -> None:
    point.come()
    events = point.house.events(CallNext(id="call", staff="s", desk="desk-1", services=("tax-personal",)))
    point.notices.hear(point.house.state, events)
    assert not point.tell(CLERK)


def test_who_serves_at_a_desk_is_told_only_of_the_own_appointment(point: Point) -> None:
    point.come()
    visit = point.come(expert="expert-7")
    point.come(expert="expert-8")
    found = point.tell(CLERK, "expert-7", at_desk=True)
    assert [arrival.visit for arrival in found.arrivals] == [visit]
    assert found.mine == {visit}


def test_named_expert_is_told_of_a_service_that_was_not_chosen(point: Point) -> None:
    expert = msgspec.structs.replace(CLERK, notices=())
    visit = point.come("tax-business", expert="expert-7")
    point.come("tax-business")
    assert point.who(expert, "expert-6", "expert-7") == [visit]


def test_appointment_of_another_authority_is_not_told(point: Point) -> None:
    point.come("land-extracts", expert="expert-7")
    assert not point.tell(CLERK, "expert-7")


def test_who_has_no_code_is_named_by_nobody(point: Point) -> None:
    point.come()
    assert point.tell(CLERK).mine == frozenset()


def test_one_who_wants_two_services_stands_there_once(point: Point) -> None:
    both = msgspec.structs.replace(CLERK, notices=("tax-personal", "tax-business"))
    visit = point.come("tax-personal", "tax-business")
    assert point.who(both) == [visit]


def test_many_are_counted_and_seen_together(point: Point) -> None:
    visits = [point.come() for _ in range(ROWS + 3)]
    found = point.tell(CLERK)
    assert [arrival.visit for arrival in found.arrivals] == visits[: -ROWS - 1 : -1]
    assert found.more == 3
    assert not point.tell(_seen(CLERK, found))


def test_who_has_missed_thousands_is_told_of_the_newest_and_that_there_are_many(point: Point) -> None:
    both = msgspec.structs.replace(CLERK, notices=("tax-personal", "tax-business"))
    visits = [point.come("tax-personal", "tax-business") for _ in range(COUNTED)]
    found = point.tell(both)
    assert (found.more, found.beyond) == (COUNTED - ROWS, False)
    visits += [point.come("tax-business") for _ in range(3)]
    found = point.tell(both)
    assert [arrival.visit for arrival in found.arrivals] == visits[: -ROWS - 1 : -1]
    assert (found.more, found.beyond) == (COUNTED - ROWS, True)
    assert not point.tell(_seen(both, found))


def test_page_looks_at_no_more_than_are_counted(point: Point, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3 * COUNTED):
        point.come()
    looked: list[str] = []
    newest = point.notices.arrivals.newest

    def watched(service: str) -> Iterator[Arrival]:
        for arrival in newest(service):
            looked.append(arrival.visit)
            yield arrival

    monkeypatch.setattr(point.notices.arrivals, "newest", watched)
    assert point.tell(CLERK, "expert-7").beyond
    assert len(looked) <= COUNTED + 2


def test_own_appointment_is_found_among_many_and_told_as_such(point: Point) -> None:
    both = msgspec.structs.replace(CLERK, notices=("tax-personal", "tax-business"))
    for _ in range(COUNTED):
        point.come()
    visit = point.come("tax-personal", "tax-business", expert="expert-7")
    found = point.tell(both, "expert-7")
    assert found.arrivals[0].visit == visit
    assert found.mine == {visit}
    assert len({arrival.visit for arrival in found.arrivals}) == ROWS


def test_congestion_is_told_to_who_has_the_right_at_its_beginning_and_end(point: Point) -> None:
    crowds = point.notices.crowds
    crowds.raise_by_hand("tax", Load(3), 2_000_000)
    begun = point.tell(ADVISER)
    assert [one.authority for one in begun.crowds] == ["tax"]
    assert not point.tell(CLERK)
    seen = _seen(ADVISER, begun)
    assert not point.tell(seen)
    crowds.end_by_hand("tax", begun.crowds[0].crowd.id, Load(0), 2_000_000)
    over = point.tell(seen)
    assert over.crowds[0].crowd.over_at > 0
    assert not point.tell(_seen(seen, over))


def test_congestion_of_others_is_not_told_to_a_contact(point: Point) -> None:
    role = msgspec.structs.replace(SITE.roles["adviser"], scope="own")
    site = msgspec.structs.replace(SITE, roles={"contact": role})
    person = person_of(Account(id="k", name="K", role="contact", authorities=("land-survey",)), site)
    point.notices.crowds.raise_by_hand("tax", Load(3), 2_000_000)
    point.notices.crowds.raise_by_hand("land-survey", Load(3), 2_000_000)
    found = told(person, site, point.notices.arrivals, point.notices.crowds)
    assert [one.authority for one in found.crowds] == ["land-survey"]
