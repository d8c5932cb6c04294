"""Being told that a customer has come, over plain HTTP."""

import re

import pytest

from hub.notices.told import COUNTED, ROWS
from tests.hub.console.running import RunningConsole
from tests.hub.staff import Staff

HTML = {"accept": "text/html"}


def _page(staff: Staff, path: str = "/queues") -> str:
    answer = staff.http.get(path, headers=HTML)
    assert answer.status_code == 200, answer.text
    return answer.text


def _strip(staff: Staff, path: str = "/queues") -> str:
    found = re.search(r'<div id="notice-strip".*?\n</div>', _page(staff, path), re.DOTALL)
    assert found is not None
    return found[0]


def _come(staff: Staff, service: str = "tax-personal") -> str:
    return str(staff.done("/check-in", {"service": service, "language": "fi"})["number"])


@pytest.fixture
def adviser(console: RunningConsole) -> Staff:
    return console.staff("adviser", name="Anna")


@pytest.fixture
def clerk(console: RunningConsole) -> Staff:
    """Return somebody who wants to be told of one service."""
    clerk = console.staff("expert", "tax", name="Kalle")
    clerk.done("/notices", {"service": "tax-personal", "expert": ""})
    return clerk


def test_customer_of_a_chosen_service_stands_on_every_page_until_seen(clerk: Staff, adviser: Staff) -> None:
    number = _come(adviser)
    _come(adviser, "tax-business")
    for path in ("/queues", "/desk?choose", "/desk/desk-1", "/congestion", "/notices", "/password"):
        strip = _strip(clerk, path)
        assert f"Asiakas {number}" in strip
        assert "Verokortti" in strip
        assert "Yritykset" not in strip
    upto = re.search(r'name="upto" value="(\d+)"', _strip(clerk))
    assert upto is not None
    clerk.done("/notices/seen", {"upto": upto[1], "path": "/queues"})
    assert "Asiakas" not in _strip(clerk)
    assert _come(adviser) in _strip(clerk)


def test_of_many_the_newest_are_named_and_the_others_counted(clerk: Staff, adviser: Staff) -> None:
    numbers = [_come(adviser) for _ in range(COUNTED)]
    strip = _strip(clerk)
    assert re.findall(r"Asiakas (\d+)", strip) == numbers[: -ROWS - 1 : -1]
    assert f"ja {COUNTED - ROWS} muuta asiakasta" in strip
    _come(adviser)
    assert f"ja vähintään {COUNTED - ROWS} muuta asiakasta" in _strip(clerk)


def test_customer_who_is_called_leaves_the_strip(
    clerk: Staff, adviser: Staff, console: RunningConsole
) -> None:
    number = _come(adviser)
    other = console.staff("expert", "tax", name="Eero")
    other.done("/desk/room-1/open", {"service": "tax-personal"})
    assert number in _strip(clerk)
    other.done("/desk/room-1/call-next")
    assert number not in _strip(clerk)


def test_who_serves_at_a_desk_sees_the_queue_and_no_strip(clerk: Staff, adviser: Staff) -> None:
    number = _come(adviser)
    clerk.done("/desk/desk-1/open", {"service": "tax-personal"})
    assert number not in _strip(clerk, "/desk/desk-1")
    assert number in _strip(clerk, "/queues")


def test_nobody_is_told_who_has_not_asked(adviser: Staff, console: RunningConsole) -> None:
    _come(adviser)
    assert "Asiakas" not in _strip(console.staff("expert", "tax"))
    assert "Asiakas" not in _strip(adviser)


def test_who_came_before_the_choice_is_not_told(adviser: Staff, console: RunningConsole) -> None:
    _come(adviser)
    late = console.staff("expert", "tax")
    late.done("/notices", {"service": "tax-personal"})
    assert "Asiakas" not in _strip(late)


def test_choices_are_kept_and_shown(clerk: Staff) -> None:
    assert "data-chime" not in _page(clerk, "/notices")
    clerk.done("/notices", {"service": ["tax-personal", "tax-business"], "chime": "on", "expert": " K-17 "})
    page = _page(clerk, "/notices?kept")
    assert "Valintasi on tallennettu." in page
    assert page.count("checked") == 3
    assert 'value="K-17"' in page


def test_sound_is_only_for_who_wants_it(clerk: Staff, adviser: Staff) -> None:
    _come(adviser)
    assert "data-chime" not in _strip(clerk)
    clerk.done("/notices", {"service": "tax-personal", "chime": "on"})
    assert "data-chime" in _strip(clerk)


def test_choice_that_makes_no_sense_is_refused(clerk: Staff) -> None:
    for fields, why in (
        ({"service": "land-extracts"}, "unknown-service"),
        ({"service": "fortune"}, "unknown-service"),
        ({"expert": "x" * 65}, "malformed"),
        ({"expert": "a\nb"}, "malformed"),
    ):
        assert clerk.refused("/notices", fields) == why
    for upto in ("", "soon", "-1", "9" * 30):
        assert clerk.refused("/notices/seen", {"upto": upto}) == "malformed"


def test_seen_never_goes_back(clerk: Staff, adviser: Staff) -> None:
    _come(adviser)
    upto = re.search(r'name="upto" value="(\d+)"', _strip(clerk))
    assert upto is not None
    clerk.done("/notices/seen", {"upto": upto[1]})
    clerk.done("/notices/seen", {"upto": "1"})
    assert "Asiakas" not in _strip(clerk)


def test_seen_never_reaches_what_is_yet_to_come(
    clerk: Staff, adviser: Staff, console: RunningConsole
) -> None:
    clerk.done("/notices/seen", {"upto": str(2**52)})
    console.clock.advance(1)
    assert _come(adviser) in _strip(clerk)


def test_seen_without_script_leads_back_to_the_page(clerk: Staff) -> None:
    for path, leads in (("/queues", "/queues"), ("//evil.example", "/"), ("https://evil.example", "/")):
        answer = clerk.post("/notices/seen", {"upto": "1", "path": path}, headers=HTML)
        assert (answer.status_code, answer.headers["location"]) == (303, leads)


def test_notices_need_no_right_to_be_seen_and_one_to_be_chosen(console: RunningConsole) -> None:
    guard = console.staff("guard")
    guard.done("/notices/seen", {"upto": "1"})
    assert guard.refused("/notices", {}) == "not-allowed"
