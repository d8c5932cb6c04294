"""Appointments through the hub: from the desk where they lie to kiosks, and from a check-in to the queue."""

import datetime as dt
import logging
from pathlib import Path

import msgspec
import pytest

from common.wire import topics
from common.wire.appointments import AppointmentBook
from common.wire.arrivals import Fit, find_by_code
from common.wire.site import KioskConfig
from hub.appointments.seal import hash_expert
from hub.appointments.standing import Standing
from hub.matters import LineUp
from hub.queue.details import Priority
from tests.broker import OpenBroker
from tests.hub.appointments.sources import HELSINKI, TODAY
from tests.hub.appointments.standings import KEYS, appointment, standing
from tests.hub.hub_process import SITE, HubProcess
from tests.hub.listener import Listener
from tests.hub.shop import Shop

SOON = appointment("soon", 20, "ab1234", "Maija")
ONE = standing(SOON, appointment("later", 120, "cd5678"))


def put(shop: Shop, one: Standing = ONE) -> None:
    shop.speaker.appointments.put(one)
    shop.advance(1000)


def test_a_kiosk_hears_the_keys_before_the_book_and_finds_a_code_with_them(shop: Shop) -> None:
    put(shop)
    names = [name for name in shop.line.names() if name in {"config", "appointments"}]
    assert names[-1] == "appointments"
    (config,) = shop.line.take(topics.CONFIG, device="kiosk-1")
    (book,) = shop.line.take(topics.APPOINTMENTS)
    assert isinstance(config.body, KioskConfig)
    assert book.incarnation == "life-1"
    assert find_by_code("AB-1234", config.body.appointment_keys, book, shop.clock.wall).fit is Fit.EARLY


def test_nobody_but_kiosks_gets_the_keys(shop: Shop) -> None:
    put(shop)
    for channel, ids, message in shop.line.said:
        if ids.get("device") != "kiosk-1":
            text = msgspec.json.encode(message).decode()
            assert not any(key in text for key in KEYS.values()), channel.name


def test_what_has_not_changed_is_not_said_again(shop: Shop) -> None:
    put(shop)
    shop.line.said.clear()
    for _ in range(3):
        shop.advance(1000)
    assert not {"appointments", "appointments-kept", "config"} & set(shop.line.names())


def test_everything_is_said_again_when_the_line_comes_up(shop: Shop) -> None:
    put(shop)
    shop.line.said.clear()
    shop.turn(LineUp())
    assert len(shop.line.take(topics.APPOINTMENTS)) == 1
    assert len(shop.line.take(topics.APPOINTMENTS_KEPT)) == 1
    (config,) = shop.line.take(topics.CONFIG, device="kiosk-1")
    assert isinstance(config.body, KioskConfig)
    assert config.body.appointment_keys == ONE.keys


def test_a_new_key_changes_the_revision_of_a_kiosks_configuration_alone(shop: Shop) -> None:
    put(shop)
    (first,) = shop.line.take(topics.CONFIG, device="kiosk-1")
    (wall,) = shop.line.take(topics.CONFIG, device="wall-1")
    put(shop, standing(SOON, keys={**KEYS, TODAY: "ff" * 32}))
    (second,) = shop.line.take(topics.CONFIG, device="kiosk-1")
    assert first.revision != second.revision
    assert shop.line.take(topics.CONFIG, device="wall-1") == [wall]


def visit_of(shop: Shop, number: int) -> dict[str, object]:
    visit = next(one for one in shop.engine.state.visits.values() if one.number == number)
    return {"appointment": visit.appointment, "details": visit.details, "also": visit.also}


