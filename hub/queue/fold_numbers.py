"""How events change what is known of the numbers: granted, held, dealt, given up."""

from common.wire.numbers import PER_LETTER
from hub.queue.events import CheckedIn, CheckedInLate
from hub.queue.number_events import DeviceStruckOff, Granted, Held, NumbersReported, OwnGranted, RivalHeard
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
        numbering.reach(number)
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


def own_granted(numbering: Numbering, event: OwnGranted) -> None:
    """A kiosk has numbers of its own letter, for as long as its card lives."""
    numbering.holders[event.device].own = event.first, event.last
    numbering.reach(event.last)


def reported(state: State, event: NumbersReported) -> None:
    """A kiosk said what it holds; the leases of its earlier epochs are given up for good."""
    numbering = state.numbering
    holder = numbering.holders.setdefault(event.device, Holder())
    if holder.epoch != event.epoch:
        numbering.leases.pop(event.device, None)
        holder.own = None
    holder.epoch, holder.reported = event.epoch, state.incarnation
    holder.day, holder.held = event.day, event.held
    holder.highest, holder.lettered = event.highest, event.lettered
    if event.own is not None and holder.own is None:
        holder.own = event.own
        numbering.reach(event.own[1])
    numbering.silent.discard(event.device)
    if state.day is not None and state.day.id == event.day:
        _take_over(numbering, event.device, holder, exact=event.exact)


def struck_off(numbering: Numbering, event: DeviceStruckOff) -> None:
    """A kiosk will not report: nobody waits for it, and its leases are given up."""
    numbering.silent.discard(event.device)
    numbering.leases.pop(event.device, None)
    if event.device in numbering.holders:
        numbering.holders[event.device].reported = ""


def rival_heard(numbering: Numbering, event: RivalHeard) -> None:
    """Another hub may deal the same numbers: none is granted while it is there."""
    numbering.rival = event.incarnation


def begin_day(state: State) -> None:
    """Numbers start anew, above what kiosks have already said of this day.

    A hub that was put back from a backup of the day before meets kiosks that hold numbers of today. What
    kiosks hold of their own letters they keep, and a new card of today gets what follows; where nothing
    would fit above that, it gets the lowest, which nobody has dealt from today.
    """
    numbering = state.numbering
    numbering.tops, numbering.taken, numbering.undealt, numbering.leases = {}, {}, {}, {}
    for holder in numbering.holders.values():
        if holder.own is not None:
            first, last = holder.own
            if last % PER_LETTER + (last - first + 1) < PER_LETTER:
                numbering.reach(last)
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
        numbering.reach(one.last)
    for highest in (holder.highest, *holder.lettered):
        numbering.reach(highest)
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
    numbering.reach(lease.last)
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
