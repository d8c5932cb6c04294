"""First come, first served, over all services and languages that the desk serves."""

from collections.abc import Sequence

from hub.queue.lines import Waiting


def longest_wait(heads: Sequence[Waiting], _now_ms: int) -> Waiting:
    """Return who arrived first."""
    return min(heads)
