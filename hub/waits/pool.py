"""Desks and lines that hang together, as small arrays on which the queue can be played ahead."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from hub.queue.details import Priority
from hub.queue.lines import Reach, Waiting
from hub.queue.policies.accumulating import RATES
from hub.queue.state import State
from hub.waits.desk_ahead import NEVER, Away, Free, coming_rests, next_free
from hub.waits.experience import MINUTE_MS, Experience

MOST_STEPS = 200
"""A longer queue is looked at in bundles, so that looking ahead costs no more with 5,000 waiting."""


class Group(NamedTuple):
    """Services and desks of which none shares a customer with any other group's."""

    services: tuple[str, ...]
    desks: tuple[str, ...]


class DeskAhead(NamedTuple):
    """A desk: the indexes of its lines and services, when it closes, when it is free, when it rests."""

    lines: tuple[int, ...]
    services: tuple[int, ...]
    until: float
    free: Free
    days: tuple[tuple[Away, ...], ...]


class LineAhead(NamedTuple):
    """A line: whose service, how fast it gains credit, and its places in minutes from now, in order."""

    service: int
    rate: float
    places: tuple[float, ...]
    visits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pool:
    """A group as it is now; each one in a line stands for ``bundle`` people.

    ``twice``: somebody waits in several of these lines at once.
    """

    services: tuple[str, ...]
    desks: tuple[DeskAhead, ...]
    lines: tuple[LineAhead, ...]
    bundle: int
    twice: bool

    def last_closing(self, service: str) -> float:
        """Return when the last desk of a service closes by plan, in minutes from now; 0 without a desk."""
        number = self.services.index(service)
        return max((desk.until for desk in self.desks if number in desk.services), default=0.0)


def groups(state: State, now_ms: int) -> list[Group]:
    """Return all groups with a desk that is open, or will be by a plan; costs as much as there are desks."""
    found: list[tuple[set[str], set[str]]] = []
    for name, services in _serving(state, now_ms).items():
        mine, desks = set(services), {name}
        apart: list[tuple[set[str], set[str]]] = []
        for others in found:
            if others[0].isdisjoint(mine):
                apart.append(others)
            else:
                mine |= others[0]
                desks |= others[1]
        found = [*apart, (mine, desks)]
    return [Group(tuple(sorted(services)), tuple(sorted(desks))) for services, desks in found]


def make_pool(state: State, experience: Experience, group: Group, now_ms: int) -> Pool:
    """Return a group as it is now."""
    index = {service: number for number, service in enumerate(group.services)}
    lines = _lines(state, index)
    waiting = sum(len(line) for line in lines)
    bundle = 1 + waiting // MOST_STEPS
    desks = (_desk(state, experience, name, index, lines, now_ms) for name in group.desks)
    return Pool(
        services=group.services,
        desks=tuple(desk for desk in desks if desk is not None),
        lines=tuple(
            LineAhead(
                index[line[0].service],
                RATES[line[0].priority],
                tuple((one.place.at - now_ms) / MINUTE_MS for one in line[::bundle]),
                tuple(one.visit for one in line[::bundle]),
            )
            for line in lines
        ),
        bundle=bundle,
        twice=len({one.visit for line in lines for one in line}) < waiting,
    )


def _serving(state: State, now_ms: int) -> dict[str, tuple[str, ...]]:
    found = {name: desk.services for name, desk in state.desks.items() if desk.open}
    planned = {name: plan.services for name, plan in state.plans.items() if plan.opens > now_ms}
    return planned | found


def _lines(state: State, index: Mapping[str, int]) -> list[list[Waiting]]:
    lines = (list(line) for service in index for line in state.lines.waiting(Reach((service,))))
    return [line for line in lines if line]


def _desk(
    state: State,
    experience: Experience,
    name: str,
    index: Mapping[str, int],
    lines: list[list[Waiting]],
    now_ms: int,
) -> DeskAhead | None:
    desk, plan = state.desks.get(name), state.plans.get(name)
    is_open = desk is not None and desk.open
    serves = desk if is_open else plan
    if serves is None:
        return None
    if is_open:
        free = next_free(state, experience, name, now_ms)
    else:
        free = Free((plan.opens - now_ms) / MINUTE_MS if plan else 0.0, (0.0,))
    if free is None:
        return None
    return DeskAhead(
        lines=tuple(
            number
            for number, line in enumerate(lines)
            if line[0].service in serves.services
            and (not serves.languages or line[0].language in serves.languages)
            and line[0].desk in ("", name)
        ),
        services=tuple(index[service] for service in serves.services),
        until=NEVER if plan is None else (plan.closes - now_ms) / MINUTE_MS,
        free=free,
        days=coming_rests(experience, name, now_ms),
    )


ORDINARY_RATE = RATES[Priority.ORDINARY]
"""How fast a newcomer gains credit."""
