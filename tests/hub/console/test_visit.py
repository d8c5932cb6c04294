"""Visits over plain HTTP: several services, parking, sending on, bringing back, and what staff note."""

from common.wire.ids import mint_id
from hub.queue import views
from hub.queue.views import VisitView
from tests.hub.console.running import RunningConsole
from tests.hub.staff import Staff

HTML = {"accept": "text/html"}


def _page(staff: Staff, path: str) -> str:
    answer = staff.http.get(path, headers=HTML)
    assert answer.status_code == 200, answer.text
    return answer.text


def _visit(console: RunningConsole, visit: str) -> VisitView:
    found = console.office.look(lambda view: views.visit(view.engine.state, visit)).result(10)
    assert found is not None
    return found


def _came(console: RunningConsole, service: str = "tax-personal", **fields: str | list[str]) -> str:
    """Let an adviser check somebody in; return the visit's id."""
    adviser = console.staff("everything", name=f"Ulla {mint_id()[:4]}")
    done = adviser.done("/check-in", {"service": service, "language": "fi", **fields})
    console.clock.advance(1000)
    return str(done["visit"])


def _expert(console: RunningConsole, *authorities: str) -> Staff:
    expert = console.staff("expert", *(authorities or ("tax",)), name="Eero")
    expert.done("/desk/desk-1/open", {"service": _services(expert)})
    return expert


def _services(staff: Staff) -> list[str]:
    return list(staff.me()["services"])


def test_visit_for_several_services_goes_on_and_the_next_is_told(console: RunningConsole) -> None:
    fields = {"further-1": "land-extracts", "when-1": "afterwards"}
    visit = _came(console, **fields)
    expert = _expert(console)
    expert.done("/desk/desk-1/call-next")
    expert.done("/desk/desk-1/start")
    answer = expert.post("/desk/desk-1/finish", {"visit": visit}).json()
    assert answer["done"]["next"] == ["land-extracts"]
    assert answer["go"] == f"/desk/desk-1?told={visit}"
    page = _page(expert, answer["go"])
    assert "Asiakas 100 odottaa seuraavaksi: Otteet." in page
    surveyor = console.staff("expert", "land-survey", name="Matti")
    assert "seuraavaksi" not in _page(surveyor, f"/desk/room-1?told={visit}")
    surveyor.done("/desk/room-1/open", {"service": "land-extracts"})
    surveyor.done("/desk/room-1/call-next")
    assert "seuraavaksi" not in _page(expert, answer["go"])
    surveyor.done("/desk/room-1/start")
    assert "next" not in surveyor.done("/desk/room-1/finish")


def test_told_is_looked_up_and_never_free_text(console: RunningConsole) -> None:
    visit = _came(console)
    expert = _expert(console)
    for told in (visit, "gone", "%3Cscript%3E"):
        assert "seuraavaksi" not in _page(expert, f"/desk/desk-1?told={told}")


def test_parked_customer_stands_aside_and_returns_to_the_old_place(console: RunningConsole) -> None:
    first, second = _came(console), _came(console)
    expert = _expert(console)
    expert.done("/desk/desk-1/call-next")
    expert.done("/desk/desk-1/start")
    assert expert.refused("/desk/desk-1/park", {"visit": second}) == "other-visit"
    assert expert.refused("/desk/desk-1/park") == "malformed"
    expert.done("/desk/desk-1/park", {"visit": first})
    now = expert.desk("desk-1")
    assert (now["visit"], [one["number"] for one in now["parked"]]) == (None, ["100"])
    assert expert.refused("/desk/desk-1/park", {"visit": second}) == "no-visit"
    expert.done("/desk/desk-1/return", {"visit": first})
    now = expert.desk("desk-1")
    assert ([row["number"] for row in now["waiting"]], now["parked"]) == (["100", "101"], [])


def test_parked_customer_is_called_straight_from_there(console: RunningConsole) -> None:
    visit = _came(console)
    expert = _expert(console)
    expert.done(f"/visit/{visit}/park")
    assert expert.desk("desk-1")["total"] == 0
    assert expert.done("/desk/desk-1/call-this", {"visit": visit})["number"] == "100"


def test_page_that_is_old_parks_nobody_who_was_called(console: RunningConsole) -> None:
    visit = _came(console)
    expert = _expert(console)
    expert.done("/desk/desk-1/call-next")
    assert expert.refused(f"/visit/{visit}/park") == "visit-taken"
    assert expert.refused(f"/visit/{visit}/take-back", {"reason": "left"}) == "wrong-state"
    assert expert.refused(f"/visit/{visit}/send-on", {"service": "tax-business"}) == "visit-taken"


