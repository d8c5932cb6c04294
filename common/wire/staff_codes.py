"""How the code of a kiosk's service page is kept, and how one that was typed is held against it.

The hub keeps and sends what :func:`seal_code` gives, and a kiosk asks :func:`fits`. Each call takes a core
for 0.04 s on a server and some 0.2 s on a Pi 4, and 16 MiB: it belongs to no thread that draws or decides.
"""

import hashlib
import hmac
import secrets

from common.wire.site import StaffCode

DIGITS = 6
"""A code has so many digits: it can be told, remembered and typed with one finger."""

COST, BLOCK, LANES = 2**14, 8, 1
"""Scrypt's n, r and p; 128 · n · r bytes is what one guess takes."""

_SALT_BYTES, _DIGEST_BYTES = 16, 32
_MOST_MEMORY = 64 * 2**20  # above what is asked for, and what a message could make us take at most


def mint_code() -> str:
    """Return a new code: :data:`DIGITS` random digits, zeros in front included."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def seal_code(code: str) -> StaffCode:
    """Return what is kept of a code; it cannot be read back but by trying."""
    salt = secrets.token_bytes(_SALT_BYTES)
    digest = _digest(code, salt, (COST, BLOCK, LANES), _DIGEST_BYTES)
    return StaffCode(salt=salt.hex(), digest=digest.hex(), n=COST, r=BLOCK, p=LANES)


def fits(code: str, kept: StaffCode | None) -> bool:
    """Tell whether this is the code that was kept; never, where none is or what is kept makes no sense."""
    if kept is None:
        return False
    try:
        expected = bytes.fromhex(kept.digest)
        given = _digest(code, bytes.fromhex(kept.salt), (kept.n, kept.r, kept.p), len(expected))
    except (ValueError, OverflowError, MemoryError):
        return False
    return hmac.compare_digest(given, expected)


def _digest(code: str, salt: bytes, costs: tuple[int, int, int], length: int) -> bytes:
    n, r, p = costs
    return hashlib.scrypt(
        code.encode("utf-8", "surrogatepass"), salt=salt, n=n, r=r, p=p, maxmem=_MOST_MEMORY, dklen=length
    )
