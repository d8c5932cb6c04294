"""How a customer takes the turn along on a phone: an address where the site has one, else the words. Pure."""

from kiosk.surroundings import Surroundings
from kiosk.ticket.ticket import Ticket


def follow_address(site: Surroundings, ticket: Ticket) -> str:
    """Return the address where the ticket's turn can be followed, "" where the site has none.

    It holds the ticket's random id, which tells nobody a number, and no more.
    """
    return site.config.follow.replace("{ticket}", ticket.id)


def code_text(site: Surroundings, ticket: Ticket, number_words: str, where: str) -> str:
    """Return what the code on the screen holds: the address, else number and place as a phone shows them."""
    return follow_address(site, ticket) or "\n".join(part for part in (number_words, where) if part)
