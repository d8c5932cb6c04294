"""``vuoro check-site FILE…``: says what each site is, or everything that is wrong with its file."""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from common.runtime.settings import SettingsError
from hub.site.check import Verdict, check_file
from hub.site.describe import describe, many

FINE, MISTAKES, UNUSABLE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the named files and return the exit code.

    0: every file is fine, warnings allowed. 1: a file has mistakes. 2: the call is wrong, or a file cannot be
    opened.
    """
    parser = argparse.ArgumentParser(prog="vuoro check-site", description=__doc__)
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="a site file, such as pori.toml")
    try:
        files: list[Path] = parser.parse_args(arguments).files
    except SystemExit as end:  # argparse has said what is wrong, or printed the help
        return UNUSABLE if end.code else FINE
    return max(_say(path) for path in files)


def _say(path: Path) -> int:
    try:
        verdict = check_file(path, int(time.time()))
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE
    sys.stdout.write("\n".join([f"{path}: {_summary(verdict)}", *_lines(verdict)]) + "\n")
    return MISTAKES if verdict.mistakes else FINE


def _lines(verdict: Verdict) -> list[str]:
    lines = [f"  {line}" for line in describe(verdict.site)] if verdict.site else []
    lines += [f"  mistake: {mistake}" for mistake in verdict.mistakes]
    return lines + [f"  warning: {caution}" for caution in verdict.warnings]


def _summary(verdict: Verdict) -> str:
    warnings = f", {many(len(verdict.warnings), 'warning')}" if verdict.warnings else ""
    return (many(len(verdict.mistakes), "mistake") if verdict.mistakes else "fine") + warnings
