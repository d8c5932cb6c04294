"""Who is expected by appointment: the book that kiosks get, in which a code is only a keyed hash."""

import unicodedata
from typing import Annotated

import msgspec

from common.wire.ids import Id
from common.wire.message import Count, Language, Message, Milliseconds

CODE_LENGTHS = 3, 64
"""Letters and digits of a code, without what parts them."""

Party = Annotated[int, msgspec.Meta(ge=1, le=50)]
"""How many people come together."""

CodeHash = Id
"""The first 16 bytes of HMAC-SHA-256 over a normal code, in hexadecimal; see :func:`hash_code`."""

_HASH_BYTES = 16
_FEWEST, _MOST = CODE_LENGTHS


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An appointment. Anonymous by construction: nothing here could name a person.

    ``at_ms`` is its time, ``opens_ms`` to ``closes_ms`` (both included) when a customer can check in for it:
    wall times in ms since 1970, UTC. ``code`` is absent where the customer is known by the time alone.
    ``expert`` is whether it names one; which one the hub knows.
    """

    id: Id
    service: Id
    at_ms: Milliseconds
    opens_ms: Milliseconds
    closes_ms: Milliseconds
    code: CodeHash | None = None
    language: Language | None = None
    party: Party = 1
    expert: bool = False


class BookDay(msgspec.Struct, frozen=True, kw_only=True):
    """The appointments of one local date (``2026-11-23``), which lasts from ``begins_ms`` up to ``ends_ms``.

    A date near today has its ``entries``; one farther away only its ``codes`` with their times, enough to
    tell a customer who came on the wrong day when to come.
    """

    date: Id
    begins_ms: Milliseconds
    ends_ms: Milliseconds
    entries: tuple[Entry, ...] = ()
    codes: tuple[tuple[CodeHash, Milliseconds], ...] = ()


class AppointmentBook(Message, frozen=True):
    """Yesterday, today and the coming days, in order. Retained; it says nothing without the keys.

    The key of each date travels in the kiosk's own configuration and is destroyed when the date is over.
    """

    incarnation: Id
    revision: Count
    days: tuple[BookDay, ...]


class AppointmentsKept(Message, frozen=True):
    """The appointments that somebody has checked in for already, by their ids."""

    incarnation: Id
    revision: Count
    ids: tuple[Id, ...]


def normal_code(text: str) -> str:
    """Return a code as it is compared, empty where the text cannot be one.

    Spaces, dashes and other signs count for nothing, nor do capitals, full width, or whose digits they are.
    """
    # Twice the length leaves room for what parts the letters; more is no code, and is not looked at.
    shown = unicodedata.normalize("NFKC", text[: 2 * _MOST]) if len(text) <= 2 * _MOST else ""
    folded = unicodedata.normalize("NFKC", shown.casefold())
    normal = "".join(_digit_or_letter(letter) for letter in folded if letter.isalnum())
    return normal if _FEWEST <= len(normal) <= _MOST else ""


def hash_code(code: str, key: str) -> CodeHash:
    """Return the keyed hash of a code that :func:`normal_code` gave; ``key`` is in hexadecimal.

    Raises:
        ValueError: the key is not hexadecimal.
    """
    import hmac  # noqa: PLC0415 - it loads OpenSSL, for which the kiosk's first picture does not wait

    return hmac.digest(bytes.fromhex(key), code.encode(), "sha256")[:_HASH_BYTES].hex()


def _digit_or_letter(letter: str) -> str:
    value = unicodedata.decimal(letter, None)
    return letter if value is None else str(value)
