import dataclasses
import datetime as dt
from itertools import pairwise

import pytest

from hub.queue.events import (
    Called,
    DayClosed,
    DayOpened,
    DeskClosed,
    DeskPaused,
    DeskResumed,
    GivenBack,
    NumberConflict,
    Opener,
    Overtaking,
    Parked,
    Released,
    Transferred,
    VisitReopened,
)
from hub.queue.fold import fold
from hub.queue.policies.table import POLICIES
from hub.queue.rules import Rules
from hub.queue.schemes import OwnLetters, Sequential
from hub.queue.state import State
from hub.queue.transitions import ENDED, VisitState
from simulator.day.people import people
from simulator.day.played import PlayedDay
from simulator.day.player import play, play_days
from simulator.day.scenario import HOUR_MS, MINUTE_MS, Cut, Habits, Kiosk, Rarely
from simulator.day.scenarios import KINDS, closes_at_noon, eight_desks, thirty_desks, two_desks
from tests.simulator.day.rare import restless
from tests.simulator.day.watched import Log, changed


def times(day: PlayedDay) -> list[tuple[str, int, int, int]]:
    return [(visit.ticket, visit.arrival, visit.called, visit.ended) for visit in day.visits]


def test_same_seed_gives_same_day() -> None:
    first, second = Log(), Log()
    one, other = play(eight_desks(), 7, first), play(eight_desks(), 7, second)
    assert one == other
    assert first.events == second.events


def test_another_seed_gives_another_day() -> None:
    assert times(play(two_desks(), 1)) != times(play(two_desks(), 2))


def test_another_order_meets_the_same_people() -> None:
    scenario = eight_desks()
    came = [
        {
            (visit.ticket, visit.arrival)
            for visit in play(changed(scenario, rules=Rules(policy=policy)), 3).visits
        }
        for policy in POLICIES.values()
    ]
    assert all(one == came[0] for one in came)


def test_watch_hears_every_commit_in_order() -> None:
    log = Log()
    day = play(two_desks(), 1, log)
    assert len(log.events) >= day.events
    assert all(before <= after for before, after in pairwise(log.moments))


def test_events_replayed_give_the_state_that_was_played() -> None:
    log, state = Log(), State()
    play(eight_desks(), 5, log)
    for event in log.events:
        fold(state, event)
    assert state == log.state


@pytest.mark.parametrize("kind", KINDS)
def test_every_visit_of_each_kind_of_day_is_accounted_for(kind: str) -> None:
    day = play(KINDS[kind](), 11)
    assert day.account.faults == ()
    assert {visit.how for visit in day.visits} <= ENDED
    assert day.account.checked_in > 20


def test_desk_that_closes_at_noon_calls_nobody_after_it() -> None:
    scenario, log = closes_at_noon(), Log()
    play(scenario, 4, log)
    shift = next(desk for desk in scenario.desks if desk.known)
    calls = [event.at for event in log.events if isinstance(event, Called) and event.desk == shift.desk]
    assert calls
    assert max(calls) <= shift.closes


def test_desk_calls_nobody_during_its_break() -> None:
    log = Log()
    play(eight_desks(), 4, log)
    paused: set[str] = set()
    breaks = 0
    for event in log.events:
        match event:
            case DeskPaused():
                paused.add(event.desk)
                breaks += 1
            case DeskResumed():
                paused.discard(event.desk)
            case Called():
                assert event.desk not in paused
            case _:
                pass
    assert breaks == 8


def test_check_in_that_comes_late_keeps_its_place() -> None:
    scenario = thirty_desks()
    late = [visit for visit in play(scenario, 2).visits if visit.known - visit.arrival > MINUTE_MS]
    assert len(late) > 10
    assert all(abs(visit.place - visit.arrival) < 500 for visit in late)
    assert len({visit.number for visit in late}) == len(late)


