"""The code that opens the service page of the site's kiosks: one at a time, kept as a digest alone."""

import msgspec

from common.runtime.clock import Clock
from common.runtime.database import Database
from common.wire.site import StaffCode


class KeptCode(msgspec.Struct, frozen=True, kw_only=True):
    """The present code, and when it was made (wall time in ms since 1970)."""

    sealed: StaffCode
    made_ms: int


class CodeDesk:
    """Where the present code lies: one thread puts it there, any thread looks at it."""

    def __init__(self) -> None:
        """Know of none yet."""
        self._sealed: StaffCode | None = None

    @property
    def sealed(self) -> StaffCode | None:
        """What kiosks are to know of the present code."""
        return self._sealed

    def put(self, sealed: StaffCode | None) -> None:
        """Let a newer code take the place of the older one."""
        self._sealed = sealed


class CodeBook:
    """Belongs to the thread that made ``database``; another process may write there, too."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Work on the code in ``database``."""
        self._database = database
        self._clock = clock

    def keep(self, sealed: StaffCode) -> None:
        """Keep a new code; the one before it opens nothing any more."""
        with self._database.transaction():
            self._database.connection.execute(
                "INSERT OR REPLACE INTO kiosk_code VALUES (1, ?, ?)",
                (msgspec.json.encode(sealed).decode(), self._clock.wall_ms()),
            )

    def present(self) -> KeptCode | None:
        """Return the present code; None where there is none, or what is kept is none that can be read."""
        row = self._database.connection.execute("SELECT sealed, made_ms FROM kiosk_code").fetchone()
        if row is None:
            return None
        try:
            return KeptCode(sealed=msgspec.json.decode(row[0], type=StaffCode), made_ms=int(row[1]))
        except msgspec.DecodeError:
            return None  # somebody makes a new one; until then no service page opens
