"""Holds what customers are told about their wait against what came, on days that are played."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields

from hub.queue.events import AnyEvent, Called, CheckedIn, DayOpened, VisitEvent
from hub.queue.stamps import Now
from hub.queue.state import State
from hub.waits.announce import announced
from hub.waits.calibration import HIGH, LOW, Forecast
from hub.waits.waits import HEARD_LATE_MS, Waits, changes_the_wait
from simulator.day.player import play
from simulator.day.scenario import MINUTE_MS
from simulator.day.scenarios import KINDS, ZONE

LONG_MIN = 10.0
"""Who has to expect so much is looked at apart: a bound is easily right for those who are called at once."""

LOOK_MS = 1000
"""The hub looks at one group of desks in so long, as the clock strikes the second."""

UNDER_MIN = 5.0
"""Who waits longer than the upper bound by more than this was misled."""


@dataclass(slots=True)
class Score:
    """Sums over customers, so that the scores of several halls add up; errors are in minutes.

    ``came`` counts all who took a number without an appointment, ``none`` those who were shown no range, and
    ``called`` those who were shown one and were called, over whom all other sums go; the others left before,
    or waited for something else by then. ``compared`` of them
    came when somebody had been called for their service on that day, which the baseline needs; ``long`` of
    the called had to expect :data:`LONG_MIN` or more.
    """

    days: int = 0
    came: int = 0
    none: int = 0
    called: int = 0
    waited: float = 0.0
    in_half: int = 0
    covered: int = 0
    long: int = 0
    long_covered: int = 0
    announced: int = 0
    misled: int = 0
    pinball_low: float = 0.0
    pinball_high: float = 0.0
    compared: int = 0
    squares: float = 0.0
    baseline_squares: float = 0.0

    def add(self, other: "Score") -> None:
        """Add the sums of another."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))

    def learn(self, forecast: Forecast, baseline: float | None, minutes: float) -> None:
        """Take in one who was called after so many minutes."""
        self.called += 1
        self.waited += minutes
        self.in_half += minutes <= forecast.low
        self.covered += minutes <= forecast.high
        self.long += forecast.mean >= LONG_MIN
        self.long_covered += forecast.mean >= LONG_MIN and minutes <= forecast.high
        self.announced += minutes <= announced(forecast)[1]
        self.misled += minutes > forecast.high + UNDER_MIN
        self.pinball_low += _pinball(minutes - forecast.low, LOW)
        self.pinball_high += _pinball(minutes - forecast.high, HIGH)
        if baseline is not None:
            self.compared += 1
            self.squares += (minutes - forecast.mean) ** 2
            self.baseline_squares += (minutes - baseline) ** 2


@dataclass(slots=True)
class Judge:
    """Watches the days of one hall, which learns from each and is never told what is to come.

    ``told`` has, for each who waits, what they were told and what the baseline would have: the wait of who
    was called last for the service today. ``counts``: this day is judged.
    """

    waits: Waits = field(default_factory=lambda: Waits(ZONE))
    score: Score = field(default_factory=Score)
    counts: bool = False
    told: dict[str, tuple[str, Forecast, float | None]] = field(
        default_factory=dict[str, tuple[str, Forecast, float | None]]
    )
    _looked: int = 0
    _last: dict[str, float] = field(default_factory=dict[str, float])

    def watch(self, state: State, events: Sequence[AnyEvent], _now: Now) -> None:
        """Hear of a commit."""
        for event in events:
            match event:
                case DayOpened():
                    self.told.clear()
                    self._last.clear()
                case CheckedIn() if event.appointment is None:
                    self._tell(event)
                case Called():
                    self._hold_against(state, event)
                case VisitEvent() if changes_the_wait(event):
                    self.told.pop(event.visit, None)
                case _:
                    pass
        self.waits.note(state, events)

    def glance(self, state: State, now: Now) -> None:
        """Let the hub look as it has each second since the last commit, all of which ``state`` held for."""
        second = now.ms // LOOK_MS
        tick = self._looked + 1 if self._looked <= second else second  # each day is played on the same date
        while tick <= second:
            self.waits.survey(state, tick * LOOK_MS)
            tick = max(tick + 1, -(-self.waits.due_ms // LOOK_MS))
        self._looked = second

    def _tell(self, event: CheckedIn) -> None:
        """Remember what the hub has published, without knowing of the one who has come."""
        self.waits.reckon()  # only what somebody is told of: the others cost as much
        forecast = self.waits.forecast(event.service)
        fresh = event.at - event.stamp.at < HEARD_LATE_MS and not event.uncertain
        self.score.came += self.counts
        if forecast is not None and fresh:
            self.told[event.visit] = event.service, forecast, self._last.get(event.service)
        else:
            self.score.none += self.counts

    def _hold_against(self, state: State, event: Called) -> None:
        visit = state.visits[event.visit]
        minutes = (event.at - visit.stamp.at) / MINUTE_MS
        if visit.appointment is None:
            self._last[event.service] = minutes
        service, forecast, baseline = self.told.pop(event.visit, ("", None, None))
        if forecast is not None and service == event.service and self.counts:
            self.score.learn(forecast, baseline, minutes)


def judge_hall(kind: str, first_seed: int, warm_up: int, days: int) -> Score:
    """Return how right a new hall's waits are on ``days`` days, after ``warm_up`` others that it learns from.

    Each day has a seed of its own, counted on from ``first_seed``.
    """
    judge, scenario = Judge(), KINDS[kind]()
    for day in range(warm_up + days):
        judge.counts = day >= warm_up
        play(scenario, first_seed + day, judge.watch, judge.glance)
    judge.score.days = days
    return judge.score


def _pinball(over: float, share: float) -> float:
    return share * over if over > 0 else (share - 1) * over
