"""The time of the house and the devices' clocks, kept over a restart; belongs to the office's thread."""

import logging

import msgspec

from common.runtime.clock import Clock
from common.wire.life import Beat
from common.wire.tickets import Out
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


class HouseTime:
    """Reads the machine's clock and places what devices stamp with theirs."""

    def __init__(self, clock: Clock, store: EventStore, floor: int, boot: str | None) -> None:
        """Go on from ``floor``, the house time of the last event, or from an earlier run in this ``boot``."""
        self._clock = clock
        self._store = store
        self._clocks = _recall_clocks(store)
        self._trusted = clock.synced()
        self._asked_ms = self._kept_ms = clock.monotonic_ms()
        self._house = HouseClock.start(
            floor=floor,
            monotonic_ms=self._asked_ms,
            wall_ms=clock.wall_ms(),
            trusted=self._trusted,
            before=_recall_house_clock(store, boot),
        )
        if boot is not None:
            store.keep(_HOUSE, msgspec.json.encode((boot, self._house)))

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

    def place(self, device: str, out: Out, now: Now) -> Placed:
        """Return when a check-in was made, in house time."""
        return self._clocks.place(device, out.epoch, arrival_of(out.body.arrival), now)

    def keep_if_due(self, monotonic_ms: int) -> None:
        """Keep the devices' clocks once a minute."""
        if monotonic_ms - self._kept_ms >= KEEP_MS:
            self._kept_ms = monotonic_ms
            self.keep()

    def keep(self) -> None:
        """Keep the devices' clocks."""
        self._store.keep(_CLOCKS, self._clocks.dump())


def _recall_clocks(store: EventStore) -> ClockMap:
    try:
        return ClockMap(store.kept(_CLOCKS))
    except (msgspec.DecodeError, UnicodeDecodeError):
        logger.warning("the kept clocks of the devices cannot be read; they are learnt anew")
        return ClockMap()


def _recall_house_clock(store: EventStore, boot: str | None) -> HouseClock | None:
    kept = store.kept(_HOUSE)
    if kept is None:
        return None
    try:
        its_boot, house = msgspec.json.decode(kept, type=tuple[str, HouseClock])
    except (msgspec.DecodeError, UnicodeDecodeError):
        logger.warning("the kept clock of the house cannot be read; it goes on from the last event")
        return None
    return house if its_boot == boot else None
