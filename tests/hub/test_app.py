"""The hub as a process: its life, a kiosk's tickets, falls, and a store that was put back from a copy."""

import datetime as dt
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from common.wire import topics
from common.wire.board import Board
from common.wire.channel import Received
from common.wire.ids import mint_id
from tests.broker import OpenBroker
from tests.hub.hub_process import HERE, SITE, HubProcess, free_port
from tests.hub.kiosk import FakeKiosk, number_of
from tests.hub.listener import Listener
from tests.hub.staff import Staff
from tests.waiting import wait_until


@pytest.fixture
def hub(tmp_path: Path, broker: OpenBroker) -> Iterator[HubProcess]:
    process = HubProcess(tmp_path / "hub", broker).start()
    yield process
    process.close()


@pytest.fixture
def kiosk(broker: OpenBroker) -> Iterator[FakeKiosk]:
    made = FakeKiosk(broker).start()
    yield made
    made.stop()


def _open_day(hub: HubProcess) -> Staff:
    staff = hub.staff("everything")
    staff.post("/day/open", {"date": dt.datetime.now(dt.UTC).astimezone().date().isoformat()})
    return staff


def _ready(kiosk: FakeKiosk) -> None:
    kiosk.report()
    wait_until(lambda: kiosk.left() == 3 and kiosk.left("reserve") == 50, 10, "the kiosk has its numbers")


def test_hub_says_ready_and_ends_cleanly(tmp_path: Path, broker: OpenBroker) -> None:
    hub = HubProcess(tmp_path / "hub", broker)
    with Listener(broker, topics.HUB_STATUS, topics.CATALOGUE, topics.HUB_BEAT) as listener:
        hub.start()
        listener.wait_for(topics.HUB_STATUS, lambda one: one.message.state == "ready")
        listener.wait_for(topics.CATALOGUE, lambda one: one.message.site["fi"] == "Palvelupiste Mallila")
        listener.wait_for(topics.HUB_BEAT, lambda one: one.message.at_ms > 0)
        assert hub.end() == 0
        listener.wait_for(topics.HUB_STATUS, lambda one: one.message.state == "lost")


def test_customer_of_a_kiosk_is_acknowledged_shown_and_topped_up(hub: HubProcess, kiosk: FakeKiosk) -> None:
    _open_day(hub)
    _ready(kiosk)
    with Listener(hub.broker, topics.BOARD) as listener:
        out = kiosk.deal()
        kiosk.send(out)
        wait_until(lambda: out.sequence in kiosk.acknowledged, 5, "the check-in is acknowledged")

        def is_next(received: Received[Board]) -> bool:
            return str(number_of(out)) in received.message.next

        listener.wait_for(topics.BOARD, is_next)
    wait_until(
        lambda: kiosk.waits is not None and kiosk.waits.services["tax-personal"].waiting == 1,
        5,
        "the wait is told",
    )
    kiosk.report()
    wait_until(lambda: kiosk.left() == 3, 5, "the kiosk's lease is whole again")


def test_ticket_sent_many_times_is_one_visit(hub: HubProcess, kiosk: FakeKiosk) -> None:
    staff = _open_day(hub)
    _ready(kiosk)
    out = kiosk.deal()
    for _ in range(20):
        kiosk.send(out)
    wait_until(lambda: out.sequence in kiosk.acknowledged, 5, "the check-in is acknowledged")
    assert staff.desk("desk-1")["total"] == 1


def test_kiosks_call_for_an_adviser_reaches_who_opens_a_page(hub: HubProcess, kiosk: FakeKiosk) -> None:
    staff = _open_day(hub)
    kiosk.call_adviser("call-1")
    wait_until(lambda: [reply.id for reply in kiosk.replies] == ["call-1"], 10, "nobody was shown the call")
    assert kiosk.replies[0].error is not None
    kiosk.replies.clear()

    def is_reached() -> bool:
        kiosk.call_adviser(mint_id())
        staff.http.get("/check-in", headers={"accept": "text/html"})
        return any(reply.error is None for reply in kiosk.replies)

    wait_until(is_reached, 20, "a page has shown the call")
    staff.done("/adviser-calls/call-1/going")


def test_adviser_gets_no_number_before_every_kiosk_is_heard_or_struck_off(hub: HubProcess) -> None:
    staff = _open_day(hub)
    form = {"service": "tax-personal", "language": "fi"}
    assert staff.refused("/check-in", form) == "numbers-not-ready"
    staff.done("/devices/kiosk-1/strike-off")
    assert staff.done("/check-in", form)["number"] == "100"


def test_fall_loses_no_ticket_no_call_and_nobody_is_signed_out(hub: HubProcess, kiosk: FakeKiosk) -> None:
    staff = _open_day(hub)
    _ready(kiosk)
    first, second = kiosk.deal(), kiosk.deal()
    kiosk.send(first, second)
    wait_until(lambda: not kiosk.unsent(), 5, "both are acknowledged")
    staff.done("/desk/desk-1/open", {"service": "tax-personal"})
    called = staff.done("/desk/desk-1/call-next")
    with Listener(hub.broker, topics.BOARD, topics.HUB_STATUS) as listener:
        assert hub.end(signal.SIGKILL) == -signal.SIGKILL
        kiosk.deal()
        hub.start()

        def shows_the_call(received: Received[Board]) -> bool:
            calls = received.message.calls
            return not received.retained and bool(calls) and calls[0].id == called["call"]

        listener.wait_for(topics.BOARD, shows_the_call)
    now = staff.desk("desk-1")
    assert (now["visit"]["number"], now["total"]) == (str(number_of(first)), 1)
    wait_until(lambda: len(kiosk.incarnations) == 2, 5, "the kiosk hears the new hub")
    kiosk.report()
    kiosk.send()
    wait_until(lambda: not kiosk.unsent(), 5, "the ticket of the meantime is acknowledged")
    assert [row["number"] for row in staff.desk("desk-1")["waiting"]] == [
        str(number_of(out)) for out in kiosk.dealt[1:]
    ]


