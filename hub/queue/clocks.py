"""From clocks that start at zero with each boot to one time of the house; pure, fed by what was heard."""

import msgspec

from hub.queue.stamps import Arrival, Now, Placed

RESTARTED_MS = 60_000
"""A beat that seems this much later than any before was not delayed: the device's clock began anew."""

REMEMBERED_EPOCHS = 4
REMEMBERED_BOOTS = 16
"""So many lives of a device's database are remembered, and boots in each; older ones are a guess anyway."""


class HouseClock(msgspec.Struct, frozen=True):
    """House time: goes with the monotonic clock, starts at the wall's time, and never goes back.

    ``floor`` is the house time of the last event in the log. With a wall clock that nobody has set, house
    time goes on from there: order and durations stay right, the calendar comes from the numbered day.
    """

    started_ms: int
    monotonic_ms: int

    @classmethod
    def start(
        cls,
        *,
        floor: int,
        monotonic_ms: int,
        wall_ms: int,
        trusted: bool,
        before: "HouseClock | None" = None,
        lag_ms: int = 0,
    ) -> "HouseClock":
        """Begin a run of the hub; all in ms.

        ``before`` is the clock of an earlier run within this boot of the machine: house time has gone on
        while no hub ran, or who came meanwhile would be placed ahead of those before. It never leaves that
        clock, since a jump to the wall's time would let all who wait gain hours. ``lag_ms`` is by how much
        house time was behind the wall's in an earlier boot, where its day goes on.
        """
        if before is not None:
            went_on = before.started_ms + max(0, monotonic_ms - before.monotonic_ms)
            return cls(max(floor, went_on), monotonic_ms)
        return cls(max(floor, wall_ms - lag_ms) if trusted else floor, monotonic_ms)

    def now(self, *, monotonic_ms: int, wall_ms: int, trusted: bool) -> Now:
        """Return the moment at which the machine's clocks read so."""
        return Now(self.started_ms + max(0, monotonic_ms - self.monotonic_ms), wall_ms, trusted)


RENEWED_MS = 3_600_000
"""The smallest offset of the last hour or two counts: cheap oscillators drift by up to 1.6 s a day."""


class Contact(msgspec.Struct):
    """What was heard of one boot of a device: house times in ms, and the smallest offset to its clock.

    ``lately`` is the smallest since ``renewed_at``; it takes the place of ``offset`` in time.
    """

    boot: int
    first: int
    last: int
    offset: int
    lately: int
    renewed_at: int
    stale: bool = False

    def hear(self, offset: int, now_ms: int) -> None:
        """A beat was heard with this offset; one that seems much later than any before began anew."""
        self.last = max(self.last, now_ms)
        if self.stale or offset > self.offset + RESTARTED_MS:
            self.offset = self.lately = offset
            self.renewed_at, self.stale = now_ms, False
            return
        self.lately = min(self.lately, offset)
        if now_ms - self.renewed_at >= RENEWED_MS:
            self.offset, self.lately, self.renewed_at = self.lately, offset, now_ms
        self.offset = min(self.offset, offset)


class ClockMap:
    """House times of what devices stamp with their own clocks.

    Each beat bounds the offset between the two clocks from above, by the delay of its way; the smallest of
    the last hours is the closest. A boot that was never heard lies between the contacts before and after it.
    """

    __slots__ = ("_contacts",)

    def __init__(self, kept: bytes | None = None) -> None:
        """Begin empty, or with what :meth:`dump` gave to an earlier run.

        Kept offsets serve until the next beat of the same boot, and are forgotten then: house time may have
        stood still while the hub was away. Raises msgspec.DecodeError where ``kept`` is not such a dump.
        """
        self._contacts: dict[str, dict[str, list[Contact]]] = {}
        if kept is not None:
            self._contacts = msgspec.json.decode(kept, type=dict[str, dict[str, list[Contact]]])
            for epochs in self._contacts.values():
                for contacts in epochs.values():
                    for contact in contacts:
                        contact.stale = True

    def dump(self) -> bytes:
        """Return all that is known, to be kept over a restart."""
        return msgspec.json.encode(self._contacts)

    def hear(self, device: str, epoch: str, boot: int, clock_ms: int, now_ms: int) -> None:
        """A beat arrived now (house time) that was sent when the device's clock read ``clock_ms``."""
        epochs = self._contacts.setdefault(device, {})
        contacts = epochs.setdefault(epoch, [])
        if len(epochs) > REMEMBERED_EPOCHS:
            del epochs[next(iter(epochs))]
        offset = now_ms - clock_ms
        known = next((contact for contact in contacts if contact.boot == boot), None)
        if known is None:
            contacts.append(Contact(boot, now_ms, now_ms, offset, offset, now_ms))
            contacts.sort(key=lambda contact: contact.boot)
            del contacts[:-REMEMBERED_BOOTS]
            return
        known.hear(offset, now_ms)

    def place(self, device: str, epoch: str, arrival: Arrival, now: Now) -> Placed:
        """Return the house time of an arrival, never later than now."""
        contacts = self._contacts.get(device, {}).get(epoch, [])
        for contact in contacts:
            if contact.boot == arrival.boot:
                return Placed(min(arrival.clock_ms + contact.offset, now.ms))
        before = [contact.last for contact in contacts if contact.boot < arrival.boot]
        after = [contact.first for contact in contacts if contact.boot > arrival.boot]
        latest = min(after[0] if after else now.ms, now.ms)
        earliest = min(before[-1] if before else 0, latest)
        guess = now.ms - (now.wall_ms - arrival.wall_ms)
        return Placed(min(max(guess, earliest), latest), uncertain=True)
