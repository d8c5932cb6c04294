"""A panel's word that it drew a press, heard before the press itself: by two brokers that may well happen."""

from collections import OrderedDict

from alarms.events import Event, Pressed, Shown
from alarms.state import QUIET, Points
from common.wire import alarms as wire

MOST_EARLY = 1000
"""Words kept; the oldest go first."""


class EarlyWords:
    """Belongs to the keeper's thread. A word whose press never comes is pushed out by later ones."""

    def __init__(self) -> None:
        """Begin with nothing kept."""
        self._words: OrderedDict[tuple[str, str], str] = OrderedDict()

    def keep(self, points: Points, device: str, shown: wire.Shown) -> None:
        """Keep what ``device`` says of presses that are not on record yet."""
        point = points.get(shown.point, QUIET)
        for press in shown.presses:
            if press not in point.open_ids and press not in point.settled:
                self._words[shown.point, press] = device
        while len(self._words) > MOST_EARLY:
            self._words.popitem(last=False)

    def after(self, recorded: tuple[Event, ...]) -> list[Event]:
        """Return what was said early of presses that are recorded now."""
        return [
            Shown(point=event.point, presses=(event.press,), device=device)
            for event in recorded
            if isinstance(event, Pressed)
            and (device := self._words.pop((event.point, event.press), None)) is not None
        ]
