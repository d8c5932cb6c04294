"""What a shift does as time passes: beats, clocks of kiosks, the catalogue, and the turn of the day."""

import datetime as dt

import pytest

from common.wire import topics
from common.wire.life import OwnerBeat, Status
from hub.queue.answers import Done
from hub.shift import SITE_EVERY_MS
from tests.hub.clock import HOUR_MS, HandClock
from tests.hub.shop import TODAY, MakeShop, Shop, open_day, site_with


def test_hub_beats_every_two_seconds_by_its_own_clock(shop: Shop) -> None:
    shop.line.said.clear()
    for _ in range(40):
        shop.advance(250)
    beats = shop.line.take(topics.HUB_BEAT)
    assert len(beats) == 5
    assert isinstance(beats[-1], OwnerBeat)
    assert beats[-1].at_ms == shop.clock.monotonic


def test_hub_beats_at_once_for_a_device_that_has_just_come_up(shop: Shop) -> None:
    shop.advance(100)
    shop.line.said.clear()
    status = Status(state="ready", start="s")
    shop.turn(shop.heard(topics.STATUS, status, device="wall-1"))
    assert len(shop.line.take(topics.HUB_BEAT)) == 1
    shop.turn(
        shop.heard(topics.STATUS, status, device="wall-1", retained=True),
        shop.heard(topics.STATUS, status, device="nobody-1"),
        shop.heard(topics.STATUS, Status(state="lost", start="s"), device="wall-1"),
    )
    assert shop.line.take(topics.HUB_BEAT) == []


def test_office_waits_no_longer_than_until_something_is_due(shop: Shop) -> None:
    shop.advance(1000)
    assert 0 < shop.shift.idle_s() <= 1
    shop.clock.advance(5000)
    assert shop.shift.idle_s() == 0


def test_beat_that_lay_in_the_inbox_does_not_make_its_device_seem_slow(shop: Shop) -> None:
    beat, arrival = shop.beat(boot=2), shop.reading(boot=2)
    shop.clock.advance(30_000)
    shop.turn(beat, shop.check_in(101, arrival=arrival))
    (visit,) = shop.engine.state.visits.values()
    now = shop.look(lambda view: view.now.ms).result(0)
    assert now - visit.stamp.at == 30_000


def test_clocks_are_learnt_of_kiosks_alone(shop: Shop) -> None:
    shop.turn(*(shop.beat(f"stranger-{number}") for number in range(20)))
    shop.shift.end()
    assert b"stranger" not in (shop.store.kept("clocks") or b"")
    assert b"kiosk-1" in (shop.store.kept("clocks") or b"")


def test_killed_hub_places_a_late_check_in_by_the_clocks_it_kept(shop: Shop) -> None:
    early = shop.check_in(101)
    shop.advance(61_000)
    again = shop.restart(kept=False)
    again.turn(again.report(), early)
    (visit,) = again.engine.state.visits.values()
    assert not visit.uncertain
    assert again.look(lambda view: view.now.ms).result(0) - visit.stamp.at == 61_000


def test_damaged_clocks_are_learnt_anew(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    shop.store.keep("clocks", b"{")
    shop.store.keep("house-clock", b"\xff")
    again = shop.restart(kept=False).opened()
    again.turn(again.check_in(101))
    assert len(again.engine.state.visits) == 1
    assert caplog.text.count("cannot be read") == 2


def test_catalogue_is_said_again_only_where_it_has_changed(shop: Shop) -> None:
    for _ in range(3):
        shop.advance(SITE_EVERY_MS)
    assert shop.line.take(topics.CATALOGUE) == []
    assert shop.line.take(topics.CONFIG) == []


def test_catalogue_moves_on_at_midnight(make_shop: MakeShop) -> None:
    shop = make_shop(site_with(hours="Mo-Su 08:00-16:00")).opened()
    for _ in range(15 * 6):
        shop.advance(SITE_EVERY_MS)
    first, *_, last = shop.line.take(topics.CATALOGUE)
    assert last.revision > first.revision
    openings = last.authorities[0].openings
    assert openings[0][0] > shop.clock.wall
    assert openings[-1][1] > shop.clock.wall + 13 * 24 * HOUR_MS


def test_catalogue_is_made_anew_when_the_clock_is_set(make_shop: MakeShop) -> None:
    right = HandClock().wall
    clock = HandClock(wall=86_400_000, trusted=False)
    shop = make_shop(site_with(hours="Mo-Su 08:00-16:00"), clock).opened()
    shop.clock.wall, shop.clock.trusted = right, True
    shop.advance(1000)
    (catalogue,) = shop.line.take(topics.CATALOGUE)
    assert catalogue.authorities[0].openings[0][1] > right
    assert shop.engine.state.open_day is not None


def test_unset_clock_opens_no_day_and_a_person_does(make_shop: MakeShop) -> None:
    shop = make_shop(clock=HandClock(trusted=False)).opened()
    assert shop.engine.state.open_day is None
    assert isinstance(shop.do(open_day()).result(0), Done)
    (status,) = shop.line.take(topics.HUB_STATUS)
    assert status.day is not None
    assert status.day.id == TODAY


def test_day_turns_by_itself_and_numbers_begin_anew(make_shop: MakeShop) -> None:
    shop = make_shop(site_with(hours="Mo-Fr 08:00-16:15; PH off")).opened()
    shop.turn(shop.check_in(100))
    for _ in range(24):
        shop.advance(HOUR_MS)
    day = shop.engine.state.open_day
    assert day is not None
    assert day.date == dt.date(2026, 11, 24)
    statuses = [status.day.id if status.day else None for status in shop.line.take(topics.HUB_STATUS)]
    assert statuses == [None, "2026-11-24"]
    assert shop.engine.state.visits == {}
