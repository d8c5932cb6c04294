"""The transitions: what each event does on each screen. Pure."""

from collections.abc import Callable

from msgspec.structs import replace

from kiosk.flow.appointments import check_in
from kiosk.flow.back import behind
from kiosk.flow.calling import call_help
from kiosk.flow.choosing import choose, choose_language, is_resting
from kiosk.flow.ending import end, more
from kiosk.flow.event import (
    AdditionKept,
    CodeChecked,
    CodeScanned,
    Event,
    HeadsetChanged,
    HelpAnswered,
    NumberDealt,
    PaperNotOut,
    PaperOut,
    Press,
    SoundChecked,
    Ticked,
    Touched,
    TrialEnded,
)
from kiosk.flow.finding import find
from kiosk.flow.guesses import keep_guesses
from kiosk.flow.hearing import hear
from kiosk.flow.house import House
from kiosk.flow.moves import Outcome, above, fresh, go, leave, lowest, owed, told_on, uncovered
from kiosk.flow.settings import SETTINGS, plug, set_anew
from kiosk.flow.staff import hear_staff, serve, watch_printer
from kiosk.flow.state import (
    Adding,
    Additions,
    AppointmentAnswer,
    AppointmentWays,
    Authorities,
    ChangingPaper,
    CheckingSound,
    ChoosingLanguage,
    ChoosingOwner,
    ChoosingParty,
    ChoosingTime,
    Closed,
    EnteringCode,
    Found,
    Helping,
    Leaving,
    NoNumbers,
    NotAdded,
    OwnQueue,
    PrintFailed,
    Rest,
    Screen,
    ServicePage,
    Services,
    Situations,
    StaffCode,
    Taking,
    Ticketed,
    TryingPrinter,
    Visit,
    Words,
)
from kiosk.flow.timing import TAKING_MS, WARNING_MS, is_untouched, limit_ms
from kiosk.surroundings import Moment


def step(visit: Visit, event: Event, house: House, now: Moment) -> Outcome:
    """Return what an event makes of a visit, and what is to be done.

    A press that the screen does not offer changes nothing: it may come from a finger that was late.
    """
    after, effects = _step(visit, event, house, now)
    plugged = event.present if isinstance(event, HeadsetChanged) else visit.plugged
    return replace(keep_guesses(visit, after, now), plugged=plugged), effects


def _step(visit: Visit, event: Event, house: House, now: Moment) -> Outcome:
    match event:
        case Ticked():
            return _pass_time(watch_printer(visit, house), house, now), ()
        case Touched():
            return _put_off(visit, now), ()
        case HeadsetChanged():
            return go(plug(visit, event), above(visit.screen), now), ()
        case Press() if event in SETTINGS:
            return go(set_anew(visit, event), above(visit.screen), now), ()
        case Press.HELP:
            return call_help(visit, now)
        case Press.START_OVER:
            return _start_over(visit, house, now), ()
        case NumberDealt() | PaperOut() | PaperNotOut() | AdditionKept() | HelpAnswered():
            return hear(visit, event, house, now), ()
        case _:
            return _choose(visit, event, house, now)


def _pass_time(visit: Visit, house: House, now: Moment) -> Visit:
    screen = visit.screen
    if is_untouched(visit):
        ready = fresh(house, now, visit.serial)
        settled = screen == ready.screen and visit.language == ready.language
        return visit if settled else ready
    if isinstance(screen, Taking) and now.ms - screen.since_ms >= TAKING_MS:
        return go(visit, NoNumbers(screen.wish, screen.under), now)
    if isinstance(screen, Adding) and now.ms - screen.since_ms >= TAKING_MS:
        return go(visit, NotAdded(screen.wish), now)
    if isinstance(screen, Leaving):
        return visit if now.ms < screen.ends_ms else fresh(house, now, visit.serial)
    limit = limit_ms(screen, house.site)
    if limit is not None and now.ms - visit.touched_ms >= limit:
        due = owed(visit)
        if due is not None and not _shows(screen, due):
            return go(visit, due, now)  # a ticket that fails must find its customer
        return replace(visit, screen=Leaving(screen, now.ms + WARNING_MS))
    return visit


