"""Random tokens of links and sessions: whoever reads the database learns none of them."""

import hashlib
import hmac
import secrets

_BYTES = 32
_LENGTH = 43


def mint_token() -> str:
    """Return a new token: 256 random bits in letters that a URL and a cookie carry."""
    return secrets.token_urlsafe(_BYTES)


def is_token(text: str) -> bool:
    """Tell whether this could be a token, before anything is spent on it."""
    return len(text) == _LENGTH and text.isascii()


def digest(token: str) -> bytes:
    """Return what is kept of a token. A plain hash is enough: there is nothing to guess in 256 bits."""
    return hashlib.sha256(token.encode()).digest()


def form_token(token: str) -> str:
    """Return the word that a form of this session must bring back; it does not tell the session's token."""
    return hmac.new(token.encode(), b"form", hashlib.sha256).hexdigest()


def is_form_token(given: str, token: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(given.encode(), form_token(token).encode())
