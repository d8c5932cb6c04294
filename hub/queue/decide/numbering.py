"""Who may deal which numbers: nobody does before everyone who may hold some has spoken."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from common.wire.numbers import HIGHEST, PER_LETTER, pool_of
from hub.queue.answers import Code, Refusal
from hub.queue.commands import Begin, HearRival, ReportNumbers, StrikeOff
from hub.queue.decide.decision import Decision
from hub.queue.events import AnyEvent, CheckedIn, DayOpened, DayReopened
from hub.queue.number_events import (
    DeviceStruckOff,
    Granted,
    Held,
    HubStarted,
    LeaseKind,
    NumbersReported,
    OwnGranted,
    RivalGone,
    RivalHeard,
)
from hub.queue.rules import Rules
from hub.queue.stamps import Now
from hub.queue.state import State


def begin(_state: State, command: Begin, now: Now, _rules: Rules) -> Decision:
    """Begin a life of the hub: from here on every kiosk is silent until it reports."""
    return (HubStarted(at=now.ms, incarnation=command.incarnation, kiosks=command.kiosks),)


def hear_rival(state: State, command: HearRival, now: Now, _rules: Rules) -> Decision:
    """Stop granting while another hub speaks for the site, and go on when none does any more."""
    if command.incarnation == state.numbering.rival:
        return ()
    if command.incarnation:
        return (RivalHeard(at=now.ms, incarnation=command.incarnation),)
    return (RivalGone(at=now.ms),)


def next_number(state: State, service: str, rules: Rules) -> int | Refusal:
    """Return the number that a service's next customer gets from the hub itself, or why there is none."""
    if state.numbering.rival:
        detail = f"Another hub speaks for this site ({state.numbering.rival}). Stop one of the two."
        return Refusal(code=Code.OTHER_HUB, detail=detail, retry=True)
    if state.numbering.silent:
        silent = ", ".join(sorted(state.numbering.silent))
        return Refusal(code=Code.NUMBERS_NOT_READY, detail=f"Not reported yet: {silent}.", retry=True)
    pool = rules.scheme.pool_for(service)
    numbers = None if pool is None else rules.scheme.take(pool, state.numbering.tops.get(pool, 0), 1)
    return Refusal(code=Code.NUMBERS_ENDED) if numbers is None else numbers.first


def report(state: State, command: ReportNumbers, now: Now, rules: Rules) -> Decision:
    """Hear what a kiosk holds; what tells nothing new leaves no event.

    What the site's scheme does not deal is not heard: its file was changed since, and the kiosk is to give
    those numbers up.
    """
    if command.incarnation != state.incarnation:
        detail = f"It was said to the hub {command.incarnation}."
        return Refusal(code=Code.OLD_INCARNATION, detail=detail, retry=True)
    wrong = _mistake(command)
    if wrong:
        return Refusal(code=Code.BAD_REPORT, detail=wrong)
    event = _heard(state, command, now, rules)
    return (event,) if event is not None else ()


def _heard(state: State, command: ReportNumbers, now: Now, rules: Rules) -> NumbersReported | None:
    holder = state.numbering.holders.get(command.device)
    first = (
        holder is None
        or holder.reported != state.incarnation
        or (holder.epoch, holder.day) != (command.epoch, command.day)
    )
    event = NumbersReported(
        at=now.ms,
        device=command.device,
        epoch=command.epoch,
        day=command.day,
        held=tuple(
            one for one in command.held if rules.scheme.holds(one.first) and rules.scheme.holds(one.last)
        ),
        highest=command.highest if rules.scheme.holds(command.highest) else 0,
        lettered=tuple(number for number in command.lettered if rules.deals(number)),
        own=command.own,
        exact=first or not command.unsent,
    )
    return event if first or _tells_something(state, event, unsent=command.unsent) else None


def _mistake(command: ReportNumbers) -> str:
    for held in command.held:
        if not 1 <= held.first <= held.next <= held.last + 1 or pool_of(held.first) != pool_of(held.last):
            return f"There is no lease of {held.first}-{held.last} that deals {held.next} next."
    if command.own is not None:
        first, last = command.own
        if not PER_LETTER < first <= last <= HIGHEST or pool_of(first) != pool_of(last):
            return f"The numbers {first}-{last} are of no letter."
    return ""


def _tells_something(state: State, event: NumbersReported, *, unsent: int) -> bool:
    day = state.day
    numbering = state.numbering
    if day is None or day.id != event.day:
        return False
    leases = numbering.held_by(event.device)
    if any(number > numbering.tops.get(pool_of(number), 0) for number in (event.highest, *event.lettered)):
        return True
    if unsent:
        return False
    held = {one.id: one for one in event.held}
    burnt = any(lease.seen and lease.id not in held for lease in leases.values())
    return burnt or any(_differs(state, event.device, one) for one in event.held)


