"""Takes from an appointment what could tell whose it is: codes, experts, ids become keyed hashes. Pure."""

import hmac
from collections.abc import Iterable, Mapping

import msgspec

from common.wire.appointments import Entry, hash_code
from hub.accounts.account import folded
from hub.appointments.plan import Planned
from hub.site.schema import Site

KEY_BYTES = 32
"""A key of HMAC-SHA-256 has as many bytes as the hash (RFC 2104, section 3)."""

_ID_BYTES = 10
_MINUTE_MS = 60_000


class Sealed(msgspec.Struct, frozen=True):
    """An appointment as the hub keeps it: ``expert`` is a keyed hash of the expert's name, empty for none."""

    date: str
    entry: Entry
    expert: str = ""


def seal(planned: Iterable[Planned], source: str, keys: Mapping[str, str], site: Site) -> tuple[Sealed, ...]:
    """Return the appointments of a source, sealed by the keys of their dates; one without a key is left out.

    The same appointment has the same id each time its source is read, for as long as its date's key lives.
    """
    return tuple(_sealed(one, source, keys[one.date], site) for one in planned if one.date in keys)


def hash_expert(name: str, key: str) -> str:
    """Return the opaque id of an expert on the date of ``key``, for the name as staff sign in by it."""
    return _hash(key, "expert", folded(name))


def _sealed(planned: Planned, source: str, key: str, site: Site) -> Sealed:
    arrival = site.authorities[site.services[planned.service].authority].arrival
    entry = Entry(
        id=_hash(key, "appointment", source, planned.identity),
        service=planned.service,
        at_ms=planned.at_ms,
        opens_ms=planned.at_ms - arrival.early_min * _MINUTE_MS,
        closes_ms=planned.at_ms + arrival.late_min * _MINUTE_MS,
        code=hash_code(planned.code, key) if planned.code else None,
        language=planned.language,
        party=planned.party,
        expert=bool(planned.expert),
    )
    return Sealed(planned.date, entry, hash_expert(planned.expert, key) if planned.expert else "")


def _hash(key: str, *words: str) -> str:
    # The sign between the words is in no code, so that no code has the hash of something else.
    text = "\0".join(words).encode("utf-8", "surrogatepass")  # whatever a source's encoding let through
    return hmac.digest(bytes.fromhex(key), text, "sha256")[:_ID_BYTES].hex()
