"""From the devices' messages to commands of the queue, and from its answers to acknowledgements. Pure."""

from collections import defaultdict
from dataclasses import dataclass, field

from common.wire import tickets
from common.wire.message import Reading
from hub.queue.commands import Add, CheckIn, ReportNumbers
from hub.queue.details import Appointment, Details
from hub.queue.number_events import Held, LeaseKind
from hub.queue.stamps import Arrival, Placed


def arrival_of(reading: Reading) -> Arrival:
    """Return a device's stamp as the queue knows it."""
    return Arrival(reading.boot, reading.clock_ms, reading.wall_ms, reading.synced)


@dataclass(frozen=True, slots=True)
class Row:
    """Which row of whose outbox something came in: the key by which it is acknowledged."""

    device: str
    epoch: str
    sequence: int


def check_in_of(
    row: Row, body: tickets.CheckIn, placed: Placed, day: str, appointment: Appointment | None = None
) -> CheckIn:
    """Return the command that a check-in in a kiosk's outbox stands for.

    ``day`` is its numbered day, ``appointment`` what is known of the one that it names.
    """
    return CheckIn(
        ticket=body.ticket,
        device=row.device,
        epoch=row.epoch,
        sequence=row.sequence,
        day=day,
        lease=body.lease or "",
        number=body.number,
        service=body.service,
        language=body.language,
        arrival=arrival_of(body.arrival),
        placed=placed,
        also=body.also,
        later=body.later,
        details=Details(party=body.party, needs_help=body.needs_help),
        appointment=appointment,
    )


def addition_of(row: Row, body: tickets.Addition) -> Add:
    """Return the command that an addition in a kiosk's outbox stands for."""
    return Add(
        addition=body.id,
        ticket=body.ticket,
        device=row.device,
        epoch=row.epoch,
        sequence=row.sequence,
        service=body.service,
        party=body.party,
        needs_help=body.needs_help,
    )


def report_of(device: str, report: tickets.NumbersReport) -> ReportNumbers:
    """Return the command that a kiosk's report of its numbers stands for."""
    return ReportNumbers(
        device=device,
        epoch=report.epoch,
        incarnation=report.incarnation,
        day=report.day or "",
        held=tuple(
            Held(
                id=held.id,
                kind=LeaseKind.RESERVE if held.kind == "reserve" else LeaseKind.LEASE,
                first=held.first,
                last=held.last,
                next=held.next,
            )
            for held in report.held
        ),
        highest=report.highest,
        lettered=report.lettered,
        own=report.own,
        unsent=report.unsent,
    )


@dataclass(slots=True)
class Receipts:
    """What is to be acknowledged after a commit: sequences by device and epoch."""

    _sequences: dict[tuple[str, str], list[int]] = field(
        default_factory=lambda: defaultdict[tuple[str, str], list[int]](list)
    )

    def add(self, device: str, epoch: str, sequence: int | None = None) -> None:
        """Acknowledge a row, or (without one) only tell the device the highest that is known."""
        sequences = self._sequences[device, epoch]
        if sequence is not None:
            sequences.append(sequence)

    def take(self) -> dict[tuple[str, str], tuple[int, ...]]:
        """Return what has been gathered, and begin anew."""
        gathered = {key: tuple(sequences) for key, sequences in self._sequences.items()}
        self._sequences.clear()
        return gathered