def _differs(state: State, device: str, held: Held) -> bool:
    lease = state.numbering.held_by(device).get(held.id)
    return lease is not None and (not lease.seen or held.last - held.next + 1 < lease.left)


def strike_off(state: State, command: StrikeOff, now: Now, _rules: Rules) -> Decision:
    """Take a person's word that a kiosk will not report."""
    numbering = state.numbering
    if command.device not in numbering.silent and command.device not in numbering.holders:
        return Refusal(code=Code.UNKNOWN_DEVICE, detail=command.device)
    return (DeviceStruckOff(at=now.ms, cmd=command.id, device=command.device),)


def top_up(state: State, events: Iterable[AnyEvent], now: Now, rules: Rules) -> tuple[AnyEvent, ...]:
    """Return what kiosks get after ``events`` were folded, so that each has its leases and its reserves.

    All reserves come before all leases: then the leases of several kiosks lie side by side, and the
    numbers that are dealt every day stay in step. What is of a kiosk's own letter comes last.
    """
    touched = _touched(state, events, rules) if state.grants else _Touched()
    grants = _Grants(state, now, rules)
    for kind in (LeaseKind.RESERVE, LeaseKind.LEASE):
        for pool in touched.pools:
            for device in touched.devices:
                grants.lease(device, kind, pool)
    for device in touched.devices:
        grants.own(device)
    return tuple(grants.made)


@dataclass(slots=True)
class _Touched:
    """The reporting kiosks whose stock has changed, in order, and the pools that it may have changed in."""

    devices: tuple[str, ...] = ()
    pools: tuple[int, ...] = ()


@dataclass(slots=True)
class _Grants:
    """What is granted at one moment, and how far that takes each pool."""

    state: State
    now: Now
    rules: Rules
    made: list[AnyEvent] = field(default_factory=list[AnyEvent])
    tops: dict[int, int] = field(default_factory=dict[int, int])

    def lease(self, device: str, kind: LeaseKind, pool: int) -> None:
        """Grant a kiosk what it is short of."""
        count = _short(self.state, device, kind, pool, self.rules)
        numbers = self.rules.scheme.take(pool, self._top(pool), count) if count else None
        if numbers is None:
            return
        self.tops[pool] = numbers.last
        event = Granted(
            at=self.now.ms,
            lease=self.state.mint("l", len(self.made)),
            device=device,
            epoch=self.state.numbering.holders[device].epoch,
            kind=kind,
            first=numbers.first,
            last=numbers.last,
        )
        self.made.append(event)

    def own(self, device: str) -> None:
        """Grant a kiosk numbers of its own letter, where its card has none of it yet."""
        holder, pool = self.state.numbering.holders[device], self.rules.own.pool_for(device)
        if pool is None or (holder.own is not None and pool_of(holder.own[0]) == pool):
            return
        numbers = self.rules.own.take(pool, self._top(pool))
        if numbers is None:
            return
        self.tops[pool] = numbers.last
        event = OwnGranted(
            at=self.now.ms, device=device, epoch=holder.epoch, first=numbers.first, last=numbers.last
        )
        self.made.append(event)

    def _top(self, pool: int) -> int:
        return self.tops.get(pool, self.state.numbering.tops.get(pool, 0))


def _touched(state: State, events: Iterable[AnyEvent], rules: Rules) -> _Touched:
    """Return what ``events`` may have changed: one kiosk's stock of a pool, or all of them."""
    holders, one = state.numbering.holders, _Touched()
    for event in events:
        match event:
            case CheckedIn() if rules.scheme.holds(event.number):
                one = _Touched((event.stamp.device,), (pool_of(event.number),))
            case NumbersReported() | DeviceStruckOff() | DayOpened() | DayReopened() | RivalGone():
                one = _Touched(tuple(sorted(holders)), rules.scheme.pools)
                break
            case _:
                pass
    reporting = (device for device in one.devices if device in holders)
    return _Touched(
        tuple(device for device in reporting if holders[device].reported == state.incarnation), one.pools
    )


def _short(state: State, device: str, kind: LeaseKind, pool: int, rules: Rules) -> int:
    """Return how many numbers a kiosk is to get.

    A lease is filled as soon as a quarter is used, a small one with each number; a reserve at its half. With
    20 in a lease, to fill it with each number took a fifth of the hub's CPU for a check-in.
    """
    leases = state.numbering.held_by(device).values()
    left = sum(lease.left for lease in leases if lease.kind is kind and pool_of(lease.first) == pool)
    if kind is LeaseKind.LEASE:
        short = rules.lease - left
        return short if short >= max(1, rules.lease // 4) else 0
    return rules.reserve - left if 2 * left <= rules.reserve else 0
