"""How events change what is known of the numbers: granted, held, dealt, given up."""

from hub.queue.events import CheckedIn, CheckedInLate, DeviceStruckOff, Granted, Held, NumbersReported
from hub.queue.state import Holder, Lease, Numbering, State


def dealt(numbering: Numbering, event: CheckedIn | CheckedInLate) -> None:
    """A ticket has a number: it is taken for the rest of the day, and nothing below it is granted.

    What came late and is taken in after all is heard of twice, and was dealt once.
    """
    number = event.number
    if numbering.taken.get(number) == event.ticket:
        return
    numbering.taken.setdefault(number, event.ticket)
    numbering.undealt.pop(number, None)
    if not event.outside:
        numbering.top = max(numbering.top, number)
    leases = numbering.held_by(event.stamp.device)
    lease = leases.get(event.lease)
    if lease is None or not lease.first <= number <= lease.last:
        return
    lease.seen = True
    if number >= lease.next:
        lease.left -= 1
        if lease.left <= 0:
            del leases[lease.id]


def granted(numbering: Numbering, event: Granted) -> None:
    """A kiosk may deal these numbers; nobody else ever gets them today."""
    lease = Lease(
        id=event.lease,
        epoch=event.epoch,
        kind=event.kind,
        first=event.first,
        last=event.last,
        next=event.first,
        left=event.last - event.first + 1,
    )
    _add(numbering, event.device, lease)


def reported(state: State, event: NumbersReported) -> None:
    """A kiosk said what it holds; the leases of its earlier epochs are given up for good."""
    numbering = state.numbering
    holder = numbering.holders.setdefault(event.device, Holder())
    if holder.epoch != event.epoch:
        numbering.leases.pop(event.device, None)
    holder.epoch, holder.reported = event.epoch, state.incarnation
    holder.day, holder.held, holder.highest = event.day, event.held, event.highest
    numbering.silent.discard(event.device)
    if state.day is not None and state.day.id == event.day:
        _take_over(numbering, event.device, holder, exact=event.exact)


def struck_off(numbering: Numbering, event: DeviceStruckOff) -> None:
    """A kiosk will not report: nobody waits for it, and its leases are given up."""
    numbering.silent.discard(event.device)
    numbering.leases.pop(event.device, None)
    if event.device in numbering.holders:
        numbering.holders[event.device].reported = ""


def begin_day(state: State) -> None:
    """Numbers start anew, above what kiosks have already said of this day.

    A hub that was put back from a backup of the day before meets kiosks that hold numbers of today.
    """
    numbering = state.numbering
    numbering.top, numbering.taken, numbering.undealt, numbering.leases = 0, {}, {}, {}
    for device, holder in numbering.holders.items():
        if state.day is not None and holder.day == state.day.id:
            _take_over(numbering, device, holder, exact=True)


def _take_over(numbering: Numbering, device: str, holder: Holder, *, exact: bool) -> None:
    leases = numbering.leases.setdefault(device, {})
    held = {one.id: one for one in holder.held}
    for one in held.values():
        lease = leases.get(one.id)
        if lease is not None:
            lease.seen = True
            if exact:
                lease.next = max(lease.next, one.next)
                lease.left = _left(numbering, lease)
        elif _free(numbering, one):
            _add(numbering, device, _as_held(holder, one))
        numbering.top = max(numbering.top, one.last)
    numbering.top = max(numbering.top, holder.highest)
    for lease in list(leases.values()):
        if lease.left <= 0 or (exact and lease.seen and lease.id not in held):
            del leases[lease.id]


def _as_held(holder: Holder, one: Held) -> Lease:
    return Lease(
        id=one.id,
        epoch=holder.epoch,
        kind=one.kind,
        first=one.first,
        last=one.last,
        next=one.next,
        left=one.last - one.next + 1,
        seen=True,
    )


def _add(numbering: Numbering, device: str, lease: Lease) -> None:
    numbering.top = max(numbering.top, lease.last)
    numbering.leases.setdefault(device, {})[lease.id] = lease
    for number in range(lease.next, lease.last + 1):
        numbering.undealt[number] = lease.id


def _left(numbering: Numbering, lease: Lease) -> int:
    return sum(number not in numbering.taken for number in range(lease.next, lease.last + 1))


def _free(numbering: Numbering, one: Held) -> bool:
    """Tell whether the undealt numbers of a lease that is not in our table are nobody else's.

    They are, unless a kiosk was struck off whose leases the log had lost: then others may hold them, or
    may have held and dealt them and lost the memory of it, so what was once granted to another stays so.
    """
    return all(
        number not in numbering.taken and numbering.undealt.get(number, one.id) == one.id
        for number in range(one.next, one.last + 1)
    )
