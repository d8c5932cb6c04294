"""The transitions: what each event does on each screen. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import msgspec

from common.screen.theme import Contrast, Look, TextSize
from kiosk.choices.offers import authority_offer, find_authority, service_offers
from kiosk.choices.openings import OpenUntil
from kiosk.flow.event import (
    AuthorityChosen,
    CallAdviser,
    Effect,
    Event,
    HelpAnswered,
    LanguageChosen,
    NumberDealt,
    PaperNotOut,
    PaperOut,
    Press,
    PrintAgain,
    ServiceChosen,
    TakeNumber,
    Ticked,
    Touched,
)
from kiosk.flow.state import (
    Authorities,
    ChoosingLanguage,
    Closed,
    Helping,
    Leaving,
    NoNumbers,
    OutOfUse,
    OwnQueue,
    PrintFailed,
    Rest,
    Screen,
    Services,
    Taking,
    Ticketed,
    Visit,
)
from kiosk.flow.timing import TAKING_MS, WARNING_MS, is_untouched, limit_ms
from kiosk.surroundings import Moment, Surroundings

FALLBACK_LANGUAGE = "fi"


@dataclass(frozen=True, slots=True)
class House:
    """What the kiosk is: its site (``None``: not known yet), and whether it prints at all.

    ``full`` are the services that give no number any more, since the people ahead take until closing.
    """

    site: Surroundings | None
    prints: bool = True
    full: frozenset[str] = frozenset()


Outcome = tuple[Visit, tuple[Effect, ...]]


def fresh(house: House, now: Moment, serial: int = 0) -> Visit:
    """Return the screen as everybody finds it."""
    if house.site is None:
        return Visit(OutOfUse(), FALLBACK_LANGUAGE, now.ms, serial=serial)
    return Visit(Rest(), house.site.config.languages[0], now.ms, serial=serial)


def step(visit: Visit, event: Event, house: House, now: Moment) -> Outcome:
    """Return what an event makes of a visit, and what is to be done.

    A press that the screen does not offer changes nothing: it may come from a finger that was late.
    """
    match event:
        case Ticked():
            return _pass_time(visit, house, now), ()
        case Touched():
            return replace(visit, touched_ms=now.ms), ()
        case NumberDealt() | PaperOut() | PaperNotOut() | HelpAnswered():
            return _hear(visit, event, house, now), ()
        case Press.SIZE | Press.CONTRAST:
            look = _bigger(visit.look) if event is Press.SIZE else _stronger(visit.look)
            return _go(visit, _above(visit.screen), now, look=look), ()
        case Press.HELP:
            return _call_help(visit, now)
        case _:
            return _choose(visit, event, house, now)


def _go(visit: Visit, screen: Screen, now: Moment, *, look: Look | None = None) -> Visit:
    return replace(visit, screen=screen, touched_ms=now.ms, look=look or visit.look)


def _above(screen: Screen) -> Screen:
    """Return the screen without a warning on it: whoever does something goes on."""
    return screen.under if isinstance(screen, Leaving) else screen


def _bigger(look: Look) -> Look:
    size = TextSize.NORMAL if look.size is TextSize.LARGE else TextSize.LARGE
    return msgspec.structs.replace(look, size=size)


def _stronger(look: Look) -> Look:
    contrast = Contrast.NORMAL if look.contrast is Contrast.HIGH else Contrast.HIGH
    return msgspec.structs.replace(look, contrast=contrast)


def _pass_time(visit: Visit, house: House, now: Moment) -> Visit:
    screen = visit.screen
    if is_untouched(visit):
        ready = isinstance(screen, Rest) == (house.site is not None)
        languages = () if house.site is None else house.site.config.languages[:1]
        settled = ready and (not languages or visit.language == languages[0])
        return visit if settled else fresh(house, now, visit.serial)
    if isinstance(screen, Taking) and now.ms - screen.since_ms >= TAKING_MS:
        return _go(visit, NoNumbers(screen.wish, screen.under), now)
    if isinstance(screen, Leaving):
        return visit if now.ms < screen.ends_ms else fresh(house, now, visit.serial)
    limit = limit_ms(screen, house.site)
    if limit is not None and now.ms - visit.touched_ms >= limit:
        return replace(visit, screen=Leaving(screen, now.ms + WARNING_MS))
    return visit


def _call_help(visit: Visit, now: Moment) -> Outcome:
    screen = _above(visit.screen)
    if isinstance(screen, Taking):
        return visit, ()
    if isinstance(screen, Helping):
        if screen.stage != "not-reached":
            return _go(visit, screen, now), ()
        screen = screen.under
    call = visit.serial + 1
    called = replace(_go(visit, Helping(call, "calling", screen), now), serial=call)
    return called, (CallAdviser(call, visit.language),)


def _hear(
    visit: Visit, event: NumberDealt | PaperOut | PaperNotOut | HelpAnswered, house: House, now: Moment
) -> Visit:
    """Take in what others have done, also where it lies under the screen that is shown."""
    changed = _deep(visit.screen, lambda screen: _changed(screen, event, house))
    printing = visit.printing
    if isinstance(event, PaperOut | PaperNotOut):
        lost = next((ticket for ticket in printing if ticket.id == event.ticket), None)
        printing = tuple(ticket for ticket in printing if ticket is not lost)
        gone_on_to = _above(changed)
        if lost and isinstance(event, PaperNotOut) and isinstance(gone_on_to, Authorities | Services):
            changed = PrintFailed(lost, event.may_be_out, gone_on_to)
    if changed == visit.screen:
        return replace(visit, printing=printing)
    # Something new is to be seen: whoever was being warned gets the time to see it.
    changed = _above(changed)
    if isinstance(changed, Ticketed) and changed.paper == "printing":
        printing = (*printing, changed.ticket)
    return replace(visit, screen=changed, touched_ms=now.ms, printing=printing)


def _changed(
    screen: Screen, event: NumberDealt | PaperOut | PaperNotOut | HelpAnswered, house: House
) -> Screen:
    match screen, event:
        case ((Taking(wish=wish, under=under) | NoNumbers(wish=wish, under=under)), NumberDealt() as dealt):
            if dealt.wish != wish:
                return screen
            if dealt.ticket is None:
                return NoNumbers(wish, under)
            return Ticketed(dealt.ticket, "printing" if house.prints else "none")
        case ((Ticketed(ticket=ticket) | PrintFailed(ticket=ticket)), PaperOut(ticket=out)):
            return Ticketed(ticket, "out") if ticket.id == out else screen
        case Ticketed(ticket=ticket, paper="printing"), PaperNotOut(ticket=lost, may_be_out=may_be_out):
            return PrintFailed(ticket, may_be_out) if ticket.id == lost else screen
        case Helping(call=call, stage="calling", under=under), HelpAnswered(answered, answer):
            return Helping(call, answer, under) if answered == call else screen
        case _:
            return screen


def _deep(screen: Screen, change: Callable[[Screen], Screen]) -> Screen:
    changed = change(screen)
    if changed is not screen:
        return changed
    if isinstance(screen, Helping | Leaving | ChoosingLanguage):
        return replace(screen, under=_deep(screen.under, change))
    return screen


def _choose(visit: Visit, event: Event, house: House, now: Moment) -> Outcome:
    screen = visit.screen
    if event is Press.BACK:
        return _go(visit, _behind(screen), now), ()
    match screen:
        case Leaving(under=under) | Helping(under=under):
            return (_go(visit, under, now) if event is Press.GO_ON else visit), ()
        case Rest() | ChoosingLanguage():
            return _choose_language(visit, event, house, now), ()
        case Authorities() if isinstance(event, AuthorityChosen):
            return _to_authority(visit, event.authority, house, now)
        case Services(authority) if isinstance(event, ServiceChosen):
            return _to_service(visit, authority, event.service, house, now)
        case Authorities() | Services() | Closed() | OwnQueue() if event is Press.LANGUAGES:
            return _go(visit, ChoosingLanguage(screen), now), ()
        case Ticketed() | PrintFailed() | OwnQueue() | Closed():
            return _end(visit, event, house, now)
        case _:
            return visit, ()


def _choose_language(visit: Visit, event: Event, house: House, now: Moment) -> Visit:
    screen = visit.screen
    if event is Press.LANGUAGES and isinstance(screen, Rest):
        return _go(visit, ChoosingLanguage(screen), now)
    if not isinstance(event, LanguageChosen):
        return visit
    under = screen.under if isinstance(screen, ChoosingLanguage) else screen
    changed = _go(visit, Authorities() if isinstance(under, Rest) else under, now)
    if house.site is None or event.code not in house.site.config.languages:
        return changed
    return replace(changed, language=event.code)


def _end(visit: Visit, event: Event, house: House, now: Moment) -> Outcome:
    """Choose how a visit goes on from its end: it is over, or another errand begins."""
    match visit.screen, event:
        case ((Ticketed() | PrintFailed() | OwnQueue() | Closed()), Press.ANOTHER):
            return _go(visit, Authorities(), now), ()
        case ((Ticketed() | OwnQueue()), Press.DONE):
            return fresh(house, now, visit.serial), ()
        case PrintFailed(before=before), Press.REMEMBERED:
            return (_go(visit, before, now) if before else fresh(house, now, visit.serial)), ()
        case PrintFailed(ticket, may_be_out), Press.PRINT_AGAIN:
            again = replace(_go(visit, Ticketed(ticket, "printing"), now), printing=(*visit.printing, ticket))
            return again, (PrintAgain(ticket, may_be_out),)
        case _:
            return visit, ()


def _behind(screen: Screen) -> Screen:
    match screen:
        case Authorities():
            return Rest()
        case Closed(authority, service) if service is not None:
            return Services(authority)
        case Services() | Closed() | OwnQueue():
            return Authorities()
        case ChoosingLanguage(under=under) | NoNumbers(under=under) | Helping(under=under):
            return under
        case _:
            return screen


def _to_authority(visit: Visit, authority: str, house: House, now: Moment) -> Outcome:
    offer = None if house.site is None else authority_offer(house.site.catalogue, authority, now.wall_ms)
    if offer is None:
        return _go(visit, visit.screen, now), ()
    match offer.kind:
        case "closed":
            return _go(visit, Closed(authority), now), ()
        case "own-queue":
            return _go(visit, OwnQueue(authority), now), ()
        case "services":
            return _go(visit, Services(authority), now), ()
        case "ticket" if offer.service is not None and offer.service.id in house.full:
            return _go(visit, Closed(authority, full=True), now), ()
        case "ticket":
            return _take(visit, offer.service.id if offer.service else "", Authorities(), now)


def _to_service(visit: Visit, authority: str, service: str, house: House, now: Moment) -> Outcome:
    if house.site is None or find_authority(house.site.catalogue, authority) is None:
        return _go(visit, Authorities(), now), ()
    offers = service_offers(house.site.catalogue, authority, {}, now.wall_ms)
    offer = next((one for one in offers if one.service.id == service), None)
    if offer is None:
        return _go(visit, visit.screen, now), ()
    if not isinstance(offer.presence, OpenUntil):
        return _go(visit, Closed(authority, service), now), ()
    if service in house.full:
        return _go(visit, Closed(authority, service, full=True), now), ()
    return _take(visit, service, Services(authority), now)


def _take(visit: Visit, service: str, under: Authorities | Services, now: Moment) -> Outcome:
    wish = visit.serial + 1
    taking = replace(_go(visit, Taking(wish, now.ms, under), now), serial=wish)
    return taking, (TakeNumber(wish, service, visit.language),)
