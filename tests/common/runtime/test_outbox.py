import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from common.runtime.database import Database
from common.runtime.outbox import BURN, SCHEMA, Outbox, Row

Open = Callable[[], Outbox]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kiosk.db"


@pytest.fixture
def open_outbox(path: Path) -> Iterator[Open]:
    opened: list[Database] = []

    def _open() -> Outbox:
        opened.append(Database(path, [SCHEMA], boot_id="boot-1"))
        return Outbox(opened[-1])

    yield _open
    for database in opened:
        database.close()


def _put(outbox: Outbox, body: bytes, day: str = "day-1") -> Row:
    with outbox.__dict__["_database"].transaction():
        return outbox.put(day, body)


def _bodies(outbox: Outbox) -> list[bytes]:
    return [row.body for row in outbox.unsent()]


def _copy(path: Path, to: Path) -> None:
    """Copy a database that is open, as a backup does."""
    for ending in ("", "-wal"):
        shutil.copy(f"{path}{ending}", f"{to}{ending}")


def test_rows_go_out_in_the_order_they_came(open_outbox: Open) -> None:
    outbox = open_outbox()
    rows = [_put(outbox, b"a"), _put(outbox, b"b"), _put(outbox, b"c")]
    assert outbox.unsent() == rows
    assert outbox.unsent(limit=2) == rows[:2]
    assert outbox.count_unsent() == 3
    assert [row.sequence for row in rows] == [BURN + 1, BURN + 2, BURN + 3]


def test_an_acknowledged_row_is_not_sent_again(open_outbox: Open) -> None:
    outbox = open_outbox()
    first, second = _put(outbox, b"a"), _put(outbox, b"b")
    for _again in range(2):
        assert outbox.acknowledge(first.epoch, [first.sequence], first.sequence) == "known"
        assert outbox.unsent() == [second]


def test_a_row_waits_for_its_acknowledgement_over_a_start(open_outbox: Open) -> None:
    row = _put(open_outbox(), b"a")
    again = open_outbox()
    assert again.unsent() == [row]
    assert _put(again, b"b").sequence == row.sequence + BURN + 1


def test_what_was_rolled_back_was_never_there(open_outbox: Open) -> None:
    outbox = open_outbox()
    database: Database = outbox.__dict__["_database"]

    def put_and_fail() -> None:
        with database.transaction():
            outbox.put("day-1", b"lost")
            raise LookupError

    with pytest.raises(LookupError):
        put_and_fail()
    assert outbox.unsent() == []
    assert _put(outbox, b"a").sequence == BURN + 1


def test_an_acknowledgement_of_another_epoch_acknowledges_nothing(open_outbox: Open) -> None:
    outbox = open_outbox()
    row = _put(outbox, b"a")
    assert outbox.acknowledge("another", [row.sequence], 10_000) == "known"
    assert outbox.unsent() == [row]


def test_a_consumer_that_knows_nothing_yet_is_no_sign_of_a_rollback(open_outbox: Open) -> None:
    outbox = open_outbox()
    row = _put(outbox, b"a")
    assert outbox.acknowledge(row.epoch, [], 0) == "known"


@pytest.mark.parametrize("lost", [1, BURN - 1, BURN + 20])
def test_a_card_put_back_from_a_copy_notices_and_loses_nothing(
    open_outbox: Open, path: Path, tmp_path: Path, lost: int
) -> None:
    outbox = open_outbox()
    waiting = _put(outbox, b"waiting")
    _copy(path, tmp_path / "copy.db")
    last = [_put(outbox, b"%d" % number) for number in range(lost)][-1]
    outbox.__dict__["_database"].close()
    # The consumer has all of it; then the copy comes back, and takes a ticket that nobody has seen.
    _copy(tmp_path / "copy.db", path)
    restored = open_outbox()
    fresh = _put(restored, b"fresh")
    committed = [fresh.sequence] if fresh.sequence <= last.sequence else []
    assert restored.acknowledge(fresh.epoch, committed, last.sequence) == "rolled-back"
    assert _bodies(restored) == [b"waiting", b"fresh"]
    epoch = restored.begin_anew()
    assert epoch != waiting.epoch
    rows = restored.unsent()
    assert [row.body for row in rows] == [b"waiting", b"fresh"]
    assert {row.epoch for row in rows} == {epoch}
    assert rows[0].sequence > fresh.sequence
    # What is still said of the old epoch means nothing any more.
    assert restored.acknowledge(fresh.epoch, [row.sequence for row in rows], last.sequence) == "known"
    assert restored.unsent() == rows
    assert restored.acknowledge(epoch, [row.sequence for row in rows], rows[-1].sequence) == "known"
    assert restored.unsent() == []
    assert _put(restored, b"next").sequence == rows[-1].sequence + 1


def test_a_new_incarnation_gets_the_day_again(open_outbox: Open) -> None:
    outbox = open_outbox()
    yesterday, today = _put(outbox, b"a", "day-1"), _put(outbox, b"b", "day-2")
    outbox.acknowledge(today.epoch, [yesterday.sequence, today.sequence], today.sequence)
    assert outbox.send_day_again("day-2") == 1
    assert outbox.unsent() == [today]


