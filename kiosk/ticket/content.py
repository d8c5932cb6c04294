"""From a ticket and the site to the words on its paper: the customer's language, and the site's first one."""

from common.screen.languages.messages import Languages, Messages
from kiosk.choices.offers import find_authority, find_service
from kiosk.choices.waiting_area import waiting_area
from kiosk.choices.wording import ahead_words, area_words
from kiosk.surroundings import Surroundings, local
from kiosk.ticket.layout import TicketContent, TicketTexts
from kiosk.ticket.ticket import Ticket

_TICKET = "{ticket}"
"""Stands in the site's address for the ticket's id."""


def content_of(
    ticket: Ticket, surroundings: Surroundings, languages: Languages, *, copy: bool
) -> TicketContent:
    """Return what is printed. ``copy`` marks a paper beside which another of the same number may be out."""
    first = surroundings.config.languages[0]
    catalogue, config = surroundings.catalogue, surroundings.config
    service = find_service(catalogue, ticket.service)
    area = waiting_area(catalogue, config, service.zone) if service else None
    codes = dict.fromkeys((ticket.language, first))
    return TicketContent(
        site=surroundings.name(catalogue.site, ticket.language),
        number=ticket.face,
        texts=tuple(_texts(ticket, surroundings, languages.get(code), copy=copy) for code in codes),
        direction=area.direction if area else None,
        follow_address=config.follow.replace(_TICKET, ticket.id),
    )


def _texts(ticket: Ticket, surroundings: Surroundings, words: Messages, *, copy: bool) -> TicketTexts:
    moment = local(ticket.taken.wall_ms, surroundings.zone)
    return TicketTexts(
        language=words.code,
        moment=f"{words.formats.write_date(moment.date())} {words.formats.write_at(moment)}",
        where=_where(ticket, surroundings, words),
        wait=_wait(ticket, surroundings, words),
        notice=words.text("ticket.again") if copy else "",
        instructions=(words.text("ticket.how"),),
        follow=words.text("ticket.follow"),
        authority=_authority(ticket, surroundings, words) if surroundings.config.name_authority else "",
        mirrored=words.mirrored,
    )


def _where(ticket: Ticket, surroundings: Surroundings, words: Messages) -> str:
    service = find_service(surroundings.catalogue, ticket.service)
    area = waiting_area(surroundings.catalogue, surroundings.config, service.zone) if service else None
    if area is None:
        return surroundings.name(surroundings.catalogue.site, words.code)
    return words.text("ticket.wait_here", area=area_words(words, surroundings, area))


def _wait(ticket: Ticket, surroundings: Surroundings, words: Messages) -> str:
    """Return the time of the appointment, else how many are ahead and how long it takes."""
    if ticket.appointment_ms > 0:
        time = words.formats.write_at(local(ticket.appointment_ms, surroundings.zone))
        return words.text("ticket.appointment_at", time=time)
    said = [ahead_words(words, ticket.expected, "ticket")]
    if ticket.expected.minutes is not None:
        minutes = words.formats.write_minutes(*ticket.expected.minutes)
        said.append(words.text("ticket.wait", minutes=minutes))
    return " · ".join(part for part in said if part)


def _authority(ticket: Ticket, surroundings: Surroundings, words: Messages) -> str:
    service = find_service(surroundings.catalogue, ticket.service)
    owner = find_authority(surroundings.catalogue, service.authority) if service else None
    return surroundings.name(owner.names, words.code) if owner else ""