def test_customer_is_sent_to_a_desk_at_an_hour(console: RunningConsole) -> None:
    visit = _came(console)
    expert = _expert(console)
    expert.done("/desk/desk-1/call-next")
    fields = {"visit": visit, "service": "tax-personal", "to_desk": "room-1", "hour": "11:00"}
    assert expert.refused("/desk/desk-1/transfer", fields | {"hour": "10:00"}) == "hour-past"
    assert expert.refused("/desk/desk-1/transfer", fields | {"to_desk": "room-2"}) == "unknown-desk"
    assert expert.refused("/desk/desk-1/transfer", fields | {"hour": ""}) == "desk-not-open"
    expert.done("/desk/desk-1/transfer", fields)
    assert "odottaa taas klo 11.00" in _page(expert, "/desk/desk-1")
    assert expert.refused("/desk/desk-1/call-next") == "nobody-waiting"
    expert.done("/desk/room-1/open", {"service": "tax-personal"})
    console.clock.advance(37 * 60_000)
    assert expert.refused("/desk/desk-1/call-next") == "nobody-waiting"
    (row,) = expert.desk("room-1")["waiting"]
    assert row["about"]["to_desk"] == "room-1"
    assert expert.done("/desk/room-1/call-next")["number"] == "100"


def test_sending_that_is_sent_again_after_its_hour_is_answered_as_before(console: RunningConsole) -> None:
    visit = _came(console)
    expert = _expert(console)
    fields, command = {"service": "tax-business", "hour": "10:30"}, mint_id()
    first = expert.post(f"/visit/{visit}/send-on", fields, command=command)
    console.clock.advance(3_000_000)
    again = expert.post(f"/visit/{visit}/send-on", fields, command=command)
    assert (first.status_code, first.json()) == (200, again.json())


def test_visit_that_waits_for_another_authority_too_is_not_moved(console: RunningConsole) -> None:
    later = _came(console, "land-extracts", **{"further-1": "tax-personal", "when-1": "afterwards"})
    both = _came(console, "tax-personal", **{"further-1": "land-extracts", "when-1": "at-once"})
    tax = _expert(console)
    for visit in (later, both):
        assert tax.refused(f"/visit/{visit}/take-back", {"reason": "left"}) == "not-your-visit"
        assert tax.refused(f"/visit/{visit}/park") == "not-your-visit"
        assert tax.refused(f"/visit/{visit}/send-on", {"service": "tax-business"}) == "not-your-visit"
        assert tax.refused("/desk/desk-1/return", {"visit": visit}) == "not-your-visit"
        assert tax.refused("/desk/desk-1/bring-back", {"visit": visit}) == "not-your-visit"
        page = _page(tax, f"/visit/{visit}")
        assert "Pyydä palveluneuvojaa auttamaan." in page
        assert not any(f"/visit/{visit}/{act}" in page for act in ("take-back", "park", "send-on"))
        assert f"/visit/{visit}/amend" in page
        tax.done(f"/visit/{visit}/amend", {"language": "fi", "party": "2"})
    assert tax.done("/desk/desk-1/call-this", {"visit": both})["number"] == "101"


def test_who_did_not_come_is_brought_back_while_the_rule_lets(console: RunningConsole) -> None:
    early, late = _came(console), _came(console)
    expert = _expert(console)
    for _ in range(2):
        expert.done("/desk/desk-1/call-next")
        console.clock.advance(30_000)
        expert.done("/desk/desk-1/not-come")
    assert [one["number"] for one in expert.desk("desk-1")["missed"]] == ["101", "100"]
    expert.done("/desk/desk-1/bring-back", {"visit": early})
    assert [row["number"] for row in expert.desk("desk-1")["waiting"]] == ["100"]
    console.clock.advance(31 * 60_000)
    assert expert.desk("desk-1")["missed"] == []
    assert expert.refused("/desk/desk-1/bring-back", {"visit": late}) == "too-late"
    assert expert.refused(f"/visit/{late}/bring-back") == "too-late"
    assert "Anna asiakkaalle uusi numero." in _page(expert, f"/visit/{late}")


def test_what_staff_note_is_shown_where_the_customer_is_served(console: RunningConsole) -> None:
    visit = _came(console)
    expert = _expert(console)
    note = {"party": "3", "help": "on", "urgent": "on", "note": "interpreter", "language": "sv"}
    expert.done(f"/visit/{visit}/amend", note)
    (row,) = expert.desk("desk-1")["waiting"]
    assert (row["language"], row["about"]["party"], row["about"]["notes"]) == ("sv", 3, ["interpreter"])
    page = _page(expert, "/desk/desk-1")
    for words in ("kiireellinen", "3 henkilöä", "tarvitsee apua perille"):
        assert words in page
    expert.done("/desk/desk-1/call-next")
    assert "Tulkki" in _page(expert, "/desk/desk-1")
    expert.done(f"/visit/{visit}/amend", {"party": "1", "language": "sv"})
    assert "Tulkki" not in _page(expert, "/desk/desk-1")


