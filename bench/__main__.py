"""``./install.sh bench [--json FILE] [--only ID … | --aims] [--quick] [--long]``: measures, and tells."""

import argparse
import importlib
import logging
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import FrameType

from bench import table
from bench.machine import MachineTime, describe
from bench.rows import BY_ID, COUNTED, DAYS, FIGURES, LONG, Row, missing
from bench.setting import Setting

STAGES: dict[str, tuple[str, ...]] = {
    "tap": ("tap-to-durable",),
    "paper": ("tap-to-printed",),
    "screens": ("screen-change", "memory-visits"),
    "idle": ("idle-cpu-kiosk",),
    "board": ("check-in-to-board", "call-to-board"),
    "pictures": ("call-to-picture", "call-to-sound"),
    "press": ("press-to-panel",),
    "hub": tuple(name for name in BY_ID if "@" in name and name not in COUNTED),
    "counts": COUNTED,
    "parts": tuple(
        name for name in BY_ID if name.startswith(("memory-", "first-frame-")) and name not in LONG
    ),
    "days": DAYS,
}
"""The modules of :mod:`bench.stages`, in their order, and the rows that each gives."""

_DISK = Path("/var/tmp")  # noqa: S108 — a disk by the FHS, where /tmp may be memory; a folder of our own is made in it
_QUICK = 0.1


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for; return 0 where every row was measured, else 1."""
    parser = _parser()
    options = parser.parse_args(arguments)
    wanted = _wanted(options.only, aims=options.aims, long=options.long)
    if options.quick and not wanted.isdisjoint(LONG):
        parser.error("days of a tenth of their visits say nothing: leave out --quick, or --long")
    signal.signal(signal.SIGTERM, _end)
    logging.basicConfig(level=logging.ERROR)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="vuoro-bench-", dir=_DISK) as folder:
        setting = Setting(Path(folder), wanted, _QUICK if options.quick else 1.0)
        print(describe(setting.folder))
        print(
            "a quick run: a tenth of the samples, and no p99" if options.quick else "a whole run", flush=True
        )
        print(table.head(), flush=True)
        before, began = MachineTime.now(), time.monotonic()
        for row in run(setting):
            rows.append(row)
            print(table.line(row), flush=True)
        print(table.foot(rows))
        print(f"{MachineTime.now().since(before)}; took {time.monotonic() - began:.0f} s")
    if options.json is not None:
        table.save(rows, options.json)
    return 0 if all(row.measured for row in rows) else 1


def _wanted(only: Sequence[str] | None, *, aims: bool, long: bool) -> frozenset[str]:
    if only:
        return frozenset(only)
    names = (figure.id for figure in FIGURES if not aims or figure.aim is not None)
    return frozenset(name for name in names if long or name not in LONG)


def _end(_number: int, _frame: FrameType | None) -> None:
    """End what was started, on the way out."""
    sys.exit(1)


def run(setting: Setting) -> Iterator[Row]:
    """Give every wanted row, stage by stage; what a stage could not measure says why."""
    for stage, names in STAGES.items():
        if not setting.wants(*names):
            continue
        left = [name for name in names if setting.wants(name)]
        try:
            for row in _stage(stage)(setting):
                if row.figure.id in left:
                    left.remove(row.figure.id)
                    yield row
        except Exception as error:  # noqa: BLE001 — one stage's trouble is told in the table, the others go on
            yield from _missing(left, error)


def _stage(name: str) -> Callable[[Setting], Iterable[Row]]:
    return importlib.import_module(f"bench.stages.{name}").run


def _missing(names: Iterable[str], error: Exception) -> Iterator[Row]:
    reason = (str(error) or type(error).__name__).splitlines()[0]
    for name in names:
        yield missing(name, reason)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./install.sh bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there as well")
    parser.add_argument(
        "--only", nargs="+", metavar="ID", choices=tuple(BY_ID), help="measure these rows alone"
    )
    parser.add_argument("--aims", action="store_true", help="measure only the rows that have an aim")
    parser.add_argument("--long", action="store_true", help="also 20 days, and 6,000 visits to a kiosk")
    parser.add_argument("--quick", action="store_true", help="a tenth of the samples in a minute or so")
    return parser


if __name__ == "__main__":
    sys.exit(main())
