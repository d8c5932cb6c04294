"""Who comes today, whole before the day begins: what each of them does depends on no decision of the queue.

So two policies meet the very same people, and what differs is the policy's doing.
"""

import random
from dataclasses import dataclass, field, replace

from hub.queue.details import Appointment, Details
from simulator.day.chance import arrivals, choose, draw_ms, generator
from simulator.day.detours import Detours, draw_detours
from simulator.day.scenario import HOUR_MS, MINUTE_MS, Scenario, ServiceLoad

_SLOT_MS = 15 * MINUTE_MS
_SHORTEST_MS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """One who comes; times are house time in ms, lengths in ms, 0 or empty for what does not happen.

    ``errands`` are the lengths of each service they may get. ``patience_ms`` counts from the arrival;
    ``tells``: they take themselves off when they leave. ``form_ms``: they fill in a form so long.
    ``back_ms``: they miss their first call, and ask to be brought back so long after they were taken off.
    ``kiosk`` is where they go, in 0–1 over the kiosks' shares.
    """

    name: str
    at: int
    service: str
    also: tuple[str, ...]
    later: tuple[str, ...]
    language: str
    details: Details
    appointment: Appointment | None
    kiosk: float
    errands: tuple[tuple[str, int], ...]
    walk_ms: int
    transfer: str
    patience_ms: int
    tells: bool
    form_ms: int
    back_ms: int
    detours: Detours = field(default_factory=Detours)

    def errand_ms(self, service: str) -> int:
        """Return how long they take in a service."""
        return dict(self.errands)[service]


def people(scenario: Scenario, seed: int) -> list[Customer]:
    """Return all who come, in the order of their arrival. Each service draws from a generator of its own."""
    come = [customer for service in scenario.services for customer in _of(scenario, service, seed)]
    return sorted(come, key=lambda customer: (customer.at, customer.name))


def _of(scenario: Scenario, service: ServiceLoad, seed: int) -> list[Customer]:
    rng = generator(seed, scenario.date.isoformat(), "people", service.name)
    rare = generator(seed, scenario.date.isoformat(), "detours", service.name)
    found = list[Customer]()
    times = list(arrivals(rng, service.by_hour, scenario.midnight, service.opens, service.closes))
    for count, at in enumerate(times):
        name = f"{service.name}-{count + 1}"
        appointment = None
        came_at = at
        if rng.random() < service.appointments:
            booked = at - at % _SLOT_MS
            came_at = round(
                booked - 1000 * rng.gauss(scenario.habits.early_s, scenario.habits.early_spread_s)
            )
            if rng.random() < scenario.habits.absent:
                continue
            came_at = min(max(came_at, service.opens), service.closes - 1)
            appointment = Appointment(id=f"a-{name}", service=service.name, at=booked)
        customer = _customer(scenario, service, rng, name, came_at, appointment)
        found.append(_with_detours(scenario, customer, rare))
    return found


def _with_detours(scenario: Scenario, customer: Customer, rng: random.Random) -> Customer:
    """Return the customer with what happens to few: drawn apart, so that all else stays as it was."""
    wanted = {name for name, _length_ms in customer.errands}
    others = [
        one.name
        for one in scenario.services
        if one.opens <= customer.at and customer.at + HOUR_MS < one.closes and one.name not in wanted
    ]
    detours = draw_detours(rng, scenario.rarely, scenario.habits, others)
    errands = customer.errands
    if detours.service:
        length_ms = draw_ms(rng, scenario.service(detours.service).duration, _SHORTEST_MS)
        errands = (*errands, (detours.service, length_ms))
    return replace(customer, detours=detours, errands=errands)


def _customer(
    scenario: Scenario,
    service: ServiceLoad,
    rng: random.Random,
    name: str,
    at: int,
    appointment: Appointment | None,
) -> Customer:
    habits = scenario.habits
    open_now = {one.name for one in scenario.services if one.opens <= at < one.closes}
    more, then = _open_others(rng, service, open_now)
    transfer = choose(rng, service.transfers)
    is_party, needs_help, is_urgent = (
        rng.random() < share for share in (habits.party, habits.needs_help, habits.urgent)
    )
    leaves, patience_ms = rng.random() < habits.leaves, draw_ms(rng, habits.patience, MINUTE_MS)
    form, form_ms = rng.random() < service.form, draw_ms(rng, habits.form, MINUTE_MS)
    away, back_ms = rng.random() < habits.away, draw_ms(rng, habits.back_after)
    party = 2 + min(4, int(rng.expovariate(1.2))) if is_party else 1
    return Customer(
        name=name,
        at=at,
        service=service.name,
        also=(more,) if more else (),
        later=(then,) if then else (),
        language=choose(rng, habits.languages) or habits.languages[0][0],
        details=Details(party=party, needs_help=needs_help, urgent=is_urgent),
        appointment=appointment,
        kiosk=rng.random(),
        errands=tuple(
            (one, draw_ms(rng, scenario.service(one).duration, _SHORTEST_MS))
            for one in dict.fromkeys((service.name, more, then, transfer))
            if one
        ),
        walk_ms=draw_ms(rng, habits.walk, 3000),
        transfer=transfer if transfer in open_now - {service.name, more, then} else "",
        patience_ms=patience_ms if leaves and appointment is None else 0,
        tells=rng.random() < habits.tells,
        form_ms=form_ms if form else 0,
        back_ms=back_ms if away else 0,
    )


def _open_others(rng: random.Random, service: ServiceLoad, open_now: set[str]) -> tuple[str, str]:
    """Return what somebody wants beside a service, and what after it: open now, and each but once."""
    more, then = choose(rng, service.more), choose(rng, service.then)
    others = open_now - {service.name}
    more = more if more in others else ""
    return more, then if then in others - {more} else ""
