"""From a kiosk's words to commands of the queue, and to receipts."""

from hypothesis import given
from hypothesis import strategies as st

from common.wire.tickets import Addition, CheckIn, NumbersReport
from hub.post import Receipts, Row, addition_of, arrival_of, check_in_of, report_of
from hub.queue.number_events import LeaseKind
from hub.queue.stamps import Placed
from tests.messages import ids, messages

outbox_rows = st.builds(Row, ids, ids, st.integers(0, 99))


@given(messages(CheckIn), outbox_rows)
def test_nothing_of_a_check_in_is_lost_or_mixed_up(body: CheckIn, row: Row) -> None:
    placed = Placed(17, uncertain=True)
    command = check_in_of(row, body, placed, "2026-11-23")
    assert Row(command.device, command.epoch, command.sequence) == row
    assert (command.ticket, command.day, command.lease) == (body.ticket, "2026-11-23", body.lease or "")
    assert (command.number, command.service, command.language) == (body.number, body.service, body.language)
    assert command.placed is placed
    assert (command.also, command.later) == (body.also, body.later)
    assert (command.details.party, command.details.needs_help) == (body.party, body.needs_help)
    assert command.arrival == arrival_of(body.arrival)
    reading = (body.arrival.boot, body.arrival.clock_ms, body.arrival.wall_ms, body.arrival.synced)
    assert tuple(command.arrival) == reading


@given(messages(Addition), outbox_rows)
def test_nothing_of_an_addition_is_lost_or_mixed_up(body: Addition, row: Row) -> None:
    command = addition_of(row, body)
    assert Row(command.device, command.epoch, command.sequence) == row
    assert (command.addition, command.ticket, command.service) == (body.id, body.ticket, body.service)
    assert (command.party, command.needs_help) == (body.party, body.needs_help)


@given(messages(NumbersReport), ids)
def test_nothing_of_a_report_is_lost_or_mixed_up(report: NumbersReport, device: str) -> None:
    command = report_of(device, report)
    assert (command.device, command.epoch, command.incarnation) == (device, report.epoch, report.incarnation)
    assert command.day == (report.day or "")
    assert (command.highest, command.unsent) == (report.highest, report.unsent)
    assert (command.lettered, command.own) == (report.lettered, report.own)
    assert [(one.id, one.first, one.last, one.next) for one in command.held] == [
        (one.id, one.first, one.last, one.next) for one in report.held
    ]
    assert [one.kind is LeaseKind.RESERVE for one in command.held] == [
        one.kind == "reserve" for one in report.held
    ]


rows = st.lists(
    st.tuples(st.sampled_from(["k1", "k2"]), st.sampled_from(["e1", "e2"]), st.none() | st.integers(0, 9))
)


@given(rows)
def test_each_row_is_acknowledged_once_to_its_device(
    heard: list[tuple[str, str, int | None]],
) -> None:
    receipts = Receipts()
    for device, epoch, sequence in heard:
        receipts.add(device, epoch, sequence)
    taken = receipts.take()
    assert set(taken) == {(device, epoch) for device, epoch, _ in heard}
    for key, sequences in taken.items():
        said = [one for *device_and_epoch, one in heard if tuple(device_and_epoch) == key]
        assert list(sequences) == [one for one in said if one is not None]
    assert receipts.take() == {}