def _shows(screen: Screen, due: Ticketed | PrintFailed) -> bool:
    """Tell whether somebody who had the time to look has seen what was due."""
    return isinstance(screen, Ticketed | PrintFailed) and screen.ticket.id == due.ticket.id


def _put_off(visit: Visit, now: Moment) -> Visit:
    """Take a finger anywhere for somebody who is here: a warning begins anew for a hand that missed."""
    screen = visit.screen
    if isinstance(screen, Leaving):
        screen = replace(screen, ends_ms=now.ms + WARNING_MS)
    return replace(visit, screen=screen, touched_ms=now.ms)


def _start_over(visit: Visit, house: House, now: Moment) -> Visit:
    """Begin anew, except while a number or its paper is on its way, which belongs to somebody.

    It is the same person: speech and the look of the screen stay as they were set, a call for an adviser
    holds, and a number that a stuck disk owes them is waited for, since a second one would be theirs as well.
    """
    screen = above(visit.screen)
    if isinstance(lowest(screen), Taking | Adding):
        return visit
    visit = told_on(visit, screen)
    again = leave(visit, house, now)
    if owed(visit) is not None:
        return again
    return replace(again, sound=visit.sound, look=visit.look, wish=visit.wish)


def _back(visit: Visit, house: House, now: Moment) -> Visit:
    """Go one screen back; from the staff's own screens to the beginning."""
    if isinstance(visit.screen, StaffCode | ServicePage):
        return fresh(house, now, visit.serial)
    return go(visit, behind(visit), now)


def _go_on(visit: Visit, event: Event, house: House, now: Moment) -> Outcome:
    """Leave a warning or a call for what lies under it, or a warning for the beginning."""
    screen = visit.screen
    if event is Press.DONE and isinstance(screen, Leaving):
        return leave(told_on(visit, screen.under), house, now), ()
    if event is not Press.GO_ON or not isinstance(screen, Leaving | Helping):
        return visit, ()
    return go(visit, uncovered(visit, screen.under), now), ()


_CHOOSERS: dict[type[Screen], Callable[[Visit, Event, House, Moment], Outcome]] = {
    Leaving: _go_on,
    Helping: _go_on,
    Rest: choose_language,
    ChoosingLanguage: choose_language,
    Authorities: choose,
    Services: choose,
    Situations: find,
    Words: find,
    Found: find,
    AppointmentWays: check_in,
    EnteringCode: check_in,
    ChoosingOwner: check_in,
    ChoosingTime: check_in,
    AppointmentAnswer: check_in,
    Ticketed: end,
    PrintFailed: end,
    OwnQueue: end,
    Closed: end,
    Additions: more,
    ChoosingParty: more,
    NotAdded: more,
    StaffCode: serve,
    ServicePage: serve,
    ChangingPaper: serve,
    TryingPrinter: serve,
    CheckingSound: serve,
}
"""Which room decides about a press on a screen; on a screen without one, presses do nothing."""

_SPEAKS_ANY = (
    Authorities
    | Services
    | Situations
    | Closed
    | OwnQueue
    | AppointmentWays
    | NoNumbers
    | Ticketed
    | PrintFailed
)


def _choose(visit: Visit, event: Event, house: House, now: Moment) -> Outcome:
    screen = visit.screen
    if isinstance(event, CodeChecked | TrialEnded | SoundChecked):
        return hear_staff(visit, event, now), ()
    if event is Press.BACK:
        return _back(visit, house, now), ()
    if event is Press.STAFF and is_resting(screen):
        return serve(visit, event, house, now)
    if event is Press.LANGUAGES and isinstance(screen, _SPEAKS_ANY):
        return go(visit, ChoosingLanguage(screen), now), ()
    if isinstance(event, CodeScanned) or event is Press.APPOINTMENT:
        return check_in(visit, event, house, now)
    if event is Press.FIND:
        return find(visit, event, house, now)
    chooser = _CHOOSERS.get(type(screen))
    return (visit, ()) if chooser is None else chooser(visit, event, house, now)
