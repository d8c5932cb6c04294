"""Who is signed in: a session lasts while somebody works with it, a working day at most."""

from dataclasses import dataclass

from common.runtime.clock import Clock
from common.runtime.database import Database
from hub.accounts.account import Account
from hub.accounts.register import Register
from hub.accounts.tokens import digest, is_token, mint_token

IDLE_MS = 60 * 60_000
"""An appointment may take the better part of an hour without a touch of the console."""

WHOLE_MS = 12 * 3_600_000
"""Nobody works longer; the next day begins with a sign-in."""

_KEEP_EVERY_MS = 60_000
_CACHED = 1000


@dataclass(slots=True)
class _Session:
    account: Account
    begun_ms: int
    seen_ms: int
    kept_ms: int


class Sessions:
    """Belongs to the thread that made ``database``; nobody else writes sessions while it lives.

    Times are the machine's own clock since its boot: a boot ends every session.
    """

    def __init__(self, database: Database, register: Register, clock: Clock, boot: str) -> None:
        """Know the sessions of this boot."""
        self._database = database
        self._register = register
        self._clock = clock
        self._boot = boot
        self._cache: dict[bytes, _Session] = {}

    def begin(self, account: Account) -> str:
        """Begin a session and return its token, which is kept nowhere."""
        token, now_ms = mint_token(), self._clock.monotonic_ms()
        with self._database.transaction():
            self._database.connection.execute(
                "INSERT INTO session VALUES (?, ?, ?, ?, ?)",
                (digest(token), account.id, self._boot, now_ms, now_ms),
            )
            self._database.connection.execute(
                "UPDATE account SET used_ms = ? WHERE id = ?", (self._clock.wall_ms(), account.id)
            )
        return token

    def find(self, token: str, *, touch: bool = True) -> Account | None:
        """Return whose session this is; ``touch`` where a person did something, not the page by itself."""
        if not is_token(token):
            return None
        key, now_ms = digest(token), self._clock.monotonic_ms()
        session = self._cache.get(key) or self._load(key)
        if session is None:
            return None
        if now_ms - session.seen_ms > IDLE_MS or now_ms - session.begun_ms > WHOLE_MS:
            self._delete(key)
            return None
        if touch:
            session.seen_ms = now_ms
            if now_ms - session.kept_ms > _KEEP_EVERY_MS:
                self._keep(key, session)
        return session.account

    def end(self, token: str) -> None:
        """End a session: its token opens nothing any more."""
        self._delete(digest(token))

    def forget(self) -> None:
        """Read every session anew: an account has changed or is gone."""
        for key, session in self._cache.items():
            if session.seen_ms != session.kept_ms:
                self._keep(key, session)
        self._cache.clear()

    def sweep(self) -> None:
        """Delete the sessions that are over."""
        now_ms = self._clock.monotonic_ms()
        self.forget()
        with self._database.transaction():
            self._database.connection.execute(
                "DELETE FROM session WHERE boot != ? OR seen_ms < ? OR begun_ms < ?",
                (self._boot, now_ms - IDLE_MS, now_ms - WHOLE_MS),
            )

    def _load(self, key: bytes) -> _Session | None:
        row = self._database.connection.execute(
            "SELECT account, begun_ms, seen_ms FROM session WHERE hash = ? AND boot = ?", (key, self._boot)
        ).fetchone()
        account = None if row is None else self._register.account(row[0])
        if row is None or account is None:
            return None
        if len(self._cache) >= _CACHED:
            self.forget()
        session = _Session(account, row[1], row[2], row[2])
        self._cache[key] = session
        return session

    def _keep(self, key: bytes, session: _Session) -> None:
        with self._database.transaction():
            self._database.connection.execute(
                "UPDATE session SET seen_ms = ? WHERE hash = ?", (session.seen_ms, key)
            )
        session.kept_ms = session.seen_ms

    def _delete(self, key: bytes) -> None:
        self._cache.pop(key, None)
        with self._database.transaction():
            self._database.connection.execute("DELETE FROM session WHERE hash = ?", (key,))
