"""A real Mosquitto for tests: fixture `broker`, one for each test that asks, without accounts or rights."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from common.runtime.broker import Broker
from simulator.mosquitto import HOST, Mosquitto, account

_CONFIGURATION = """\
set_tcp_nodelay true
listener {port} 127.0.0.1
allow_anonymous true
persistence false
user {user}
log_dest stderr
"""


class OpenBroker(Mosquitto):
    """Lets everybody in; `settings` is what a box.toml would say of it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, lambda port: _CONFIGURATION.format(port=port, user=account()))

    @property
    def settings(self) -> Broker:
        return Broker(host=HOST, port=self.port)


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[OpenBroker]:
    """A running broker on a port of its own: kill(), start(), restart(), freeze(), thaw(), stop()."""
    running = OpenBroker(tmp_path / "broker")
    running.start()
    yield running
    running.kill()
