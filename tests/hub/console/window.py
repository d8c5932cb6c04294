"""A browser's window on the console, and the keeper of alarms as the hub hears it."""

import json
import time
from typing import Any, Protocol

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from playwright.sync_api import Browser, Page, expect

from tests.broker import OpenBroker
from tests.hub.console.running import RunningConsole
from tests.hub.hub_process import HubProcess
from tests.hub.staff import Staff


class Window:
    """A page of somebody who is signed in; closing it holds that no script was refused and none failed."""

    def __init__(
        self,
        browser: Browser,
        hub: HubProcess | RunningConsole,
        staff: Staff | None = None,
        size: tuple[int, int] = (1280, 800),
        locale: str = "fi-FI",
    ) -> None:
        width, height = size
        self.context = browser.new_context(viewport={"width": width, "height": height}, locale=locale)
        self.context.set_default_timeout(10_000)
        if staff is not None:
            cookies = [
                {"name": name, "value": value, "url": hub.url} for name, value in staff.http.cookies.items()
            ]
            self.context.add_cookies(cookies)  # pyright: ignore[reportArgumentType] — its own type of dict
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "console", lambda said: self.errors.append(said.text) if "Security" in said.text else None
        )
        self._url = hub.url

    def open(self, path: str) -> Page:
        self.page.goto(self._url + path)
        return self.page

    def press(self, name: str) -> None:
        """Press a button as a person does, and let the page settle."""
        self.page.get_by_role("button", name=name, exact=True).click()
        self.settle()

    def settle(self) -> None:
        expect(self.page.locator("body:not([data-busy])")).to_have_count(1)


class Windows(Protocol):
    """Opens a window for somebody who is signed in; all are closed when the test ends."""

    def __call__(
        self, staff: Staff | None = None, size: tuple[int, int] = ..., locale: str = ...
    ) -> Window: ...


def customers(staff: Staff, count: int, service: str = "tax-personal") -> list[str]:
    """Let an adviser check some in; return their numbers."""
    form = {"service": service, "language": "fi"}
    return [str(staff.done("/check-in", form)["number"]) for _ in range(count)]


class Keeper:
    """The keeper of alarms as the hub hears it, with one point and what is open there."""

    def __init__(self, broker: OpenBroker) -> None:
        self.asked: list[dict[str, Any]] = []
        self.revision = time.monotonic_ns()
        self.presses: list[dict[str, Any]] = []
        self.client = mqtt.Client(CallbackAPIVersion.VERSION2, protocol=mqtt.MQTTv5)
        self.client.on_message = self._hear
        self.client.connect("127.0.0.1", broker.port)
        self.client.subscribe("vuoro/1/mallila/device/hub/request/alarm")
        self.client.loop_start()

    def stop(self) -> None:
        self.client.disconnect()
        self.client.loop_stop()

    def say(self) -> None:
        at_ms = time.monotonic_ns() // 1_000_000
        self.revision += 1
        who = {"v": 1, "incarnation": "keeper-life", "at_ms": at_ms}
        state = who | {"revision": self.revision, "presses": self.presses}
        self.client.publish("vuoro/1/mallila/alarms/beat", json.dumps(who))
        self.client.publish(
            "vuoro/1/mallila/alarms/point/panic-room-1", json.dumps(state), qos=1, retain=True
        )

    def _hear(self, _client: mqtt.Client, _data: object, message: mqtt.MQTTMessage) -> None:
        request = json.loads(message.payload)
        self.asked.append(request)
        body = request["body"]
        if body["type"] == "seen":
            self.presses = [press | {"seen_by": body["by"]} for press in self.presses]
        elif body["type"] == "close":
            self.presses = []
        self.say()
        self.client.publish("vuoro/1/mallila/to/hub/reply", json.dumps({"v": 1, "id": request["id"]}), qos=1)
