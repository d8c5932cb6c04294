"""The desk in a real browser, against the hub as a process beside a real Mosquitto."""

from playwright.sync_api import expect

from tests.hub.console.window import Windows, customers
from tests.hub.hub_process import HubProcess
from tests.hub.staff import PASSWORD, Staff


def test_invited_person_chooses_name_and_password_and_is_at_work(hub: HubProcess, windows: Windows) -> None:
    window = windows()
    page = window.open(hub.invite("expert", "tax").removeprefix(hub.url))
    page.get_by_label("Käyttäjänimi").fill("Liisa")
    page.get_by_label("Salasana").fill("short")
    page.get_by_label("Salasana").evaluate("one => one.removeAttribute('minlength')")
    page.get_by_role("button", name="Ota käyttöön").click()
    expect(page.get_by_role("status").first).to_contain_text("Valitse vähintään 12 merkkiä")
    window.settle()
    page.get_by_label("Salasana").fill(PASSWORD)
    page.get_by_role("button", name="Ota käyttöön").click()
    expect(page.get_by_role("heading", name="Missä palvelet?")).to_be_visible()
    page.get_by_role("button", name="Kirjaudu ulos").click()
    page.get_by_label("Käyttäjänimi").fill("liisa")
    page.get_by_label("Salasana").fill("not the password")
    page.get_by_role("button", name="Kirjaudu").click()
    expect(page.get_by_role("status").first).to_contain_text("väärin")


def test_customer_is_called_served_and_finished(staff: Staff, windows: Windows) -> None:
    number, other = customers(staff, 2)
    window = windows(staff)
    page = window.open("/desk/desk-1")
    page.get_by_role("checkbox", name="Verokortti").check()
    window.press("Aloita vuoro")
    window.press("Kutsu seuraava")
    expect(page.locator(".number")).to_have_text(str(number))
    expect(page).to_have_title(f"Asiakas {number} · Palvelupiste Mallila")
    expect(page.get_by_role("button", name="Ei tullut")).to_be_disabled()
    window.press("Kutsu uudelleen")
    expect(page.get_by_text("vielä 1 kerran")).to_be_visible()
    window.press("Aloita palvelu")
    window.press("Päätä käynti")
    expect(page.locator("tbody th")).to_have_text([str(other)])
    assert staff.desk("desk-1")["visit"] is None


def test_double_click_does_nothing_twice(staff: Staff, windows: Windows) -> None:
    numbers = customers(staff, 3)
    staff.done("/desk/desk-1/open", {"service": "tax-personal"})
    window = windows(staff)
    page = window.open("/desk/desk-1")
    page.get_by_role("button", name="Kutsu seuraava").dblclick()
    expect(page.locator(".number")).to_have_text(str(numbers[0]))
    window.settle()
    expect(page.locator("#said")).to_have_text("")
    page.get_by_role("button", name="Aloita palvelu").dblclick()
    window.settle()
    assert staff.desk("desk-1")["visit"]["state"] == "serving"
    page.get_by_role("button", name="Päätä käynti").dblclick()
    window.settle()
    now = staff.desk("desk-1")
    assert (now["visit"], now["total"]) == (None, 2)


def test_transfer_keeps_the_place(staff: Staff, windows: Windows) -> None:
    first, *_others = customers(staff, 1) + customers(staff, 1, "land-extracts")
    staff.done("/desk/desk-1/open", {"service": "tax-personal"})
    window = windows(staff)
    page = window.open("/desk/desk-1")
    window.press("Kutsu seuraava")
    page.get_by_text("Lähetä eteenpäin").click()
    page.get_by_role("combobox", name="Palvelu", exact=True).select_option(label="Otteet")
    window.press("Lähetä")
    expect(page.get_by_text("Ei asiakasta.")).to_be_visible()
    staff.done("/desk/room-1/open", {"service": "land-extracts"})
    assert staff.desk("room-1")["waiting"][0]["number"] == str(first)


def test_adviser_checks_somebody_in_and_reads_the_number_out(staff: Staff, windows: Windows) -> None:
    window = windows(staff)
    page = window.open("/check-in")
    page.get_by_role("radio", name="ruotsi").check()
    page.get_by_role("radio", name="Otteet").check()
    page.get_by_role("button", name="Anna numero").click()
    number = page.locator(".dealt .number")
    expect(number).to_be_visible()
    expect(page.locator(".dealt")).to_contain_text("ruotsi")
    staff.done("/desk/room-1/open", {"service": "land-extracts"})
    assert str(staff.desk("room-1")["waiting"][0]["number"]) == number.inner_text()


def test_open_page_follows_what_others_do_and_keeps_what_is_half_done(staff: Staff, windows: Windows) -> None:
    staff.done("/desk/desk-1/open", {"service": "tax-personal"})
    window = windows(staff)
    page = window.open("/desk/desk-1")
    expect(page.get_by_role("heading", name="0 odottaa")).to_be_visible()
    page.get_by_text("Vaihda palveluja").click()
    page.get_by_role("checkbox", name="Otteet").check()
    (number,) = customers(staff, 1)
    expect(page.locator("tbody th")).to_have_text([str(number)])
    expect(page.get_by_role("checkbox", name="Otteet")).to_be_checked()
    expect(page.get_by_role("button", name="Kutsu seuraava")).to_be_enabled()


def test_refusal_is_one_sentence_on_the_page(staff: Staff, windows: Windows) -> None:
    customers(staff, 2)
    staff.done("/desk/desk-1/open", {"service": "tax-personal"})
    window = windows(staff)
    page = window.open("/desk/desk-1")
    page.route("**/events", lambda route: route.abort())
    waiting = staff.desk("desk-1")["waiting"][0]["visit"]
    page.evaluate("() => { window.stop(); }")
    staff.done("/desk/room-1/open", {"service": "tax-personal"})
    button = page.locator(f"button[value='{waiting}']")
    button.evaluate("one => { one.value = 'gone'; one.id = 'gone'; }")
    page.locator("#gone").click()
    expect(page.locator("#said")).to_have_text("Tätä käyntiä ei enää ole. Valitse toinen.")


def test_everything_is_done_by_keyboard(staff: Staff, windows: Windows) -> None:
    (number,) = customers(staff, 1)
    staff.done("/desk/desk-1/open", {"service": "tax-personal"})
    window = windows(staff)
    page = window.open("/desk/desk-1")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Siirry sisältöön")).to_be_focused()
    page.get_by_role("button", name="Kutsu seuraava").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".number")).to_have_text(str(number))
    window.settle()
    expect(page.get_by_role("button", name="Aloita palvelu")).to_be_focused()
    page.keyboard.press("Enter")
    window.settle()
    expect(page.get_by_role("button", name="Päätä käynti")).to_be_focused()
