"""Alarms, calls for an adviser, narrow pages and cut lines in a real browser."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from common.wire import topics
from common.wire.requests import AdviserRequest, Reply
from tests.broker import OpenBroker
from tests.hub.console.running import RunningConsole
from tests.hub.console.window import Keeper, Window, Windows, customers
from tests.hub.hub_process import HubProcess
from tests.hub.staff import Staff
from tests.waiting import wait_until

_PAGES = (
    "/desk?choose", "/desk/desk-1", "/check-in", "/queues", "/congestion", "/rooms", "/devices",
    "/devices/code", "/day", "/alarms", "/staff", "/notices", "/password",
)  # fmt: skip


def test_alarm_shows_by_itself_is_seen_and_closed(staff: Staff, windows: Windows, keeper: Keeper) -> None:
    keeper.say()
    window = windows(staff)
    page = window.open("/queues")
    keeper.presses = [{"id": "press-1", "age_ms": 2000, "wall_ms": int(time.time() * 1000)}]
    keeper.say()
    alarm = page.get_by_role("alert").filter(has_text="Hälytys: Huone 1")
    expect(alarm).to_be_visible()
    expect(alarm).to_contain_text("Pöydän alla")
    expect(alarm).to_contain_text("Kukaan ei ole vielä kuitannut.")
    window.press("Nähty")
    expect(alarm).to_contain_text("Nähty. Apua ei ole vielä ilmoitettu.")
    page.get_by_label("Syy").select_option("false-alarm")
    window.press("Päätä hälytys")
    expect(alarm).to_have_count(0)
    kinds = [(asked["body"]["type"], asked["body"]["presses"]) for asked in keeper.asked]
    assert kinds == [("seen", ["press-1"]), ("close", ["press-1"])]
    assert keeper.asked[1]["body"]["reason"] == "false-alarm"


def test_page_says_when_the_keeper_is_silent(staff: Staff, windows: Windows, keeper: Keeper) -> None:
    keeper.say()
    page = windows(staff).open("/alarms")
    expect(page.get_by_text("Kaikki hyvin")).to_be_visible()
    expect(page.get_by_text("Hälytysten kirjaajaa ei kuulla")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("Kaikki hyvin")).to_have_count(0)


def test_page_that_stands_open_lets_a_call_for_an_adviser_reach_somebody(
    browser: Browser, console: RunningConsole
) -> None:
    window = Window(browser, console, console.staff("adviser"))
    try:
        page = window.open("/queues")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        console.hear(topics.ADVISER_REQUEST, AdviserRequest(id="call-1", language="fi"), device="kiosk-1")
        # The console's clock stands still: without the page nobody would be told anything.
        wait_until(
            lambda: any(one.message == Reply(id="call-1") for one in console.said),
            30,
            "the page shows the call",
        )
        expect(page.get_by_text("1 kutsu")).to_be_visible()
        window.open("/check-in")
        window.press("Minä menen")
        expect(page.get_by_role("button", name="Minä menen", exact=True)).to_have_count(0)
        assert window.errors == []
    finally:
        window.context.close()


@pytest.mark.parametrize(
    ("size", "locale"),
    [((390, 844), "sv-FI"), ((640, 400), "en"), ((320, 568), "fi")],
    ids=["phone", "200 %", "400 %"],
)
def test_nothing_is_cut_on_a_narrow_page(
    staff: Staff, windows: Windows, size: tuple[int, int], locale: str
) -> None:
    customers(staff, 3)
    staff.done("/desk/desk-1/open", {"service": ["tax-personal", "tax-business", "land-extracts"]})
    staff.done("/desk/desk-1/call-next")
    waiting = staff.desk("desk-1")["waiting"][0]["visit"]
    window = windows(staff, size, locale)
    for path in (*_PAGES, f"/visit/{waiting}"):
        page = window.open(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        cut = page.evaluate(
            "() => [...document.querySelectorAll('button, a, h1, h2, label, summary')]"
            ".filter(one => one.offsetWidth && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one)"
            ".display !== 'inline').map(one => one.textContent)"
        )
        assert cut == [], path


def test_page_tells_when_the_hub_is_away_and_comes_back_by_itself(
    tmp_path: Path, broker: OpenBroker, browser: Browser
) -> None:
    other = HubProcess(tmp_path / "other", broker).start()
    window = Window(browser, other, other.staff("guard", name="Vartija"))
    page = window.open("/devices")
    expect(page.get_by_text("Ei yhteyttä")).to_be_hidden()
    other.end()
    expect(page.get_by_text("Ei yhteyttä")).to_be_visible()
    other.start()
    expect(page.get_by_text("Ei yhteyttä")).to_be_hidden()
    expect(page.get_by_role("heading", name="Laitteet")).to_be_visible()
    window.context.close()
    other.close()


def test_removed_account_is_out_at_once(hub: HubProcess, staff: Staff, windows: Windows) -> None:
    leaving = hub.staff("guard", name="Lähtijä")
    page = windows(leaving).open("/devices")
    expect(page.get_by_role("heading", name="Laitteet")).to_be_visible()
    listing = staff.http.get("/staff", headers={"accept": "text/html"}).text
    account = listing.split("Lähtijä")[1].split("/remove")[0].rsplit("/staff/", 1)[1]
    staff.done(f"/staff/{account}/remove")
    wait_until(lambda: not leaving.me()["signed_in"], 5, "the session has ended")
    customers(staff, 1)
    expect(page.get_by_role("heading", name="Kirjaudu")).to_be_visible()


def test_page_says_when_its_content_is_refused(staff: Staff, windows: Windows) -> None:
    page = windows(staff).open("/queues")
    lost = page.get_by_text("Ei yhteyttä")
    expect(lost).to_be_hidden()
    page.route("**/queues?part=1", lambda route: route.fulfill(status=503, body="busy"))
    customers(staff, 1)
    expect(lost).to_be_visible()
    page.unroute("**/queues?part=1")
    expect(lost).to_be_hidden()


def test_page_without_a_stream_says_when_it_grows_old(staff: Staff, windows: Windows) -> None:
    page = windows(staff).page
    held: list[Route] = []
    page.route("**/events", lambda route: route.abort())
    page.goto(f"{staff.http.base_url}/queues")
    lost = page.get_by_text("Ei yhteyttä")
    with page.expect_response("**/queues?part=1"):  # it asks by itself, and what it hears is true
        pass
    expect(lost).to_be_hidden()
    page.route("**/queues?part=1", lambda route: held.append(route))  # noqa: PLW0108 — it marks what it calls
    expect(lost).to_be_visible(timeout=12_000)
    page.unroute_all(behavior="ignoreErrors")
    for route in held:
        route.abort()
    expect(lost).to_be_hidden(timeout=12_000)
