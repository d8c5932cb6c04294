"""Congestion, pop-up desks and notices in a real browser, against the hub as a process beside Mosquitto."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from common.wire import topics
from common.wire.life import Beat, Health
from common.wire.message import Reading
from tests.broker import OpenBroker
from tests.hub.console.running import RunningConsole
from tests.hub.console.window import Window, Windows, customers
from tests.hub.hub_process import HubProcess
from tests.hub.listener import Listener
from tests.hub.staff import Staff


@pytest.fixture
def clerk(hub: HubProcess, staff: Staff) -> Iterator[Staff]:
    """Return an expert of the tax office; what was opened is closed afterwards."""
    clerk = hub.staff("expert", "tax", name="Kalle")
    yield clerk
    clerk.post("/desk/popup-1/close")
    clerk.post("/pop-up/popup-1/unplan")
    staff.done("/notices/seen", {"upto": str(2**52)})
    listing = staff.http.get("/staff", headers={"accept": "text/html"}).text
    account = listing.split("Kalle")[1].split("/remove")[0].rsplit("/staff/", 1)[1]
    staff.done(f"/staff/{account}/remove")


def test_congestion_is_raised_by_hand_told_and_ended(
    hubs_broker: OpenBroker, clerk: Staff, staff: Staff, windows: Windows
) -> None:
    window, other = windows(staff), windows(clerk)
    page = window.open("/congestion")
    elsewhere = other.open("/desk/desk-1")
    with Listener(hubs_broker, topics.CONGESTION) as listener:
        window.press("Ilmoita ruuhkasta: Verohallinto")
        strip = page.locator("#notice-strip")
        expect(strip).to_contain_text("Ruuhka: Verohallinto")
        expect(elsewhere.get_by_text("Ruuhka: Verohallinto")).to_be_visible()
        said = listener.wait_for(
            topics.CONGESTION, lambda one: one.ids["authority"] == "tax" and one.message.raised
        )
        window.press("Nähty")
        expect(strip).to_have_text("")
        window.press("Ruuhka on ohi: Verohallinto")
        expect(strip).to_contain_text("Ruuhka on ohi: Verohallinto")
        over = listener.wait_for(
            topics.CONGESTION, lambda one: one.message.id == said.message.id and not one.message.raised
        )
    assert over.message.by == "hand"
    expect(elsewhere.get_by_text("Ruuhka: Verohallinto")).to_have_count(0)


def test_pop_up_is_open_after_two_actions_by_keyboard(clerk: Staff, windows: Windows) -> None:
    window = windows(clerk)
    page = window.open("/congestion")
    page.locator("#open-pop-up").get_by_label("Paikka").focus()
    page.keyboard.type("Pop")
    page.get_by_role("button", name="Avaa nyt").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Pop-up 1")).to_be_visible()
    expect(page.get_by_role("button", name="Kutsu seuraava")).to_be_visible()
    assert clerk.desk("popup-1")["services"] == ["tax-personal", "tax-business"]


def test_pop_up_is_planned_and_the_plan_taken_back(clerk: Staff, windows: Windows) -> None:
    window = windows(clerk)
    page = window.open("/congestion")
    page.get_by_text("Suunnittele myöhemmäksi").click()
    plan = page.locator("#plan-pop-up")
    begins = plan.get_by_label("Alkaa").locator("option:checked").inner_text()
    window.press("Tallenna suunnitelma")
    expect(page.locator("#pop-up .crowds li")).to_contain_text(f"klo {begins}–")
    assert not clerk.desk("popup-1")["open"]
    window.press("Peru suunnitelma: Pop-up 1")
    expect(page.get_by_text("Yhtään pop-up-pistettä")).to_be_visible()


def test_customer_who_has_come_shows_by_itself_and_is_marked_as_seen(
    hubs_broker: OpenBroker, clerk: Staff, staff: Staff, windows: Windows
) -> None:
    window = windows(clerk)
    page = window.open("/notices")
    page.get_by_role("checkbox", name="Verokortti").check()
    page.get_by_role("checkbox", name="merkkiääni").check()
    page.get_by_role("button", name="Tallenna").click()
    expect(page.get_by_text("Valintasi on tallennettu.")).to_be_visible()
    page = window.open("/queues")
    with Listener(hubs_broker, topics.ARRIVALS) as listener:
        (number,) = customers(staff, 1)
        expect(page.locator("#notice-strip")).to_contain_text(f"Asiakas {number} Verokortti · Aula")
        said = listener.wait_for(
            topics.ARRIVALS, lambda one: [arrived.number for arrived in one.message.arrived] == [str(number)]
        )
    assert said.ids == {"authority": "tax"}
    assert page.evaluate("sessionStorage.getItem('chimed')")
    window.press("Nähty")
    expect(page.locator("#notice-strip")).to_have_text("")
    assert page.url.endswith("/queues")


def test_kiosk_without_paper_is_seen_without_reloading_and_goes_by_itself(
    console: RunningConsole, browser: Browser
) -> None:
    window = Window(browser, console, console.staff("adviser"))
    page = window.open("/queues")
    strip = page.locator("#device-strip")
    expect(strip).to_have_text("")
    reading = Reading(boot=1, clock_ms=1, wall_ms=console.clock.wall, synced=True)
    console.hear(topics.BEAT, Beat(start="s", at=reading), device="kiosk-1")
    console.hear(topics.HEALTH, Health(printer="paper-near-end"), device="kiosk-1")
    expect(strip).to_contain_text("kiosk-1 · Aula")
    expect(strip).to_contain_text("paperi vähissä")
    console.hear(topics.HEALTH, Health(printer="paper-out"), device="kiosk-1")
    expect(strip).to_contain_text("paperi loppu, huomattu klo 10.24")
    expect(strip).not_to_contain_text("paperi vähissä")
    console.hear(topics.HEALTH, Health(printer="ready"), device="kiosk-1")
    expect(strip).to_have_text("")
    window.context.close()
    assert window.errors == []
