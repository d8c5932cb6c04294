import httpx
import pytest

from hub.accounts.throttle import FREE
from tests.hub.console.running import RunningConsole
from tests.hub.staff import PASSWORD


def _sign_in(console: RunningConsole, name: str, password: str) -> httpx.Response:
    visitor = console.visitor()
    visitor.me()
    return visitor.post("/sign-in", {"name": name, "password": password})


def test_person_signs_in_out_and_in_again(console: RunningConsole) -> None:
    liisa = console.staff("expert", "tax")
    assert liisa.me()["signed_in"]
    kept = dict(liisa.http.cookies)
    liisa.done("/sign-out")
    assert not liisa.me()["signed_in"]
    with httpx.Client(base_url=console.url, cookies=kept) as thief:
        assert not thief.get("/api/me").json()["signed_in"]
    assert liisa.post("/sign-in", {"name": "LIISA", "password": PASSWORD}).status_code == 200
    assert liisa.me()["name"] == "Liisa"


def test_signing_in_changes_the_session(console: RunningConsole) -> None:
    liisa = console.visitor()
    liisa.me()
    before = liisa.http.cookies["vuoro"]
    liisa.join(console.invite("guard"), "Liisa")
    assert liisa.http.cookies["vuoro"] != before


def test_wrong_name_and_wrong_password_are_told_alike(console: RunningConsole) -> None:
    console.staff("guard")
    for name in ("Liisa", "nobody"):
        answer = _sign_in(console, name, "something else")
        assert (answer.status_code, answer.json()["refused"]["code"]) == (403, "sign-in")


def test_who_guesses_has_to_wait_and_the_right_person_gets_in_afterwards(console: RunningConsole) -> None:
    console.staff("guard")
    for _ in range(FREE):
        assert _sign_in(console, "Liisa", "wrong password").status_code == 403
    paused = _sign_in(console, "Liisa", PASSWORD)
    assert paused.status_code == 429
    assert paused.json()["refused"]["seconds"] == 2
    console.clock.advance(2000)
    assert _sign_in(console, "Liisa", PASSWORD).status_code == 200


def test_link_is_good_once(console: RunningConsole) -> None:
    link = console.invite("guard")
    console.visitor().join(link, "Liisa")
    second = console.visitor()
    second.me()
    answer = second.post(f"/join/{link}", {"name": "Toinen", "password": PASSWORD})
    assert answer.json()["refused"]["code"] == "link-over"
    page = httpx.get(f"{console.url}/join/{link}")
    assert "Linkki on käytetty" in page.text


def test_weak_password_and_bad_name_leave_the_link_good(console: RunningConsole) -> None:
    link = console.invite("guard")
    visitor = console.visitor()
    visitor.me()
    for name, password, code in (
        ("Liisa", "short", "password-short"),
        ("Liisa", "liisaliisaliisa", "password-easy"),
        ("<script>", PASSWORD, "name-unfit"),
    ):
        answer = visitor.post(f"/join/{link}", {"name": name, "password": password})
        assert answer.json()["refused"]["code"] == code
    visitor.join(link, "Liisa")


def test_changed_password_ends_other_sessions(console: RunningConsole) -> None:
    liisa = console.staff("guard")
    other = console.visitor()
    other.me()
    other.post("/sign-in", {"name": "Liisa", "password": PASSWORD})
    assert other.me()["signed_in"]
    assert liisa.refused("/password", {"old": "wrong", "password": "talvi kesä syksy"}) == "password-wrong"
    liisa.done("/password", {"old": PASSWORD, "password": "talvi kesä syksy"})
    assert liisa.me()["signed_in"]
    assert not other.me()["signed_in"]
    assert _sign_in(console, "Liisa", PASSWORD).status_code == 403


def test_session_that_nobody_uses_ends(console: RunningConsole) -> None:
    liisa = console.staff("guard")
    console.clock.advance(61 * 60_000)
    assert liisa.http.get("/alarms").status_code == 401
    page = liisa.http.get("/alarms", headers={"accept": "text/html"})
    assert (page.status_code, page.headers["location"]) == (303, "/sign-in")


@pytest.mark.parametrize(
    "path", ["/", "/desk", "/desk/desk-1", "/check-in", "/queues", "/rooms", "/devices", "/day", "/alarms",
             "/staff", "/events", "/password", "/api/desk/desk-1"],
)  # fmt: skip
def test_nothing_is_shown_to_who_is_not_signed_in(console: RunningConsole, path: str) -> None:
    answer = httpx.get(f"{console.url}{path}")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in"


def test_person_without_a_right_is_told_so(console: RunningConsole) -> None:
    guard = console.staff("guard")
    for path in ("/desk", "/check-in", "/queues", "/rooms", "/day", "/staff"):
        page = guard.http.get(path, headers={"accept": "text/html"})
        assert page.status_code == 403
        assert "Pyydä koordinaattorilta oikeutta" in page.text
    for path in ("/desk/desk-1/call-next", "/check-in", "/day/close", "/staff/invite"):
        assert guard.refused(path) == "not-allowed"


def test_coordinator_invites_helps_and_removes(console: RunningConsole) -> None:
    coordinator = console.staff("coordinator", name="Kaisa")
    made = coordinator.done("/staff/invite", {"role": "expert", "authority": ["tax"]})
    eero = console.visitor().join(made["link"], "Eero")
    assert eero.me()["services"] == ["tax-personal", "tax-business"]
    page = coordinator.http.get("/staff", headers={"accept": "text/html"}).text
    account = page.split("/link")[0].rsplit("/staff/", 1)[1]
    link = coordinator.done(f"/staff/{account}/link")["link"]
    again = console.visitor()
    again.join(link, "ignored")
    assert again.me()["name"] == "Eero"
    assert not eero.me()["signed_in"]
    coordinator.done(f"/staff/{account}/remove")
    assert not again.me()["signed_in"]
    assert coordinator.refused(f"/staff/{account}/remove") == "not-found"


def test_nobody_removes_the_own_account(console: RunningConsole) -> None:
    coordinator = console.staff("coordinator", name="Kaisa")
    page = coordinator.http.get("/staff", headers={"accept": "text/html"}).text
    assert "/remove" not in page


def test_language_is_the_persons_choice_on_every_machine(console: RunningConsole) -> None:
    liisa = console.staff("guard")
    liisa.done("/language", {"language": "sv", "path": "/alarms"})
    elsewhere = console.visitor()
    elsewhere.me()
    elsewhere.post("/sign-in", {"name": "Liisa", "password": PASSWORD})
    page = elsewhere.http.get("/alarms", headers={"accept": "text/html", "accept-language": "en"})
    assert '<html lang="sv">' in page.text


@pytest.mark.parametrize("path", ["//evil.example", "https://evil.example", "/\\evil.example", "/a/../b", ""])
def test_language_never_leads_to_another_site(console: RunningConsole, path: str) -> None:
    liisa = console.staff("guard")
    answer = liisa.post("/language", {"language": "sv", "path": path}, headers={"accept": "text/html"})
    assert answer.headers["location"] == "/"
