"""When the hub last had the day open: how long a clock that nobody has set may take it to be the same."""

from common.runtime.database import Database
from common.wire.message import Reading

KEEP_MS = 600_000
"""The last contact is written down this often: each write wears the card."""

_CONTACT = "contact"


class Contact:
    """Kept in a :class:`Database`; what is lost of it makes the contact older, which is the safe side."""

    def __init__(self, database: Database) -> None:
        """Read what is left from before."""
        self._database = database
        boot, clock_ms = map(int, (database.meta(_CONTACT) or "0 0").split())
        self._last = self._kept = (boot, clock_ms)

    def note(self, now: Reading) -> None:
        """Remember that the hub has just granted numbers of its open day."""
        self._last = now.boot, now.clock_ms
        if self._kept[0] != now.boot or now.clock_ms - self._kept[1] >= KEEP_MS:
            with self._database.transaction():
                self._database.set_meta(_CONTACT, f"{now.boot} {now.clock_ms}")
            self._kept = self._last

    def since_ms(self, now: Reading) -> int | None:
        """Return how long ago that was, ``None`` where not in this boot of the machine."""
        boot, clock_ms = self._last
        return max(0, now.clock_ms - clock_ms) if boot == now.boot else None
