"""The service page: its code, paper step by step, trials, closing and opening, and a restart. Pure."""

from msgspec.structs import replace

from common.wire.staff_codes import DIGITS
from kiosk.flow.event import (
    CheckCode,
    CheckSound,
    CodeChecked,
    Event,
    Press,
    PrintTrial,
    Restart,
    SetClosed,
    SoundChecked,
    StaffNews,
    TrialEnded,
    Typed,
)
from kiosk.flow.house import House
from kiosk.flow.moves import Outcome, go
from kiosk.flow.state import (
    ChangingPaper,
    CheckingSound,
    ClosedByStaff,
    OutOfUse,
    Rest,
    Restarting,
    ServicePage,
    StaffCode,
    TryingPrinter,
    Visit,
)
from kiosk.printer.port import Condition
from kiosk.surroundings import Moment


def serve(visit: Visit, event: Event, house: House, now: Moment) -> Outcome:
    """Take a press on the screens of the staff, or the way to them from a screen at rest."""
    match visit.screen:
        case Rest() | OutOfUse() | ClosedByStaff():
            if event is not Press.STAFF:
                return visit, ()
            # Before a kiosk has met its hub nobody is served: an installer tries its printer and its sound.
            return go(visit, StaffCode() if house.asks_for_code else ServicePage(), now), ()
        case StaffCode():
            known = house.site is not None and house.site.config.staff_code is not None
            return _enter(visit, visit.screen, event, now) if known else (visit, ())
        case ServicePage():
            return _choose(visit, event, house, now)
        case ChangingPaper() if event is Press.TRIAL:
            return _try_printer(visit, visit.screen, now)
        case TryingPrinter(wish=None, under=under) if event is Press.TRIAL:
            return _try_printer(visit, under, now)
        case CheckingSound(wish=None) if event is Press.SOUND_CHECK:
            return _check_sound(visit, now)
        case _:
            return visit, ()


def hear_staff(visit: Visit, event: StaffNews, now: Moment) -> Visit:
    """Take in what has come of something on the service page."""
    screen = visit.screen
    match screen, event:
        case StaffCode(), CodeChecked(wish) if screen.wish == wish:
            wrong = StaffCode(wrong=True, locked_until_ms=now.ms + event.locked_ms if event.locked_ms else 0)
            return go(visit, ServicePage() if event.right else wrong, now)
        case TryingPrinter(), TrialEnded(wish) if screen.wish == wish:
            result = "printed" if event.printed else "failed"
            return go(visit, replace(screen, wish=None, result=result, reason=event.reason), now)
        case CheckingSound(), SoundChecked(wish) if screen.wish == wish:
            return go(visit, CheckingSound(None, "played" if event.played else "silent"), now)
        case _:
            return visit


def watch_printer(visit: Visit, house: House) -> Visit:
    """Let the steps of a change of paper follow what the printer sees of itself."""
    screen = visit.screen
    if isinstance(screen, ChangingPaper) and not screen.opened and house.printer is Condition.COVER_OPEN:
        return replace(visit, screen=ChangingPaper(opened=True))
    return visit


def is_locked(screen: StaffCode, now: Moment) -> bool:
    """Tell whether no code is looked at now."""
    return now.ms < screen.locked_until_ms


def _enter(visit: Visit, screen: StaffCode, event: Event, now: Moment) -> Outcome:
    if screen.wish is not None or is_locked(screen, now):
        return visit, ()
    if event is Press.ERASE:
        return go(visit, StaffCode(screen.typed[:-1]), now), ()
    is_digit = isinstance(event, Typed) and event.letter.isascii() and event.letter.isdecimal()
    if not isinstance(event, Typed) or not is_digit or len(event.letter) != 1:
        return visit, ()
    typed = screen.typed + event.letter
    if len(typed) < DIGITS:
        return go(visit, StaffCode(typed), now), ()
    wish = visit.serial + 1
    return replace(go(visit, StaffCode(typed, wish), now), serial=wish), (CheckCode(wish, typed),)


def _choose(visit: Visit, event: Event, house: House, now: Moment) -> Outcome:
    match event:
        case Press.PAPER if house.prints:
            return go(visit, ChangingPaper(), now), ()
        case Press.PRINTER if house.prints:
            return go(visit, TryingPrinter(), now), ()
        case Press.SOUND_CHECK:
            return go(visit, CheckingSound(), now), ()
        # Without a code it may be a passer-by, at a kiosk whose kept site cannot be read.
        case Press.CLOSE_KIOSK | Press.OPEN_KIOSK if house.asks_for_code:
            return go(visit, visit.screen, now), (SetClosed(event is Press.CLOSE_KIOSK),)
        case Press.RESTART if house.asks_for_code:
            return go(visit, Restarting(), now), (Restart(),)
        case _:
            return visit, ()


def _try_printer(visit: Visit, under: ServicePage | ChangingPaper, now: Moment) -> Outcome:
    wish = visit.serial + 1
    trying = go(visit, TryingPrinter(wish, under=under), now)
    return replace(trying, serial=wish), (PrintTrial(wish),)


def _check_sound(visit: Visit, now: Moment) -> Outcome:
    wish = visit.serial + 1
    checking = replace(go(visit, CheckingSound(wish), now), serial=wish)
    return checking, (CheckSound(wish, visit.language),)
