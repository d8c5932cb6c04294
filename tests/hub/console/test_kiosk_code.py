"""The code of the kiosks' service page in the console: made by whom, shown how often, told to whom."""

import re

import pytest
from playwright.sync_api import Browser, expect

from common.runtime.clock import boot_id
from common.wire import topics
from common.wire.site import KioskConfig
from common.wire.staff_codes import fits, seal_code
from hub.accounts.database import open_staff_file
from hub.accounts.kiosk_code import CodeBook
from tests.hub.console.running import RunningConsole
from tests.hub.console.window import Window
from tests.waiting import wait_until

HTML = {"accept": "text/html"}


def told_to_kiosks(console: RunningConsole, code: str) -> bool:
    """Tell whether the last configuration that a kiosk was told knows this code."""
    said = [one.message.body for one in console.said if one.channel is topics.CONFIG]
    known = [body.staff_code for body in said if isinstance(body, KioskConfig)]
    return bool(known) and fits(code, known[-1])


def test_code_is_shown_once_and_kiosks_know_it_at_once(console: RunningConsole) -> None:
    guard = console.staff("guard")
    assert "Koodia ei ole vielä tehty" in guard.http.get("/devices/code", headers=HTML).text
    code = guard.done("/devices/code")["code"]
    assert re.fullmatch("[0-9]{6}", code)
    console.clock.advance(1000)
    wait_until(lambda: told_to_kiosks(console, code), 20, "the kiosk is told of the code")
    page = guard.http.get("/devices/code", headers=HTML).text
    assert "Nykyinen koodi on tehty" in page
    assert code not in page.replace(" ", "")


def test_older_code_opens_nothing_any_more(console: RunningConsole) -> None:
    guard = console.staff("guard")
    older, newer = guard.done("/devices/code")["code"], guard.done("/devices/code")["code"]
    console.clock.advance(1000)
    wait_until(lambda: told_to_kiosks(console, newer), 20, "the kiosk is told of the newer code")
    assert older == newer or not told_to_kiosks(console, older)


def test_code_that_an_installer_made_is_told_to_kiosks_by_itself(console: RunningConsole) -> None:
    database = open_staff_file(console.state, boot_id())
    CodeBook(database, console.clock).keep(seal_code("314159"))
    database.close()

    def told() -> bool:
        console.clock.advance(1000)
        return told_to_kiosks(console, "314159")

    wait_until(told, 30, "the kiosk is told of the installer's code")


@pytest.mark.parametrize("role", ["adviser", "expert"])
def test_who_does_not_look_after_devices_makes_none(console: RunningConsole, role: str) -> None:
    other = console.staff(role, "tax")
    assert other.refused("/devices/code") == "not-allowed"
    assert other.http.get("/devices/code", headers=HTML).status_code == 403


def test_code_stays_on_the_page_of_who_made_it_while_all_else_is_renewed(
    console: RunningConsole, browser: Browser
) -> None:
    window = Window(browser, console, console.staff("guard"))
    page = window.open("/devices/code")
    page.get_by_role("button", name="Tee uusi koodi").click()
    code = page.get_by_role("status").filter(has_text="Uusi koodi").locator(".number")
    expect(code).to_have_text(re.compile("^[0-9]{3} [0-9]{3}$"))
    shown = code.inner_text()
    with page.expect_response("**/devices/code?part=1") as renewed:
        console.office.change(lambda _floor: None).result(10)
    assert renewed.value.ok
    expect(code).to_have_text(shown)
    expect(page.get_by_text("Ei yhteyttä")).to_be_hidden()
    window.context.close()
    assert window.errors == []
