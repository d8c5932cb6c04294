"""A whole service point for tests: the demo's site with real processes, ears on its brokers, and staff."""

import http.client
import shutil
import socket
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Self, cast
from zoneinfo import ZoneInfo

from common.wire.numbers import number_of
from simulator.cable import Cable
from simulator.demo.world import (
    AGENT,
    BUTTONS,
    GUARD,
    KEEPER,
    KIOSK,
    ROOM,
    SCREENS,
    SITE,
    sign_in,
    site_text,
)
from simulator.house import House, Screen, Wiring, free_port
from simulator.lines import SimulatedButton
from simulator.listener import Listener, Said
from simulator.processes import Part
from simulator.recorder import Recorder
from simulator.staff import RefusedError, StaffMember
from tests.site.databases import epoch_of, events_in, numbers_left_in, tickets_in, unsent_in
from tests.site.finger import PATIENCE_S, SERVICES, Told, WireKiosk
from tests.site.wire_kiosk import DATABASE
from tests.traffic import Reader
from tests.waiting import wait_until

STRANGER = "stranger-1"
"""An account that no device of the site has."""

PLACES = ("desk-2", "room-3", "room-5", "room-9")

_TIMEZONE = ZoneInfo("Europe/Helsinki")
_SECOND_KIOSK = (
    'kiosk-2 = { kind = "kiosk", zone = "waiting-b", sees = ["wall-1"], directions = { waiting-b = "left" },'
    " panel = { width_mm = 336, height_mm = 597 } }\n"
)


def today() -> str:
    """Return the site's date."""
    return datetime.now(_TIMEZONE).date().isoformat()


