"""Congestion by hand and pop-up desks, over plain HTTP."""

import re

import pytest

from common.wire.ids import mint_id
from hub.console.pop_up import STEP_MS, hours_of, proposed
from hub.console.refused import Refused
from tests.hub.console.running import RunningConsole
from tests.hub.staff import Staff

HTML = {"accept": "text/html"}
MINUTE = 60_000


def _page(staff: Staff, path: str = "/congestion") -> str:
    answer = staff.http.get(path, headers=HTML)
    assert answer.status_code == 200, answer.text
    return answer.text


def _crowd(staff: Staff) -> str:
    found = re.search(r'name="crowd" value="([^"]+)"', _page(staff))
    assert found is not None
    return found[1]


def _come(staff: Staff, count: int, service: str = "tax-personal") -> None:
    for _ in range(count):
        staff.done("/check-in", {"service": service, "language": "fi"})


def _tick(console: RunningConsole, seconds: int = 1) -> None:
    for _ in range(seconds):
        console.clock.advance(1000)
        console.office.look(lambda view: view.now).result(10)
        console.office.line_up()
        console.office.look(lambda view: view.now).result(10)


def test_guard_raises_it_adviser_and_coordinator_are_told_and_end_it(console: RunningConsole) -> None:
    guard, adviser = console.staff("guard", name="Vartija"), console.staff("adviser", name="Anna")
    coordinator = console.staff("coordinator", name="Kaisa")
    guard.done("/congestion/tax/raise")
    for person, path in ((adviser, "/check-in"), (coordinator, "/queues"), (guard, "/devices")):
        page = _page(person, path)
        assert "Ruuhka: Verohallinto" in page
        assert "1 ruuhka" in page
    adviser.done("/congestion/tax/end", {"crowd": _crowd(adviser)})
    page = _page(coordinator, "/rooms")
    assert "Ruuhka on ohi: Verohallinto" in page
    assert "1 ruuhka" not in page


def test_expert_without_the_right_sees_it_and_cannot_say_it(console: RunningConsole) -> None:
    expert = console.staff("expert", "tax")
    assert expert.refused("/congestion/tax/raise") == "not-allowed"
    console.staff("guard", name="Vartija").done("/congestion/tax/raise")
    page = _page(expert)
    assert "henkilökunnan ilmoittama" in page
    assert "/congestion/tax/end" not in page
    assert "Ruuhka: Verohallinto" in _page(expert, "/desk/desk-1")


def test_nobody_raises_it_for_others_authorities_or_for_none(console: RunningConsole) -> None:
    guard = console.staff("guard")
    assert guard.refused("/congestion/fortune/raise") == "not-found"
    assert guard.refused("/congestion/tax/end", {"crowd": "!"}) == "malformed"


def test_it_cannot_be_raised_while_no_day_is_open(console: RunningConsole) -> None:
    staff = console.staff("everything")
    staff.done("/day/close")
    assert staff.refused("/congestion/tax/raise") == "congestion-closed"


def test_end_of_one_that_is_over_leaves_the_next(console: RunningConsole) -> None:
    guard = console.staff("guard")
    guard.done("/congestion/tax/raise")
    first = _crowd(guard)
    guard.done("/congestion/tax/end", {"crowd": first})
    guard.done("/congestion/tax/raise")
    guard.done("/congestion/tax/end", {"crowd": first})
    assert _crowd(guard) != first


def test_raise_that_is_sent_again_after_the_end_does_nothing(console: RunningConsole) -> None:
    guard, command = console.staff("guard"), mint_id()
    first = guard.post("/congestion/tax/raise", command=command)
    guard.done("/congestion/tax/end", {"crowd": _crowd(guard)})
    again = guard.post("/congestion/tax/raise", command=command)
    assert (again.status_code, again.json()) == (200, first.json())
    assert 'name="crowd"' not in _page(guard)


def test_clock_tells_it_when_ten_wait(console: RunningConsole) -> None:
    adviser = console.staff("adviser")
    _come(adviser, 10)
    _tick(console)
    page = _page(adviser, "/check-in")
    assert "Ruuhka: Verohallinto" in page
    assert "10 odottaa" in page


def test_seen_is_kept_until_there_is_something_new(console: RunningConsole) -> None:
    adviser, guard = console.staff("adviser", name="Anna"), console.staff("guard", name="Vartija")
    guard.done("/congestion/tax/raise")
    page = _page(adviser, "/queues")
    upto = re.search(r'name="upto" value="(\d+)"', page)
    assert upto is not None
    adviser.done("/notices/seen", {"upto": upto[1], "path": "/queues"})
    assert "notices-seen" not in _page(adviser, "/queues")
    assert "notices-seen" in _page(guard, "/devices")
    guard.done("/congestion/tax/end", {"crowd": _crowd(guard)})
    assert "Ruuhka on ohi: Verohallinto" in _page(adviser, "/queues")


def test_pop_up_is_opened_for_own_customers(console: RunningConsole) -> None:
    expert = console.staff("expert", "tax")
    page = _page(expert)
    assert page.index("popup-1") < page.index("desk-1")
    assert page.count("checked") == 4  # both of the own services, in either form
    assert "land-extracts" not in page
    expert.done("/pop-up", {"place": "popup-1", "service": ["tax-personal", "tax-business"]})
    assert expert.desk("popup-1")["services"] == ["tax-personal", "tax-business"]
    assert "Avoinna" in _page(console.staff("adviser", name="Anna"))


