"""The book of accounts and of the one-time links by which they come into being."""

import json
import sqlite3

from common.runtime.clock import Clock
from common.runtime.database import Database
from common.wire.ids import mint_id
from hub.accounts.account import Account, Invitation, Problem, folded
from hub.accounts.tokens import digest, mint_token

LINK_MS = 15 * 60_000
"""A link is for somebody who stands beside, so a quarter of an hour is long enough."""

UNUSED_MS = 180 * 24 * 3_600_000
"""Who has not signed in for half a year has left: the account is deleted."""

_COLUMNS = "id, name, role, authorities, language, used_ms, notices, chime, expert, told_ms"


class Register:
    """Belongs to the thread that made ``database``.

    Links are timed by the machine's own clock since its boot, which nobody sets: one that was made before
    the last boot is over.
    """

    def __init__(self, database: Database, clock: Clock, boot: str) -> None:
        """Work on the accounts in ``database``; ``boot`` is the kernel's id of this boot."""
        self._database = database
        self._clock = clock
        self._boot = boot

    def account(self, identifier: str) -> Account | None:
        """Return an account by its id."""
        return self._find("id", identifier)

    def by_name(self, name: str) -> Account | None:
        """Return an account by the name that somebody typed."""
        return self._find("folded", folded(name))

    def accounts(self) -> list[Account]:
        """Return all accounts, by name."""
        rows = self._database.connection.execute(
            f"SELECT {_COLUMNS} FROM account ORDER BY folded"  # noqa: S608 — a constant
        )
        return [_account(row) for row in rows]

    def password_of(self, account: str) -> str | None:
        """Return the hash of an account's password."""
        row = self._database.connection.execute(
            "SELECT password FROM account WHERE id = ?", (account,)
        ).fetchone()
        return None if row is None else str(row[0])

    def set_password(self, account: str, password_hash: str) -> None:
        """Keep a new hash, and end every session that the old password began."""
        with self._database.transaction():
            self._set_password(account, password_hash)

    def renew_hash(self, account: str, password_hash: str) -> None:
        """Keep a stronger hash of the same password."""
        with self._database.transaction():
            self._database.connection.execute(
                "UPDATE account SET password = ? WHERE id = ?", (password_hash, account)
            )

    def set_language(self, account: str, language: str) -> None:
        """Keep the language in which somebody reads the console."""
        with self._database.transaction():
            self._database.connection.execute(
                "UPDATE account SET language = ? WHERE id = ?", (language, account)
            )

    def set_notices(self, account: str, notices: tuple[str, ...], expert: str, *, chime: bool) -> None:
        """Keep what somebody wants to be told of; see :class:`Account`."""
        with self._database.transaction():
            self._database.connection.execute(
                "UPDATE account SET notices = ?, expert = ?, chime = ? WHERE id = ?",
                (json.dumps(notices), expert, int(chime), account),
            )

    def set_told(self, account: str, told_ms: int) -> None:
        """Keep up to when (house time in ms) somebody has seen what there was; it never goes back."""
        with self._database.transaction():
            self._database.connection.execute(
                "UPDATE account SET told_ms = max(told_ms, ?) WHERE id = ?", (told_ms, account)
            )

    def remove(self, account: str) -> bool:
        """Delete an account with its sessions and links; tell whether it was there."""
        with self._database.transaction():
            removed = self._database.connection.execute("DELETE FROM account WHERE id = ?", (account,))
        return removed.rowcount > 0

    def invite(self, invitation: Invitation) -> str:
        """Make a link and return its token, which is kept nowhere."""
        token = mint_token()
        with self._database.transaction():
            self._database.connection.execute(
                "INSERT INTO link VALUES (?, ?, ?, ?, ?, ?)",
                (
                    digest(token),
                    invitation.role,
                    json.dumps(invitation.authorities),
                    invitation.account,
                    self._boot,
                    self._clock.monotonic_ms() + LINK_MS,
                ),
            )
        return token

    def invitation(self, token: str) -> Invitation | None:
        """Return what a link is for; None where it is unknown, was used, or is over. It stays unused."""
        row = self._database.connection.execute(
            "SELECT role, authorities, account FROM link WHERE hash = ? AND boot = ? AND until_ms > ?",
            (digest(token), self._boot, self._clock.monotonic_ms()),
        ).fetchone()
        if row is None:
            return None
        return Invitation(role=row[0], authorities=tuple(json.loads(row[1])), account=row[2])

    def accept(self, token: str, name: str, password_hash: str) -> Account | Problem:
        """Use a link up: make the account it is for, or give an account its new password."""
        with self._database.transaction():
            invitation = self.invitation(token)
            if invitation is None:
                return Problem.LINK_OVER
            if invitation.account is None:
                identifier = mint_id()
                try:
                    self._insert(identifier, name, invitation, password_hash)
                except sqlite3.IntegrityError:
                    return Problem.NAME_TAKEN
            else:
                identifier = invitation.account
                self._set_password(identifier, password_hash)
            self._database.connection.execute("DELETE FROM link WHERE hash = ?", (digest(token),))
            account = self.account(identifier)
        return account or Problem.LINK_OVER

    def sweep(self) -> list[str]:
        """Delete what is over: old links, and accounts that were not used for half a year.

        Returns the ids of deleted accounts. Without a clock that can be trusted no account is too old.
        """
        gone: list[str] = []
        with self._database.transaction():
            self._database.connection.execute(
                "DELETE FROM link WHERE boot != ? OR until_ms <= ?", (self._boot, self._clock.monotonic_ms())
            )
            if self._clock.synced():
                before = self._clock.wall_ms() - UNUSED_MS
                rows = self._database.connection.execute(
                    "DELETE FROM account WHERE used_ms < ? RETURNING id", (before,)
                )
                gone = [str(row[0]) for row in rows]
        return gone

    def _insert(self, identifier: str, name: str, invitation: Invitation, password_hash: str) -> None:
        self._database.connection.execute(
            "INSERT INTO account (id, folded, name, role, authorities, password, used_ms)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                identifier,
                folded(name),
                name,
                invitation.role,
                json.dumps(invitation.authorities),
                password_hash,
                self._clock.wall_ms(),
            ),
        )

    def _set_password(self, account: str, password_hash: str) -> None:
        connection = self._database.connection
        connection.execute("UPDATE account SET password = ? WHERE id = ?", (password_hash, account))
        connection.execute("DELETE FROM session WHERE account = ?", (account,))

    def _find(self, column: str, value: str) -> Account | None:
        row = self._database.connection.execute(
            f"SELECT {_COLUMNS} FROM account WHERE {column} = ?",  # noqa: S608 — both are constants of ours
            (value,),
        ).fetchone()
        return None if row is None else _account(row)


def _account(row: tuple[str, str, str, str, str, int, str, int, str, int]) -> Account:
    identifier, name, role, authorities, language, used_ms, notices, chime, expert, told_ms = row
    return Account(
        id=identifier,
        name=name,
        role=role,
        authorities=tuple(json.loads(authorities)),
        language=language,
        used_ms=used_ms,
        notices=tuple(json.loads(notices)),
        chime=bool(chime),
        expert=expert,
        told_ms=told_ms,
    )
