"""Numbers for kiosks in a shift, and none while another hub speaks for the site."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from common.wire import topics
from common.wire.life import HubStatus, OwnerBeat
from hub.matters import LineUp
from hub.queue.answers import Code, Refusal
from hub.rival import SILENCE_MS
from hub.shift import ANEW_MS
from tests.hub.shop import TODAY, MakeShop, Shop, adviser


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


def test_no_number_is_granted_while_another_hub_speaks(make_shop: MakeShop) -> None:
    shop = make_shop().turn(LineUp())
    shop.turn(shop.heard(topics.HUB_BEAT, OwnerBeat(incarnation="another", at_ms=5)), shop.report())
    assert [numbers.leases for numbers in shop.line.take(topics.NUMBERS)] == [()]
    answer = shop.do(adviser("a")).result()
    assert isinstance(answer, Refusal)
    assert (answer.code, answer.retry) == (Code.OTHER_HUB, True)
    for _ in range(SILENCE_MS // 500 + 2):
        shop.advance(500)
    (numbers,) = shop.line.take(topics.NUMBERS)
    assert len(numbers.leases) == 2


def test_the_life_before_on_the_same_disk_is_no_other_hub(shop: Shop) -> None:
    again = shop.restart().turn(LineUp())
    kept = HubStatus(state="ready", incarnation="life-1")
    again.turn(again.heard(topics.HUB_STATUS, kept, retained=True), again.report())
    (numbers,) = again.line.take(topics.NUMBERS)
    assert len(numbers.leases) == 2


def test_the_life_before_of_a_copied_disk_may_still_be_running(make_shop: MakeShop, tmp_path: Path) -> None:
    first = make_shop()
    copied = tmp_path / "copied"
    copied.mkdir()
    with closing(sqlite3.connect(first.folder / "queue.db")) as log:
        log.execute("VACUUM INTO ?", (str(copied / "queue.db"),))
    second = make_shop(folder=copied, incarnation="life-2").turn(LineUp())
    kept = HubStatus(state="ready", incarnation="life-1")
    second.turn(second.heard(topics.HUB_STATUS, kept, retained=True), second.report())
    assert [numbers.leases for numbers in second.line.take(topics.NUMBERS)] == [()]
