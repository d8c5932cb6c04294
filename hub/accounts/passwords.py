"""Hashes passwords with argon2id; an unknown name costs as much as a wrong password."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from hub.accounts.account import tidy

TIME_COST, MEMORY_KIB, LANES = 3, 32_768, 1
"""Above OWASP's least (2 passes over 19 MiB): 0.1 s here and about 0.3 s on a Pi, which has 1 GB in all."""


class Passwords:
    """Hashes and compares; each call takes a core for a good while, so it belongs to a thread of its own."""

    def __init__(
        self, *, time_cost: int = TIME_COST, memory_kib: int = MEMORY_KIB, lanes: int = LANES
    ) -> None:
        """Prepare the hash that stands in for that of a name nobody has."""
        self._hasher = PasswordHasher(time_cost, memory_kib, lanes)
        self._nobody = self._hasher.hash("nobody signs in with this")

    def hash(self, password: str) -> str:
        """Return what is kept of a password; it carries its own salt and parameters."""
        return self._hasher.hash(tidy(password))

    def fits(self, password: str, kept: str | None) -> bool:
        """Tell whether the password is the one that was kept; never, where ``kept`` is None."""
        try:
            self._hasher.verify(kept or self._nobody, tidy(password))
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None

    def is_outdated(self, kept: str) -> bool:
        """Tell whether a hash was made with other parameters, so that the next sign-in should renew it."""
        return self._hasher.check_needs_rehash(kept)
