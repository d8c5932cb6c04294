"""The accounts as the console uses them: one connection, one hasher at a time, and the slow-down."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from common.runtime.clock import Clock
from common.runtime.database import Database
from common.wire.staff_codes import mint_code, seal_code
from hub.accounts.account import Account, Problem, problem_of_name, problem_of_password, tidy
from hub.accounts.kiosk_code import CodeBook, CodeDesk
from hub.accounts.passwords import Passwords
from hub.accounts.register import Register
from hub.accounts.sessions import Sessions
from hub.accounts.throttle import Throttle, network_of
from hub.console.refused import Refused, Why

P = ParamSpec("P")
T = TypeVar("T")

_LONGEST_FOR_NAME_MS = 60_000
_LONGEST_FOR_ADDRESS_MS = 5 * 60_000
_HASHING = 8
"""So many may wait for the one hasher: 32 MiB and a core are what a Pi can spare."""


class Staff:
    """Signs people in and out. Belongs to the console's thread, except for the hashing."""

    def __init__(
        self, database: Database, clock: Clock, boot: str, passwords: Passwords, desk: CodeDesk | None = None
    ) -> None:
        """Work on the accounts in ``database``; the kiosks' staff code is laid on ``desk``."""
        self.register = Register(database, clock, boot)
        self.sessions = Sessions(database, self.register, clock, boot)
        self.codes = CodeBook(database, clock)
        self._desk = desk or CodeDesk()
        self._clock = clock
        self._passwords = passwords
        self._names = Throttle(_LONGEST_FOR_NAME_MS)
        self._addresses = Throttle(_LONGEST_FOR_ADDRESS_MS)
        self._hasher = ThreadPoolExecutor(1, "hasher")
        self._hashing = 0

    async def sign_in(self, name: str, password: str, address: str) -> tuple[Account, str]:
        """Return the account and a new session's token; refused without telling what was wrong."""
        account = self.register.by_name(name)
        # An account is slowed down by its id: the ways to write a name must not give more attempts.
        key = account.id if account else f"?{tidy(name)[:64].casefold()}"
        await self._prove(key, address, password, account)
        if account is None or self.register.account(account.id) is None:
            raise Refused(Why.SIGN_IN)
        return account, self.sessions.begin(account)

    async def join(self, token: str, name: str, password: str) -> tuple[Account, str]:
        """Use a one-time link up; return the account and a new session's token."""
        invitation = self.register.invitation(token)
        if invitation is None:
            raise Refused(Problem.LINK_OVER)
        name = tidy(name).strip()
        if invitation.account is not None:
            known = self.register.account(invitation.account)
            name = known.name if known else name
        problem = problem_of_name(name) or problem_of_password(tidy(password), name)
        if problem is None and invitation.account is None and self.register.by_name(name) is not None:
            problem = Problem.NAME_TAKEN
        if problem is not None:
            raise Refused(problem)
        kept = await self._hash(password)
        account = self.register.accept(token, name, kept)
        if isinstance(account, Problem):
            raise Refused(account)
        self.sessions.forget()
        return account, self.sessions.begin(account)

    async def change_password(self, account: Account, old: str, new: str, address: str) -> str:
        """Change a password; ends the person's other sessions and returns the token of a new one."""
        problem = problem_of_password(tidy(new), account.name)
        if problem is not None:
            raise Refused(problem)
        try:
            await self._prove(account.id, address, old, account)
        except Refused as refused:
            if refused.why is Why.SIGN_IN:
                raise Refused(Problem.PASSWORD_WRONG) from refused
            raise
        self.register.set_password(account.id, await self._hash(new))
        self.sessions.forget()
        return self.sessions.begin(account)

    def remove(self, account: str) -> bool:
        """Delete an account; whoever works with it is out at once."""
        removed = self.register.remove(account)
        self.sessions.forget()
        return removed

    async def new_kiosk_code(self) -> str:
        """Make the code of the kiosks' service page anew and return it: it is kept as a digest alone."""
        code = mint_code()
        self.codes.keep(await self._work(seal_code, code))
        self.look_for_code()
        return code

    def look_for_code(self) -> None:
        """Lay the present code where kiosks are told of it; ``vuoro staff-code`` may have made a new one."""
        present = self.codes.present()
        self._desk.put(None if present is None else present.sealed)

    def sweep(self) -> None:
        """Delete what is over; to be called once an hour."""
        self.sessions.sweep()
        if self.register.sweep():
            self.sessions.forget()

    def close(self) -> None:
        """End the hasher's thread."""
        self._hasher.shutdown(wait=False, cancel_futures=True)

    async def _prove(self, key: str, address: str, password: str, account: Account | None) -> None:
        now_ms = self._clock.monotonic_ms()
        network = network_of(address)
        pause_ms = max(self._names.pause_ms(key, now_ms), self._addresses.pause_ms(network, now_ms))
        if pause_ms:
            raise Refused(Why.PAUSE, seconds=-(-pause_ms // 1000))
        self._names.fail(key, now_ms)
        self._addresses.fail(network, now_ms)
        kept = None if account is None else self.register.password_of(account.id)
        if not await self._work(self._passwords.fits, password, kept):
            raise Refused(Why.SIGN_IN)
        self._names.succeed(key)
        self._addresses.succeed(network)
        if account is not None and kept is not None and self._passwords.is_outdated(kept):
            self.register.renew_hash(account.id, await self._hash(password))

    async def _hash(self, password: str) -> str:
        return await self._work(self._passwords.hash, password)

    async def _work(self, work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        if self._hashing >= _HASHING:
            raise Refused(Why.BUSY)
        self._hashing += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._hasher, partial(work, *arguments, **named))
        finally:
            self._hashing -= 1
