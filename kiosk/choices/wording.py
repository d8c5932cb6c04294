"""Sentences that screen and paper share: where to wait, how many are ahead, when somebody is here. Pure."""

from datetime import datetime

from common.screen.languages.messages import Messages
from kiosk.choices.openings import ClosedUntil, OpenUntil, Presence
from kiosk.choices.waiting_area import WaitingArea
from kiosk.printer.port import Condition
from kiosk.surroundings import Surroundings, local
from kiosk.ticket.ticket import Expected, Ticket


def area_words(words: Messages, surroundings: Surroundings, area: WaitingArea) -> str:
    """Return a waiting area and its direction as a word: ``Odotusalue B, vasemmalla``."""
    name = surroundings.name(area.names, words.code)
    if area.direction is None:
        return name
    direction = words.text(f"direction.{area.direction.replace('-', '_')}")
    return words.text("kiosk.ticket.area", area=name, direction=direction)


def ahead_words(words: Messages, expected: Expected, section: str = "kiosk.ticket") -> str:
    """Return how many are ahead, from the texts of a section; "" where nobody knows."""
    if expected.ahead is None:
        return ""
    if expected.ahead == 0:
        return words.text(f"{section}.next_in_turn")
    return words.text(f"{section}.ahead", count=expected.ahead)


def wait_words(words: Messages, expected: Expected) -> str:
    """Return the range of the wait as a sentence; "" where nobody knows."""
    if expected.minutes is None:
        return ""
    return words.text("kiosk.ticket.wait_minutes", range=words.formats.write_range(*expected.minutes))


def appointment_words(words: Messages, ticket: Ticket, surroundings: Surroundings) -> str:
    """Return the time of the appointment that a ticket is for."""
    moment = local(ticket.appointment_ms, surroundings.zone)
    today = local(ticket.taken.wall_ms, surroundings.zone)
    return words.text("kiosk.ticket.appointment", when=when_words(words, moment, today))


def presence_words(
    words: Messages,
    surroundings: Surroundings,
    presence: Presence,
    now: datetime,
    minutes: tuple[int, int] | None = None,
) -> str:
    """Return until when somebody is here, with the wait where it is known, or when next."""
    match presence:
        case OpenUntil(ms):
            until = words.formats.write_time(local(ms, surroundings.zone))
            if minutes is None:
                return words.text("kiosk.authority.open_until", time=until)
            wait = words.formats.write_minutes(*minutes)
            return words.text("kiosk.authority.open_until_wait", time=until, minutes=wait)
        case ClosedUntil(ms):
            if ms is None:
                return words.text("kiosk.authority.closed")
            opening = local(ms, surroundings.zone)
            key = "closed_until" if opening.date() == now.date() else "closed_today"
            return words.text(f"kiosk.authority.{key}", when=when_words(words, opening, now))


def when_words(words: Messages, moment: datetime, now: datetime) -> str:
    """Return when something is next: ``klo 9.00`` today, otherwise ``ti 24.11. klo 9.00``."""
    return words.formats.write_moment(moment, today=now.date())


def condition_words(words: Messages, condition: Condition | None, *, near_end: bool = False) -> str:
    """Return a printer's condition as staff read it, "" before the printer has said anything."""
    if condition is None:
        return ""
    near = near_end and condition is Condition.READY
    key = "paper_near_end" if near else condition.value.replace("-", "_")
    return words.text("printer.state", state=words.text(f"printer.{key}"))
