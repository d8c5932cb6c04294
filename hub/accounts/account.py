"""What is kept of a member of staff, and which names and passwords they may choose. Pure."""

import unicodedata
from enum import StrEnum

import msgspec

from common.wire.ids import Id

NAME_LENGTHS = 2, 32
PASSWORD_LENGTHS = 12, 200
"""Letters of a password: length is what counts (NIST SP 800-63B-4, 3.1.1.2), and a bound for the hash."""

_DIFFERENT_LETTERS = 5
_IN_NAMES = " .-_"


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """An account. ``id`` is random and stands in records in place of the name.

    ``name`` is a work alias that the person chose, ``authorities`` are ids of the site file (they count where
    the role's scope is ``own``), ``language`` the language of the console, empty for the browser's.
    ``used_ms`` is the last sign-in, wall time in ms since 1970.

    ``notices`` are the services of whose customers the person wants to be told, ``chime`` with a sound, and
    ``expert`` is what appointments call the person, empty for none. What the hub knew up
    to ``told_ms`` (house time) the person has seen.
    """

    id: Id
    name: str
    role: Id
    authorities: tuple[Id, ...] = ()
    language: str = ""
    used_ms: int = 0
    notices: tuple[Id, ...] = ()
    chime: bool = False
    expert: str = ""
    told_ms: int = 0


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """What a one-time link is for: a new account with this role, or a new password for ``account``."""

    role: Id
    authorities: tuple[Id, ...] = ()
    account: Id | None = None


class Problem(StrEnum):
    """Why a name or a password cannot be taken; the console's catalogues have a sentence for each."""

    NAME_UNFIT = "name-unfit"
    NAME_TAKEN = "name-taken"
    PASSWORD_SHORT = "password-short"  # noqa: S105 — the word for a refusal
    PASSWORD_LONG = "password-long"  # noqa: S105 — as above
    PASSWORD_EASY = "password-easy"  # noqa: S105 — as above
    PASSWORD_WRONG = "password-wrong"  # noqa: S105 — as above
    LINK_OVER = "link-over"


def tidy(text: str) -> str:
    """Return a name or a password as it is kept: however the keyboard composes ``ä``, it is the same."""
    return unicodedata.normalize("NFC", text)


def folded(name: str) -> str:
    """Return what makes two names the same: capitals and widths do not tell persons apart."""
    return unicodedata.normalize("NFKC", tidy(name).strip()).casefold()


def problem_of_name(name: str) -> Problem | None:
    """Tell why somebody may not sign in by this name."""
    shortest, longest = NAME_LENGTHS
    fit = shortest <= len(name) <= longest and name == name.strip()
    if fit and all(letter.isalnum() or letter in _IN_NAMES for letter in name):
        return None
    return Problem.NAME_UNFIT


def problem_of_password(password: str, name: str) -> Problem | None:
    """Tell why this password would not protect the account ``name``."""
    shortest, longest = PASSWORD_LENGTHS
    if len(password) < shortest:
        return Problem.PASSWORD_SHORT
    if len(password) > longest:
        return Problem.PASSWORD_LONG
    if len(set(password.casefold())) < _DIFFERENT_LETTERS or _is_mostly(password, name):
        return Problem.PASSWORD_EASY
    return None


def _is_mostly(password: str, name: str) -> bool:
    rest = password.casefold().replace(folded(name), "")
    return len(rest) < PASSWORD_LENGTHS[0] / 2
