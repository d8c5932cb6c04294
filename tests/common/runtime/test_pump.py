import contextlib
import threading
import time
from collections.abc import Generator, Iterator
from functools import partial

import paho.mqtt.client as mqtt
import pytest
from paho.mqtt.enums import CallbackAPIVersion

from common.runtime.pump import Pump
from tests.broker import OpenBroker

DEADLINE_S = 10.0


@pytest.fixture
def client(broker: OpenBroker) -> Iterator[mqtt.Client]:
    client = mqtt.Client(CallbackAPIVersion.VERSION2, protocol=mqtt.MQTTv5)
    client.connect(broker.settings.host, broker.settings.port)
    yield client
    client.disconnect()


@pytest.fixture
def pump(client: mqtt.Client) -> Iterator[Pump]:
    with contextlib.closing(Pump(client)) as pump:
        yield pump


def _turn_until(pump: Pump, done: threading.Event) -> None:
    until = time.monotonic() + DEADLINE_S
    while not done.is_set():
        assert time.monotonic() < until
        assert pump.turn(DEADLINE_S)


def _connect(pump: Pump, client: mqtt.Client) -> None:
    connected = threading.Event()

    def on_connect(*_: object) -> None:
        connected.set()

    client.on_connect = on_connect
    _turn_until(pump, connected)


def test_what_is_handed_over_is_done_in_order_in_the_pumps_thread(pump: Pump) -> None:
    done: list[tuple[int, int]] = []
    ended = threading.Event()

    def hand_over() -> None:
        for number in range(100):
            pump.hand_over(lambda number=number: done.append((number, threading.get_ident())))
        pump.hand_over(ended.set)

    thread = threading.Thread(target=hand_over)
    thread.start()
    _turn_until(pump, ended)
    thread.join()
    assert done == [(number, threading.get_ident()) for number in range(100)]


def test_work_that_comes_while_it_sleeps_is_done_at_once(pump: Pump, client: mqtt.Client) -> None:
    _connect(pump, client)
    done = threading.Event()
    threading.Timer(0.05, partial(pump.hand_over, done.set)).start()
    began = time.monotonic()
    _turn_until(pump, done)
    assert time.monotonic() - began < 0.8  # without the bell it would sleep on


def test_a_message_goes_to_the_broker_and_back(pump: Pump, client: mqtt.Client) -> None:
    heard: list[bytes] = []
    arrived, ready = threading.Event(), threading.Event()

    def on_message(_client: mqtt.Client, _data: object, message: mqtt.MQTTMessage) -> None:
        heard.append(bytes(message.payload))
        arrived.set()

    def on_subscribe(*_: object) -> None:
        ready.set()

    def on_connect(*_: object) -> None:
        client.subscribe("echo", 1)

    client.on_message, client.on_subscribe, client.on_connect = on_message, on_subscribe, on_connect
    _turn_until(pump, ready)
    payload = b"x" * 300_000  # more than a socket takes at once
    pump.hand_over(partial(client.publish, "echo", payload, 1))
    _turn_until(pump, arrived)
    assert heard == [payload]


def test_it_says_when_the_connection_is_over(pump: Pump, broker: OpenBroker) -> None:
    broker.kill()
    until = time.monotonic() + DEADLINE_S
    while pump.turn(0.1):
        assert time.monotonic() < until


def test_what_is_handed_over_after_the_end_disturbs_nobody(client: mqtt.Client) -> None:
    pump = Pump(client)
    pump.close()
    pump.hand_over(lambda: pytest.fail("it was done"))
    pump.wake()


def test_a_broker_that_was_just_heard_is_not_looked_after(pump: Pump, client: mqtt.Client) -> None:
    """Each look wakes the process; a kiosk at rest hears the hub's beat every 2 s."""
    _connect(pump, client)
    began = time.monotonic()
    assert pump.turn(1.5)
    assert time.monotonic() - began >= 1.4


def _keep_up(pump: Pump, for_s: float) -> None:
    until = time.monotonic() + for_s
    while (left_s := until - time.monotonic()) > 0:
        assert pump.turn(left_s)


@contextlib.contextmanager
def _line(broker: OpenBroker) -> Generator[tuple[mqtt.Client, Pump]]:
    """A line on which the broker hangs up after 3 s, one and a half keepalives, in which it hears nothing."""
    client = mqtt.Client(CallbackAPIVersion.VERSION2, protocol=mqtt.MQTTv5)
    client.connect(broker.settings.host, broker.settings.port, keepalive=2)
    with contextlib.closing(Pump(client)) as pump:
        yield client, pump
        client.disconnect()


def test_a_line_on_which_nobody_speaks_is_kept_by_pings(broker: OpenBroker) -> None:
    with _line(broker) as (_, pump):
        _keep_up(pump, 4)


def test_a_line_without_pings_sleeps_too(broker: OpenBroker, client: mqtt.Client) -> None:
    client.disconnect()
    client.connect(broker.settings.host, broker.settings.port, keepalive=0)
    with contextlib.closing(Pump(client)) as pump:
        _keep_up(pump, 0.5)
        began = time.monotonic()
        assert pump.turn(0.5)
        assert time.monotonic() - began >= 0.4


def test_a_broker_that_answers_nothing_any_more_is_given_up(broker: OpenBroker) -> None:
    with _line(broker) as (_, pump):
        _keep_up(pump, 0.5)
        broker.freeze()
        until = time.monotonic() + DEADLINE_S
        while pump.turn(DEADLINE_S):
            assert time.monotonic() < until


def test_a_turn_that_is_about_to_sleep_is_woken_too(client: mqtt.Client, pump: Pump) -> None:
    """Who stops says so between the look whether to stop and the sleep."""
    _keep_up(pump, 0.5)
    real = client.want_write

    def wake_first() -> bool:
        pump.wake()
        return real()

    client.want_write = wake_first
    began = time.monotonic()
    assert pump.turn(DEADLINE_S)
    assert time.monotonic() - began < DEADLINE_S / 2
