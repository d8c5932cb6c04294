"""What the adviser's page asks of appointments: who is expected soon, and how an arrival fits."""

from collections.abc import Collection
from dataclasses import dataclass

import msgspec

from common.wire.appointments import Entry
from common.wire.arrivals import ACCEPTED, UNKNOWN, Fit, Match, find_by_code, judge
from hub.matters import View
from hub.queue.details import Appointment

SOON_MS = 3_600_000
"""An adviser may choose from the appointments of the coming hour, and those that are late and still count."""


@dataclass(frozen=True, slots=True)
class Found:
    """How an arrival fits; ``appointment`` is what the queue keeps of it, where it is accepted.

    ``done``: this very request has been done before, and is only to be answered again.
    """

    match: Match
    appointment: Appointment | None
    done: bool


def expected_soon(view: View, services: Collection[str]) -> tuple[Entry, ...]:
    """Return who may be checked in now by choosing from a list, in the order of time."""
    now_ms, kept = view.now.wall_ms, view.engine.state.appointments
    found = (
        entry
        for entry in view.appointments.entries()
        if entry.service in services
        and entry.id not in kept
        and entry.at_ms <= now_ms + SOON_MS
        and entry.closes_ms >= now_ms
    )
    return tuple(sorted(found, key=lambda entry: (entry.at_ms, entry.service, entry.id)))


def find(view: View, services: Collection[str], command_id: str, *, code: str, chosen: str) -> Found:
    """Return how somebody fits who told a ``code``, or whose appointment was ``chosen`` from the list."""
    standing, now_ms, kept = view.appointments, view.now.wall_ms, view.engine.state.appointments
    if chosen:
        match = _chosen(view, chosen)
    else:
        match = find_by_code(code, standing.keys, standing.book, now_ms, kept)
    if match.entry is not None and match.entry.service not in services:
        match = UNKNOWN
    appointment = standing.appointment(match.entry.id, view.now) if match.entry and match.accepted else None
    return Found(match, appointment, command_id in view.engine.state.answered)


def _chosen(view: View, identifier: str) -> Match:
    """Return the answer to a choice: an adviser's word lets somebody in who is early."""
    for day in view.appointments.book.days:
        for entry in day.entries:
            if entry.id == identifier:
                fit = judge(entry, day, view.now.wall_ms)
                if identifier in view.engine.state.appointments:
                    fit = Fit.USED
                elif fit not in ACCEPTED and view.now.wall_ms < entry.at_ms <= view.now.wall_ms + SOON_MS:
                    fit = Fit.EARLY
                return Match(fit, entry.at_ms, entry)
    return UNKNOWN


class Answer(msgspec.Struct, frozen=True):
    """What the page tells of an arrival; times are wall time in ms."""

    fit: Fit
    at_ms: int
    opens_ms: int


def answer_of(fit: str, at: str, opens: str) -> Answer | None:
    """Return the answer that an address of the page names, None for none; only our own is said."""
    if fit not in set(Fit) or not (_is_time(at) and _is_time(opens)):
        return None
    return Answer(Fit(fit), int(at), int(opens))


def _is_time(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= len("4102444800000")
