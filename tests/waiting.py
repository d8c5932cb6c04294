"""Waiting in tests: for a condition, with a deadline, and never for a length of time."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

_POLL_S = 0.01  # far below every deadline of the product, far above the cost of a look

T = TypeVar("T")


def wait_until(condition: Callable[[], T], deadline_s: float, what: str) -> T:
    """Look until ``condition`` holds, and give back what it answered.

    Args:
        condition: called again and again from this thread; holds when its answer is true.
        deadline_s: seconds until the wait counts as failed. Generous ones cost nothing where all is well.
        what: completes the sentence "not within 2 s: …".

    Raises:
        AssertionError: the condition did not hold in time.
    """
    between = threading.Event()
    end = time.monotonic() + deadline_s
    while not (seen := condition()):
        if time.monotonic() >= end:
            message = f"not within {deadline_s:g} s: {what}"
            raise AssertionError(message)
        between.wait(_POLL_S)
    return seen
