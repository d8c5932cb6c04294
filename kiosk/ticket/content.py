"""From a ticket and the site to the words on its paper: the customer's language, and the site's first one."""

from common.screen.languages.messages import Languages, Messages
from common.wire.message import Direction
from kiosk.choices.offers import find_authority, find_service
from kiosk.choices.waiting_area import waiting_area
from kiosk.choices.wording import ahead_words, area_words
from kiosk.surroundings import Surroundings, local
from kiosk.ticket.layout import Arrow, TicketContent, TicketTexts
from kiosk.ticket.ticket import Ticket

_ARROWS: dict[Direction, Arrow] = {
    "left": Arrow.LEFT,
    "right": Arrow.RIGHT,
    "ahead": Arrow.AHEAD,
    "back": Arrow.BACK,
    "ahead-left": Arrow.LEFT_AHEAD,
    "ahead-right": Arrow.RIGHT_AHEAD,
}
"""Other floors are said in words alone: an arrow up means straight ahead."""


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
        arrow=_ARROWS.get(area.direction) if area and area.direction else None,
    )


def _texts(ticket: Ticket, surroundings: Surroundings, words: Messages, *, copy: bool) -> TicketTexts:
    moment = local(ticket.taken.wall_ms, surroundings.zone)
    instructions = [words.text("ticket.how")]
    if copy:
        instructions.insert(0, words.text("ticket.again"))
    return TicketTexts(
        language=words.code,
        moment=f"{words.formats.write_date(moment.date())} {words.formats.write_at(moment)}",
        where=_where(ticket, surroundings, words),
        ahead=_ahead(ticket, words),
        instructions=tuple(instructions),
        authority=_authority(ticket, surroundings, words) if surroundings.config.name_authority else "",
    )


def _where(ticket: Ticket, surroundings: Surroundings, words: Messages) -> str:
    service = find_service(surroundings.catalogue, ticket.service)
    area = waiting_area(surroundings.catalogue, surroundings.config, service.zone) if service else None
    if area is None:
        return surroundings.name(surroundings.catalogue.site, words.code)
    return words.text("ticket.wait_here", area=area_words(words, surroundings, area))


def _ahead(ticket: Ticket, words: Messages) -> str:
    said = [ahead_words(words, ticket.expected, "ticket")]
    if ticket.expected.minutes is not None:
        minutes = words.formats.write_minutes(*ticket.expected.minutes)
        said.append(words.text("ticket.wait", minutes=minutes))
    return " · ".join(part for part in said if part)


def _authority(ticket: Ticket, surroundings: Surroundings, words: Messages) -> str:
    service = find_service(surroundings.catalogue, ticket.service)
    owner = find_authority(surroundings.catalogue, service.authority) if service else None
    return surroundings.name(owner.names, words.code) if owner else ""
