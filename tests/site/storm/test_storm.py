"""A day in bad weather: whatever is killed or cut, every ticket, call and command is accounted for.

``VUORO_STORM_SEED=1234`` repeats the plan of a storm; its seed stands in the table at the end of every run.
"""

import os
import random

import pytest

from tests.measured import Counted, Measured
from tests.site.storm.storm import TOLD, Size, Storm

STORM = Size(visits=5000, kiosks=8, desks=30, kills=40, cuts=24, lasts_s=480)
"""About ten minutes alone on two cores."""


@pytest.mark.storm
def test_storm_loses_nothing_and_doubles_nothing(counted: Counted, measured: Measured) -> None:
    seed = int(os.environ.get("VUORO_STORM_SEED") or random.SystemRandom().randrange(1_000_000))
    print(f"the seed of this storm is {seed}")  # noqa: T201 - pytest shows it where the test fails
    outcome = Storm(STORM, seed).run()
    counted("seed", seed)
    for what, count in outcome.counts.items():
        counted(what, count)
    for what, seconds in outcome.longest.items():
        measured(f"longest until all was true again: {what}", seconds)
    assert not outcome.wrong, outcome.report()
    assert not [kind for kind in TOLD if not outcome.counts[f"events: {kind}"]], "not all of it was tried"
