"""``./install.sh demo``: with a screen a service point to touch, without one a play that proves itself."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Play or open the demo; return 0 if all went well."""
    parser = argparse.ArgumentParser(prog="./install.sh demo", description=__doc__, allow_abbrev=False)
    parser.add_argument(
        "--scripted", action="store_true", help="play by itself, also where there is a screen"
    )
    parser.add_argument(
        "--output",
        type=Path,
        default=Path("demo-output"),
        help="where a play leaves pictures and traffic (%(default)s)",
    )
    options = parser.parse_args(arguments)
    if options.scripted or not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        from simulator.demo.scripted import play  # noqa: PLC0415 — each way loads only what it needs

        return play(options.output)
    from simulator.demo.live import open_house  # noqa: PLC0415 — as above

    return open_house()


if __name__ == "__main__":
    sys.exit(main())
