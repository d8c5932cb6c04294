"""From the tap to a ticket that a power cut cannot take back."""

from collections.abc import Iterator

from bench.baselines.commit import BareCommit
from bench.kiosk_desk import KioskDesk
from bench.rows import Row, measured
from bench.samples import in_turn
from bench.setting import Setting

_SAMPLES, _BLOCK, _LIMIT_S = 2000, 100, 20.0
_MS = 1000


def run(setting: Setting) -> Iterator[Row]:
    """Measure the kiosk's ticket office with its database on the disk."""
    room = setting.room("tap")
    taps: list[float] = []
    commits: list[float] = []
    with KioskDesk(room) as desk, BareCommit(room / "bare.db") as bare:
        in_turn(
            setting.count(_SAMPLES),
            _BLOCK,
            lambda block: taps.extend(desk.tap()[1] * _MS for _ in range(block)),
            lambda block: commits.extend(bare.timed_ms() for _ in range(block)),
            limit_s=setting.limit_s(_LIMIT_S),
        )
    yield measured("tap-to-durable", taps, commits)