def test_boot_that_was_never_heard_is_placed_within_its_cut() -> None:
    scenario = two_desks()
    opens = scenario.services[0].opens
    cut = Cut("kiosk-1", opens + 30 * MINUTE_MS, opens + 150 * MINUTE_MS)
    restarts = (cut.begin + 30 * MINUTE_MS, cut.end - 30 * MINUTE_MS)
    day = play(changed(scenario, cuts=(cut,), kiosks=(Kiosk("kiosk-1", restarts=restarts),)), 1)
    unsure = [visit for visit in day.visits if visit.uncertain]
    assert unsure
    assert all(cut.begin - 2 * MINUTE_MS <= visit.place <= cut.end + MINUTE_MS for visit in unsure)
    ordered = sorted(day.visits, key=lambda visit: visit.arrival)
    assert all(one.place <= other.place for one, other in pairwise(ordered))
    assert day.account.faults == ()


def test_whoever_gets_no_number_is_turned_away_and_told() -> None:
    day = play(changed(two_desks(), rules=Rules(scheme=Sequential(1, 20), reserve=4)), 1)
    assert day.account.turned_away > 0
    assert day.account.checked_in <= 20
    assert day.account.faults == ()


def test_kiosk_cut_off_all_day_deals_its_own_letter() -> None:
    first = two_desks()
    second = two_desks(first.date + dt.timedelta(days=1))
    rules = Rules(own=OwnLetters({"kiosk-1": "K"}))
    cut = Cut("kiosk-1", first.end - MINUTE_MS, second.services[0].closes)
    days = list(play_days((changed(first, rules=rules), changed(second, cuts=(cut,))), 1))
    assert all(visit.number > 100_000 for visit in days[1].visits)
    assert days[1].account.checked_in > 10
    assert [day.account.faults for day in days] == [(), ()]


def test_check_ins_that_reach_a_closed_day_are_told_apart() -> None:
    scenario = two_desks()
    cut = Cut("kiosk-1", scenario.services[0].opens + 60 * MINUTE_MS, scenario.end - MINUTE_MS)
    account = play(changed(scenario, cuts=(cut,)), 1).account
    assert account.late > 5
    assert account.came == account.late + account.checked_in + account.turned_away
    assert account.faults == ()


def test_adviser_checks_in_where_there_is_no_kiosk() -> None:
    day = play(changed(two_desks(), kiosks=()), 1)
    assert day.account.checked_in > 20
    assert not any(visit.device for visit in day.visits)
    assert day.account.faults == ()


def test_who_waits_at_the_end_of_the_day_is_closed() -> None:
    scenario = two_desks()
    desks = tuple(
        dataclasses.replace(desk, closes=desk.opens + 60 * MINUTE_MS, breaks=(), stays_ms=0)
        for desk in scenario.desks
    )
    day = play(changed(scenario, desks=desks, habits=Habits(leaves=0)), 1)
    closed = [visit for visit in day.visits if visit.how is VisitState.CLOSED]
    assert len(closed) == day.account.closed > 10
    assert all(visit.reason == "day-end" for visit in closed)


def test_numbers_start_anew_each_day() -> None:
    first = two_desks()
    days = list(play_days([two_desks(first.date + dt.timedelta(days=ahead)) for ahead in range(3)], 1))
    assert [day.account.faults for day in days] == [(), (), ()]
    assert len({min(visit.number for visit in day.visits) for day in days}) == 1


def test_what_arrives_twice_is_done_once() -> None:
    log = Log()
    day = play(changed(eight_desks(), doubled=1.0), 1, log)
    assert day.account.faults == ()
    assert not any(isinstance(event, NumberConflict) for event in log.events)


def test_what_is_rare_is_played_too() -> None:
    log = Log()
    day = play(restless(eight_desks()), 1, log)
    assert day.account.faults == ()
    calls = [event for event in log.events if isinstance(event, Called)]
    assert sum(event.because is Overtaking.BY_HAND for event in calls) > 5
    assert sum(isinstance(event, Parked) and event.until > 0 for event in log.events) > 20
    sent = [event for event in log.events if isinstance(event, Transferred)]
    assert sum(bool(event.to_desk) for event in sent) > 20
    assert any(event.service == event.before for event in sent)
    kinds = {type(event) for event in log.events}
    assert {GivenBack, Released, VisitReopened, DeskClosed} <= kinds
    parked, straight = set[str](), 0
    for event in log.events:
        match event:
            case Parked():
                parked.add(event.visit)
            case Called():
                straight += event.visit in parked
            case _:
                parked.discard(getattr(event, "visit", ""))
    assert straight > 0


