"""Days on which what is rare elsewhere happens all the time."""

import dataclasses

from simulator.day.scenario import MINUTE_MS, Rarely, Scenario

OFTEN = Rarely(
    redirected=0.2,
    by_hand=0.2,
    steps_out=0.2,
    amended=0.2,
    sent_at_call=0.2,
    given_back=0.2,
    interrupted=0.2,
    sent_within=0.2,
    extended=0.2,
    bound=0.6,
    postponed=0.3,
    form_by_hand=0.5,
    added=0.2,
    dropped=0.7,
    replanned=0.7,
)


def restless(scenario: Scenario) -> Scenario:
    """Return the day with a clock that is set late, a close by mistake, forms, plans and everything rare."""
    opens = scenario.services[0].opens
    services = tuple(dataclasses.replace(service, form=0.1) for service in scenario.services)
    desks = tuple(
        dataclasses.replace(desk, known=count % 2 == 0) for count, desk in enumerate(scenario.desks)
    )
    return dataclasses.replace(
        scenario,
        services=services,
        desks=desks,
        rarely=OFTEN,
        habits=dataclasses.replace(scenario.habits, away=0.1),
        clock_set=opens + 90 * MINUTE_MS,
        slips=(opens + 200 * MINUTE_MS,),
        late_again=0.2,
        doubled=0.1,
    )
