"""The real kiosk: its own process, a real broker, a real window, a simulated printer on a real wire."""

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from common.wire import topics
from common.wire.channel import ROOT
from simulator.eyes import Eyes
from simulator.onlooker import SOCKET_VARIABLE
from simulator.printer.machine import Model
from simulator.printer.simulated import SimulatedPrinter
from simulator.processes import Part
from tests.broker import OpenBroker
from tests.kiosk.house import CATALOGUE, CONFIG
from tests.kiosk.hub import KIOSK, SITE, FakeHub
from tests.waiting import wait_until

WELCOME = "Tervetuloa"
FAST = Model(mm_per_s=600)


class RealKiosk:
    """A kiosk's process, with eyes and a finger at its window."""

    def __init__(self, folder: Path, broker: OpenBroker, printer: str) -> None:
        self.folder = folder
        box = folder / "box.toml"
        box.write_text(
            f'[box]\nsite = "{SITE}"\nid = "{KIOSK}"\nstate = "{folder / "state"}"\n'
            f"[brokers.site]\nport = {broker.port}\n"
            "[panel]\nwidth_mm = 194\nheight_mm = 345\nwidth_px = 540\nheight_px = 960\n"
            f"[window]\noffscreen = true\n[printer]\n{printer}\n",
            encoding="utf-8",
        )
        self.socket = folder / "eye"
        self.eyes = Eyes(self.socket)
        self.part = Part(
            KIOSK,
            ["simulator.onlooker", "kiosk", "--box", str(box)],
            folder / "kiosk.log",
            {SOCKET_VARIABLE: str(self.socket)},
        )

    def start(self) -> None:
        self.part.start()
        self.eyes.wait_for_text(WELCOME)

    def take(self, *names: str) -> int:
        """Touch through to a ticket, and return its number."""
        for name in names:
            self.eyes.touch(name)
        seen = self.eyes.wait_for(lambda seen: any(one.name == "number" for one in seen), "a number")
        return int(next(one.label for one in seen if one.name == "number"))

    def done(self) -> None:
        self.eyes.touch("done")
        self.eyes.wait_for_text(WELCOME)


def network(printer: SimulatedPrinter) -> str:
    return f'kind = "network"\nhost = "127.0.0.1"\nport = {printer.where}'


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[SimulatedPrinter]:
    with SimulatedPrinter.over_tcp(tmp_path / "tickets", model=FAST) as printer:
        yield printer


@pytest.fixture
def hub(broker: OpenBroker) -> Iterator[FakeHub]:
    with FakeHub(broker.settings, CATALOGUE, CONFIG) as hub:
        yield hub


Make = Callable[[str], RealKiosk]


@pytest.fixture
def make(tmp_path: Path, broker: OpenBroker) -> Iterator[Make]:
    made: list[RealKiosk] = []

    def make(printer: str) -> RealKiosk:
        made.append(RealKiosk(tmp_path, broker, printer))
        return made[-1]

    yield make
    for kiosk in made:
        kiosk.part.kill()


def test_a_visit_from_the_tap_to_the_paper_and_a_clean_end(
    make: Make, hub: FakeHub, printer: SimulatedPrinter
) -> None:
    kiosk = make(network(printer))
    kiosk.start()
    number = kiosk.take("sv", "authority:dvv", "service:dvv-certificates")
    kiosk.eyes.wait_for_text("Ta lappen")
    assert hub.numbers == [number]
    (piece,) = printer.tickets()
    assert "Väntområde B,\ntill vänster" in piece.text
    kiosk.done()
    kiosk.eyes.touch("help")
    kiosk.eyes.wait_for_text("Palveluneuvoja on saanut kutsusi")
    assert [call.language for call in hub.calls] == ["fi"]
    wait_until(lambda: hub.health is not None and hub.health.printer == "ready", 10, "the printer's health")
    assert hub.status is not None
    assert hub.status.state == "ready"
    assert kiosk.part.stop() == 0
    wait_until(lambda: hub.status is not None and hub.status.state == "lost", 5, "the goodbye")


def test_a_kiosk_alone_serves_and_the_hub_hears_later(
    make: Make, broker: OpenBroker, hub: FakeHub, printer: SimulatedPrinter
) -> None:
    kiosk = make(network(printer))
    kiosk.start()
    first = kiosk.take("fi", "authority:tax")
    kiosk.done()
    broker.kill()
    kiosk.part.kill()
    kiosk.start()
    second = kiosk.take("fi", "authority:tax")
    kiosk.eyes.wait_for_text("Ota lippu")
    kiosk.done()
    kiosk.eyes.touch("help")
    kiosk.eyes.wait_for_text("Kutsu ei mennyt perille")
    assert second == first + 1
    broker.start()
    wait_until(lambda: hub.numbers == [first, second], 15, "both check-ins")