def test_person_opens_and_closes_the_day_while_nobody_has_set_the_clock() -> None:
    scenario, log = two_desks(), Log()
    day = play(changed(scenario, clock_set=scenario.begin + 4 * HOUR_MS), 1, log)
    words = [event for event in log.events if isinstance(event, DayOpened | DayClosed)]
    assert [event.by for event in words] == [Opener.PERSON, Opener.PERSON]
    assert words[0].at < scenario.services[0].opens
    assert day.account.faults == ()
    assert day.account.finished > 20


def test_day_that_was_closed_by_mistake_goes_on_with_all_who_waited() -> None:
    scenario, log = eight_desks(), Log()
    slip = scenario.services[0].opens + 150 * MINUTE_MS
    day = play(changed(scenario, slips=(slip,)), 1, log)
    back = [event for event in log.events if isinstance(event, VisitReopened)]
    assert len(back) > 5
    assert day.account.faults == ()
    assert day.account.closed < len(back)


def test_what_is_rare_leaves_all_else_about_the_people_as_it_is() -> None:
    calm = changed(eight_desks(), rarely=Rarely(**{one.name: 0.0 for one in dataclasses.fields(Rarely)}))
    met = [
        [(one.name, one.at, one.walk_ms, one.patience_ms, one.errands[0]) for one in people(scenario, 3)]
        for scenario in (calm, restless(calm))
    ]
    assert met[0] == met[1]


def test_visit_for_several_services_ends_when_all_are_done() -> None:
    scenario = two_desks()
    registration, taxes = scenario.services
    services = (
        dataclasses.replace(registration, then=(("taxes", 1.0),)),
        dataclasses.replace(taxes, more=(("registration", 1.0),), transfers=(), form=0.0),
    )
    log = Log()
    day = play(changed(scenario, services=services), 1, log)
    served = [visit for visit in day.visits if visit.how is VisitState.FINISHED]
    in_turn = [visit for visit in served if visit.service == "registration" and visit.later]
    at_once = [visit for visit in served if visit.service == "taxes" and visit.also]
    assert len(in_turn) > 5
    assert len(at_once) > 5
    assert all(visit.served == ["registration", "taxes"] for visit in in_turn)
    assert all(sorted(visit.served) == ["registration", "taxes"] for visit in at_once)
    assert day.account.faults == ()


def test_customers_of_every_kind_take_part() -> None:
    habits = Habits(away=0.2, urgent=0.1, party=0.3)
    base = eight_desks()
    services = tuple(dataclasses.replace(service, form=0.2) for service in base.services)
    day = play(changed(base, habits=habits, services=services), 1)
    assert any(visit.parked for visit in day.visits)
    assert any(visit.brought_back and visit.how is VisitState.FINISHED for visit in day.visits)
    assert any(visit.transfers for visit in day.visits)
    assert any(visit.urgent for visit in day.visits)
    assert any(visit.party > 1 for visit in day.visits)
    assert any(visit.gone and visit.how is VisitState.NO_SHOW for visit in day.visits)
    assert any(visit.how is VisitState.CANCELLED and visit.reason == "left" for visit in day.visits)
    early = [visit for visit in day.visits if visit.appointment_at > visit.arrival]
    late = [visit for visit in day.visits if 0 < visit.appointment_at < visit.arrival]
    assert early
    assert late
    assert day.account.faults == ()


def test_hub_that_starts_again_goes_on_with_the_same_day() -> None:
    scenario = eight_desks()
    restarts = tuple(scenario.begin + minutes * MINUTE_MS for minutes in (90, 150, 151, 300))
    cut = Cut("kiosk-1", restarts[1] - 10 * MINUTE_MS, restarts[2] + 20 * MINUTE_MS)
    once = play(scenario, 1)
    day = play(changed(scenario, hub_restarts=restarts, cuts=(cut,)), 1)
    assert day.account.faults == ()
    assert day.account.came == once.account.came
    assert len({visit.number for visit in day.visits}) == len(day.visits)
    assert day.account.turned_away == 0
