"""In which order those who wait are called: exchangeable pure functions."""

from collections.abc import Callable, Sequence

from hub.queue.lines import Waiting

OrderPolicy = Callable[[Sequence[Waiting], int], Waiting]
"""Chooses one of the heads of the lines that a desk serves (at least one), at a house time in ms.

Within a line the order is that of arrival, so the choice costs as much as there are lines, however many wait.
"""
