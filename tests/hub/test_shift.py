"""One shift of the office, turn by turn: what is durable, what is said, and in which order."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from common.wire import topics
from common.wire.life import HubStatus, OwnerBeat, Status
from common.wire.requests import AdviserRequest
from hub.house_rules import Bar, Barred
from hub.matters import Do, LineUp, Look, NotNowError, View, give_up
from hub.queue import views
from hub.queue.answers import Done, Refusal
from hub.queue.commands import AdviserCheckIn, CallNext, CloseDay, OpenDesk
from hub.shift import ANEW_MS, SITE_EVERY_MS
from hub.site.schema import Site
from hub.store.port import StoreError
from tests.hub.clock import HOUR_MS, HandClock
from tests.hub.shop import SITE, TODAY, MakeShop, Shop, open_day, site_with


@pytest.fixture
def make_shop(tmp_path: Path) -> Iterator[MakeShop]:
    made: list[Shop] = []

    def make(site: Site = SITE, clock: HandClock | None = None) -> Shop:
        made.append(Shop(tmp_path, site, clock or HandClock()))
        return made[-1]

    yield make
    for shop in made:
        shop.close()


@pytest.fixture
def shop(make_shop: MakeShop) -> Shop:
    return make_shop().opened()


def call(name: str, desk: str = "desk-1") -> CallNext:
    return CallNext(id=name, staff="s", desk=desk, services=("tax-personal",))


def adviser(name: str) -> AdviserCheckIn:
    return AdviserCheckIn(id=name, staff="s", service="tax-personal", language="fi")


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


def test_kiosk_that_reports_gets_its_numbers_once(shop: Shop) -> None:
    shop.turn(shop.report(day=TODAY))
    assert len(shop.line.take(topics.NUMBERS, device="kiosk-1")) == 1
    again = shop.restart()
    again.turn(again.report())
    assert len(again.line.take(topics.NUMBERS, device="kiosk-1")) == 1
    assert [ack.committed for ack in again.line.take(topics.ACK)] == [()]


def test_report_to_an_earlier_life_gets_no_numbers(make_shop: MakeShop) -> None:
    shop = make_shop().turn(LineUp())
    shop.line.said.clear()
    shop.turn(shop.report(incarnation="life-0"))
    assert shop.line.take(topics.NUMBERS) == []
    assert [ack.incarnation for ack in shop.line.take(topics.ACK)] == ["life-1"]


def test_numbers_follow_a_check_in_without_being_asked_for(shop: Shop) -> None:
    shop.turn(shop.check_in(110, lease="life-1-l2"))  # 100-109 are the reserve
    (numbers,) = shop.line.take(topics.NUMBERS, device="kiosk-1")
    assert numbers.incarnation == "life-1"
    assert [(lease.first, lease.last) for lease in numbers.leases] == [(100, 109), (110, 112), (113, 113)]


def test_staff_get_the_answer_after_the_board_is_said(shop: Shop) -> None:
    shop.turn(shop.check_in(101))
    shop.line.said.clear()
    boards_at_answer: list[int] = []
    answer = Do(call("c"), Future())
    answer.answer.add_done_callback(lambda _: boards_at_answer.append(len(shop.line.take(topics.BOARD))))
    shop.turn(answer)
    assert boards_at_answer == [1]
    assert isinstance(answer.answer.result(0), Done)


def test_call_has_the_age_of_the_moment_that_the_snapshot_names(shop: Shop) -> None:
    shop.turn(shop.check_in(101))
    shop.do(call("c"))
    (board,) = shop.line.take(topics.BOARD)[-1:]
    assert (board.calls[0].age_ms, board.at_ms) == (0, shop.clock.monotonic)
    shop.advance(90_000)
    shop.line.said.clear()
    shop.turn(LineUp())
    (board,) = shop.line.take(topics.BOARD)
    assert (board.calls[0].age_ms, board.at_ms) == (90_000, shop.clock.monotonic)


def test_question_sees_what_was_asked_before_it(shop: Shop) -> None:
    future = shop.look(lambda view: len(view.engine.state.visits))
    assert future.result(0) == 0
    question: Future[int] = Future()
    shop.turn(shop.check_in(101), Look(lambda view: len(view.engine.state.visits), question))
    assert question.result(0) == 1


@pytest.mark.parametrize("error", [ValueError, KeyError, TypeError, AssertionError, RecursionError])
def test_question_that_fails_fails_alone(shop: Shop, error: type[Exception]) -> None:
    def ask(_view: View) -> Done:
        raise error("slip")

    with pytest.raises(error):
        shop.look(ask).result(0)
    with pytest.raises(error):
        shop.act("x", ask).result(0)  # pyright: ignore[reportArgumentType] - it never returns
    assert isinstance(shop.do(adviser("a")).result(0), Done)


def test_act_is_made_from_what_is_true_and_done_once(shop: Shop) -> None:
    shop.turn(shop.check_in(101))
    made: list[int] = []

    def make(view: View) -> CallNext:
        made.append(len(view.engine.state.visits))
        return call("c")

    first, second = shop.act("c", make).result(0), shop.act("c", make).result(0)
    assert isinstance(first, Done)
    assert first == second
    assert first.number == 101
    assert made == [1]


def test_what_the_house_forbids_is_answered_and_not_done(shop: Shop) -> None:
    bar = Barred(code=Bar.TOO_SOON, seconds=5)
    assert shop.act("c", lambda _view: bar).result(0) == bar
    assert shop.line.said == []


def test_listeners_hear_of_what_staff_would_see_and_of_nothing_else(shop: Shop) -> None:
    shop.told = 0
    shop.turn(shop.beat())
    shop.look(lambda view: view.now)
    assert shop.told == 0
    shop.turn(shop.check_in(101), shop.check_in(102))
    assert shop.told == 1


def test_device_that_falls_silent_is_told_once(shop: Shop) -> None:
    shop.advance(1000)
    shop.told = 0
    for _ in range(10):
        shop.advance(1000)
    assert shop.told == 1


def test_everything_is_said_again_when_the_line_comes_up(shop: Shop) -> None:
    shop.turn(shop.check_in(101))
    shop.line.said.clear()
    shop.turn(LineUp(), shop.check_in(102), LineUp())
    said = shop.line.names()
    for once in ("hub-status", "hub-beat", "catalogue", "waits", "board"):
        assert said.count(once) == 1, once
    assert said.count("config") == len(shop.site.devices)
    assert said.count("room") == len(shop.site.places)
    assert said.index("hub-status") < said.index("board")


def test_own_status_is_not_answered(shop: Shop) -> None:
    status = HubStatus(state="ready", incarnation="life-1")
    shop.turn(shop.heard(topics.HUB_STATUS, status))
    shop.advance(ANEW_MS)
    assert "hub-status" not in shop.line.names()


def test_late_will_is_contradicted(shop: Shop) -> None:
    shop.advance(ANEW_MS)
    will = HubStatus(state="lost", incarnation="life-0")
    shop.turn(shop.heard(topics.HUB_STATUS, will))
    assert [status.state for status in shop.line.take(topics.HUB_STATUS)] == ["ready"]
    assert "board" in shop.line.names()


def test_what_the_broker_kept_of_an_earlier_life_is_replaced_by_the_line_up_alone(shop: Shop) -> None:
    shop.advance(ANEW_MS)
    shop.line.said.clear()
    old = HubStatus(state="ready", incarnation="life-0")
    shop.turn(shop.heard(topics.HUB_STATUS, old, retained=True))
    shop.advance(ANEW_MS)
    assert "hub-status" not in shop.line.names()


def test_second_hub_is_contradicted_once_a_second_and_not_for_ever(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    shop.advance(ANEW_MS)
    shop.line.said.clear()
    other = HubStatus(state="ready", incarnation="another")
    for _ in range(50):
        shop.turn(shop.heard(topics.HUB_STATUS, other))
    assert len(shop.line.take(topics.HUB_STATUS)) == 1
    assert shop.shift.idle_s() <= ANEW_MS / 1000
    shop.advance(ANEW_MS)
    assert len(shop.line.take(topics.HUB_STATUS)) == 1
    assert "another hub speaks for this site" in caplog.text


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


def test_waiting_staff_are_answered_after_a_refusal_too(shop: Shop) -> None:
    assert isinstance(shop.do(call("c")).result(0), Refusal)
    assert isinstance(shop.do(CloseDay(id="d", staff="s")).result(0), Done)


def test_request_for_an_adviser_is_answered_however_often_it_comes(shop: Shop) -> None:
    request = AdviserRequest(id="help-1", language="sv")
    for _ in range(2):
        shop.turn(shop.heard(topics.ADVISER_REQUEST, request, device="kiosk-1"))
    assert [reply.id for reply in shop.line.take(topics.REPLY, device="kiosk-1")] == ["help-1"] * 2
    assert len(shop.floor.adviser_calls.open()) == 1
    shop.turn(shop.heard(topics.ADVISER_REQUEST, request, device="stranger"))
    assert shop.line.take(topics.REPLY) == []


def test_message_that_cannot_be_said_stops_nothing(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    names = {f"service-{number}": next(iter(shop.site.services.values())) for number in range(2000)}
    shop.speaker.site = site_with(services=names)
    shop.turn(*(shop.check_in(101 + number, service=name) for number, name in enumerate(names)))
    shop.line.said.clear()
    shop.turn(shop.check_in(5000))
    assert "ack" in shop.line.names()
    assert "waits" not in shop.line.names()
    assert caplog.text.count("cannot be said") == 1


def test_while_the_line_is_down_the_queue_goes_on(shop: Shop) -> None:
    shop.line.up = False
    assert isinstance(shop.do(adviser("a")).result(0), Done)
    assert isinstance(
        shop.do(OpenDesk(id="o", staff="s", desk="desk-1", services=("tax-personal",))).result(0), Done
    )
    shop.line.up = True
    shop.turn(LineUp())
    (board,) = shop.line.take(topics.BOARD)
    assert len(board.next) == 1
    assert views.room(shop.engine.state, "desk-1").open


def test_status_of_a_device_reaches_staff(shop: Shop) -> None:
    shop.told = 0
    shop.turn(shop.heard(topics.STATUS, Status(state="ready", start="s"), device="wall-1"))
    assert shop.told == 1
