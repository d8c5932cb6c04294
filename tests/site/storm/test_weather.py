"""What a storm is made of: the forecast of a seed, and a network whose cables can be pulled."""

import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator

import pytest

from simulator.network import Network, NetworkBox, NoNetworkError
from tests.site.storm.site_file import KIOSKS
from tests.site.storm.storm import Size, Storm
from tests.site.storm.weather import forecast
from tests.waiting import wait_until

_ECHO = """
import socket, sys
listener = socket.create_server((sys.argv[1], 4000))
while True:
    line, _ = listener.accept()
    while heard := line.recv(100):
        line.sendall(heard)
"""
_PATIENCE_S = 10.0


def test_forecast_is_the_same_for_the_same_seed() -> None:
    plans = [forecast(seed, KIOSKS, kills=40, cuts=24, lasts_s=480) for seed in (7, 7, 8)]
    assert plans[0] == plans[1] != plans[2]


@pytest.mark.parametrize("seed", range(5))
def test_forecast_kills_hub_broker_and_kiosks_alike(seed: int) -> None:
    plan = forecast(seed, KIOSKS, kills=40, cuts=24, lasts_s=480)
    by_kind = Counter("kiosk" if kill.what in KIOSKS else kill.what for kill in plan.kills)
    assert by_kind == {"hub": 14, "broker": 13, "kiosk": 13}
    assert len({kill.what for kill in plan.kills}) > 5
    assert len(plan.cuts) == 24
    assert {cut.how for cut in plan.cuts} == {"unplug", "silence", "slow down", "freeze", "ask to end"}
    for row in (plan.kills, plan.cuts):
        moments = [one.at_s for one in row]
        assert moments == sorted(moments)
        assert 0 <= moments[0] <= moments[-1] <= 480


@pytest.fixture(scope="module")
def network() -> Iterator[Network]:
    try:
        with Network() as network:
            yield network
    except NoNetworkError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def box(network: Network) -> Iterator[NetworkBox]:
    """A box that echoes what it hears."""
    box = network.add("box")
    echo = subprocess.Popen([*box.enter, sys.executable, "-c", _ECHO, box.address])
    wait_until(lambda: answers(box), _PATIENCE_S, "the box answers")
    yield box
    echo.kill()
    echo.wait()


def answers(box: NetworkBox, within_s: float = 1.0) -> bool:
    with socket.socket() as line:
        line.settimeout(within_s)
        try:
            line.connect((box.address, 4000))
            line.sendall(b"is anybody there?")
            return bool(line.recv(100))
        except OSError:
            return False


@pytest.mark.parametrize(("cut", "mend"), [("unplug", "plug"), ("silence", "end_silence")])
def test_cut_is_silent_and_a_connection_outlives_it(box: NetworkBox, cut: str, mend: str) -> None:
    with socket.create_connection((box.address, 4000), timeout=_PATIENCE_S) as line:
        line.sendall(b"before")
        assert line.recv(100) == b"before"
        getattr(box, cut)()
        assert not answers(box, within_s=0.3)
        line.sendall(b"meanwhile")
        getattr(box, mend)()
        assert line.recv(100) == b"meanwhile"


def test_slow_line_is_good_again_afterwards(box: NetworkBox) -> None:
    assert box.slow_down() in {"netem", "tbf"}
    box.speed_up()
    assert answers(box)


def names() -> set[str]:
    """Return the interfaces of this machine; those of networks before may still be going."""
    return {name for _index, name in socket.if_nameindex()}


def test_nothing_of_a_network_is_left() -> None:
    before = names()
    try:
        with Network() as network:
            box = network.add("box")
            mine = names() - before
            assert len(mine) == 1
            assert subprocess.run([*box.enter, "ip", "link", "show", "eth0"], capture_output=True, check=True)
    except NoNetworkError as error:
        pytest.skip(str(error))
    gone = threading.Event()
    wait_until(lambda: gone.wait(0.01) or not mine & names(), _PATIENCE_S, "the cable is gone")


@pytest.mark.timeout(240)  # half a minute where the machine has nothing else to do
@pytest.mark.usefixtures("network")  # it is skipped where there can be none
def test_shower_loses_nothing_and_doubles_nothing() -> None:
    shower = Size(visits=100, kiosks=3, desks=12, kills=4, cuts=3, lasts_s=6)
    outcome = Storm(shower, seed=1).run()
    assert not outcome.wrong, outcome.report()
