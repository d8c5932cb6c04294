"""What ``vuoro figures`` makes of a log is what the played day counted for itself."""

from collections import Counter
from collections.abc import Callable, Sequence

import pytest

from hub.figures.legs import DayOfLegs, Outcome, days_of
from hub.queue.events import AnyEvent, CheckedInLate
from hub.queue.stamps import Now
from hub.queue.state import State
from hub.queue.transitions import VisitState
from simulator.day.played import PlayedDay
from simulator.day.player import play
from simulator.day.scenario import Scenario
from simulator.day.scenarios import KINDS, eight_desks, morning_rush
from tests.simulator.day.rare import restless

Counted = Counter[Outcome | tuple[str, Outcome]]

_ENDS = {VisitState.NO_SHOW: Outcome.NOT_COME, VisitState.CANCELLED: Outcome.LEFT}

DAYS: dict[str, Callable[[], Scenario]] = dict(KINDS) | {
    "restless": lambda: restless(eight_desks()),
    "a restless rush": lambda: restless(morning_rush()),
}


def both(scenario: Scenario, seed: int) -> tuple[PlayedDay, DayOfLegs]:
    log: list[AnyEvent] = []

    def watch(state: State, events: Sequence[AnyEvent], now: Now) -> None:  # noqa: ARG001 — a Watch
        log.extend(events)

    day = play(scenario, seed, watch)
    late = {event.ticket: event for event in log if isinstance(event, CheckedInLate)}
    (figures,) = days_of(log, late)
    return day, figures


def own_account(day: PlayedDay) -> Counted:
    own = Counted()
    for visit in day.visits:
        own.update((service, Outcome.SERVED) for service in visit.served)
        own.update((service, Outcome.SENT_ON) for service in visit.sent_on)
        if visit.how in _ENDS:
            own[_ENDS[visit.how]] += 1
        own[Outcome.DAY_END] += visit.how is VisitState.CLOSED and not visit.cut_short
    own[Outcome.LATE] += day.account.late
    return +own


def account_of_figures(figures: DayOfLegs) -> Counted:
    by_service = {Outcome.SERVED, Outcome.SENT_ON}
    return Counter(
        (leg.service, leg.outcome) if leg.outcome in by_service else leg.outcome for leg in figures.legs
    )


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", DAYS)
def test_figures_and_the_played_day_count_the_same(kind: str, seed: int) -> None:
    day, figures = both(DAYS[kind](), seed)
    assert day.account.faults == ()
    assert account_of_figures(figures) == own_account(day)
    assert sum(leg.first for leg in figures.legs) == day.account.checked_in + day.account.late


def test_restless_days_have_what_the_two_accounts_could_disagree_about() -> None:
    days = [both(restless(eight_desks()), seed)[0] for seed in range(3)]
    visits = [visit for day in days for visit in day.visits]
    assert sum(len(visit.sent_on) for visit in visits) > 20
    assert sum(visit.transfers for visit in visits) > sum(len(visit.sent_on) for visit in visits)
