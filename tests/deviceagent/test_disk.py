"""The writer to the card, and what it says of one that refuses or hangs."""

from collections.abc import Sequence
from threading import Event, Thread

from common.wire.site import AgentConfig, DeviceConfig
from deviceagent.disk import DISK, SLOW_S, DiskWriter
from deviceagent.faults import Faults
from deviceagent.lines.latch import LatchedPress
from tests.waiting import wait_until

PATIENCE_S = 5.0
PRESS = LatchedPress("a", "room", 5)
CONFIG = DeviceConfig(revision=1, body=AgentConfig())


class Card:
    """A card that remembers what was written, refuses, or hangs until ``free`` is set."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.free = Event()
        self.free.set()
        self.refuses = 0
        self.presses: list[tuple[LatchedPress, ...]] = []
        self.configs: list[DeviceConfig] = []
        self.faults = Faults()
        self.stopping = Event()
        self.disk = DiskWriter(self._save, self._store, self.faults, lambda: self.now_s)

    def end(self) -> None:
        """Write what is left, as at the end of the process."""
        self.stopping.set()
        self.disk.run(self.stopping, lambda: None)

    def _save(self, presses: Sequence[LatchedPress]) -> None:
        assert self.free.wait(PATIENCE_S)
        if self.refuses:
            self.refuses -= 1
            raise OSError(28, "full")
        self.presses.append(tuple(presses))

    def _store(self, config: DeviceConfig) -> None:
        if self.refuses:
            self.refuses -= 1
            raise OSError(28, "full")
        self.configs.append(config)


def test_what_is_left_at_the_end_is_written_and_only_the_latest() -> None:
    card = Card()
    card.disk.keep([PRESS])
    card.disk.configure(CONFIG)
    card.disk.keep([])
    card.end()
    assert (card.presses, card.configs) == ([()], [CONFIG])


def test_presses_the_disk_refused_are_a_fault_and_written_at_the_next_turn() -> None:
    card = Card()
    card.refuses = 1
    card.disk.keep([PRESS])
    card.end()
    assert card.faults.names() == (DISK,)
    card.end()
    assert card.presses == [(PRESS,)]
    assert card.faults.names() == ()


def test_configuration_the_disk_refused_ends_nothing() -> None:
    card = Card()
    card.refuses = 1
    card.disk.configure(CONFIG)
    card.end()
    card.disk.keep([PRESS])
    card.end()
    assert card.presses == [(PRESS,)]


def test_write_that_hangs_is_a_fault_until_it_ends() -> None:
    card = Card()
    card.free.clear()
    writer = Thread(target=card.disk.run, args=(card.stopping, lambda: None))
    writer.start()
    card.disk.keep([PRESS])
    wait_until(lambda: card.disk.writes, PATIENCE_S, "the writer is at work")
    card.now_s += SLOW_S / 2
    card.disk.check()
    assert card.faults.names() == ()
    card.now_s += SLOW_S / 2
    card.disk.check()
    assert card.faults.names() == (DISK,)
    card.free.set()
    wait_until(lambda: not card.faults.names(), PATIENCE_S, "the fault is over")
    card.stopping.set()
    writer.join(PATIENCE_S)
    assert card.presses == [(PRESS,)]