def test_pop_up_for_others_or_nowhere_is_refused(console: RunningConsole) -> None:
    expert = console.staff("expert", "tax")
    for place, services, why in (
        ("popup-1", ["land-extracts"], "unknown-service"),
        ("popup-1", [], "no-services"),
        ("room-2", ["tax-personal"], "unknown-service"),
        ("nowhere", ["tax-personal"], "malformed"),
        ("", ["tax-personal"], "malformed"),
    ):
        assert expert.refused("/pop-up", {"place": place, "service": services}) == why, place


def test_pop_up_serves_one_authority_only(console: RunningConsole) -> None:
    staff = console.staff("everything")
    both = {"place": "popup-1", "service": ["tax-personal", "land-extracts"]}
    assert staff.refused("/pop-up", both) == "one-authority"


def test_place_where_somebody_serves_is_not_taken(console: RunningConsole) -> None:
    tax, survey = console.staff("expert", "tax"), console.staff("expert", "land-survey", name="Matti")
    tax.done("/pop-up", {"place": "popup-1", "service": "tax-personal"})
    assert 'value="popup-1"' not in _page(survey)
    assert survey.refused("/pop-up", {"place": "popup-1", "service": "land-extracts"}) == "place-taken"


def test_planned_pop_up_opens_and_closes_by_itself(console: RunningConsole) -> None:
    expert, now = console.staff("expert", "tax"), console.clock.wall
    hours = {"opens": str(now + 10 * MINUTE), "closes": str(now + 40 * MINUTE)}
    expert.done("/pop-up", {"place": "popup-1", "service": "tax-personal", "when": "later"} | hours)
    page = _page(expert)
    assert "klo 10.34–11.04" in page
    assert not expert.desk("popup-1")["open"]
    console.clock.advance(10 * MINUTE)
    _tick(console, 2)
    assert expert.desk("popup-1")["open"]
    console.clock.advance(30 * MINUTE)
    _tick(console, 2)
    assert not expert.desk("popup-1")["open"]
    assert "Yhtään pop-up-pistettä" in _page(expert)


def test_plan_is_taken_back_by_its_own_people(console: RunningConsole) -> None:
    expert, now = console.staff("expert", "tax"), console.clock.wall
    other = console.staff("expert", "land-survey", name="Matti")
    hours = {"opens": str(now + 10 * MINUTE), "closes": str(now + 40 * MINUTE)}
    expert.done("/pop-up", {"place": "popup-1", "service": "tax-personal", "when": "later"} | hours)
    assert "/pop-up/popup-1/unplan" not in _page(other)
    assert other.refused("/pop-up/popup-1/unplan") == "place-taken"
    wish = {"place": "popup-1", "service": "land-extracts"}
    assert other.refused("/pop-up", wish) == "place-taken"
    expert.done("/pop-up/popup-1/unplan")
    assert expert.refused("/pop-up/popup-1/unplan") == "not-planned"
    other.done("/pop-up", wish)


def test_hours_that_make_no_sense_are_refused(console: RunningConsole) -> None:
    expert, now = console.staff("expert", "tax"), console.clock.wall
    wish = {"place": "popup-1", "service": "tax-personal", "when": "later"}
    for opens, closes in ((10, 10), (20, 10), (-90, -60), (10, 60 * 24), (-60 * 24, 10)):
        hours = {"opens": str(now + opens * MINUTE), "closes": str(now + closes * MINUTE)}
        assert expert.refused("/pop-up", wish | hours) == "bad-time", hours


def test_hours_that_are_no_numbers_are_refused() -> None:
    with pytest.raises(Refused, match="bad-time"):
        hours_of("noon", "", 0)


def test_proposal_begins_at_a_quarter_and_ends_when_the_authority_leaves() -> None:
    now = 1_795_422_240_000  # 10.24
    free, leaving = proposed(now, None), proposed(now, now + 50 * MINUTE)
    assert (free.opens[0] - now, free.until_ms - free.opens[0]) == (6 * MINUTE, 120 * MINUTE)
    assert leaving.until_ms == now + 50 * MINUTE
    assert leaving.until_ms in leaving.closes
    assert free.opens[1] - free.opens[0] == STEP_MS
    assert free.opens[0] not in free.closes
    late = proposed(now, now)
    assert late.until_ms > late.opens[0]


def test_who_may_not_serve_opens_nothing(console: RunningConsole) -> None:
    adviser = console.staff("adviser")
    assert adviser.refused("/pop-up", {"place": "popup-1", "service": "tax-personal"}) == "not-allowed"
    assert 'action="/pop-up"' not in _page(adviser)


def test_refusal_without_script_comes_back_to_the_page(console: RunningConsole) -> None:
    expert = console.staff("expert", "tax")
    answer = expert.post("/pop-up", {"place": "popup-1"}, headers=HTML)
    assert answer.status_code == 303
    assert "Valitse vähintään yksi palvelu." in _page(expert, answer.headers["location"])
