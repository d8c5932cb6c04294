"""The way in for who has an appointment: by its code, typed or shown, or by its time. Pure."""

from msgspec.structs import replace

from common.wire.appointments import CODE_LENGTHS, AppointmentBook, normal_code
from common.wire.arrivals import Fit, Match
from kiosk.choices.appointments import by_code, by_time, ordinary_left, owners, ways
from kiosk.flow.event import AuthorityChosen, CodeScanned, Event, Press, TimeChosen, Typed
from kiosk.flow.guesses import is_paused, note_unknown
from kiosk.flow.house import House
from kiosk.flow.moves import Outcome, above, done, fresh, go, owed
from kiosk.flow.numbers import take, to_service
from kiosk.flow.state import (
    AppointmentAnswer,
    AppointmentWays,
    Authorities,
    ChoosingLanguage,
    ChoosingOwner,
    ChoosingTime,
    Closed,
    EnteringCode,
    Found,
    Helping,
    OwnQueue,
    Rest,
    Screen,
    Services,
    Situations,
    Ticketed,
    Visit,
    Words,
)
from kiosk.surroundings import Moment, Surroundings

LEAST_TYPED, MOST_TYPED = CODE_LENGTHS

_NO_BOOK = AppointmentBook(incarnation="", revision=0, days=())

_TAKES_SCANS = (
    Rest
    | ChoosingLanguage
    | Authorities
    | Services
    | Situations
    | Words
    | Found
    | AppointmentWays
    | EnteringCode
    | ChoosingOwner
    | ChoosingTime
    | AppointmentAnswer
    | Closed
    | OwnQueue
)
"""Where a code can be shown to the scanner: where nobody's number is on its way or has to be remembered."""


def check_in(visit: Visit, event: Event, house: House, now: Moment) -> Outcome:
    """Take a step of the way in."""
    site, screen = house.site, visit.screen
    if site is None or site.config.offers == "numbers":
        return visit, ()
    match screen, event:
        case _, CodeScanned(text):
            return _scan(visit, text, house, now)
        case ((Authorities() | AppointmentWays()), Press()):
            return _choose_way(visit, event, house, now), ()
        case EnteringCode(), _:
            return _type(visit, screen, event, house, now)
        case ChoosingOwner(), AuthorityChosen(authority):
            return go(visit, ChoosingTime(authority, screen), now), ()
        case ChoosingTime(), TimeChosen():
            return _tell_time(visit, screen, event, house, now)
        case AppointmentAnswer(), _:
            return _after_answer(visit, screen, event, house, now)
        case _:
            return visit, ()


def first_way(house: House, now: Moment, under: Screen) -> Screen:
    """Return where somebody with an appointment begins: no question stands there that has one answer only."""
    site = house.site
    there = None if site is None else ways(site, house.book, now.wall_ms)
    if site is None or there is None or there.by_code == there.by_time:
        return AppointmentWays(under)
    return EnteringCode(under=under) if there.by_code else _by_time(site, house, now, under)


def _choose_way(visit: Visit, press: Press, house: House, now: Moment) -> Visit:
    site, screen = house.site, visit.screen
    if site is None:
        return visit
    there = ways(site, house.book, now.wall_ms)
    match screen, press:
        case Authorities(), Press.APPOINTMENT:
            return go(visit, first_way(house, now, screen), now)
        case AppointmentWays(), Press.BY_CODE if there.by_code:
            return go(visit, EnteringCode(under=screen), now)
        case AppointmentWays(), Press.BY_TIME if there.by_time:
            return go(visit, _by_time(site, house, now, screen), now)
        case _:
            return visit


def _by_time(site: Surroundings, house: House, now: Moment, under: Screen) -> Screen:
    there = owners(site, house.book or _NO_BOOK, now.wall_ms, house.kept)
    return ChoosingTime(there[0].id, under) if len(there) == 1 else ChoosingOwner(under)


