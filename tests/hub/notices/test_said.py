"""What a whole shift of the office says to authorities: who has come, and congestion."""

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from common.wire import topics
from common.wire.notices import Arrivals, CongestionState
from hub.matters import LineUp, Look, View
from hub.notices.notices import TOLD
from hub.queue.commands import AdviserCheckIn, CallNext, CloseDay
from tests.hub.shop import Shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path).opened()
    yield made
    made.close()


def _come(shop: Shop, count: int, service: str = "tax-personal") -> None:
    for number in range(count):
        name = f"{service}-{shop.clock.monotonic}-{number}"
        shop.do(AdviserCheckIn(id=name, staff="s", service=service, language="fi"))


def _call(shop: Shop, count: int = 1) -> None:
    for number in range(count):
        desk = f"desk-{shop.clock.monotonic}-{number}"
        shop.do(CallNext(id=desk, staff="s", desk=desk, services=("tax-personal",)))


def _arrivals(shop: Shop) -> list[Arrivals]:
    return shop.line.take(topics.ARRIVALS, authority="tax")


def _congestion(shop: Shop, authority: str = "tax") -> list[CongestionState]:
    return shop.line.take(topics.CONGESTION, authority=authority)


def _raise(shop: Shop, authority: str) -> None:
    def by_hand(view: View) -> bool:
        load = view.notices.load(view.engine.state, authority)
        return view.notices.crowds.raise_by_hand(authority, load, view.now.ms)

    answer: Future[bool] = Future()
    shop.turn(Look(by_hand, answer, alters=True))
    assert answer.result(0)


def test_arrival_is_said_within_a_second_with_face_service_and_zone(shop: Shop) -> None:
    _come(shop, 1)
    shop.advance(1000)
    (said,) = _arrivals(shop)
    (arrived,) = said.arrived
    assert (arrived.service, arrived.zone, arrived.expert) == ("tax-personal", "lobby", None)
    assert arrived.number == next(iter(shop.engine.state.visits.values())).face
    assert arrived.age_ms == 1000
    assert said.incarnation == "life-1"


def test_nothing_is_said_twice_while_nothing_changes(shop: Shop) -> None:
    _come(shop, 1)
    shop.advance(1000)
    shop.line.said.clear()
    shop.advance(1000).advance(1000)
    assert _arrivals(shop) == []
    assert _congestion(shop) == []


def test_who_was_called_is_not_in_the_next_snapshot(shop: Shop) -> None:
    _come(shop, 2)
    shop.advance(1000)
    _call(shop)
    shop.advance(1000)
    before, after = _arrivals(shop)
    assert (len(before.arrived), len(after.arrived)) == (2, 1)
    assert after.arrived[0].id == before.arrived[0].id
    assert after.revision > before.revision


def test_snapshot_is_bounded_and_counts_the_others(shop: Shop) -> None:
    _come(shop, TOLD + 4)
    shop.advance(1000)
    (said,) = _arrivals(shop)
    assert (len(said.arrived), said.more) == (TOLD, 4)
    assert [arrived.age_ms for arrived in said.arrived] == sorted(a.age_ms for a in said.arrived)


def test_authority_that_did_not_ask_is_told_of_no_customer(shop: Shop) -> None:
    _come(shop, 1, "land-extracts")
    shop.advance(1000)
    assert shop.line.take(topics.ARRIVALS, authority="land-survey") == []


def test_everything_is_said_on_a_new_connection(shop: Shop) -> None:
    _come(shop, 1)
    shop.advance(1000)
    shop.line.said.clear()
    shop.turn(LineUp())
    assert len(_arrivals(shop)) == 1
    assert [said.raised for said in _congestion(shop)] == [False]
    assert len(_congestion(shop, "land-survey")) == 1


def test_congestion_is_said_at_its_beginning_and_its_end(shop: Shop) -> None:
    _come(shop, 10)
    shop.advance(1000)
    (begun,) = _congestion(shop)
    assert (begun.raised, begun.by, begun.waiting, begun.minutes) == (True, "clock", 10, None)
    _call(shop, 4)
    for _second in range(183):
        shop.advance(1000)
    (over,) = _congestion(shop)
    assert (over.raised, over.id) == (False, begun.id)


def test_restart_says_the_same_congestion_with_its_age(shop: Shop) -> None:
    _come(shop, 10)
    shop.advance(1000)
    (begun,) = _congestion(shop)
    shop.advance(60_000)
    again = shop.restart(kept=False).turn(LineUp())
    again.advance(1000)
    (said,) = _congestion(again)
    assert (said.id, said.raised, said.incarnation) == (begun.id, True, "life-2")
    assert 60_000 <= said.age_ms <= 62_000


def test_hand_is_said_and_the_close_of_the_day_ends_it(shop: Shop) -> None:
    _raise(shop, "land-survey")
    shop.advance(1000)
    (begun,) = _congestion(shop, "land-survey")
    assert (begun.raised, begun.by) == (True, "hand")
    shop.do(CloseDay(id="close", staff="s"))
    shop.advance(1000)
    (over,) = _congestion(shop, "land-survey")
    assert not over.raised


def test_largest_snapshot_can_be_said(shop: Shop) -> None:
    _come(shop, TOLD)
    shop.advance(1000)
    (said,) = _arrivals(shop)
    assert len(topics.ARRIVALS.encode(said)) < topics.ARRIVALS.limit / 4
