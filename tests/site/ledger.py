"""Accounts for every ticket: who was told a number, what the hub committed, who stood at which desk."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from tests.site.finger import Told

Event = dict[str, Any]

_LEAVE = frozenset(
    {"finished", "continued", "not-come", "given-back", "transferred", "parked", "visit-closed", "cancelled"}
)


def double_numbers(told: Iterable[Told], by_advisers: Iterable[int] = ()) -> list[int]:
    """Return the numbers that two customers of one day were told."""
    tickets = {one.ticket: one.number for one in told}
    counts = Counter([*tickets.values(), *by_advisers])
    return sorted(number for number, count in counts.items() if count > 1)


def missing_tickets(events: Iterable[Event], told: Iterable[Told]) -> list[Told]:
    """Return the tickets that customers hold and the hub does not have with that very number and service."""
    checked_in = {(event["ticket"], event["number"]) for event in events if event["type"] == "checked-in"}
    return [one for one in told if (one.ticket, one.number) not in checked_in]


def repeated_tickets(events: Iterable[Event]) -> list[str]:
    """Return the tickets that the hub checked in more than once."""
    counts = Counter(event["ticket"] for event in events if event["type"] == "checked-in")
    return [ticket for ticket, count in counts.items() if count > 1]


def conflicts(events: Iterable[Event]) -> list[int]:
    """Return the numbers that the hub itself found to be dealt twice."""
    return [event["number"] for event in events if event["type"] == "number-conflict"]


def impossible_calls(events: Iterable[Event]) -> list[str]:
    """Return a sentence for each call to a desk that was taken, or of a visit that stood elsewhere."""
    at_desk: dict[str, str] = {}
    wrong: list[str] = []
    for event in events:
        if event["type"] == "called":
            desk, visit = event["desk"], event["visit"]
            if desk in at_desk:
                wrong.append(f"{visit} was called to {desk}, where {at_desk[desk]} stood")
            wrong += [
                f"{visit} was called to {desk} and stood at {other}"
                for other, standing in at_desk.items()
                if standing == visit
            ]
            at_desk[desk] = visit
        elif event["type"] in _LEAVE and at_desk.get(event.get("desk", "")) == event["visit"]:
            del at_desk[event["desk"]]
    return wrong


def wrong_with(events: Iterable[Event], told: Iterable[Told], by_advisers: Iterable[int] = ()) -> list[str]:
    """Return all that does not add up, in sentences; empty when every ticket is accounted for."""
    events, told = list(events), list(told)
    return [
        *(f"number {number} was told twice" for number in double_numbers(told, by_advisers)),
        *(f"the hub has no {one}" for one in missing_tickets(events, told)),
        *(f"ticket {ticket} was checked in twice" for ticket in repeated_tickets(events)),
        *(f"the hub found number {number} dealt twice" for number in conflicts(events)),
        *impossible_calls(events),
    ]
