"""A hub as a process that is started in the morning on the store of yesterday, which nobody has closed."""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from common.wire import topics
from hub.queue.events import AnyEvent, CheckedInLate, DayClosed, DayOpened, VisitClosed
from tests.broker import OpenBroker
from tests.hub.clock import HandClock
from tests.hub.hub_process import HubProcess
from tests.hub.kiosk import FakeKiosk, number_of
from tests.hub.listener import Listener
from tests.hub.shop import Shop
from tests.waiting import wait_until

HELSINKI = ZoneInfo("Europe/Helsinki")


def date(days_ago: int = 0) -> str:
    """Return the site's date, or an earlier one."""
    return (dt.datetime.now(HELSINKI).date() - dt.timedelta(days=days_ago)).isoformat()


def write_yesterday(state: Path) -> None:
    """Leave three visits of yesterday in a store whose hub lost its power."""
    day = date(days_ago=1)
    noon = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(12), HELSINKI)
    shop = Shop(state, clock=HandClock(wall=round(noon.timestamp() * 1000))).opened()
    shop.turn(*(shop.check_in(number, day=day) for number in (110, 111, 112)))
    assert len(shop.engine.state.visits) == 3
    shop.close()


@pytest.fixture
def hub(tmp_path: Path, broker: OpenBroker) -> Iterator[HubProcess]:
    process = HubProcess(tmp_path / "hub", broker)
    process.state.mkdir()
    write_yesterday(process.state)
    yield process
    process.close()


@pytest.fixture
def kiosk(broker: OpenBroker) -> Iterator[FakeKiosk]:
    made = FakeKiosk(broker).start()
    yield made
    made.stop()


def events(hub: HubProcess) -> list[AnyEvent]:
    with closing(sqlite3.connect(f"file:{hub.state / 'queue.db'}?mode=ro", uri=True)) as log:
        rows = log.execute("SELECT body FROM log ORDER BY position").fetchall()
    return [msgspec.json.decode(body, type=AnyEvent) for (body,) in rows]


def test_yesterday_is_closed_with_a_reason_and_numbers_begin_anew(hub: HubProcess, kiosk: FakeKiosk) -> None:
    with Listener(hub.broker, topics.HUB_STATUS, topics.BOARD) as listener:
        hub.start()
        staff = hub.staff("everything")
        # By itself where a time source has set this machine's clock; a person's word where none has.
        staff.done("/day/open", {"date": date()})
        listener.wait_for(
            topics.HUB_STATUS,
            lambda one: one.message.day is not None and one.message.day.id == date(),
        )
        listener.wait_for(topics.BOARD, lambda one: not one.message.next and not one.message.calls)
    kiosk.report()
    wait_until(lambda: kiosk.left() == 3, 10, "the kiosk has its numbers")
    assert number_of(kiosk.deal("tax-personal", kind="reserve")) == 100
    assert staff.desk("desk-1")["total"] == 0
    happened = events(hub)
    closed = [event for event in happened if isinstance(event, VisitClosed)]
    assert [event.reason for event in closed] == ["day-end"] * 3
    turns = [type(event) for event in happened if isinstance(event, DayOpened | DayClosed)]
    assert turns == [DayOpened, DayClosed, DayOpened]


def test_ticket_of_before_the_day_is_kept_and_only_who_came_today_waits(
    hub: HubProcess, kiosk: FakeKiosk
) -> None:
    before = kiosk.reading()
    hub.start()
    staff = hub.staff("everything")
    staff.done("/day/open", {"date": date()})
    kiosk.beat()
    kiosk.report()
    wait_until(lambda: kiosk.left() == 3, 10, "the kiosk has its numbers")
    late, today = kiosk.deal(), kiosk.deal()
    old = msgspec.structs.replace(late.body, day=date(days_ago=1), lease="old", arrival=before)
    kiosk.send(msgspec.structs.replace(late, body=old), today)
    wait_until(lambda: not kiosk.unsent(), 10, "both are acknowledged")
    assert [row["number"] for row in staff.desk("desk-1")["waiting"]] == [str(number_of(today))]
    assert [event.ticket for event in events(hub) if isinstance(event, CheckedInLate)] == [late.body.ticket]
