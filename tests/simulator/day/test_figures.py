from zoneinfo import ZoneInfo

from hub.queue.transitions import VisitState
from simulator.day.figures import by_hour, by_service, figures_of
from simulator.day.played import PlayedVisit

_MINUTE = 60_000
_UTC = ZoneInfo("UTC")


def visit(
    arrival_min: int, wait_min: int | None, how: VisitState, service: str = "taxes", due_min: int = 0
) -> PlayedVisit:
    arrival = arrival_min * _MINUTE
    return PlayedVisit(
        id="v",
        ticket="t",
        number=1,
        service=service,
        language="fi",
        arrival=arrival,
        known=arrival,
        place=arrival,
        appointment_at=due_min * _MINUTE,
        called=0 if wait_min is None else arrival + wait_min * _MINUTE,
        how=how,
    )


def test_figures_count_each_end_once() -> None:
    figures = figures_of(
        [
            visit(60, 10, VisitState.FINISHED),
            visit(61, 20, VisitState.NO_SHOW),
            visit(62, None, VisitState.CANCELLED),
            visit(63, None, VisitState.CLOSED),
        ]
    )
    assert (figures.came, figures.served, figures.not_come, figures.left, figures.closed) == (4, 1, 1, 1, 1)
    assert (figures.p50, figures.p90, figures.longest) == (10, 20, 20)


def test_nobody_called_is_no_wait() -> None:
    figures = figures_of([visit(60, None, VisitState.CLOSED)])
    assert (figures.p50, figures.p90, figures.longest) == (None, None, None)


def test_appointment_waits_from_its_time_on() -> None:
    assert visit(60, 30, VisitState.FINISHED, due_min=80).wait_ms == 10 * _MINUTE
    assert visit(60, 10, VisitState.FINISHED, due_min=80).wait_ms == 0
    assert visit(60, 10, VisitState.FINISHED, due_min=50).wait_ms == 10 * _MINUTE


def test_hours_are_those_of_the_site() -> None:
    visits = [visit(59, 1, VisitState.FINISHED), visit(60, 1, VisitState.FINISHED)]
    assert list(by_hour(visits, _UTC)) == [0, 1]
    assert list(by_hour(visits, ZoneInfo("Europe/Helsinki"))) == [2, 3]


def test_services_stand_in_the_order_of_the_site() -> None:
    visits = [visit(1, 1, VisitState.FINISHED, "b"), visit(1, 1, VisitState.FINISHED, "a")]
    assert list(by_service(visits, ("c", "b", "a"))) == ["b", "a"]
