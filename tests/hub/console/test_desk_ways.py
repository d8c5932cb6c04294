"""How a desk serves: paused, in which languages, and stopped while somebody is served."""

from tests.hub.console.running import RunningConsole
from tests.hub.staff import Staff

HTML = {"accept": "text/html"}


def _at_desk(console: RunningConsole, *languages: str) -> Staff:
    expert = console.staff("expert", "tax", name="Eero")
    expert.done("/desk/desk-1/open", {"service": "tax-personal", "spoken": languages})
    return expert


def _came(console: RunningConsole, *languages: str) -> None:
    adviser = console.staff("adviser", name="Anna")
    for language in languages:
        adviser.done("/check-in", {"service": "tax-personal", "language": language})
        console.clock.advance(1000)


def _page(staff: Staff) -> str:
    return staff.http.get("/desk/desk-1", headers=HTML).text


def test_paused_desk_says_so_and_calls_nobody_until_it_goes_on(console: RunningConsole) -> None:
    _came(console, "fi")
    expert = _at_desk(console)
    assert "/desk/desk-1/call-next" in _page(expert)
    expert.done("/desk/desk-1/pause")
    page = _page(expert)
    assert "Paikka on tauolla." in page
    assert page.index("/desk/desk-1/resume") < page.index("/desk/desk-1/close")
    assert "/desk/desk-1/call-next" not in page
    assert "/desk/desk-1/call-this" not in page.replace('id="call-this"', "").split("<tbody>")[1]
    assert expert.refused("/desk/desk-1/call-next") == "desk-paused"
    expert.done("/desk/desk-1/resume")
    assert not expert.desk("desk-1")["paused"]
    expert.done("/desk/desk-1/call-next")


def test_desk_that_is_paused_keeps_who_stands_there(console: RunningConsole) -> None:
    _came(console, "fi")
    expert = _at_desk(console)
    expert.done("/desk/desk-1/call-next")
    expert.done("/desk/desk-1/pause")
    assert (expert.desk("desk-1")["paused"], expert.desk("desk-1")["visit"]["number"]) == (True, "100")
    expert.done("/desk/desk-1/start")
    expert.done("/desk/desk-1/finish")


def test_desk_that_is_not_open_cannot_pause(console: RunningConsole) -> None:
    expert = console.staff("expert", "tax", name="Eero")
    assert expert.refused("/desk/desk-1/pause") == "desk-not-open"


def test_desk_calls_the_languages_that_it_serves_in(console: RunningConsole) -> None:
    _came(console, "fi", "sv", "fi")
    expert = _at_desk(console, "sv", "en")
    now = expert.desk("desk-1")
    assert (now["languages"], now["total"], now["counts"][0]["waiting"]) == (["sv", "en"], 1, 1)
    assert "Kielet: ruotsi, englanti" in _page(expert)
    assert expert.done("/desk/desk-1/call-next")["number"] == "101"
    expert.done("/desk/desk-1/give-back")
    expert.done("/desk/desk-1/open", {"service": "tax-personal"})
    assert expert.done("/desk/desk-1/call-next")["number"] == "100"


def test_call_by_hand_keeps_the_languages_of_the_desk(console: RunningConsole) -> None:
    _came(console, "fi")
    expert = _at_desk(console, "sv")
    visit = console.office.look(lambda view: next(iter(view.engine.state.visits))).result(10)
    expert.done("/desk/desk-1/call-this", {"visit": visit})
    assert expert.desk("desk-1")["languages"] == ["sv"]


def test_language_that_the_site_does_not_have_is_refused(console: RunningConsole) -> None:
    expert = console.staff("expert", "tax", name="Eero")
    fields = {"service": "tax-personal", "spoken": "xx"}
    assert expert.refused("/desk/desk-1/open", fields) == "unknown-service"


def test_stopping_gives_the_customer_back_only_when_that_is_meant(console: RunningConsole) -> None:
    _came(console, "fi")
    expert = _at_desk(console)
    expert.done("/desk/desk-1/call-next")
    expert.done("/desk/desk-1/start")
    visit = expert.desk("desk-1")["visit"]["visit"]
    assert expert.refused("/desk/desk-1/close") == "visit-serving"
    assert expert.refused("/desk/desk-1/close", {"give_back": "on"}) == "visit-serving"
    assert expert.refused("/desk/desk-1/close", {"give_back": "on", "visit": "old"}) == "other-visit"
    expert.done("/desk/desk-1/close", {"give_back": "on", "visit": visit})
    now = expert.desk("desk-1")
    assert (now["open"], now["visit"], now["total"]) == (False, None, 1)


def test_open_desk_of_another_authority_is_not_altered(console: RunningConsole) -> None:
    _at_desk(console)
    surveyor = console.staff("expert", "land-survey", name="Matti")
    for action in ("pause", "resume", "close"):
        assert surveyor.refused(f"/desk/desk-1/{action}") == "place-taken"
    assert surveyor.refused("/desk/desk-1/open", {"service": "land-extracts"}) == "place-taken"
    everybody = console.staff("everything", name="Ulla")
    everybody.done("/desk/desk-1/pause")
    everybody.done("/desk/desk-1/close")
    surveyor.done("/desk/desk-1/open", {"service": "land-extracts"})


def test_desk_where_another_authoritys_customer_stands_is_not_altered(console: RunningConsole) -> None:
    _came(console, "fi")
    expert = _at_desk(console)
    expert.done("/desk/desk-1/call-next")
    surveyor = console.staff("expert", "land-survey", name="Matti")
    visit = expert.desk("desk-1")["visit"]["visit"]
    for action in ("pause", "close", "park"):
        assert surveyor.refused(f"/desk/desk-1/{action}", {"visit": visit}) == "not-yours"
        assert surveyor.refused(f"/desk/desk-1/{action}", {"visit": "old"}) == "other-visit"
    assert "Pidä tauko" not in _page(surveyor)
