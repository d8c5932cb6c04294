import random
import re
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from tests.hub.console.running import RunningConsole

_NASTY = [
    "", "0", "-1", "🦉", "\x00", "'; DROP TABLE account; --", "<script>alert(1)</script>", "../../etc/passwd",
    "a" * 500, "{{7*7}}", "%s%n", "desk-1", "tax-personal", "\n\r", "٣", "null", "[]", "2026-11-23",
]  # fmt: skip
_PATHS = [
    "/desk/desk-1/open", "/desk/desk-1/call-next", "/desk/desk-1/transfer", "/desk/desk-1/call-this",
    "/check-in", "/check-in/take-back", "/adviser-calls/x/going", "/alarms/panic-room-1/close", "/day/open",
    "/devices/kiosk-1/strike-off", "/devices/code", "/staff/invite", "/language", "/sign-in", "/password",
]  # fmt: skip
_STARTS = ["/desk/", "/join/", "/api/desk/", "/staff/", "/", "/check-in?visit=", "/sign-in?refused="]
_FIELDS = ["service", "language", "visit", "press", "reason", "date", "role", "authority", "name", "password",
           "old", "path", "command"]  # fmt: skip


def test_post_without_the_forms_word_is_refused(console: RunningConsole) -> None:
    liisa = console.staff("everything")
    word, liisa.form = liisa.form, ""
    assert liisa.refused("/day/close") == "old-page"
    liisa.form = "0" * len(word)
    assert liisa.refused("/day/close") == "old-page"
    liisa.form = word
    liisa.done("/day/close")


def test_word_of_somebody_elses_form_is_refused(console: RunningConsole) -> None:
    liisa, eero = console.staff("everything"), console.staff("everything", name="Eero")
    liisa.form = eero.form
    assert liisa.refused("/day/close") == "old-page"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://[bad"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_post_from_another_origin_is_refused(console: RunningConsole, headers: dict[str, str]) -> None:
    liisa = console.staff("everything")
    answer = liisa.post("/day/close", headers=headers)
    assert (answer.status_code, answer.json()["refused"]["code"]) == (403, "foreign")
    assert liisa.post("/day/close", headers={"origin": console.url}).status_code == 200


def test_action_is_no_get_and_a_page_no_post(console: RunningConsole) -> None:
    liisa = console.staff("everything")
    assert liisa.http.get("/day/close").status_code == 405
    assert liisa.http.get("/sign-out").status_code == 405
    assert liisa.post("/queues").status_code == 405
    assert liisa.http.get("/no/such/page").status_code == 404


def test_oversized_and_foreign_bodies_are_refused(console: RunningConsole) -> None:
    liisa = console.staff("everything")
    assert liisa.http.post("/day/close", content=b"x" * 40_000).status_code == 413
    assert liisa.http.post("/day/close", json={"form": liisa.form}).status_code == 400
    assert liisa.http.post("/day/close", content="&".join(["a=1"] * 400)).status_code == 400
    assert liisa.http.post("/day/close", content=b"\xff\xfe").status_code == 400
    assert liisa.http.post("/day/close", files={"a": b"x"}).status_code == 400


def test_every_page_is_fenced_in(console: RunningConsole) -> None:
    liisa = console.staff("everything")
    for path in ("/sign-in", "/queues", "/nowhere", "/static/console.css"):
        headers = liisa.http.get(path, headers={"accept": "text/html"}).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers
    assert liisa.http.get("/queues").headers["cache-control"] == "no-store"
    assert "immutable" in liisa.http.get("/static/console.js").headers["cache-control"]


def test_cookie_is_for_this_site_and_no_script(console: RunningConsole) -> None:
    answer = httpx.get(f"{console.url}/sign-in")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_behind_tls_the_cookie_stays_there(tmp_path: Path) -> None:
    console = RunningConsole(tmp_path, "https://vuoro.example").start()
    try:
        answer = httpx.get(f"{console.url}/sign-in")
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-vuoro=")
        assert "Secure" in cookie
        assert "max-age" in answer.headers["strict-transport-security"]
    finally:
        console.stop()


@pytest.mark.parametrize("seed", range(3))
def test_garbage_in_forms_kills_nothing(console: RunningConsole, seed: int) -> None:
    chance = random.Random(seed)
    liisa = console.staff("everything", name=f"Liisa {seed}")
    for _ in range(150):
        fields = {chance.choice(_FIELDS): chance.choice(_NASTY) for _ in range(chance.randrange(1, 6))}
        answer = liisa.post(chance.choice(_PATHS), fields)
        assert answer.status_code < 500 or answer.status_code == 503, (answer.request.url, fields)
    assert liisa.me()["signed_in"]


@pytest.mark.parametrize("seed", range(2))
def test_garbage_in_addresses_kills_nothing(console: RunningConsole, seed: int) -> None:
    chance = random.Random(seed)
    liisa = console.staff("everything", name=f"Liisa {seed}")
    for _ in range(100):
        parts = [quote(chance.choice(_NASTY), safe="") for _ in range(chance.randrange(1, 4))]
        start = chance.choice(
            ["/desk/", "/join/", "/api/desk/", "/staff/", "/", "/check-in?visit=", "/sign-in?refused="]
        )
        answer = liisa.http.get(start + "/".join(parts), headers={"accept": "text/html"})
        assert answer.status_code < 500, answer.request.url


def test_what_comes_from_outside_is_shown_as_text(console: RunningConsole) -> None:
    liisa = console.staff("everything")
    script = "<script>alert(1)</script>"
    for path in (
        f"/check-in?visit={quote(script)}",
        f"/queues?refused={quote(script)}",
        f"/desk/{quote(script)}",
    ):
        page = liisa.http.get(path, headers={"accept": "text/html"}).text
        assert not re.search(r"<script>|javascript:|onerror=", page)
    assert 'style="' not in page
