"""What a decision costs is counted in lines of Python run, which do not depend on how busy the machine is."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from hub.queue import views
from hub.queue.commands import AdviserCheckIn, CallNext, CloseDesk, OpenDesk, Start, Transfer
from hub.queue.policies.longest_wait import longest_wait
from hub.queue.projections import Layout, Projections
from tests.hub.queue.house import House, ticket

SERVICES = tuple(f"service-{index}" for index in range(6))
LANGUAGES = ("fi", "sv")


def lines_run(work: Callable[[], object]) -> int:
    """Count the lines that run inside the queue while ``work`` is done."""
    count = 0

    def trace(frame: FrameType, event: str, _argument: object) -> Callable[..., Any] | None:
        nonlocal count
        if "hub/queue" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def filled_house(waiting: int) -> House:
    """Return a house in which each line has at least one, and ``waiting`` more stand in all lines."""
    house = House().begin("k1").open()
    house.report("k1")
    names = [(service, language) for service in SERVICES for language in LANGUAGES]
    for index in range(len(names) + waiting):
        service, language = names[index % len(names)]
        house.events(
            ticket(
                f"t{index}",
                1000 + index,
                sequence=index + 1,
                clock_ms=index,
                at=100_000 + index,
                service=service,
                language=language,
            )
        )
    return house


def costs(waiting: int) -> dict[str, int]:
    house = filled_house(waiting)
    projections = Projections(Layout({"hall": ("d1", "d2")}, {"hall": SERVICES}), longest_wait, 8)
    projections.take(house.state, house.now)
    late = ticket("late", 998, sequence=9, boot=1, clock_ms=7, at=100_007, service=SERVICES[0])
    on_time = ticket("new", 999, sequence=99_999, clock_ms=99_999, service=SERVICES[0])

    def publish() -> None:
        projections.note(house.log[-2:])
        projections.take(house.state, house.now)

    steps: dict[str, Callable[[], object]] = {
        "check-in": lambda: house.do(on_time),
        "late check-in": lambda: house.do(late),
        "check-in again": lambda: house.do(on_time),
        "adviser": lambda: house.do(AdviserCheckIn(id="a", staff="s", service=SERVICES[0], language="fi")),
        "call": lambda: house.do(CallNext(id="c", staff="s", desk="d1", services=SERVICES)),
        "board": publish,
        "start": lambda: house.do(Start(id="s", staff="s", desk="d1")),
        "transfer": lambda: house.do(Transfer(id="t", staff="s", desk="d1", service=SERVICES[5])),
        "close": lambda: house.do(CloseDesk(id="z", staff="s", desk="d1")),
        "other services": lambda: house.do(OpenDesk(id="o", staff="s", desk="d2", services=SERVICES[:2])),
        "ahead": lambda: views.ahead(house.state, house.state.tickets["new"]),
    }
    return {name: lines_run(work) for name, work in steps.items()}


@pytest.mark.parametrize("waiting", [1000, 5000])
def test_cost_is_the_same_however_many_wait(waiting: int) -> None:
    """A search in a sorted list is the one thing that grows: 4 lines more each time that the list doubles."""
    few, many = costs(20), costs(waiting)
    doublings = waiting.bit_length() - (20).bit_length()
    for name, cost in few.items():
        searches = 4 * doublings if name in {"check-in", "late check-in", "ahead"} else 0
        assert cost <= many[name] <= cost + searches, name