def test_store_put_back_from_a_copy_never_deals_a_number_twice(hub: HubProcess, kiosk: FakeKiosk) -> None:
    staff = _open_day(hub)
    _ready(kiosk)
    assert hub.end() == 0
    copy = hub.folder / "copy"
    shutil.copytree(hub.state, copy)
    hub.start()
    wait_until(lambda: len(kiosk.incarnations) == 2, 5, "the kiosk hears the new hub")
    _ready(kiosk)
    for _ in range(8):
        out = kiosk.deal()
        kiosk.send(out)
        kiosk.report()
        wait_until(lambda: not kiosk.unsent() and kiosk.left() == 3, 5, "acknowledged and topped up")
    given = staff.done("/check-in", {"service": "tax-personal", "language": "fi"})["number"]
    hub.end(signal.SIGKILL)

    shutil.rmtree(hub.state)
    shutil.copytree(copy, hub.state)
    hub.start()
    wait_until(lambda: len(kiosk.incarnations) == 3, 5, "the kiosk hears the hub of the copy")
    form = {"service": "tax-personal", "language": "fi"}
    assert staff.refused("/check-in", form) == "other-hub"  # the broker kept a word of another life
    kiosk.acknowledged.clear()  # a new incarnation makes devices send the open day again
    kiosk.report()
    kiosk.send()
    wait_until(lambda: not kiosk.unsent(), 5, "the day's tickets are there again")
    numbers = [str(number_of(out)) for out in kiosk.dealt]
    wait_until(lambda: staff.post("/check-in", form).is_success, 10, "that other life is not heard")
    after = [staff.done("/check-in", form)["number"] for _ in range(4)]
    for _ in range(3):
        kiosk.report()
        wait_until(lambda: kiosk.left() > 0, 5, "the kiosk has a number")
        numbers.append(str(number_of(kiosk.deal())))
        kiosk.send()
        wait_until(lambda: not kiosk.unsent(), 5, "acknowledged")
    assert len(set(numbers)) == len(numbers)
    assert not set(after) & set(numbers)
    rows = staff.desk("desk-1")["waiting"]
    assert [row["number"] for row in rows if row["conflict"]] == []
    assert given not in numbers


def test_broker_that_falls_gets_everything_again(hub: HubProcess, kiosk: FakeKiosk) -> None:
    _open_day(hub)
    _ready(kiosk)
    hub.broker.restart()
    with Listener(hub.broker, topics.CATALOGUE, topics.WAITS, topics.ROOM, topics.BOARD) as listener:
        for channel in (topics.CATALOGUE, topics.WAITS, topics.ROOM, topics.BOARD):
            listener.wait_for(channel, lambda _one: True)


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hub", *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=HERE.parent.parent,
        timeout=30,
    )


def test_every_mistake_in_both_files_is_told_and_nothing_starts(tmp_path: Path) -> None:
    site = tmp_path / "site.toml"
    site.write_text(
        SITE.read_text()
        .replace('zone = "lobby", sees', 'zone = "yard", sees')
        .replace('hours = "24/7"', 'hours = "always"')
    )
    box = tmp_path / "box.toml"
    box.write_text('[box]\nsite = "mallila"\nid = "hub"\n[console]\nport = 99999999\n')
    ended = _run("--site", str(site), "--box", str(box))
    assert ended.returncode == 2
    for key in ("devices.kiosk-1.zone", "hours", "console.port", "box.state"):
        assert key in ended.stderr


def test_site_file_of_another_site_is_refused(tmp_path: Path) -> None:
    box = tmp_path / "box.toml"
    box.write_text(f'[box]\nsite = "pori"\nid = "hub"\nstate = "{tmp_path}"\n')
    ended = _run("--site", str(SITE), "--box", str(box))
    assert ended.returncode == 2
    assert "box.site" in ended.stderr
    assert "warning: hours" in ended.stderr


def test_second_hub_on_the_same_store_ends_with_a_sentence(hub: HubProcess) -> None:
    box = hub.folder / "second.toml"
    box.write_text(hub.box.read_text().replace(f"port = {hub.port}", f"port = {free_port()}"))
    ended = _run("--site", str(SITE), "--box", str(box))
    assert ended.returncode == 1
    assert "Another hub uses" in ended.stderr
    assert hub.lives


def test_port_that_is_taken_ends_the_hub_with_a_sentence(hub: HubProcess, tmp_path: Path) -> None:
    box = tmp_path / "second.toml"
    box.write_text(hub.box.read_text().replace(str(hub.state), str(tmp_path / "other")))
    ended = _run("--site", str(SITE), "--box", str(box))
    assert ended.returncode == 1
    assert f"cannot listen on 127.0.0.1:{hub.port}" in ended.stderr
