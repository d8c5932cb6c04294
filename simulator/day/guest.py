"""A customer while the day goes on."""

from dataclasses import dataclass, field

from simulator.day.detours import Detours, Turn
from simulator.day.people import Customer


@dataclass(slots=True)
class Guest:
    """One customer in the house; ``gone`` is when they left without a word (house time in ms), 0: still here.

    ``called``: patience is no matter any more. ``away``: they will miss their call and be back. ``has_form``
    and ``moved``: the form is filled in, the transfer is behind them. ``over`` are the turns that have been.
    """

    customer: Customer
    ticket: str
    visit: str = ""
    gone: int = 0
    away: bool = False
    called: bool = False
    has_form: bool = False
    moved: bool = False
    turned_away: bool = False
    over: set[Turn] = field(default_factory=set[Turn])

    @property
    def comes(self) -> bool:
        """Whether they come when they are called."""
        return not self.gone and not self.away

    @property
    def detours(self) -> Detours:
        """What is out of the ordinary with them."""
        return self.customer.detours

    def takes(self, turn: Turn) -> bool:
        """Tell whether a turn comes now: each does once, to those for whom it was drawn."""
        if turn in self.over or turn not in self.detours.turns:
            return False
        self.over.add(turn)
        return True