def test_a_power_cut_in_the_middle_of_a_ticket_loses_nothing(
    make: Make, hub: FakeHub, tmp_path: Path
) -> None:
    # 25 mm/s leave some 4 s between the first line and the printer's word that the ticket is out.
    with SimulatedPrinter.over_tcp(tmp_path / "slow", model=Model(mm_per_s=25)) as printer:
        kiosk = make(network(printer))
        kiosk.start()
        number = kiosk.take("fi", "authority:tax")
        wait_until(printer.unfinished, 10, "half a ticket")
        kiosk.part.kill()
        kiosk.start()
        wait_until(lambda: any("tuloste" in piece.text for piece in printer.tickets()), 40, "the copy")
        wait_until(lambda: hub.numbers == [number], 10, "the check-in")
        assert sum("tuloste" in piece.text for piece in printer.tickets()) == 1


def test_paper_that_has_run_out_is_told_and_printed_after_a_new_roll(
    make: Make, hub: FakeHub, printer: SimulatedPrinter
) -> None:
    printer.run_out_after_mm(0)
    kiosk = make(network(printer))
    kiosk.start()
    kiosk.take("en", "authority:tax")
    kiosk.eyes.wait_for_text("This machine is not printing now")
    printer.new_roll()
    kiosk.eyes.touch("print-again")
    kiosk.eyes.wait_for_text("Take your ticket")
    assert len(printer.tickets()) == 1
    assert len(hub.numbers) == 1


def test_a_printer_on_a_serial_path_prints(make: Make, hub: FakeHub, tmp_path: Path) -> None:
    with SimulatedPrinter.over_pty(tmp_path / "tickets", model=FAST) as printer:
        kiosk = make(f'kind = "device"\npath = "{Path(printer.where).parent / "lp*"}"')
        kiosk.start()
        kiosk.take("fi", "authority:tax")
        kiosk.eyes.wait_for_text("Ota lippu")
        assert len(printer.tickets()) == 1
    assert len(hub.numbers) == 1


def test_thousands_of_malformed_messages_disturb_nobody(
    make: Make, broker: OpenBroker, hub: FakeHub, printer: SimulatedPrinter
) -> None:
    kiosk = make(network(printer))
    kiosk.start()
    sender = mqtt.Client(CallbackAPIVersion.VERSION2, protocol=mqtt.MQTTv5)
    sender.max_queued_messages_set(0)
    sender.connect("127.0.0.1", broker.port)
    sender.loop_start()
    heard = [
        *(
            channel.topic(SITE)
            for channel in (topics.CATALOGUE, topics.WAITS, topics.HUB_STATUS, topics.HUB_BEAT)
        ),
        *(
            channel.topic(SITE, device=KIOSK)
            for channel in (topics.CONFIG, topics.NUMBERS, topics.ACK, topics.REPLY, topics.STATUS)
        ),
    ]
    chance = random.Random(4)
    payloads = [
        b"{",
        b"[]",
        b"null",
        b'{"v":2}',
        b'{"v":1}',
        b"\xff\xfe",
        b"[" * 5000,
        b'{"v":1,"epoch":7,"leases":"many"}',
        b" " * 300_000,
    ]
    kiosk.eyes.touch("fi")
    for turn in range(4000):
        payload = payloads[turn % (len(payloads) - 1)] if turn % 100 else payloads[-1]
        noise = payload if chance.random() < 0.7 else chance.randbytes(chance.randrange(200))
        sender.publish(heard[turn % len(heard)], noise or b"x", qos=0)
    number = kiosk.take("authority:tax")
    kiosk.eyes.wait_for_text("Ota lippu")
    kiosk.done()
    wait_until(lambda: hub.numbers == [number], 10, "the check-in")
    # Mosquitto drops QoS 0 for a reader that is behind: how many arrive is not ours to say.
    wait_until(lambda: hub.health is not None and sum(hub.health.refused.values()) > 1000, 30, "the count")
    sender.loop_stop()
    sender.disconnect()
    assert kiosk.part.stop() == 0


def test_a_wrong_box_is_told_whole(tmp_path: Path) -> None:
    box = tmp_path / "box.toml"
    box.write_text('[box]\nsite = "Pori!"\nid = "kiosk-1"\nstate = "/tmp"\n[panel]\nwidth_mm = 1\n')
    part = Part("wrong", ["kiosk", "--box", str(box)], tmp_path / "log", dict(os.environ))
    part.start()
    wait_until(lambda: not part.runs, 20, "its end")
    assert part.stop() == 2
    told = (tmp_path / "log").read_text()
    for key in ("site", "brokers", "height_mm"):
        assert key in told
    assert ROOT not in told
    assert msgspec.json.encode(told)


def test_a_broken_database_is_told_and_the_kiosk_serves(
    make: Make, hub: FakeHub, printer: SimulatedPrinter
) -> None:
    kiosk = make(network(printer))
    (kiosk.folder / "state").mkdir()
    (kiosk.folder / "state" / "kiosk.db").write_bytes(b"not a database, but as long as one" * 200)
    kiosk.start()
    number = kiosk.take("fi", "authority:tax")
    wait_until(lambda: hub.numbers == [number], 10, "the check-in")
    wait_until(lambda: hub.health is not None and hub.health.faults == ("database-renewed",), 10, "the fault")
