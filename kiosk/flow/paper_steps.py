"""Which step of a change of paper comes now. Pure."""

from enum import StrEnum

from kiosk.flow.house import House
from kiosk.flow.state import ChangingPaper
from kiosk.printer.port import Condition


class PaperStep(StrEnum):
    """One thing to do at a time; ``AGAIN`` stands in for ``CHANGE`` where no paper is found."""

    OPEN = "open"
    CHANGE = "change"
    AGAIN = "again"
    TRY = "try"

    @property
    def number(self) -> int:
        """Its place, from 1 to 3."""
        return {PaperStep.OPEN: 1, PaperStep.CHANGE: 2, PaperStep.AGAIN: 2, PaperStep.TRY: 3}[self]


def paper_step(state: ChangingPaper, house: House) -> PaperStep:
    """Return what is to be done now, by what the printer sees of its cover and its paper."""
    if house.printer is Condition.COVER_OPEN:
        return PaperStep.CHANGE
    if not state.opened:
        return PaperStep.OPEN
    return PaperStep.AGAIN if house.printer is Condition.PAPER_OUT else PaperStep.TRY
