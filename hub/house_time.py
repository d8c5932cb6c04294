"""The time of the house and the devices' clocks, kept over a restart; belongs to the office's thread."""

import logging

import msgspec

from common.runtime.clock import Clock
from common.wire.life import Beat
from common.wire.message import Reading
from hub.post import arrival_of
from hub.queue.clocks import ClockMap, HouseClock
from hub.queue.stamps import Now, Placed
from hub.store.port import EventStore

logger = logging.getLogger(__name__)

KEEP_MS = 60_000
"""The devices' clocks are kept this often: a killed hub must not place late check-ins by guessing."""

_TRUST_MS = 1000
_CLOCKS = "clocks"
_HOUSE = "house-clock"


class _KeptHouse(msgspec.Struct, frozen=True):
    """The house's clock, the boot of the machine that it runs in, and how far it is behind the wall's."""

    boot: str
    clock: HouseClock
    lag_ms: int = 0


class HouseTime:
    """Reads the machine's clock and places what devices stamp with theirs."""

    def __init__(
        self, clock: Clock, store: EventStore, floor: int, boot: str | None, *, in_day: bool = False
    ) -> None:
        """Go on from ``floor``, the house time of the last event, or from an earlier run in this ``boot``.

        ``in_day``: a numbered day is open, in which house time keeps its distance to the wall's.
        """
        self._clock = clock
        self._store = store
        self._clocks = _recall_clocks(store)
        self._trusted = clock.synced()
        self._asked_ms = self._kept_ms = clock.monotonic_ms()
        self._boot = boot
        kept = _recall_house(store)
        same_boot = kept is not None and boot is not None and kept.boot == boot
        self._house = HouseClock.start(
            floor=floor,
            monotonic_ms=self._asked_ms,
            wall_ms=clock.wall_ms(),
            trusted=self._trusted,
            before=kept.clock if kept is not None and same_boot else None,
            lag_ms=kept.lag_ms if kept is not None and in_day else 0,
        )
        self._lag_ms = kept.lag_ms if kept is not None else 0
        self.keep_house()

    def now(self) -> Now:
        """Return this moment. Whether the clock is set is asked once a second: it takes the kernel 12 µs."""
        monotonic_ms = self._clock.monotonic_ms()
        if monotonic_ms - self._asked_ms >= _TRUST_MS:
            self._asked_ms = monotonic_ms
            self._trusted = self._clock.synced()
        return self._house.now(
            monotonic_ms=monotonic_ms, wall_ms=self._clock.wall_ms(), trusted=self._trusted
        )

    def monotonic_ms(self, now: Now) -> int:
        """Return what the machine's monotonic clock read at that moment."""
        return now.ms - self._house.started_ms + self._house.monotonic_ms

    def hear(self, device: str, beat: Beat, heard_ms: int) -> None:
        """Learn a device's clock from a beat that arrived when our monotonic clock read ``heard_ms``."""
        if beat.epoch is not None:
            house_ms = self._house.started_ms + heard_ms - self._house.monotonic_ms
            self._clocks.hear(device, beat.epoch, beat.at.boot, beat.at.clock_ms, house_ms)

    def place(self, device: str, epoch: str, reading: Reading, now: Now) -> Placed:
        """Return when a check-in was made, in house time; ``epoch`` is that of its outbox."""
        return self._clocks.place(device, epoch, arrival_of(reading), now)

    def keep_if_due(self, monotonic_ms: int) -> None:
        """Keep the devices' clocks once a minute."""
        if monotonic_ms - self._kept_ms >= KEEP_MS:
            self._kept_ms = monotonic_ms
            self.keep()

    def keep(self) -> None:
        """Keep the devices' clocks, and the house's."""
        self._store.keep(_CLOCKS, self._clocks.dump())
        self.keep_house()

    def keep_house(self) -> None:
        """Keep the house's clock; how far it is from the wall's is known only while that is trusted."""
        now = self.now()
        if now.trusted:
            self._lag_ms = now.wall_ms - now.ms
        if self._boot is not None:
            kept = _KeptHouse(self._boot, self._house, self._lag_ms)
            self._store.keep(_HOUSE, msgspec.json.encode(kept))


def _recall_clocks(store: EventStore) -> ClockMap:
    try:
        return ClockMap(store.kept(_CLOCKS))
    except (msgspec.DecodeError, UnicodeDecodeError):
        logger.warning("the kept clocks of the devices cannot be read; they are learnt anew")
        return ClockMap()


def _recall_house(store: EventStore) -> "_KeptHouse | None":
    kept = store.kept(_HOUSE)
    if kept is None:
        return None
    try:
        return msgspec.json.decode(kept, type=_KeptHouse)
    except (msgspec.DecodeError, UnicodeDecodeError):
        logger.warning("the kept clock of the house cannot be read; it goes on from the last event")
        return None
