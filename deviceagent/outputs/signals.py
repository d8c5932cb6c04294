"""Which lamp and which relay is on, decided from the presses as they stand; pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from deviceagent.outputs.settings import OutputSettings

BLINK_NS = 500_000_000
"""Half a second on, half a second off: one flash a second, far below the three of WCAG 2.3.1."""

_NS_PER_S = 1_000_000_000


@dataclass(frozen=True, slots=True)
class OpenPress:
    """A press that nobody has closed, as this box knows it: it was at ``at_ns`` (CLOCK_MONOTONIC).

    ``received``: the keeper has it on record or a panel has drawn it. ``seen``: a person has said so.
    """

    point: str
    at_ns: int
    received: bool = False
    seen: bool = False


def is_on(settings: OutputSettings, presses: Iterable[OpenPress], now_ns: int) -> bool:
    """Tell whether the output is to be on at ``now_ns``.

    A second way is on at once with a press, without asking any network, and off when all are closed or
    ``longest_s`` after the last one. A desk lamp is dark until the last press is received, blinks then, and
    is steady once all are seen: staff at the desk read in it how far the newest call for help has come.
    """
    ours = [press for press in presses if not settings.points or press.point in settings.points]
    if not ours:
        return False
    newest = max(ours, key=lambda press: press.at_ns)
    if settings.role == "second-way":
        return now_ns - newest.at_ns < settings.longest_s * _NS_PER_S
    if all(press.seen for press in ours):
        return True
    return (newest.received or newest.seen) and (now_ns // BLINK_NS) % 2 == 0
