"""Identifiers that travel: minted once, never reused, safe in a topic, a file name and a URL."""

import os
import re
from typing import Annotated

import msgspec

ID_INNER = "[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?"
"""What an identifier may look like, to be built into longer expressions."""

ID_PATTERN = rf"^{ID_INNER}$(?!\n)"
"""The same, whole: 1–64 of a–z, 0–9 and inner hyphens. Python's ``$`` alone lets a last newline pass."""

Id = Annotated[str, msgspec.Meta(pattern=ID_PATTERN)]

AUTHORITY_ACCOUNT = "authority-"
"""What stands before an authority's id in the name its own systems sign in with; no device's id begins so."""

_ID = re.compile(ID_PATTERN)
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_BITS, _MINTED_BYTES = 5, 10


def is_id(text: str) -> bool:
    """Tell whether ``text`` may stand as an identifier."""
    return _ID.match(text) is not None


def mint_id() -> str:
    """Return a new random identifier: 16 letters of 32, which is 80 bits."""
    random = int.from_bytes(os.urandom(_MINTED_BYTES))
    letters = range(0, 8 * _MINTED_BYTES, _BITS)
    return "".join(_ALPHABET[random >> place & len(_ALPHABET) - 1] for place in letters)
