import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.broker import OpenBroker
from tests.hub.console.running import RunningConsole
from tests.hub.console.window import Keeper, Window, Windows
from tests.hub.hub_process import HubProcess
from tests.hub.staff import Staff

_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def console(tmp_path: Path) -> Iterator[RunningConsole]:
    """A running console whose day is open, at a site without kiosks' numbers to wait for."""
    running = RunningConsole(tmp_path).start()
    running.open_day()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def hubs_broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBroker]:
    """The broker of the hub that the browser's tests share."""
    running = OpenBroker(tmp_path_factory.mktemp("broker"))
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory, hubs_broker: OpenBroker) -> Iterator[HubProcess]:
    """A hub as a process; starting one takes two seconds, so the browser's tests share it."""
    process = HubProcess(tmp_path_factory.mktemp("hub"), hubs_broker).start()
    yield process
    process.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=_FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def everybody(hub: HubProcess) -> Staff:
    """Somebody with every right."""
    return hub.staff("everything", name="Ulla")


@pytest.fixture
def staff(everybody: Staff) -> Staff:
    """The same, at a point that is open and empty."""
    everybody.post("/day/open", {"date": dt.datetime.now(dt.UTC).astimezone().date().isoformat()})
    everybody.post("/devices/kiosk-1/strike-off")
    for place in ("desk-1", "room-1"):
        if everybody.desk(place)["visit"] is not None:
            everybody.post(f"/desk/{place}/start")
            everybody.done(f"/desk/{place}/finish")
        everybody.post(f"/desk/{place}/close")
        for row in (*everybody.desk(place)["waiting"], *everybody.desk(place)["parked"]):
            everybody.done("/check-in/take-back", {"visit": row["visit"]})
    return everybody


@pytest.fixture
def windows(browser: Browser, hub: HubProcess) -> Iterator[Windows]:
    """Windows that are closed at the end; then no script may have failed or been refused."""
    opened: list[Window] = []

    def make(
        staff: Staff | None = None, size: tuple[int, int] = (1280, 800), locale: str = "fi-FI"
    ) -> Window:
        opened.append(Window(browser, hub, staff, size, locale))
        return opened[-1]

    yield make
    errors = [error for window in opened for error in window.errors]
    for window in opened:
        window.context.close()
    assert errors == []


@pytest.fixture
def keeper(hubs_broker: OpenBroker) -> Iterator[Keeper]:
    """The keeper of alarms, which the test moves by hand."""
    made = Keeper(hubs_broker)
    yield made
    made.presses = []
    made.say()
    made.stop()
