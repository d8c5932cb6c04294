"""Logging to the standard error, which the journal stamps; one line an event, no secrets, no customers."""

import logging
import sys


def set_up_logging(*, verbose: bool = False) -> None:
    """Send every record to the standard error; the time is left to the journal."""
    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.INFO,
        format="%(levelname)s %(name)s: %(message)s",
        stream=sys.stderr,
    )
