"""``vuoro figures --site FILE --state FOLDER --from DATE --to DATE``: what the log tells of these days."""

import argparse
import datetime as dt
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from common.arguments import read_day, whole_number
from common.runtime.settings import SettingsError
from hub.figures.as_csv import as_csv
from hub.figures.as_text import as_text
from hub.figures.calendar import Calendar
from hub.figures.legs import days_of
from hub.figures.picture import as_svg
from hub.figures.reading import LogReader
from hub.figures.tables import Report, needed, report
from hub.figures.tally import By, Tally
from hub.figures.words import Words
from hub.site.check import read_site
from hub.site.schema import Site
from hub.site.timetable import Timetable
from hub.store.port import StoreError
from hub.texts import LANGUAGES

FINE, EMPTY, UNUSABLE = 0, 1, 2

LOG_FILE = "queue.db"
"""What the hub calls its log in its state folder."""

_BYS = tuple(by for by in By if by is not By.TOTAL)
_MONTH_DAYS = 31


def main(arguments: Sequence[str] | None = None) -> int:
    """Tell the figures and return the exit code.

    0: told. 1: the log holds no visit of these days. 2: the call is wrong, or a file cannot be used.
    """
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as end:  # argparse has said what is wrong, or printed the help
        return UNUSABLE if end.code else FINE
    try:
        return _tell(options)
    except (SettingsError, StoreError, OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE


def _tell(options: argparse.Namespace) -> int:
    first, last = options.first, options.last
    if first > last:
        raise ValueError(f"The days run backwards, from {first} to {last}. Turn them round.")
    site, _warnings = read_site(options.site, int(time.time()))
    if options.authority and options.authority not in site.authorities:
        raise ValueError(
            f"There is no authority {options.authority!r}; the site has {', '.join(site.authorities)}."
        )
    words = Words(options.language or _first_language(site), site)
    told = read_report(
        site,
        options.log or options.state / LOG_FILE,
        (first, last),
        (options.by,) if options.by else usual(first, last, options.authority),
        options.least,
        options.authority,
    )
    if told is None:
        sys.stderr.write(words("note.empty", span=words.span(first, last)) + "\n")
        return EMPTY
    _write(_FORMATS[options.format](told, words), options.out)
    return FINE


def read_report(
    site: Site,
    log: Path,
    span: tuple[dt.date, dt.date],
    bys: Sequence[By],
    least: int = 0,
    authority: str = "",
) -> Report | None:
    """Return the figures of the days from ``span``'s first to its last; None where there was no visit.

    May be called while a hub writes the log. Raises StoreError where it cannot be read.
    """
    tally = Tally(site, Calendar(Timetable(site)), needed(bys, least), authority)
    reader = LogReader(log, *span)
    try:
        for day in days_of(reader.events(), reader.late()):
            tally.add(day)
    finally:
        reader.close()
    if not tally.total.outcomes:
        return None
    return report(tally, site, span, bys, least, authority)


def usual(first: dt.date, last: dt.date, authority: str = "") -> tuple[By, ...]:
    """Return the tables of a report that nobody chose: by days up to a month, by months beyond."""
    return (
        By.SERVICE if authority else By.AUTHORITY,
        By.HOUR,
        By.DAY if (last - first).days <= _MONTH_DAYS else By.MONTH,
    )


def _first_language(site: Site) -> str:
    spoken = (*site.languages.municipality, *LANGUAGES)
    return next(code for code in spoken if code in LANGUAGES)


def _write(text: str, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(text)
    else:
        out.write_text(text, encoding="utf-8", newline="")


_FORMATS: dict[str, Callable[[Report, Words], str]] = {
    "table": as_text,
    "csv": lambda report, _words: as_csv(report),
    "picture": as_svg,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="vuoro figures", description=__doc__)
    parser.add_argument("--site", metavar="FILE", type=Path, required=True, help="the site file")
    log = parser.add_mutually_exclusive_group(required=True)
    log.add_argument(
        "--state", metavar="FOLDER", type=Path, help="the hub's state folder, as in its box.toml"
    )
    log.add_argument("--log", metavar="FILE", type=Path, help="the log itself, or a backup of it")
    for name, destination in (("--from", "first"), ("--to", "last")):
        parser.add_argument(
            name,
            dest=destination,
            metavar="YYYY-MM-DD",
            type=read_day,
            required=True,
            help=f"the {destination} day",
        )
    parser.add_argument(
        "--by",
        type=By,
        choices=_BYS,
        metavar="{" + ",".join(_BYS) + "}",
        help="one table instead of the usual",
    )
    parser.add_argument("--authority", metavar="ID", default="", help="only what concerns this authority")
    parser.add_argument("--format", choices=tuple(_FORMATS), default="table", help="%(default)s if not given")
    parser.add_argument("--out", metavar="FILE", type=Path, help="a file to write; the terminal if not given")
    parser.add_argument(
        "--least",
        metavar="N",
        type=whole_number(0),
        default=0,
        help="leave out counts below N, and what betrays them",
    )
    parser.add_argument("--language", choices=LANGUAGES, help="the site's own if not given")
    return parser


if __name__ == "__main__":
    sys.exit(main())