class Point(House):
    """The demo's house on a folder with a short name, with kiosks without windows where one is enough."""

    def __init__(
        self,
        folder: Path,
        *,
        kiosks: tuple[str, ...] = (KIOSK,),
        cabled: tuple[str, ...] = (),
        clock_is_set: bool = False,
    ) -> None:
        known = {screen.device for screen in SCREENS}
        extra = [Screen(name, "kiosk", (1080, 1920), (336, 597)) for name in kiosks if name not in known]
        super().__init__(
            folder,
            site_file=_site_file(folder, second_kiosk="kiosk-2" in kiosks),
            site=SITE,
            screens=[
                *(replace(one, loud=one.loud and one.part != "kiosk") for one in SCREENS),
                *extra,
                Screen(STRANGER, "display", (100, 100), (30, 30)),
            ],
            wiring=Wiring(AGENT, BUTTONS, ROOM),
            keeper=KEEPER,
            guard=GUARD,
            watched=True,
            speed_mm_per_s=2000,
            clock_is_set=clock_is_set,
        )
        self._kiosks = kiosks
        self._cabled = cabled
        self._stack = ExitStack()
        self.cables: dict[str, Cable] = {}
        self.boss: StaffMember | None = None
        for broker in ("site", "guard"):
            with (folder / f"broker-{broker}" / "acl").open("a", encoding="utf-8") as acl:
                acl.write(f"\nuser {STRANGER}\ntopic readwrite #\n")

    def __enter__(self) -> Self:
        super().__enter__()
        for device in self._cabled:
            self.cables[device] = self._stack.enter_context(Cable(self.site_broker.port))
        self.ears = {name: self._listen(name) for name in ("site", "guard")}
        return self

    def __exit__(self, *error: object) -> None:
        self.parts.__exit__()
        self._stack.close()
        super().__exit__(*error)

    # --- starting -----------------------------------------------------------------------------------------

    def start_wire_kiosk(self, device: str = KIOSK) -> Part:
        """Start a kiosk without a window."""
        box = {"box": self._box(device), "brokers": self._brokers(device, guard=False)}
        file = self._write_box(device, box)
        return self._start(device, ["tests.site.wire_kiosk", "--box", str(file)])

    def set_clock(self, device: str, **off: object) -> None:
        """Let the clock of a wire kiosk be off from its next start on (:class:`Clockwork`)."""
        box = {"box": self._box(device), "brokers": self._brokers(device, guard=False), "clock": off}
        self._write_box(device, box)

    def start_second_hub(self, client: str) -> Part:
        """Start another hub for the site, as by mistake: ``client`` is what it is called at the broker.

        It uses the folder ``hub-2``, where a copy of the first one's database may lie.
        """
        box = {
            "box": {"site": self.site, "id": client, "state": str(self.state("hub-2"))},
            "brokers": {"site": self._brokers("hub", guard=False)["site"]},
            "console": {"host": "127.0.0.1", "port": free_port()},
        }
        file = self._write_box("hub-2", box)
        return self._start("hub-2", ["hub", "--site", str(self._site_file), "--box", str(file)])

    def open(self, *, hub: bool = True) -> None:
        """Start hub and wire kiosks, sign a coordinator in, open the day, and wait for numbers."""
        if hub:
            self.start_hub()
        for device in self._kiosks:
            self.start_wire_kiosk(device)
        self.open_day()
        for device in self._kiosks:
            self.wait_for_numbers(device)

    def open_day(self) -> None:
        """Sign a coordinator in and open today by a person's word."""
        self.wait_for_hub()
        self.boss = sign_in(self, "Boss", "coordinator")
        self.reopen_day()
        self.hear("hub/status", lambda said: said["day"] is not None)

    def wait_for_hub(self, since: float = 0) -> None:
        """Wait until the hub serves devices and staff."""
        self.hear("hub/status", lambda said: said["state"] == "ready", since=since)
        wait_until(self._console_answers, PATIENCE_S, "the console answers")

    def reopen_day(self) -> None:
        """Open today by a person's word once more."""
        self.staff.post("/day/open", date=today())

    def wait_for_numbers(self, device: str, since: float = 0) -> dict[str, Any]:
        """Wait until the hub has given a kiosk numbers."""
        return self.hear(f"to/{device}/numbers", lambda said: bool(said["leases"]), since=since).payload

    def wait_for_ready(self, device: str, since: float = 0) -> Said:
        """Wait until a device says that it serves."""
        return self.hear(f"device/{device}/status", lambda said: said["state"] == "ready", since=since)

    # --- hands, ears and eyes -----------------------------------------------------------------------------

    def kiosk(self, device: str = KIOSK) -> WireKiosk:
        """Return the finger at a kiosk."""
        return WireKiosk(self.state(device))

    def button(self, point: str) -> SimulatedButton:
        """Return the panic button of a point."""
        closed, opened = BUTTONS[point]
        return SimulatedButton(self.pins, normally_closed=closed, normally_open=opened)

    @property
    def staff(self) -> StaffMember:
        """The coordinator."""
        assert self.boss is not None, "nobody has signed in"
        return self.boss

    def hear(
        self,
        topic: str,
        holds: Callable[[dict[str, Any]], bool] = lambda _: True,
        *,
        since: float = 0,
        ear: Literal["site", "guard"] = "site",
        deadline_s: float = PATIENCE_S,
    ) -> Said:
        """Wait for a message of one topic that holds."""

        def wanted(said: Said) -> bool:
            payload = cast("object", said.payload)  # a stranger may have said anything
            return said.topic == topic and isinstance(payload, dict) and holds(said.payload)

        return self.ears[ear].wait_for(wanted, topic, since=since, deadline_s=deadline_s)

    def waiting(self, place: str = "desk-2") -> list[int]:
        """Return the numbers that wait, in the order in which they will be called."""
        return [number_of(row["number"]) for row in self.staff.desk(place)["waiting"]]

    def wait_for_line(self, numbers: list[int], deadline_s: float = PATIENCE_S) -> None:
        """Wait until just these wait, in this order."""
        seen: list[int] = []

        def stands() -> bool:
            with suppress(OSError):  # the hub may be on its way back
                seen[:] = self.waiting()
            return seen == numbers

        with suppress(AssertionError):
            wait_until(stands, deadline_s, "the line is as it should be")
        assert seen == numbers, f"{seen} wait, and not {numbers}"

    def adviser_checks_in(self, service: str = SERVICES[0]) -> int:
        """Check somebody in by hand; return the number."""
        return number_of(self.staff.post("/check-in", service=service, language="fi")["number"])

    def refusal_of_check_in(self) -> str:
        """Try to check somebody in by hand; return the console's word for why not."""
        try:
            number = self.adviser_checks_in()
        except RefusedError as refused:
            return refused.code
        return f"number {number}"

    def refusal_of_check_in_or_number(self, numbers: list[int]) -> str:
        """Try the same, and add the number to these where there is one."""
        try:
            numbers.append(self.adviser_checks_in())
        except RefusedError as refused:
            return refused.code
        return str(numbers[-1])

    def refusal_of_check_in_or_gone(self) -> str:
        """Do the same with a hub that may end meanwhile."""
        try:
            return self.refusal_of_check_in()
        except (OSError, http.client.HTTPException):
            return "gone"

    def events(self, *kinds: str) -> list[dict[str, Any]]:
        """Return the events of the hub's log, of these kinds alone."""
        return events_in(self.hub_database, *kinds)

    def tickets(self, device: str = KIOSK) -> list[Told]:
        """Return the tickets that stand in a wire kiosk's database, by number."""
        return tickets_in(self.kiosk_database(device))

    def numbers_left(self, device: str = KIOSK) -> dict[str, list[int]]:
        """Return the numbers that a wire kiosk may still deal, by the kind of their lease."""
        return numbers_left_in(self.kiosk_database(device))

    def unsent(self, device: str = KIOSK) -> int:
        """Return how many check-ins of a wire kiosk are not acknowledged."""
        return unsent_in(self.kiosk_database(device))

    def epoch(self, device: str = KIOSK) -> str:
        """Return the birth of a wire kiosk's database."""
        return epoch_of(self.kiosk_database(device))

    @property
    def hub_database(self) -> Path:
        """The hub's log."""
        return self.state("hub") / "queue.db"

    def kiosk_database(self, device: str = KIOSK) -> Path:
        """Return the database of a wire kiosk."""
        return self.state(device) / DATABASE

    def all_is_acknowledged(self, *devices: str, deadline_s: float = PATIENCE_S) -> None:
        """Wait until no check-in waits for its acknowledgement."""
        for device in devices or self._kiosks:
            wait_until(lambda device=device: self.unsent(device) == 0, deadline_s, f"{device} has sent all")

    # --- what a test must not reach for -------------------------------------------------------------------

    def _console_answers(self) -> bool:
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", self.console_port)) == 0

    def _listen(self, name: Literal["site", "guard"]) -> Listener:
        recorder = Recorder(name, self.recorder_settings(name), self.folder / "traffic.jsonl")
        listener = Listener(recorder, SITE)
        recorder.start()
        self._stack.callback(recorder.stop)
        return listener

    def _brokers(self, user: str, *, guard: bool) -> dict[str, Any]:
        brokers = super()._brokers(user, guard=guard)
        if user in self.cables:
            brokers["site"]["port"] = self.cables[user].port
        return brokers


