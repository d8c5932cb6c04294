"""Does what the flow asks for, and brings the answers back as events."""

from collections.abc import Callable

from common.runtime.clock import Clock
from common.wire.ids import mint_id
from common.wire.site import StaffCode
from common.wire.tickets import Addition
from kiosk.flow.event import (
    AdditionKept,
    AddToVisit,
    CallAdviser,
    CheckCode,
    CheckSound,
    CodeChecked,
    Effect,
    Event,
    HelpAnswered,
    NumberDealt,
    PrintAgain,
    PrintTrial,
    Restart,
    SetClosed,
    SoundChecked,
    TakeNumber,
    TrialEnded,
)
from kiosk.flow.timing import TAKING_MS
from kiosk.helpers import Helpers
from kiosk.ticket.news import Add, Take
from kiosk.ticket.ticket import Ticket


class Errands:
    """``say`` takes an event from any thread; nothing here blocks."""

    def __init__(self, helpers: Helpers, say: Callable[[Event], None], clock: Clock, *, prints: bool) -> None:
        """``prints``: whether a number that was dealt is printed."""
        self._helpers = helpers
        self._clock = clock
        self._say = say
        self._prints = prints

    def do(self, effect: Effect, code: StaffCode | None) -> None:
        """Do one thing; ``code`` is what the code of the service page is known by."""
        helpers, say = self._helpers, self._say
        match effect:
            case TakeNumber(wish, service, language, appointment):
                until_ms = self._clock.monotonic_ms() + TAKING_MS
                helpers.take(
                    Take(service, language, lambda one: self._dealt(wish, one), appointment, until_ms)
                )
            case AddToVisit(wish):
                helpers.add(Add(_addition(effect), lambda kept: say(AdditionKept(wish, kept))))
            case PrintAgain(ticket, copy):
                helpers.print(ticket, copy=copy)
            case CallAdviser(call, language):
                helpers.call_adviser(language, lambda answer: say(HelpAnswered(call, answer)))
            case CheckCode(wish, typed):
                helpers.check_code(typed, code, lambda right, ms: say(CodeChecked(wish, right, ms)))
            case PrintTrial(wish):
                helpers.print_trial(lambda printed, reason: say(TrialEnded(wish, printed, reason)))
            case CheckSound(wish, language):
                helpers.check_sound(language, lambda played: say(SoundChecked(wish, played)))
            case SetClosed(closed):
                helpers.set_closed(closed)
            case Restart():
                helpers.restart()

    def _dealt(self, wish: int, ticket: Ticket | None) -> None:
        """Take the office's answer, in its thread: the paper does not wait for the screen.

        The screen is told first: a printer that is known to be ill answers in microseconds.
        """
        self._say(NumberDealt(wish, ticket))
        if ticket is not None and self._prints:
            self._helpers.print(ticket, copy=False)


def _addition(effect: AddToVisit) -> Addition:
    return Addition(
        id=mint_id(),
        ticket=effect.ticket,
        service=effect.service,
        party=effect.party,
        needs_help=effect.needs_help,
    )
