"""Appointments in the console: who comes is checked in, experts are told, administrators see the sources."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from common.runtime.settings import load
from hub.appointments.rows import Bad, Cause, Reason
from hub.appointments.standing import Report
from hub.site.schema import Site
from tests.hub.appointments.sources import source
from tests.hub.appointments.standings import MINUTE_MS, NOW, appointment, standing
from tests.hub.console.running import RunningConsole
from tests.hub.hub_process import SITE
from tests.hub.staff import Staff

HTML = {"accept": "text/html"}
PATH = "/check-in/appointment"


@pytest.fixture
def console(tmp_path: Path) -> Iterator[RunningConsole]:
    """A console of a site with appointments, at 10.24."""
    house = load(SITE, Site)
    house.appointments["tax"] = source()
    running = RunningConsole(tmp_path, site=house).start()
    running.open_day()
    running.appointments.put(
        standing(
            appointment("late", -10, "late1"),
            appointment("now", 1, "now1", "Maija"),
            appointment("early", 20, "early1"),
            appointment("soon", 50, "soon1"),
            appointment("too-late", -60, "gone1"),
            appointment("afternoon", 180, "noon1"),
            appointment("other", 0, "other1", date="2026-11-24"),
            appointment("land", 5, "land1", service="land-extracts"),
        )
    )
    yield running
    running.stop()


@pytest.fixture
def adviser(console: RunningConsole) -> Staff:
    return console.staff("adviser")


def page(staff: Staff, path: str = "/check-in") -> str:
    answer = staff.http.get(path, headers={**HTML, "accept-language": "en"})
    assert answer.status_code == 200, answer.text
    return answer.text


def answer_to(staff: Staff, **fields: str) -> str:
    """Return the page that the form leads to."""
    return page(staff, staff.post(PATH, fields).json()["go"])


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("NOW 1", "on time (booked time 10:25)"),
        ("early-1", "is early, and comes into line by the booked time (10:44)"),
        ("late1", "is late, but the appointment still counts (10:14)"),
    ],
)
def test_who_comes_in_time_is_checked_in_with_a_sentence(adviser: Staff, code: str, sentence: str) -> None:
    adviser.http.cookies.set("language", "en")
    shown = answer_to(adviser, code=code)
    assert sentence in shown
    assert '<p class="number">' in shown


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("soon1", "(11:14) one can check in from 10:44 on"),
        ("gone1", "Too late for the appointment (9:24): give an ordinary number."),
        ("other1", "on another day: Tue 24.11.2026 at 12:00."),
        ("nobody1", "No appointment was found"),
        ("", "No appointment was found"),
    ],
)
def test_who_does_not_is_told_why_and_gets_no_number(adviser: Staff, code: str, sentence: str) -> None:
    adviser.http.cookies.set("language", "en")
    shown = answer_to(adviser, code=code)
    assert sentence in shown
    assert '<p class="number">' not in shown


def test_each_language_says_it(adviser: Staff) -> None:
    for language, sentence in (("fi", "toiselle päivälle"), ("sv", "en annan dag"), ("en", "another day")):
        adviser.http.cookies.set("language", language)
        assert sentence in answer_to(adviser, code="other1")


def test_a_code_is_used_once(adviser: Staff) -> None:
    adviser.http.cookies.set("language", "en")
    adviser.post(PATH, {"code": "now1"})
    assert "already (10:25)" in answer_to(adviser, code="now1")


def test_an_appointment_that_was_taken_back_can_still_be_kept(adviser: Staff) -> None:
    visit = adviser.done(PATH, {"code": "now1"})["visit"]
    adviser.done("/check-in/take-back", {"visit": visit})
    assert 'value="now"' in page(adviser)
    assert "fit=on-time" in adviser.post(PATH, {"code": "now1"}).json()["go"]


def test_a_request_that_is_sent_again_is_answered_again(adviser: Staff, console: RunningConsole) -> None:
    first = adviser.post(PATH, {"code": "now1"}, command="once")
    again = adviser.post(PATH, {"code": "now1"}, command="once")
    assert first.json()["done"] == again.json()["done"]
    kept = console.office.look(lambda view: dict(view.engine.state.appointments)).result(5)
    assert len(kept) == 1


def test_an_adviser_chooses_from_the_coming_hour(adviser: Staff) -> None:
    shown = page(adviser)
    for name in ("late", "now", "early", "soon", "land"):
        assert f'name="appointment" value="{name}"' in shown
    for name in ("too-late", "afternoon", "other"):
        assert f'value="{name}"' not in shown
    assert "fit=early" in adviser.post(PATH, {"appointment": "soon"}).json()["go"]
    assert 'value="soon"' not in page(adviser)


def test_a_choice_that_is_gone_or_over_is_told(adviser: Staff) -> None:
    for name, fit in (("too-late", "too-late"), ("afternoon", "too-early"), ("none", "unknown")):
        assert f"fit={fit}" in adviser.post(PATH, {"appointment": name}).json()["go"]


def test_a_visit_waits_in_the_language_and_for_the_service_of_the_appointment(
    adviser: Staff, console: RunningConsole
) -> None:
    visit = adviser.done(PATH, {"code": "land1", "language": "sv"})["visit"]
    kept = console.office.look(lambda view: view.engine.state.visits[visit]).result(5)
    assert (kept.service, kept.language) == ("land-extracts", "sv")
    assert kept.appointment is not None
    assert kept.appointment.id == "land"
    assert adviser.refused(PATH, {"code": "now1", "language": "xx"}) == "unknown-service"


def test_who_may_not_check_in_finds_no_appointment_either(console: RunningConsole) -> None:
    expert = console.staff("expert", "tax")
    assert expert.refused(PATH, {"code": "now1"}) == "not-allowed"


def test_only_our_own_answers_are_said(adviser: Staff) -> None:
    for query in (
        "fit=%3Cscript%3E&at=1&opens=1",
        "fit=early&at=x&opens=1",
        f"fit=early&at={'9' * 30}&opens=1",
    ):
        assert 'class="said" role="status"' not in page(adviser, f"/check-in?{query}")


def test_a_site_without_appointments_shows_nothing_of_them(tmp_path: Path) -> None:
    running = RunningConsole(tmp_path).start()
    try:
        assert PATH not in page(running.staff("adviser"))
        assert "sources" not in page(running.staff("coordinator", name="Kaisa"), "/devices")
    finally:
        running.stop()


def test_the_named_expert_is_told_and_nobody_else(console: RunningConsole, adviser: Staff) -> None:
    maija, other = console.staff("expert", "tax", name="Maija"), console.staff("expert", "tax", name="Olli")
    maija.post("/notices", {"expert": "MAIJA"})
    other.post("/notices", {"expert": "Olli"})
    console.clock.advance(1000)
    number = adviser.done(PATH, {"code": "now1"})["number"]
    assert number in page(maija, "/notices")
    assert number not in page(other, "/notices")


def test_administrators_see_how_each_source_fares(console: RunningConsole) -> None:
    fine = Report(source="fine", authority="tax", read_ms=NOW, today=7, coming=12)
    bad = Report(
        source="bad",
        authority="land-survey",
        read_ms=NOW - 60 * MINUTE_MS,
        failing_ms=NOW - 30 * MINUTE_MS,
        cause=Cause.REDIRECT,
        refused={Reason.BAD_START: 2},
        examples=(Bad(3, Reason.BAD_START), Bad(9, Reason.BAD_START)),
    )
    console.appointments.put(standing(reports=(fine, bad, Report(source="new", authority="tax"))))
    staff = console.staff("coordinator", name="Kaisa")
    staff.http.cookies.set("language", "en")
    shown = page(staff, "/devices")
    for text in (
        "7 today, 12 on coming days",
        "cannot be read since 9:54",
        "last read 9:24",
        "leads to another host",
        "2 rows refused: a time that cannot be read",
        "3, 9",
        "not read yet",
    ):
        assert text in shown, text