def _type(visit: Visit, screen: EnteringCode, event: Event, house: House, now: Moment) -> Outcome:
    typed = screen.typed
    match event:
        case Typed(letter) if len(letter) == 1 and letter.isalnum() and len(typed) < MOST_TYPED:
            return go(visit, replace(screen, typed=typed + letter), now), ()
        case Press.ERASE:
            return go(visit, replace(screen, typed=typed[:-1]), now), ()
        case Press.LETTERS:
            return go(visit, replace(screen, letters=not screen.letters), now), ()
        case Press.ENTER if len(typed) >= LEAST_TYPED:
            return _judge_code(visit, typed, house, now, screen)
        case _:
            return visit, ()


def _scan(visit: Visit, text: str, house: House, now: Moment) -> Outcome:
    """Take a code that was shown to the scanner; on a finished ticket's screen the next customer shows it."""
    screen = above(visit.screen)
    if isinstance(screen, Ticketed) and screen.paper == "out" and owed(visit) is None:
        visit = fresh(house, now, visit.serial)
        screen = visit.screen
    under = screen.under if isinstance(screen, Helping | ChoosingLanguage) else screen
    if not isinstance(screen, _TAKES_SCANS | Helping) or not isinstance(under, _TAKES_SCANS):
        return visit, ()
    if isinstance(under, AppointmentAnswer):
        under = under.under
    if isinstance(under, EnteringCode):
        under = EnteringCode(under=under.under)
    return _judge_code(visit, text, house, now, under, shown=True)


def _judge_code(
    visit: Visit, text: str, house: House, now: Moment, under: Screen, *, shown: bool = False
) -> Outcome:
    if house.site is None:
        return visit, ()
    if is_paused(visit, now, shown=shown):
        return go(visit, AppointmentAnswer(Match(Fit.UNKNOWN), under, paused=True), now), ()
    match = by_code(text, house.site, house.book or _NO_BOOK, now.wall_ms, house.kept)
    if match.fit is Fit.UNKNOWN and normal_code(text):
        visit = note_unknown(visit, now, shown=shown)
    return _answer(visit, match, under, house, now)


def _tell_time(visit: Visit, screen: ChoosingTime, told: TimeChosen, house: House, now: Moment) -> Outcome:
    if house.site is None:
        return visit, ()
    match = by_time(
        house.site,
        screen.authority,
        house.book or _NO_BOOK,
        now.wall_ms,
        at_ms=told.at_ms,
        service=told.service,
        language=visit.language,
        kept=house.kept,
    )
    return _answer(visit, match, screen, house, now)


def _answer(visit: Visit, match: Match, under: Screen, house: House, now: Moment) -> Outcome:
    """Check in for an appointment that counts; tell why another does not."""
    entry = match.entry
    speaks = None if entry is None or house.site is None else entry.language
    if isinstance(under, Rest) and house.site is not None and speaks in house.site.config.languages:
        visit = replace(visit, language=speaks)  # nobody has chosen one yet, and the booking names theirs
    if match.accepted and entry is not None:
        return take(visit, entry.service, under, now, entry)
    return go(visit, AppointmentAnswer(match, under), now), ()


def _after_answer(
    visit: Visit, screen: AppointmentAnswer, event: Event, house: House, now: Moment
) -> Outcome:
    entry, site = screen.match.entry, house.site
    match event:
        case Press.BY_CODE if screen.match.fit is Fit.UNKNOWN and not screen.paused:
            again = (
                screen.under if isinstance(screen.under, EnteringCode) else EnteringCode(under=screen.under)
            )
            return go(visit, again, now), ()
        case Press.ORDINARY if entry and site and ordinary_left(screen.match, site, house.full, now.wall_ms):
            return to_service(visit, entry.service, house, now, screen)
        case Press.DONE:
            return done(visit, house, now), ()
        case _:
            return visit, ()
