"""What the queue can do beyond call and finish, in a real browser, with a clock that is moved by hand."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.hub.console.running import RunningConsole
from tests.hub.console.window import Window, customers
from tests.hub.staff import Staff


@pytest.fixture
def staff(console: RunningConsole) -> Staff:
    """Return somebody with every right, who serves at a desk."""
    staff = console.staff("everything", name="Ulla")
    staff.done("/desk/desk-1/open", {"service": ["tax-personal", "tax-business"]})
    return staff


@pytest.fixture
def window(console: RunningConsole, staff: Staff, browser: Browser) -> Iterator[Window]:
    """Return a window of theirs; no script may fail in it."""
    window = Window(browser, console, staff)
    yield window
    errors = window.errors
    window.context.close()
    assert errors == []


def _numbers(page: Page, what: str) -> list[str]:
    return page.locator(f"#desk-queue {what}").all_inner_texts()


def _aside(page: Page, number: str, button: str) -> None:
    page.get_by_role("button", name=f"{button} numero {number}").click()


def test_customer_fills_in_a_form_and_returns_to_the_old_place(staff: Staff, window: Window) -> None:
    first, second = customers(staff, 2)
    page = window.open("/desk/desk-1")
    window.press("Kutsu seuraava")
    window.press("Aloita palvelu")
    page.get_by_role("button", name="Sivuun täyttämään lomaketta").dblclick()
    expect(page.get_by_role("heading", name="Sivussa")).to_be_visible()
    expect(page.get_by_role("button", name="Kutsu seuraava")).to_be_visible()
    window.settle()
    assert _numbers(page, "tbody th") == [str(second)]
    _aside(page, str(first), "Palauta jonoon")
    expect(page.get_by_role("heading", name="Sivussa")).to_have_count(0)
    assert _numbers(page, "tbody th") == [str(first), str(second)]


def test_visit_for_several_services_is_checked_in_served_and_the_next_told(
    staff: Staff, window: Window
) -> None:
    page = window.open("/check-in")
    page.get_by_role("radio", name="Verokortti").check()
    page.get_by_text("Lisää palveluja ja tietoja").click()
    row = page.get_by_role("group", name="1. lisäpalvelu")
    row.get_by_label("Palvelu").select_option(label="Otteet")
    row.get_by_label("Milloin").select_option(label="Sen jälkeen")
    page.get_by_label("Henkilöitä").fill("2")
    page.get_by_role("checkbox", name="Tulkki").check()
    page.get_by_role("button", name="Anna numero").click()
    expect(page.locator(".dealt")).to_contain_text("Sen jälkeen: Otteet")
    number = page.locator(".dealt .number").inner_text()
    page = window.open("/desk/desk-1")
    window.press("Kutsu seuraava")
    customers(staff, 1)
    expect(page.locator("#desk-now")).to_contain_text("Tulkki")
    window.press("Aloita palvelu")
    page.get_by_role("button", name="Päätä käynti").dblclick()
    told = page.get_by_text(f"Asiakas {number} odottaa seuraavaksi: Otteet.")
    expect(told).to_be_visible()
    window.settle()
    expect(page.get_by_role("button", name="Kutsu seuraava")).to_be_focused()
    page.get_by_role("button", name="Kutsu seuraava").click()
    expect(told).to_have_count(0)
    assert page.url.endswith("/desk/desk-1")


def test_pause_is_plain_to_see_and_ended_with_the_first_button(staff: Staff, window: Window) -> None:
    customers(staff, 1)
    page = window.open("/desk/desk-1")
    window.press("Pidä tauko")
    expect(page.get_by_text("Paikka on tauolla.")).to_be_visible()
    expect(page.get_by_role("button", name="Kutsu", exact=False)).to_have_count(0)
    assert page.locator("#desk-now button").first.inner_text() == "Jatka vuoroa"
    window.press("Jatka vuoroa")
    expect(page.get_by_role("button", name="Kutsu seuraava")).to_be_visible()


def test_who_did_not_come_is_brought_back(console: RunningConsole, staff: Staff, window: Window) -> None:
    (number,) = customers(staff, 1)
    staff.done("/desk/desk-1/call-next")
    console.clock.advance(30_000)
    page = window.open("/desk/desk-1")
    window.press("Ei tullut")
    expect(page.get_by_role("heading", name="Eivät tulleet")).to_be_visible()
    expect(page.get_by_text("voi palauttaa klo 10.54 asti")).to_be_visible()
    _aside(page, str(number), "Ota takaisin jonoon")
    expect(page.get_by_role("heading", name="1 odottaa")).to_be_visible()
    assert _numbers(page, "tbody th") == [str(number)]


def test_customer_is_sent_to_a_desk_at_an_hour(staff: Staff, window: Window) -> None:
    (number,) = customers(staff, 1)
    page = window.open("/desk/desk-1")
    window.press("Kutsu seuraava")
    page.get_by_text("Lähetä eteenpäin").click()
    page.get_by_role("combobox", name="Paikka", exact=True).select_option(label="Huone 1 · ei auki")
    page.get_by_label("Kellonaika tänään").fill("09:00")
    window.press("Lähetä")
    expect(page.locator("#said")).to_have_text("Tämä kellonaika on jo ohi. Valitse myöhempi.")
    expect(page.get_by_role("combobox", name="Paikka", exact=True)).to_have_value("room-1")
    page.get_by_label("Kellonaika tänään").fill("13:00")
    window.press("Lähetä")
    expect(page.get_by_text("Ei asiakasta.")).to_be_visible()
    expect(page.locator(".asides")).to_contain_text(f"{number} Verokortti")
    expect(page.locator(".asides")).to_contain_text("odottaa taas klo 13.00")


def test_serving_is_stopped_in_two_steps_and_the_customer_waits_again(staff: Staff, window: Window) -> None:
    (number,) = customers(staff, 1)
    page = window.open("/desk/desk-1")
    window.press("Kutsu seuraava")
    window.press("Aloita palvelu")
    expect(page.get_by_role("button", name="Lopeta, asiakas palaa jonoon")).to_be_hidden()
    page.get_by_text("Lopeta vuoro").click()
    expect(page.get_by_text(f"Asiakas {number} palaa jonoon omalle paikalleen.")).to_be_visible()
    window.press("Lopeta, asiakas palaa jonoon")
    expect(page.get_by_role("button", name="Aloita vuoro")).to_be_visible()
    assert staff.desk("desk-1")["total"] == 1


def test_visit_is_opened_from_its_number_and_altered(staff: Staff, window: Window) -> None:
    (number,) = customers(staff, 1)
    page = window.open("/desk/desk-1")
    page.get_by_role("link", name=str(number)).click()
    expect(page).to_have_title(f"Asiakas {number} · Palvelupiste Mallila")
    page.get_by_role("checkbox", name="ei voi odottaa kuten muut").check()
    page.get_by_label("Henkilöitä").fill("3")
    window.press("Tallenna tiedot")
    expect(page.locator("#visit-now")).to_contain_text("kiireellinen")
    row = page.get_by_role("group", name="1. lisäpalvelu")
    row.get_by_label("Palvelu").select_option(label="Yritykset")
    window.press("Tallenna palvelut")
    expect(page.locator("#visit-now")).to_contain_text("Samaan aikaan: Yritykset")
    expect(page.get_by_label("Henkilöitä")).to_have_value("3")
    row = page.get_by_role("group", name="2. lisäpalvelu")
    expect(row.get_by_label("Palvelu")).to_have_value("")
    window.press("Sivuun täyttämään lomaketta")
    window.press("Palauta jonoon")
    page.get_by_text("Poista jonosta").click()
    page.get_by_role("radio", name="asiakas lähti").check()
    window.press("Poista käynti jonosta")
    expect(page.locator("#visit-now")).to_contain_text("asiakas lähti")
    assert staff.desk("desk-1")["total"] == 0


def test_visit_is_altered_by_keyboard_alone(staff: Staff, window: Window) -> None:
    (number,) = customers(staff, 1)
    page = window.open("/queues")
    page.get_by_label("Vuoronumero").focus()
    page.keyboard.type(str(number))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Asiakas {number}")).to_be_visible()
    page.get_by_text("Poista jonosta", exact=True).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("radio", name="asiakas lähti")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#visit-now")).to_contain_text("Poistettu jonosta")
