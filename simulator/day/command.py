"""``vuoro simulate``: plays days of a site against the real queue and says what happened."""

import argparse
import datetime as dt
import importlib
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from common.arguments import read_day, whole_number
from common.runtime.settings import SettingsError
from hub.queue.policies.table import POLICIES
from hub.site.check import check_file
from hub.site.schema import Site
from simulator.day.loads import LoadError, Point, read_point, scenario_of
from simulator.day.pictures import save_pictures
from simulator.day.played import PlayedDay
from simulator.day.player import play_days
from simulator.day.tables import comparison, report

FINE, MISSING, UNUSABLE = 0, 1, 2

_WAITS = "--waits"


def main(arguments: Sequence[str] | None = None) -> int:
    """Play, print, and return the exit code.

    0: every visit is accounted for, and nothing was refused that had to be done. 1: that is not so, and the
    last line says what. 2: the call is wrong, or a file cannot be used.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    if _WAITS in words:  # its own report, with options of its own
        words.remove(_WAITS)
        return int(importlib.import_module("simulator.day.waits_report").main(words))
    try:
        asked = _parser().parse_args(words)
    except SystemExit as end:  # argparse has said what is wrong, or printed the help
        return UNUSABLE if end.code else FINE
    try:
        point = _point(asked.site, asked.load)
    except (SettingsError, LoadError) as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE
    dates = [asked.day + dt.timedelta(days=ahead) for ahead in range(asked.days)]
    if asked.compare:
        return _compare(point, dates, asked.seed)
    return _simulate(point, dates, asked)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        allow_abbrev=False,
        prog="vuoro simulate",
        description=__doc__,
        epilog=f"vuoro simulate {_WAITS} --help: how right the announced waits are.",
    )
    parser.add_argument("--site", type=Path, required=True, help="a site file, such as sites/pori.toml")
    parser.add_argument("--load", type=Path, help="its load file; else loads/NAME.toml beside it")
    parser.add_argument("--day", type=read_day, required=True, metavar="YYYY-MM-DD", help="the first day")
    parser.add_argument(
        "--days", type=whole_number(1, 366), default=1, metavar="N", help="how many days, 1 to 366"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another seed, another day")
    parser.add_argument("--policy", choices=tuple(POLICIES), help="the order, where not the site's own")
    parser.add_argument("--compare", action="store_true", help="the same people under every order")
    parser.add_argument("--pictures", type=Path, metavar="FOLDER", help="draw the waits there")
    return parser


def _point(path: Path, load: Path | None) -> Point:
    verdict = check_file(path, int(time.time()))
    if verdict.site is None:
        raise SettingsError(verdict.mistakes, path)
    return read_point(verdict.site, load or path.parent / "loads" / path.name)


def _play(point: Point, dates: Sequence[dt.date], seed: int, policy: str) -> list[PlayedDay]:
    scenarios = [scenario_of(point, date, policy) for date in dates]
    return list(play_days([scenario for scenario in scenarios if scenario is not None], seed))


def _simulate(point: Point, dates: Sequence[dt.date], asked: argparse.Namespace) -> int:
    policy = asked.policy or str(point.site.order.policy)
    days = _play(point, dates, asked.seed, policy)
    print(f"{_title(point.site, dates)}. Seed {asked.seed}, order {policy}.")
    closed = sorted(set(dates) - {day.date for day in days})
    if closed:
        print(f"Closed: {', '.join(f'{date:%a %d %b}' for date in closed)}.")
    if not days:
        return FINE
    print()
    print(report(days, point.names, point.table.timezone))
    if asked.pictures is not None:
        try:
            drawn = save_pictures(days, point, _title(point.site, dates), asked.pictures)
        except OSError as error:
            sys.stderr.write(f"No picture can be written to {asked.pictures}: {error.strerror}\n")
            return UNUSABLE
        for path in drawn:
            print(f"Drawn: {path}")
    return _verdict(days)


def _compare(point: Point, dates: Sequence[dt.date], seed: int) -> int:
    played = {policy: _play(point, dates, seed, policy) for policy in POLICIES}
    print(f"{_title(point.site, dates)}. Seed {seed}, the same people under each order.\n")
    print(comparison(played))
    return max(map(_verdict, played.values()))


def _verdict(days: Sequence[PlayedDay]) -> int:
    faults = [f"{day.date}: {fault}" for day in days for fault in day.account.faults]
    if not faults:
        return FINE
    sys.stderr.write(f"Not everything adds up: {faults[0]}\n")
    return MISSING


def _title(site: Site, dates: Sequence[dt.date]) -> str:
    name = site.names.get("en") or next(iter(site.names.values()))
    first, last = dates[0], dates[-1]
    if first == last:
        return f"{name}, {first:%A} {_date(first)}"
    return f"{name}, {_date(first)} to {_date(last)}"


def _date(date: dt.date) -> str:
    return f"{date.day} {date:%B %Y}"
