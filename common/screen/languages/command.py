"""``vuoro check-language FILE…``: says whether a catalogue is ready, or everything that is wrong with it."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from common.screen.fonts import FontsMissingError, find_fonts
from common.screen.languages.catalogue import read_catalogue
from common.screen.languages.messages import Missing, mistakes_in

FINE, MISTAKES, UNUSABLE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the named files and return the exit code.

    0: every file is ready. 1: a file has mistakes. 2: the call is wrong, or no fonts are
    installed to check with.
    """
    parser = argparse.ArgumentParser(prog="vuoro check-language", description=__doc__)
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="a catalogue, such as so.toml")
    try:
        files: list[Path] = parser.parse_args(arguments).files
    except SystemExit as end:  # argparse has said what is wrong, or printed the help
        return UNUSABLE if end.code else FINE
    try:
        missing = find_fonts().missing
    except FontsMissingError as mistake:
        sys.stderr.write(f"{mistake}\n")
        return UNUSABLE
    return max(_say(path, missing) for path in files)


def _say(path: Path, missing: Missing) -> int:
    mistakes = mistakes_in(path, missing)
    lines = [f"  mistake: {mistake}" for mistake in mistakes] or [f"  {_about(path)}"]
    sys.stdout.write("\n".join([f"{path}: {_count(len(mistakes))}", *lines]) + "\n")
    return MISTAKES if mistakes else FINE


def _count(mistakes: int) -> str:
    return "1 mistake" if mistakes == 1 else f"{mistakes or 'no'} mistakes"


def _about(path: Path) -> str:
    catalogue = read_catalogue(path)
    about = catalogue.about
    read = "has read every text" if about.reviewed else "has not yet read every text: set reviewed then"
    return f"{about.name} ({about.english}), {len(catalogue.texts)} texts; a native speaker {read}"
