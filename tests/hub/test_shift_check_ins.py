"""Check-ins in a shift: what is durable, acknowledged, set aside, or left to be sent again."""

from concurrent.futures import Future

import msgspec
import pytest

from common.wire import topics
from hub.matters import Do, NotNowError, give_up
from hub.post_room import UNKNOWN_MS
from hub.queue.commands import Cancel
from hub.queue.events import AdditionTaken, Extended
from hub.store.port import StoreError
from tests.hub.clock import HOUR_MS
from tests.hub.shop import Shop, adviser


def test_check_in_is_acknowledged_with_its_sequence_and_the_highest(shop: Shop) -> None:
    shop.turn(shop.check_in(101), shop.check_in(102))
    (ack,) = shop.line.take(topics.ACK, device="kiosk-1")
    assert (ack.epoch, ack.committed, ack.highest) == ("epoch-1", (101, 102), 102)
    assert ack.incarnation == "life-1"
    assert len(shop.engine.state.visits) == 2


def test_what_came_together_shares_one_commit(shop: Shop) -> None:
    before = shop.store.commits
    shop.turn(*(shop.check_in(number) for number in range(101, 131)))
    assert shop.store.commits == before + 1


def test_nothing_is_acknowledged_answered_or_shown_when_the_disk_is_full(shop: Shop) -> None:
    shop.store.full = True
    command = Do(adviser("a"), Future())
    with pytest.raises(OSError, match="No space"):
        shop.turn(shop.check_in(101), command)
    assert shop.line.said == []
    assert not command.answer.done()
    give_up(command)
    with pytest.raises(NotNowError):
        command.answer.result(0)


def test_who_asks_again_after_a_full_disk_is_served_in_the_next_life(shop: Shop) -> None:
    shop.store.full = True
    with pytest.raises(OSError, match="No space"):
        shop.turn(shop.check_in(101))
    with pytest.raises(StoreError):
        shop.turn(shop.check_in(102))
    again = shop.restart(kept=False).opened()
    again.turn(again.check_in(101))
    assert [visit.number for visit in again.engine.state.visits.values()] == [101]
    assert again.line.take(topics.ACK)[-1].committed == (101,)


def test_board_and_lengths_are_said_before_the_receipt(shop: Shop) -> None:
    shop.turn(shop.check_in(101))
    names = shop.line.names()
    assert names.index("board") < names.index("ack")
    assert names.index("waits") < names.index("ack")


def test_check_in_sent_twice_is_one_visit_and_acknowledged_twice(shop: Shop) -> None:
    shop.turn(shop.check_in(101))
    shop.turn(shop.check_in(101))
    assert len(shop.engine.state.visits) == 1
    assert [ack.committed for ack in shop.line.take(topics.ACK)] == [(101,), (101,)]


