"""What a source says, row by row, before anything is believed; and why a row or a whole source is refused."""

import datetime as dt
from enum import StrEnum

import msgspec

ROWS_LIMIT = 5000
"""So many rows a source may have: five times the 1,000 appointments that a book holds."""

TEXT_LIMIT = 200
"""Letters of one value; longer ones are no code, no service and no language."""


class Reason(StrEnum):
    """Why a row is refused; the console's catalogues have a sentence for each."""

    COLUMNS = "columns"
    """It has more or fewer values than the first row has names."""
    NO_START = "no-start"
    BAD_START = "bad-start"
    ALL_DAY = "all-day"
    NO_SUCH_TIME = "no-such-time"
    """The clock is put forward over it that night."""
    TIMEZONE = "timezone"
    REPEATING = "repeating"
    NO_CODE = "no-code"
    SERVICE = "service"
    PARTY = "party"
    DOUBLE = "double"
    """Another row has the same id."""
    TOO_LONG = "too-long"


class Cause(StrEnum):
    """Why a source could not be read at all; what it said before stands then."""

    NOT_THERE = "not-there"
    """The file cannot be opened, or nobody answers at the address."""
    TOKEN = "token"  # noqa: S105 — the word for a cause
    """The file with the token cannot be read."""
    REFUSED = "refused"
    """The server answers that it may not, or that it cannot."""
    CERTIFICATE = "certificate"
    """The machine does not trust the server's certificate."""
    REDIRECT = "redirect"
    """The server sends us to another host."""
    SLOW = "slow"
    TORN = "torn"
    """What came is not whole."""
    TOO_LARGE = "too-large"
    """It has too many bytes or too many rows."""
    ENCODING = "encoding"
    MALFORMED = "malformed"
    FIELDS = "fields"
    """A field that the site file names is not there."""
    NO_GOOD_ROW = "no-good-row"


class FeedError(Exception):
    """A source cannot be used now. It carries no word of what the source said, since that may name people."""

    def __init__(self, cause: Cause) -> None:
        super().__init__(cause)
        self.cause = cause


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """The values of one appointment as the source writes them; ``number`` counts from 1.

    ``start`` is a text, or a moment that the source's own form has read already.
    """

    number: int
    start: str | dt.datetime
    id: str = ""
    code: str = ""
    service: str = ""
    language: str = ""
    party: str = ""
    expert: str = ""
    state: str = ""


class Bad(msgspec.Struct, frozen=True):
    """A row that is refused."""

    number: int
    reason: Reason
