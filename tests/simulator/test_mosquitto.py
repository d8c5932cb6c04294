import socket

import pytest

from simulator.mosquitto import HOST, Mosquitto
from tests.broker import OpenBroker


def _answers(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex((HOST, port)) == 0


def test_it_comes_back_on_the_same_port(broker: OpenBroker) -> None:
    port = broker.port
    broker.kill()
    assert not _answers(port)
    broker.start()
    assert broker.port == port
    assert _answers(port)


def test_two_brokers_do_not_share_a_port(
    broker: OpenBroker, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = OpenBroker(tmp_path_factory.mktemp("other"))
    other.start()
    try:
        assert other.port != broker.port
    finally:
        other.stop()


def test_a_frozen_broker_can_be_stopped(broker: OpenBroker) -> None:
    broker.freeze()
    broker.stop()
    assert not _answers(broker.port)


def test_starting_twice_is_refused(broker: OpenBroker) -> None:
    with pytest.raises(RuntimeError, match="runs already"):
        broker.start()


def test_a_wrong_configuration_is_told_with_mosquittos_own_words(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    wrong = Mosquitto(tmp_path_factory.mktemp("wrong"), lambda _port: "no_such_word true\n")
    with pytest.raises(RuntimeError, match="no_such_word"):
        wrong.start()
    wrong.stop()


def test_a_broker_that_never_started_has_no_port(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(RuntimeError, match="never started"):
        _ = OpenBroker(tmp_path_factory.mktemp("idle")).port
