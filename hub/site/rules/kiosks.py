"""Kiosks offer what the site has, and somebody takes in whom none of them is for."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from common.runtime.settings_words import below
from hub.site.devices import Kiosk
from hub.site.finding import Finding, mistake, warning
from hub.site.schema import Right, Site

TICKET = "{ticket}"
"""Where the random id of a ticket stands in the address by which its turn is followed."""

_KINDS = "devices.*.kind"


def find(site: Site) -> Iterator[Finding]:
    """Yield what kiosks offer in vain, customers whom no kiosk is for, and an address that leads nowhere."""
    kiosks = site.devices_of(Kiosk)
    offered = {kiosk.offers for kiosk in kiosks.values()}
    for name, kiosk in kiosks.items():
        if kiosk.offers == "appointments" and not site.appointments:
            key = below("devices", name) + ".offers"
            problem = "is appointments, and the site has none: nobody could check in here"
            yield mistake(key, problem, "add a source in [appointments], or take it out", key, "appointments")
    by_hand = any(Right.CHECK_IN in role.rights for role in site.roles.values())
    if offered == {"appointments"} and not by_hand:
        problem = "gives nobody the right check-in, and every kiosk is for appointments alone"
        hint = 'add "check-in" to the rights of the advisers, or let a kiosk give numbers'
        yield mistake("roles", problem, hint, "roles.*.rights[*]", _KINDS, "devices.*.offers")
    if offered == {"numbers"} and site.appointments:
        problem = "can be kept at no kiosk: each of them is for numbers alone"
        yield warning("appointments", problem, 'give one offers = "both"', _KINDS, "devices.*.offers")
    if site.kiosk.follow is not None and not _leads_somewhere(site.kiosk.follow):
        problem = f"is no https address with {TICKET} once, and with no other braces"
        yield mistake("kiosk.follow", problem, f"such as https://turns.example/{TICKET}")


def _leads_somewhere(address: str) -> bool:
    before, found, after = address.partition(TICKET)
    if not found or {"{", "}"} & {*before, *after} or not address.isascii() or not address.isprintable():
        return False
    try:
        parts = urlsplit(before)
        _port = parts.port  # raises where it is none
    except ValueError:
        return False
    # The id is behind the host's name: else it would be asked for in the open, of every name server.
    named = bool(parts.hostname) and bool(parts.path or parts.query or parts.fragment)
    return parts.scheme == "https" and named and parts.username is None and " " not in address
