"""The hub's engine on its own store, in this process: one kiosk, thirty desks, and counts of SQLite."""

import datetime as dt
import time
from collections import deque
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from bench import site
from bench.setting import NotMeasurableError
from common.wire.ids import mint_id
from hub.app import engine_opener
from hub.queue.answers import Refusal
from hub.queue.commands import AnyCommand, Begin, CallNext, CheckIn, Finish, OpenDay, ReportNumbers, Start
from hub.queue.number_events import LeaseKind
from hub.queue.stamps import Arrival, Now, Placed
from hub.queue.views import numbers
from hub.site.check import read_site
from hub.store.sqlite import SqliteStore

_KIOSK, _STAFF = site.KIOSKS[0], "bench"
_TODAY = dt.date(2026, 11, 23)
_START_MS = 1_763_856_000_000


@dataclass(slots=True)
class Counts:
    """What SQLite did for one thing: statements, steps of its machine, rows changed, bytes into the WAL."""

    statements: int = 0
    steps: int = 0
    rows: int = 0
    bytes: int = 0


class EngineRoom:
    """An engine whose day is open and whose one kiosk holds numbers; everything is on the disk."""

    def __init__(self, folder: Path) -> None:
        """Make a new store in ``folder``."""
        folder.mkdir(parents=True, exist_ok=True)
        rules, _cautions = read_site(site.write(folder, (_KIOSK,)), int(time.time()))
        store, self._engine = engine_opener(rules, folder)()
        if not isinstance(store, SqliteStore):
            raise NotMeasurableError("the hub does not keep its log in SQLite")
        self._store = store
        self._wal = folder / "queue.db-wal"
        self._now_ms = _START_MS
        self._epoch = mint_id()
        self._sequence = 0
        self._dealt: set[str] = set()
        self._numbers: deque[tuple[int, str]] = deque()
        # A checkpoint would begin the WAL anew in the middle of a count.
        self._store.connection.execute("PRAGMA wal_autocheckpoint = 0")

    def __enter__(self) -> Self:
        """Open the day, and let the kiosk report."""
        incarnation = mint_id()
        self._do(Begin(incarnation=incarnation, kiosks=(_KIOSK,)))
        self._do(OpenDay(id=mint_id(), staff=_STAFF, date=_TODAY, today=_TODAY))
        day = _TODAY.isoformat()
        self._do(ReportNumbers(device=_KIOSK, epoch=self._epoch, incarnation=incarnation, day=day))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        with closing(self._store):
            self._engine.save_if_due()

    def check_in(self, count: int) -> None:
        """Check customers in, each in a commit of its own."""
        for _ in range(count):
            self._do(self._next_check_in())

    def counted_check_ins(self, count: int) -> list[Counts]:
        """Do the same, and count each."""
        return [self._counted((self._next_check_in(),)) for _ in range(count)]

    def counted_calls(self, count: int) -> list[Counts]:
        """Call as many and count each; they are served at once, uncounted."""
        return [self._counted_call(site.DESKS[number % len(site.DESKS)]) for number in range(count)]

    def _counted_call(self, desk: str) -> Counts:
        call = CallNext(id=mint_id(), staff=_STAFF, desk=desk, services=site.SERVICES)
        counts = self._counted((call,))
        for kind in (Start, Finish):
            self._do(kind(id=mint_id(), staff=_STAFF, desk=desk))
        return counts

    def _next_check_in(self) -> CheckIn:
        while not self._numbers:
            self._deal()
        number, lease = self._numbers.popleft()
        self._sequence += 1
        return CheckIn(
            ticket=mint_id(),
            device=_KIOSK,
            epoch=self._epoch,
            sequence=self._sequence,
            day=_TODAY.isoformat(),
            lease=lease,
            number=number,
            service=site.SERVICES[number % len(site.SERVICES)],
            language="fi",
            arrival=Arrival(boot=1, clock_ms=self._now_ms, wall_ms=self._now_ms, synced=True),
            placed=Placed(self._now_ms),
        )

    def _deal(self) -> None:
        view = numbers(self._engine.state, _KIOSK)
        fresh = [lease for lease in (view.leases if view else ()) if lease.id not in self._dealt]
        if not fresh:
            raise NotMeasurableError("the hub grants no numbers")
        for lease in fresh:
            self._dealt.add(lease.id)
            if lease.kind is LeaseKind.LEASE:
                self._numbers.extend((number, lease.id) for number in range(lease.first, lease.last + 1))

    def _counted(self, commands: Sequence[AnyCommand]) -> Counts:
        connection, counts = self._store.connection, Counts()
        rows, size = connection.total_changes, self._wal.stat().st_size

        def step() -> int:
            counts.steps += 1
            return 0

        def statement(_sql: str) -> None:
            counts.statements += 1

        connection.set_progress_handler(step, 1)
        connection.set_trace_callback(statement)
        self._do(*commands)
        connection.set_progress_handler(None, 0)
        connection.set_trace_callback(None)
        counts.rows = connection.total_changes - rows
        counts.bytes = self._wal.stat().st_size - size
        return counts

    def _do(self, *commands: AnyCommand) -> None:
        self._now_ms += 1000
        answers = self._engine.handle(commands, Now(self._now_ms, self._now_ms, trusted=True))
        refused = [answer for answer in answers if isinstance(answer, Refusal)]
        if refused:
            raise NotMeasurableError(f"the queue refused: {refused[0].code} {refused[0].detail}")
