"""What a hall has taught: how long things take here, who does not come, and when staff rest."""

from bisect import bisect_right, insort

import msgspec

KEPT = 160
"""So many of the newest lengths are kept of each kind: some days of a service, so that old ways fade."""

DAYS_KEPT = 20
"""A desk's breaks are remembered for four weeks of working days."""

WAIT_CLASSES_MIN = (10.0, 20.0, 35.0, 55.0)
"""Who has waited longer is missed more often when called; these bound the classes, in minutes."""

LONGEST_MIN = 240.0
"""What takes longer was forgotten by staff rather than done by them."""

_FADE = 0.995


class Lengths(msgspec.Struct):
    """The newest lengths of a kind in minutes: as they came, and in the order of length."""

    newest: list[float] = []
    ordered: list[float] = []

    def learn(self, minutes: float) -> None:
        """Take one in; the oldest is forgotten."""
        minutes = round(min(max(minutes, 0.0), LONGEST_MIN), 3)
        self.newest.append(minutes)
        insort(self.ordered, minutes)
        if len(self.newest) > KEPT:
            oldest = self.newest.pop(0)
            del self.ordered[bisect_right(self.ordered, oldest) - 1]

    def longer_than(self, minutes: float) -> list[float]:
        """Return those that are longer, the shortest first."""
        return self.ordered[bisect_right(self.ordered, minutes) :]

    @property
    def is_whole(self) -> bool:
        """Whether both lists hold the same, and no more than is kept."""
        return len(self.newest) <= KEPT and self.ordered == sorted(self.newest)

    @property
    def mean(self) -> float:
        """The mean in minutes, 0 of none."""
        return sum(self.newest) / len(self.newest) if self.newest else 0.0

    def __len__(self) -> int:
        """Return how many are known."""
        return len(self.newest)


class Share(msgspec.Struct):
    """How often something happens: ``so`` times among ``cases``; what is older counts less."""

    so: float = 0.0
    cases: float = 0.0

    def learn(self, so: float, cases: float = 1.0) -> None:
        """Take in that it happened ``so`` often among so many cases."""
        kept = _FADE**cases
        self.so = self.so * kept + so
        self.cases = self.cases * kept + cases

    def estimate(self, prior: float, weight: float) -> float:
        """Return the share, with a prior that weighs as much as ``weight`` cases."""
        return (self.so + prior * weight) / (self.cases + weight)


class Rest(msgspec.Struct, frozen=True):
    """A break at a desk: the minute of the local day at which it began, and its length in minutes."""

    begin: float
    minutes: float


class Memory(msgspec.Struct):
    """All that is kept over days; lengths in minutes.

    ``served``: from the call to the end of those who came, by service. ``missed``: from the call of one who
    did not come to when they were taken off. ``turnaround``: from the end of one to the call of the next who
    was there already; ``reaction``: from an arrival to the call by a desk that was free.

    ``missing``: the share that does not come when called, by class of wait. ``leaving``: who is taken off
    before, for every ten minutes of somebody's waiting. ``rests``: the breaks of each desk on its last days.
    """

    served: dict[str, Lengths] = {}
    missed: Lengths = msgspec.field(default_factory=Lengths)
    turnaround: Lengths = msgspec.field(default_factory=Lengths)
    reaction: Lengths = msgspec.field(default_factory=Lengths)
    missing: list[Share] = msgspec.field(default_factory=lambda: [Share() for _ in (0.0, *WAIT_CLASSES_MIN)])
    leaving: Share = msgspec.field(default_factory=Share)
    rests: dict[str, list[tuple[Rest, ...]]] = {}

    @property
    def is_whole(self) -> bool:
        """Whether everything in it is of the length that this program reads."""
        lengths = (self.missed, self.turnaround, self.reaction, *self.served.values())
        return len(self.missing) == len(WAIT_CLASSES_MIN) + 1 and all(one.is_whole for one in lengths)

    @property
    def served_at_all(self) -> int:
        """How many lengths of service are known, over all services."""
        return sum(map(len, self.served.values()))

    def learn_day(self, desk: str, rests: tuple[Rest, ...]) -> None:
        """Take in a desk's day with its breaks."""
        days = self.rests.setdefault(desk, [])
        days.append(rests)
        del days[:-DAYS_KEPT]


def wait_class(minutes: float) -> int:
    """Return the class of a wait."""
    return bisect_right(WAIT_CLASSES_MIN, minutes)