@contextmanager
def service_point(*, judged: bool = True, **wishes: Any) -> Generator[Point]:  # noqa: ANN401 - handed on to Point
    """Give a service point in a folder of its own, which is gone afterwards; nothing of it runs yet.

    ``judged``: at the end all that was said on its brokers is held against docs/asyncapi.yaml.
    """
    folder = Path(tempfile.mkdtemp(prefix="vuoro-"))  # the path of a socket may have 107 letters at most
    try:
        with Point(folder, **wishes) as point:
            yield point
        if judged:
            with (folder / "traffic.jsonl").open(encoding="utf-8") as traffic:
                verdict = Reader().check(traffic)
            assert verdict.counts, "nothing was said"
            assert not verdict.problems, "\n".join(verdict.problems[:20])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def now() -> float:
    """Return the clock by which ears tell when something was heard."""
    return time.monotonic()


def _site_file(folder: Path, *, second_kiosk: bool) -> Path:
    text = site_text(folder, datetime.now(_TIMEZONE))
    if second_kiosk:
        text = text.replace("\nwall-1 =", f"\n{_SECOND_KIOSK}wall-1 =", 1)
        text = text.replace("\nlast = 999\n", "\nlast = 99999\n", 1)
    file = folder / "site.toml"
    file.write_text(text + "\n[presence]\nhold_s = 1\n", encoding="utf-8")
    return file