def test_the_day_is_sent_again_under_the_keys_it_was_committed_under(open_outbox: Open) -> None:
    outbox = open_outbox()
    row = _put(outbox, b"a")
    outbox.acknowledge(row.epoch, [row.sequence], row.sequence)
    outbox.begin_anew()
    later = _put(outbox, b"b")
    outbox.send_day_again("day-1")
    assert outbox.unsent() == [row, later]


def test_what_is_acknowledged_is_forgotten_with_its_day_and_what_is_not_stays(open_outbox: Open) -> None:
    outbox = open_outbox()
    first, second, third = (_put(outbox, b"a"), _put(outbox, b"b"), _put(outbox, b"c", "day-2"))
    outbox.acknowledge(first.epoch, [first.sequence, third.sequence], third.sequence)
    assert outbox.forget_before("day-2") == 1
    assert outbox.unsent() == [second]
    assert outbox.acknowledge(first.epoch, [second.sequence], first.sequence) == "known"
    assert outbox.send_day_again("day-1") == 1
    assert outbox.send_day_again("day-2") == 1


_PUTS_FOR_EVER = """
import sys
from pathlib import Path
from common.runtime.database import Database
from common.runtime.outbox import SCHEMA, Outbox
database = Database(Path(sys.argv[1]), [SCHEMA], boot_id="boot-1")
outbox = Outbox(database)
while True:
    with database.transaction():
        row = outbox.put("day-1", b"x" * 300)
    print(row.sequence, flush=True)
"""


def test_kill_9_in_the_middle_of_puts_loses_nothing_committed(open_outbox: Open, path: Path) -> None:
    said: list[int] = []
    for _life in range(3):
        command = [sys.executable, "-c", _PUTS_FOR_EVER, str(path)]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": "."}
        ) as process:
            assert process.stdout is not None
            said += [int(process.stdout.readline()) for _ in range(100)]
            process.kill()
            said += [int(line) for line in process.stdout if line.endswith(b"\n")]
    outbox = open_outbox()
    kept = [row.sequence for row in outbox.unsent(limit=100_000)]
    assert kept == sorted(set(kept))
    assert set(said) <= set(kept)
    assert len(kept) - len(said) <= 3  # at each death at most one was committed and not yet said
    assert outbox.highest >= kept[-1] + BURN


class OutboxAgainstALedger(RuleBasedStateMachine):
    """An outbox in memory beside a dictionary that says what must be in it."""

    def __init__(self) -> None:
        super().__init__()
        self.database = Database(Path(":memory:"), [SCHEMA], boot_id="boot-1")
        self.outbox = Outbox(self.database)
        self.ledger: dict[tuple[str, int], tuple[str, bytes, bool]] = {}
        self.count = 0

    def teardown(self) -> None:
        self.database.close()

    @rule(day=st.sampled_from(["day-1", "day-2"]))
    def put(self, day: str) -> None:
        self.count += 1
        body = b"%d" % self.count
        with self.database.transaction():
            row = self.outbox.put(day, body)
        assert (row.epoch, row.sequence) not in self.ledger
        self.ledger[row.epoch, row.sequence] = (day, body, False)

    @precondition(lambda self: bool(self.ledger))
    @rule(data=st.data())
    def acknowledge(self, data: st.DataObject) -> None:
        births = list(dict.fromkeys(epoch for epoch, _ in self.ledger))  # in an order that chance keeps
        epoch = data.draw(st.sampled_from(births))
        own = sorted(sequence for birth, sequence in self.ledger if birth == epoch)
        sequences = data.draw(st.lists(st.sampled_from(own), max_size=5))
        assert self.outbox.acknowledge(epoch, sequences, max(sequences, default=0)) == "known"
        for sequence in sequences:
            day, body, _ = self.ledger[epoch, sequence]
            self.ledger[epoch, sequence] = (day, body, True)

    @rule()
    def start_again(self) -> None:
        before = self.outbox.highest
        self.outbox = Outbox(self.database)
        assert self.outbox.highest == before + BURN

    @rule()
    def begin_anew(self) -> None:
        before = self.outbox.highest
        epoch = self.outbox.begin_anew()
        unsent = sorted((key for key, row in self.ledger.items() if not row[2]), key=lambda key: key[1])
        for sequence, key in enumerate(unsent, start=before + 1):
            self.ledger[epoch, sequence] = self.ledger.pop(key)

    @rule(day=st.sampled_from(["day-1", "day-2"]))
    def send_day_again(self, day: str) -> None:
        again = [key for key, row in self.ledger.items() if row[2] and row[0] == day]
        assert self.outbox.send_day_again(day) == len(again)
        for key in again:
            self.ledger[key] = (day, self.ledger[key][1], False)

    @rule(day=st.sampled_from(["day-1", "day-2"]))
    def forget_before(self, day: str) -> None:
        gone = [key for key, row in self.ledger.items() if row[2] and row[0] != day]
        assert self.outbox.forget_before(day) == len(gone)
        for key in gone:
            del self.ledger[key]

    @invariant()
    def every_row_that_waits_is_sent_in_order(self) -> None:
        waiting = [Row(*key, body) for key, (_, body, done) in self.ledger.items() if not done]
        assert self.outbox.unsent(limit=10_000) == sorted(waiting, key=lambda row: row.sequence)
        assert self.outbox.count_unsent() == len(waiting)


TestOutboxAgainstALedger = OutboxAgainstALedger.TestCase
TestOutboxAgainstALedger.settings = settings(stateful_step_count=30)