def test_a_check_in_with_an_appointment_waits_by_its_time(shop: Shop) -> None:
    put(shop)
    shop.turn(shop.check_in(100, appointment="soon", party=3, needs_help=True, also=("tax-business",)))
    visit = next(one for one in shop.engine.state.visits.values() if one.number == 100)
    assert visit.appointment is not None
    house_ms = shop.look(lambda view: view.now.ms).result()
    assert visit.appointment.at - house_ms == SOON.entry.at_ms - shop.clock.wall
    assert visit.appointment.expert == hash_expert("maija", KEYS[TODAY])
    assert (visit.details.party, visit.details.needs_help) == (3, True)
    assert visit.also == ("tax-business",)
    waiting = visit.waiting_for("tax-personal")
    assert (waiting.priority, waiting.place.at) == (Priority.APPOINTMENT, visit.appointment.at)


def test_used_appointments_are_told_to_kiosks(shop: Shop) -> None:
    put(shop)
    shop.line.said.clear()
    shop.turn(shop.check_in(100, appointment="soon"))
    shop.advance(1000)
    (kept,) = shop.line.take(topics.APPOINTMENTS_KEPT)
    assert kept.ids == ("soon",)
    book, keys = ONE.book, ONE.keys
    assert find_by_code("AB1234", keys, book, shop.clock.wall, set(kept.ids)).fit is Fit.USED


def test_who_brings_an_appointment_a_second_time_waits_as_a_walk_in(shop: Shop) -> None:
    put(shop)
    shop.turn(shop.check_in(100, appointment="soon"), shop.check_in(101, appointment="soon"))
    assert visit_of(shop, 100)["appointment"] is not None
    assert visit_of(shop, 101)["appointment"] is None


def test_an_appointment_that_is_not_known_lets_the_customer_wait_all_the_same(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    put(shop)
    with caplog.at_level(logging.WARNING):
        shop.turn(shop.check_in(100, appointment="gone"))
        shop.turn(shop.check_in(100, appointment="gone"))
    assert visit_of(shop, 100)["appointment"] is None
    assert caplog.text.count("not known") == 1
    assert shop.line.take(topics.ACK)[0].committed == (100,)


TAX = """
[appointments.tax]
authority = "tax"
file = "{file}"
form = "csv"
matched = "code"
service = "tax-personal"
fields = {{ code = "code", expert = "expert" }}
every_s = 30
"""


def test_a_file_of_appointments_reaches_kiosks_and_staff(tmp_path: Path, broker: OpenBroker) -> None:
    """The whole way in the hub's own process, from the site file on."""
    today = dt.datetime.now(HELSINKI)
    at = today.replace(second=0, microsecond=0)
    listed, home = tmp_path / "tax.csv", tmp_path / "house.toml"
    listed.write_text(f"start;code;expert;customer\n{at.isoformat()};AB-1234;Liisa;Aino Virtanen\n")
    home.write_text(SITE.read_text() + TAX.format(file=listed))
    hub = HubProcess(tmp_path / "hub", broker, home, program="tests.hub.trusting_hub").start()
    try:
        with Listener(broker, topics.APPOINTMENTS, topics.CONFIG, topics.APPOINTMENTS_KEPT) as listener:
            seen = listener.wait_for(topics.APPOINTMENTS, lambda one: _holds_an_entry(one.message))
            assert "ab1234" not in msgspec.json.encode(seen.message).decode().lower()
            staff = hub.staff("everything")
            staff.post("/day/open", {"date": today.date().isoformat()})
            staff.post("/devices/kiosk-1/strike-off")
            answer = staff.post("/check-in/appointment", {"code": "ab 1234"}).json()
            assert "fit=on-time" in answer["go"]
            listener.wait_for(topics.APPOINTMENTS_KEPT, lambda one: len(one.message.ids) == 1)
        assert "Aino" not in hub.log
        assert hub.end() == 0
    finally:
        hub.close()
    assert not any(
        word in path.read_bytes()
        for path in hub.state.rglob("*")
        if path.is_file()
        for word in (b"Aino", b"AB-1234", b"ab1234")
    )


def _holds_an_entry(book: AppointmentBook) -> bool:
    return any(day.entries for day in book.days)
