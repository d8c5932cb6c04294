"""Every visit is accounted for, whatever the day is like."""

import dataclasses
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.queue.events import (
    Called,
    Overtaking,
)
from hub.queue.lines import MOST_OVERTAKINGS
from hub.queue.policies.table import POLICIES
from hub.queue.rules import Rules
from hub.queue.schemes import Mixed, OwnLetters, Prefix, Sequential
from simulator.day.player import play
from simulator.day.scenario import HOUR_MS, MINUTE_MS, Break, Cut, Habits, Kiosk, Rarely, Scenario
from simulator.day.scenarios import KINDS, closes_at_noon, eight_desks, two_desks
from tests.simulator.day.watched import Log, changed

_SCHEMES = (
    Sequential(1, 4999),
    Mixed(1, 999, "seed"),
    Prefix({"registration": "A", "taxes": "B", "tax-card": "C", "tax-advice": "B", "employment": "D"}),
)
_MINUTES = st.integers(0, 9 * 60)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    base = draw(st.sampled_from((two_desks, eight_desks, closes_at_noon)))()
    kiosks = tuple(
        Kiosk(
            f"kiosk-{count + 1}",
            share=draw(st.floats(0.2, 2)),
            restarts=tuple(
                base.begin + minute * MINUTE_MS for minute in sorted(draw(st.lists(_MINUTES, max_size=3)))
            ),
        )
        for count in range(draw(st.integers(0, 3)))
    )
    cuts = tuple(
        Cut(kiosk.name, base.begin + begin * MINUTE_MS, base.begin + (begin + length) * MINUTE_MS)
        for kiosk in kiosks
        for begin, length in draw(st.lists(st.tuples(_MINUTES, st.integers(1, 200)), max_size=2))
    )
    desks = tuple(
        dataclasses.replace(
            desk,
            known=draw(st.booleans()),
            breaks=tuple(
                Break(desk.opens + minute * MINUTE_MS, 20 * MINUTE_MS)
                for minute in draw(st.lists(_MINUTES, max_size=2))
            ),
        )
        for desk in base.desks
    )
    restarts = draw(st.lists(_MINUTES, max_size=2))
    slips = draw(st.lists(_MINUTES, max_size=2))
    shares = st.sampled_from((0.0, 0.05, 0.5, 1.0))
    rarely = {one.name: draw(shares) for one in dataclasses.fields(Rarely)}
    return changed(
        base,
        kiosks=kiosks,
        cuts=cuts,
        desks=desks,
        hub_restarts=tuple(base.begin + minute * MINUTE_MS for minute in restarts),
        rules=Rules(
            scheme=draw(st.sampled_from(_SCHEMES)),
            own=OwnLetters({"kiosk-1": "K", "kiosk-2": "L"}),
            policy=draw(st.sampled_from(tuple(POLICIES.values()))),
            lease=draw(st.integers(1, 5)),
            reserve=draw(st.integers(0, 40)),
        ),
        clock_set=draw(st.sampled_from((0, base.begin + 3 * HOUR_MS, base.end))),
        slips=tuple(base.begin + HOUR_MS + minute * MINUTE_MS for minute in slips),
        habits=Habits(leaves=draw(shares), tells=draw(shares), away=draw(shares), urgent=draw(shares)),
        rarely=Rarely(**rarely),
        doubled=draw(st.sampled_from((0.0, 0.1, 1.0))),
        late_again=draw(st.sampled_from((0.0, 0.1, 1.0))),
    )


@settings(max_examples=12)
@given(scenario=scenarios(), seed=st.integers(0, 1000))
def test_every_visit_is_accounted_for_whatever_the_day(scenario: Scenario, seed: int) -> None:
    log = Log()
    day = play(scenario, seed, log)
    assert day.account.faults == ()
    if scenario.rules.policy is POLICIES["accumulating"]:
        passed = Counter[str]()
        for event in log.events:
            if isinstance(event, Called):
                if event.because is not Overtaking.BY_HAND:  # staff's own decision, which counts all the same
                    assert all(passed[other] < MOST_OVERTAKINGS for other in event.overtook)
                passed.update(event.overtook)


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", KINDS)
def test_two_hundred_days_of_each_kind_are_accounted_for(kind: str) -> None:
    scenario = KINDS[kind]()
    for seed in range(200):
        assert play(scenario, seed).account.faults == ()
