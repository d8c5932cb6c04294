"""``vuoro hub --site FILE [--box FILE]``: runs the hub of a site."""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from common.runtime.log import set_up_logging
from common.runtime.settings import SettingsError, load
from hub.box import HubBox
from hub.site.check import read_site
from hub.site.schema import Site

BOX_FILE = Path("/etc/vuoro/box.toml")


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the files and run; return 2 where one of them is wrong, having said all that is."""
    parser = argparse.ArgumentParser(
        prog="vuoro hub", description="The queue of a site and its staff console."
    )
    parser.add_argument("--site", type=Path, required=True, help="the site file")
    parser.add_argument("--box", type=Path, default=BOX_FILE, help="the hub's own box.toml (%(default)s)")
    options = parser.parse_args(arguments)
    set_up_logging()
    site, box = _read_site(options.site), _read_box(options.box)
    if site is None or box is None:
        return 2
    if site.id != box.box.site:
        sys.stderr.write(
            f"{options.box}: box.site: is {box.box.site!r}, and the site file is of {site.id!r}\n"
        )
        return 2
    from hub.app import run  # noqa: PLC0415 — a wrong file is told at once, without loading the hub

    return run(site, box)


def _read_site(path: Path) -> Site | None:
    try:
        site, warnings = read_site(path, int(time.time()))
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return None
    for warning in warnings:
        sys.stderr.write(f"{path}: warning: {warning}\n")
    return site


def _read_box(path: Path) -> HubBox | None:
    try:
        return load(path, HubBox)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return None


if __name__ == "__main__":
    sys.exit(main())
