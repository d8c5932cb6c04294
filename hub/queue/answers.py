"""What a command gets back: done, or refused with a code."""

from enum import StrEnum

import msgspec


class Code(StrEnum):
    """Why a command was refused; the message catalogues have a sentence for each."""

    NOBODY_WAITING = "nobody-waiting"
    DESK_BUSY = "desk-busy"
    NO_VISIT = "no-visit"
    OTHER_VISIT = "other-visit"
    UNKNOWN_VISIT = "unknown-visit"
    UNKNOWN_TICKET = "unknown-ticket"
    VISIT_ENDED = "visit-ended"
    VISIT_TAKEN = "visit-taken"
    WRONG_STATE = "wrong-state"
    NOT_SERVED = "not-served"
    NO_SERVICES = "no-services"
    SAME_SERVICE = "same-service"
    SERVICE_TWICE = "service-twice"
    BAD_TIME = "bad-time"
    DESK_PAUSED = "desk-paused"
    DESK_NOT_OPEN = "desk-not-open"
    NOT_PLANNED = "not-planned"
    VISIT_SERVING = "visit-serving"
    DAY_NOT_OPEN = "day-not-open"
    DAY_PASSED = "day-passed"
    DAY_AHEAD = "day-ahead"
    DAY_STILL_OPEN = "day-still-open"
    BAD_DAY = "bad-day"
    BAD_NUMBER = "bad-number"
    BAD_REPORT = "bad-report"
    OLD_INCARNATION = "old-incarnation"
    NUMBERS_NOT_READY = "numbers-not-ready"
    NUMBERS_ENDED = "numbers-ended"
    OTHER_HUB = "other-hub"
    UNKNOWN_DEVICE = "unknown-device"


class Done(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The command was done, now or when it came first; empty fields do not apply to it.

    ``number`` is as people see it, ``next`` the services that the visit waits for from here on.
    """

    visit: str = ""
    number: str = ""
    call: str = ""
    next: tuple[str, ...] = ()


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing was done. ``detail`` is for the log; ``retry``: the same may be right later."""

    code: Code
    detail: str = ""
    retry: bool = False


Answer = Done | Refusal
"""What a command gets back, after everything it caused is durable."""