def test_check_in_of_a_coming_day_is_left_to_be_sent_again_and_told_once(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        shop.turn(shop.check_in(101, day="2026-11-24"))
    assert shop.line.take(topics.ACK) == []
    assert caplog.text.count("has to wait") == 1
    assert shop.store.quarantined() == []


def test_check_in_that_can_never_be_right_is_set_aside_once_and_acknowledged(shop: Shop) -> None:
    for _ in range(3):
        shop.turn(shop.check_in(101, day="yesterday"))
    assert [ack.committed for ack in shop.line.take(topics.ACK)] == [(101,)] * 3
    (aside,) = shop.store.quarantined()
    assert (aside.source, aside.reason) == ("kiosk-1", "bad-day")
    assert b'"ticket-101"' in aside.body


def test_memory_of_what_was_told_stays_small(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(2):
        shop.turn(*(shop.check_in(number, day="2026-11-24") for number in range(101, 1201)))
    assert 1100 < caplog.text.count("has to wait") <= 2200


def test_check_in_that_had_to_wait_and_is_refused_then_is_set_aside(shop: Shop) -> None:
    shop.turn(shop.check_in(101, day="2026-11-24"))
    shop.turn(shop.check_in(101, day="yesterday"))
    assert len(shop.store.quarantined()) == 1


def test_row_of_a_device_that_is_no_kiosk_is_never_acknowledged_and_told_once(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    for device in ("stranger", "wall-1"):
        shop.turn(shop.check_in(101, device=device), shop.check_in(102, device=device))
        shop.turn(shop.report(device))
    assert shop.line.said == []
    assert shop.engine.state.visits == {}
    assert caplog.text.count("is no kiosk of the site file") == 2


def test_check_in_for_an_unknown_service_is_kept_and_not_told_to_kiosks(shop: Shop) -> None:
    shop.turn(shop.check_in(101, service="long-gone"))
    assert [visit.service for visit in shop.engine.state.visits.values()] == ["long-gone"]
    (waits,) = shop.line.take(topics.WAITS)
    assert set(waits.services) == set(shop.site.services)


def test_addition_is_acknowledged_with_its_sequence_and_is_durable(shop: Shop) -> None:
    shop.turn(shop.check_in(101), shop.addition(101, 102, service="land-extracts", party=3))
    (ack,) = shop.line.take(topics.ACK)
    assert (ack.committed, ack.highest) == ((101, 102), 102)
    again = shop.restart(kept=False).opened()
    (visit,) = again.engine.state.visits.values()
    assert (visit.later, visit.details.party) == (("land-extracts",), 3)


def test_addition_sent_twice_is_taken_once_and_acknowledged_twice(shop: Shop) -> None:
    shop.turn(shop.check_in(101), shop.addition(101, 102, service="land-extracts"))
    last = shop.store.last
    again = shop.restart(kept=False).opened()
    (visit,) = again.engine.state.visits.values()
    again.turn(again.check_in(101), again.addition(101, 102, service="land-extracts"))
    assert [ack.committed for ack in again.line.take(topics.ACK)] == [(101, 102)]
    assert visit.later == ("land-extracts",)
    assert not [one for one in again.store.read(last) if isinstance(one.event, Extended | AdditionTaken)]


def test_addition_whose_check_in_was_lost_on_the_way_waits_for_it(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(3):
        shop.turn(shop.addition(101, 102, service="land-extracts"))
    assert shop.line.take(topics.ACK) == []
    assert caplog.text.count("an addition of kiosk-1 has to wait") == 1
    shop.turn(shop.check_in(101), shop.addition(101, 102, service="land-extracts"))
    assert [ack.committed for ack in shop.line.take(topics.ACK)] == [(101, 102)]
    assert shop.store.quarantined() == []


def test_addition_whose_check_in_never_comes_is_set_aside_after_an_hour(shop: Shop) -> None:
    shop.turn(shop.addition(101, 102, party=2))
    shop.clock.advance(UNKNOWN_MS - 1)
    shop.turn(shop.addition(101, 102, party=2))
    assert shop.line.take(topics.ACK) == []
    shop.clock.advance(1)
    for _ in range(2):
        shop.turn(shop.addition(101, 102, party=2))
    assert [ack.committed for ack in shop.line.take(topics.ACK)][:1] == [(102,)]
    (aside,) = shop.store.quarantined()
    assert (aside.source, aside.reason) == ("kiosk-1", "unknown-ticket")


def test_addition_to_a_visit_that_is_over_is_set_aside_once_and_acknowledged(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    shop.turn(shop.check_in(101))
    (visit,) = shop.engine.state.visits.values()
    shop.do(Cancel(id="c", staff="s", visit=visit.id, reason="left"))
    shop.line.said.clear()
    for _ in range(2):
        shop.turn(shop.addition(101, 102, service="land-extracts"))
    assert [ack.committed for ack in shop.line.take(topics.ACK)] == [(102,)] * 2
    (aside,) = shop.store.quarantined()
    assert (aside.reason, b"land-extracts" in aside.body) == ("visit-ended", True)
    assert "an addition of kiosk-1 was set aside" in caplog.text


def test_memory_of_tickets_that_nobody_knows_stays_small(shop: Shop) -> None:
    """A kiosk with a thousand and more of them makes the hour begin anew, and is answered all the same."""
    for _ in range(2):
        shop.turn(*(shop.addition(number, number, party=2) for number in range(1101)))
    assert shop.line.take(topics.ACK) == []
    assert shop.store.quarantined() == []


def test_a_kiosks_own_number_belongs_to_the_day_on_which_it_was_taken(shop: Shop) -> None:
    shop.opened()
    shop.turn(shop.check_in(1_100_007, day=None, lease=None))
    (ack,) = shop.line.take(topics.ACK)
    assert ack.committed == (1_100_007,)
    (visit,) = shop.engine.state.visits.values()
    assert (visit.face, visit.uncertain) == ("K7", False)
    day_before = shop.reading()
    day_before = msgspec.structs.replace(day_before, clock_ms=day_before.clock_ms - 24 * HOUR_MS)
    shop.turn(shop.check_in(1_100_008, day=None, lease=None, arrival=day_before))
    assert len(shop.engine.state.visits) == 1
    assert [event.day for event in shop.engine.state.late.values()] == ["2026-11-22"]
