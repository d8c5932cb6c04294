"""Why a request to the console is refused; each is a sentence of the catalogues and an HTTP status."""

from enum import StrEnum

from hub.accounts.account import Problem
from hub.house_rules import Bar
from hub.queue.answers import Code


class Why(StrEnum):
    """The console's own reasons, beside those of the queue and of the house."""

    SIGNED_OUT = "signed-out"
    NOT_ALLOWED = "not-allowed"
    FOREIGN = "foreign"
    OLD_PAGE = "old-page"
    NOT_FOUND = "not-found"
    WRONG_METHOD = "wrong-method"
    MALFORMED = "malformed"
    TOO_LARGE = "too-large"
    TOO_MANY = "too-many"
    SIGN_IN = "sign-in"
    PAUSE = "pause"
    BUSY = "busy"
    UNKNOWN_SERVICE = "unknown-service"
    KEEPER_SILENT = "keeper-silent"
    KEEPER_REFUSED = "keeper-refused"
    BROKER_AWAY = "broker-away"
    CALL_ANSWERED = "call-answered"
    CONGESTION_CLOSED = "congestion-closed"
    ONE_AUTHORITY = "one-authority"
    UNKNOWN_DESK = "unknown-desk"
    BAD_PARTY = "bad-party"
    BAD_HOUR = "bad-hour"
    NO_SUCH_NUMBER = "no-such-number"


STATUS = {
    Why.SIGNED_OUT: 401,
    Why.NOT_ALLOWED: 403,
    Why.FOREIGN: 403,
    Why.OLD_PAGE: 403,
    Why.NOT_FOUND: 404,
    Why.WRONG_METHOD: 405,
    Why.MALFORMED: 400,
    Why.TOO_LARGE: 413,
    Why.TOO_MANY: 503,
    Why.SIGN_IN: 403,
    Why.PAUSE: 429,
    Why.BUSY: 503,
    Why.KEEPER_SILENT: 503,
    Why.BROKER_AWAY: 503,
}
"""The others are 409: the request was right, and the moment was not."""


Reason = Why | Problem | Bar | Code
"""Everything that a sentence is needed for."""


class Refused(Exception):  # noqa: N818 — what is refused is no error of the program
    """Ends a request with a sentence for the person."""

    def __init__(self, why: Reason, *, status: int | None = None, **values: int) -> None:
        super().__init__(why)
        self.why = why
        self.values = values
        self.status = status or (STATUS.get(why, 409) if isinstance(why, Why) else 409)
