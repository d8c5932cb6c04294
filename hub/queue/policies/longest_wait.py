"""Strictly first come, first served, over all services and languages that the desk serves."""

from hub.queue.lines import Waiting
from hub.queue.policies import Situation


def longest_wait(situation: Situation) -> Waiting:
    """Return whose place is the earliest: nobody is ever overtaken."""
    return min(situation.heads)