def test_services_are_added_and_each_is_named_once(console: RunningConsole) -> None:
    visit = _came(console)
    expert = _expert(console)
    fields = {"further-1": "land-extracts", "when-1": "afterwards"}
    fields |= {"further-2": "tax-business", "when-2": "at-once"}
    expert.done(f"/visit/{visit}/extend", fields)
    found = _visit(console, visit)
    assert (found.services, found.later) == (("tax-personal", "tax-business"), ("land-extracts",))
    twice = fields | {"further-1": "tax-business"}
    assert expert.refused(f"/visit/{visit}/extend", twice) == "service-twice"
    expert.done(f"/visit/{visit}/extend")
    assert _visit(console, visit).services == ("tax-personal",)


def test_desk_names_the_service_that_it_serves_of_several(console: RunningConsole) -> None:
    _came(console, **{"further-1": "land-extracts", "when-1": "at-once"})
    surveyor = console.staff("expert", "land-survey", name="Matti")
    (row,) = surveyor.desk("room-2")["waiting"]
    assert (row["service"], row["about"]["further"]) == ("land-extracts", ["land-extracts"])


def test_visit_of_another_authority_is_neither_seen_nor_touched(console: RunningConsole) -> None:
    visit = _came(console)
    before = _visit(console, visit)
    surveyor = console.staff("expert", "land-survey", name="Matti")
    asked: dict[str, dict[str, str]] = {
        "amend": {"party": "2"},
        "extend": {},
        "send-on": {"service": "tax-business"},
        "park": {},
        "return": {},
        "bring-back": {},
        "take-back": {"reason": "left"},
    }
    for action, fields in asked.items():
        assert surveyor.refused(f"/visit/{visit}/{action}", fields) == "not-your-visit"
    answer = surveyor.post(f"/visit/{visit}/park", headers=HTML)
    assert answer.headers["location"].startswith(f"/visit/{visit}?refused=not-your-visit")
    assert surveyor.http.get(f"/visit/{visit}").json()["refused"]["code"] == "not-your-visit"
    assert _visit(console, visit) == before


def test_lists_of_a_desk_touch_no_other_authoritys_visit(console: RunningConsole) -> None:
    visit = _came(console)
    surveyor = console.staff("expert", "land-survey", name="Matti")
    surveyor.done("/desk/desk-1/open", {"service": "land-extracts"})
    for action in ("call-this", "return", "bring-back"):
        assert surveyor.refused(f"/desk/desk-1/{action}", {"visit": visit}) == "not-your-visit"


def test_visit_that_is_not_there_and_actions_that_are_not(console: RunningConsole) -> None:
    visit = _came(console)
    expert = _expert(console)
    assert expert.http.get("/visit/nobody").status_code == 404
    assert expert.refused("/visit/nobody/park") == "unknown-visit"
    assert expert.refused(f"/visit/{visit}/dance") == "not-found"
    assert expert.refused(f"/visit/{visit}/take-back", {"reason": "boredom"}) == "malformed"
    assert console.staff("guard", name="Vartija").http.get(f"/visit/{visit}").status_code == 403


def test_visit_is_found_by_its_number(console: RunningConsole) -> None:
    visit = _came(console)
    adviser = console.staff("adviser", name="Anna")
    answer = adviser.http.get("/visit", params={"number": " 100 "}, headers=HTML)
    assert answer.headers["location"] == f"/visit/{visit}"
    answer = adviser.http.get("/visit", params={"number": "999"}, headers=HTML)
    assert "Tarkista numero." in _page(adviser, answer.headers["location"])
    surveyor = console.staff("expert", "land-survey", name="Matti")
    answer = surveyor.http.get("/visit", params={"number": "100"}, headers=HTML)
    assert answer.headers["location"] == "/queues?refused=no-such-number"


def test_story_of_a_visit_is_told_in_plain_words(console: RunningConsole) -> None:
    visit = _came(console, **{"further-1": "tax-business", "when-1": "afterwards", "party": "2"})
    expert = _expert(console)
    page = _page(expert, f"/visit/{visit}")
    for words in ("Odottaa", "Tuli klo 10.24.", "Sen jälkeen: Yritykset", "2 henkilöä", "edellä 0"):
        assert words in page
    expert.done("/desk/desk-1/call-next")
    assert "Kutsuttu klo 10.24: Piste 1" in _page(expert, f"/visit/{visit}")
    expert.done("/desk/desk-1/start")
    expert.done("/desk/desk-1/finish")
    assert "Hoidettu: Verokortti." in _page(expert, f"/visit/{visit}")
    expert.done(f"/visit/{visit}/take-back", {"reason": "left"})
    assert "asiakas lähti" in _page(expert, f"/visit/{visit}")


def test_check_in_takes_details_and_refuses_a_crowd(console: RunningConsole) -> None:
    visit = _came(console, party="4", note=["wheelchair"], help="on")
    found = _visit(console, visit)
    assert (found.details.party, found.details.notes, found.details.needs_help) == (4, ("wheelchair",), True)
    adviser = console.staff("adviser", name="Anna")
    form = {"service": "tax-personal", "language": "fi"}
    assert adviser.refused("/check-in", form | {"party": "51"}) == "bad-party"
    same = {"further-1": "tax-personal", "when-1": "at-once"}
    assert adviser.refused("/check-in", form | same) == "service-twice"
