"""Who may deal which numbers: nobody does before everyone who may hold some has spoken."""

from collections.abc import Iterable

from hub.queue.answers import Code, Refusal
from hub.queue.commands import Begin, ReportNumbers, StrikeOff
from hub.queue.decide.decision import Decision
from hub.queue.events import (
    AnyEvent,
    CheckedIn,
    DayOpened,
    DayReopened,
    DeviceStruckOff,
    Granted,
    Held,
    HubStarted,
    LeaseKind,
    NumbersReported,
)
from hub.queue.rules import Rules
from hub.queue.stamps import Now
from hub.queue.state import State


def begin(_state: State, command: Begin, now: Now, _rules: Rules) -> Decision:
    """Begin a life of the hub: from here on every kiosk is silent until it reports."""
    return (HubStarted(at=now.ms, incarnation=command.incarnation, kiosks=command.kiosks),)


def report(state: State, command: ReportNumbers, now: Now, rules: Rules) -> Decision:
    """Hear what a kiosk holds; what tells nothing new leaves no event."""
    if command.incarnation != state.incarnation:
        detail = f"It was said to the hub {command.incarnation}."
        return Refusal(code=Code.OLD_INCARNATION, detail=detail, retry=True)
    wrong = _mistake(command, rules)
    if wrong:
        return Refusal(code=Code.BAD_REPORT, detail=wrong)
    holder = state.numbering.holders.get(command.device)
    first = (
        holder is None
        or holder.reported != state.incarnation
        or (holder.epoch, holder.day) != (command.epoch, command.day)
    )
    exact = first or not command.unsent
    if not first and not _tells_something(state, command):
        return ()
    event = NumbersReported(
        at=now.ms,
        device=command.device,
        epoch=command.epoch,
        day=command.day,
        held=command.held,
        highest=command.highest,
        exact=exact,
    )
    return (event,)


def _mistake(command: ReportNumbers, rules: Rules) -> str:
    if command.highest and not rules.scheme.holds(command.highest):
        return f"The site deals no number {command.highest}."
    for held in command.held:
        if not (rules.scheme.holds(held.first) and rules.scheme.holds(held.last)):
            return f"The site deals no numbers {held.first}-{held.last}."
        if not held.first <= held.next <= held.last + 1:
            return f"Of the numbers {held.first}-{held.last} none is {held.next}."
    return ""


def _tells_something(state: State, command: ReportNumbers) -> bool:
    day = state.day
    numbering = state.numbering
    if day is None or day.id != command.day:
        return False
    leases = numbering.held_by(command.device)
    if command.highest > numbering.top:
        return True
    if command.unsent:
        return False
    held = {one.id: one for one in command.held}
    burnt = any(lease.seen and lease.id not in held for lease in leases.values())
    return burnt or any(_differs(state, command.device, one) for one in command.held)


def _differs(state: State, device: str, held: Held) -> bool:
    lease = state.numbering.held_by(device).get(held.id)
    return lease is not None and (not lease.seen or held.last - held.next + 1 < lease.left)


def strike_off(state: State, command: StrikeOff, now: Now, _rules: Rules) -> Decision:
    """Take a person's word that a kiosk will not report."""
    numbering = state.numbering
    if command.device not in numbering.silent and command.device not in numbering.holders:
        return Refusal(code=Code.UNKNOWN_DEVICE, detail=command.device)
    return (DeviceStruckOff(at=now.ms, cmd=command.id, device=command.device),)


def top_up(state: State, events: Iterable[AnyEvent], now: Now, rules: Rules) -> tuple[Granted, ...]:
    """Return what kiosks get after ``events`` were folded, so that each has its lease and its reserve.

    All reserves come before all leases: then the leases of several kiosks lie side by side, and the
    numbers that are dealt every day stay in step.
    """
    devices = _touched(state, events) if state.grants else ()
    top, granted = state.numbering.top, list[Granted]()
    for kind in (LeaseKind.RESERVE, LeaseKind.LEASE):
        for device in devices:
            count = _short(state, device, kind, rules)
            numbers = rules.scheme.take(top, count) if count else None
            if numbers is None:
                continue
            top = numbers.last
            event = Granted(
                at=now.ms,
                lease=state.mint("l", len(granted)),
                device=device,
                epoch=state.numbering.holders[device].epoch,
                kind=kind,
                first=numbers.first,
                last=numbers.last,
            )
            granted.append(event)
    return tuple(granted)


def _touched(state: State, events: Iterable[AnyEvent]) -> tuple[str, ...]:
    """Return the reporting kiosks whose stock ``events`` may have changed: one, or all in order."""
    one = ""
    for event in events:
        match event:
            case CheckedIn():
                one = event.stamp.device
            case NumbersReported() | DeviceStruckOff() | DayOpened() | DayReopened():
                return tuple(
                    device
                    for device, holder in sorted(state.numbering.holders.items())
                    if holder.reported == state.incarnation
                )
            case _:
                pass
    holder = state.numbering.holders.get(one)
    return (one,) if holder is not None and holder.reported == state.incarnation else ()


def _short(state: State, device: str, kind: LeaseKind, rules: Rules) -> int:
    """Return how many numbers a kiosk is to get: a lease as soon as one is used, a reserve at its half."""
    left = sum(lease.left for lease in state.numbering.held_by(device).values() if lease.kind is kind)
    if kind is LeaseKind.LEASE:
        return max(0, rules.lease - left)
    return rules.reserve - left if 2 * left <= rules.reserve else 0
