"""The console with its office in this process, on real HTTP and a clock moved by hand; no broker."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import msgspec

from common.runtime.broker import Box
from common.runtime.clock import boot_id
from common.runtime.life import Life
from common.runtime.link import Said
from common.runtime.refusals import Refusals
from common.runtime.settings import load
from common.runtime.systemd import Notifier
from common.wire.channel import Channel, Received
from hub.accounts.account import Invitation
from hub.accounts.database import open_staff_file
from hub.accounts.kiosk_code import CodeDesk
from hub.accounts.passwords import Passwords
from hub.accounts.register import Register
from hub.app import layout_of, sensors_of
from hub.appointments.standing import AppointmentDesk
from hub.box import Console, HubBox
from hub.console.server import ConsoleServer
from hub.engine import Engine
from hub.floor.devices import Devices
from hub.floor.floor import Floor
from hub.keeper_line import KeeperLine
from hub.office import Office
from hub.publish.configs import make_configs
from hub.queue.projections import Projections
from hub.queue.rules import Rules
from hub.queue.schemes import Sequential
from hub.site.schema import Site
from hub.site.timetable import Timetable
from hub.speaker import Speaker
from hub.store.memory import MemoryStore
from hub.store.port import EventStore
from tests.hub.clock import HandClock
from tests.hub.hub_process import SITE, free_port
from tests.hub.staff import Staff
from tests.waiting import wait_until

QUICK = Passwords(time_cost=1, memory_kib=8)


class RunningConsole:
    """Everything of a hub but its broker: what it says is kept in `said`."""

    def __init__(self, folder: Path, address: str | None = None, site: Site | None = None) -> None:
        self.clock = HandClock()
        self.site = site or load(SITE, Site)
        self.appointments = AppointmentDesk()
        self.state = folder / "state"
        self.said: list[Said] = []
        self.keeper_up = True
        self.refusals = Refusals()
        self.box = HubBox(
            box=Box(site=self.site.id, id="hub", state=self.state),
            console=Console(port=free_port(), address=address),
        )
        self.url = f"http://127.0.0.1:{self.box.console.port}"
        self.store = MemoryStore()
        self.floor = Floor(
            Devices(tuple(self.site.devices)), sensors_of(self.site), frozenset(self.site.points)
        )
        codes = CodeDesk()
        speaker = Speaker(
            say=self._say,
            site=self.site,
            table=Timetable(self.site),
            configs=make_configs(self.site),
            incarnation="inc-1",
            appointments=self.appointments,
            codes=codes,
        )
        self.office = Office(self._open, speaker, self.floor, self.clock, ())
        self.keeper = KeeperLine(self._say_to_keeper, "hub")
        self._life = Life(Notifier())
        self._failed: list[BaseException] = []
        self._visitors: list[Staff] = []
        server = ConsoleServer(
            self.site, self.box, self.office, self.keeper, self.clock, self.refusals, QUICK, codes
        )
        self._threads = [
            threading.Thread(target=self._guarded, args=(run,)) for run in (self.office.run, server.run)
        ]

    def start(self) -> "RunningConsole":
        for thread in self._threads:
            thread.start()
        wait_until(self._answers, 20, "the console answers")
        return self

    def stop(self) -> None:
        for staff in self._visitors:
            staff.http.close()
        self._life.stopping.set()
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()
        assert self._failed == []

    def staff(self, role: str, *authorities: str, name: str = "Liisa") -> Staff:
        """Return somebody of that role who is signed in."""
        return self.visitor().join(self.invite(role, *authorities), name)

    def visitor(self) -> Staff:
        """Return somebody who is not signed in; closed with the console."""
        staff = Staff(self.url)
        self._visitors.append(staff)
        return staff

    def invite(self, role: str, *authorities: str) -> str:
        database = open_staff_file(self.state, boot_id())
        try:
            register = Register(database, self.clock, boot_id())
            return register.invite(Invitation(role=role, authorities=authorities))
        finally:
            database.close()

    def hear(self, channel: Channel[Any], message: msgspec.Struct, **ids: str) -> None:
        """Let the hub hear a message, and wait until it has."""
        self.office.hear(Received(channel, ids, message))
        self.office.look(lambda view: view.monotonic_ms).result(10)

    def open_day(self) -> None:
        """Wait until the clock has opened the day."""
        wait_until(
            lambda: self.office.look(lambda view: view.engine.state.open_day).result(10), 10, "the day opens"
        )

    def _guarded(self, run: Callable[[Life], None]) -> None:
        try:
            run(self._life)
        except BaseException as error:  # noqa: BLE001 — told by stop(), in the test's own thread
            self._failed.append(error)
            self._life.stopping.set()

    def _answers(self) -> bool:
        assert self._failed == []
        try:
            return httpx.get(f"{self.url}/sign-in", timeout=2).status_code == 200
        except httpx.TransportError:
            return False

    def _open(self) -> tuple[EventStore, Engine]:
        rules = Rules(scheme=Sequential(100, 999))
        return self.store, Engine(self.store, rules, Projections(layout_of(self.site), rules.policy, 6))

    def _say(self, said: Said) -> bool:
        self.said.append(said)
        return True

    def _say_to_keeper(self, said: Said) -> bool:
        self.said.append(said)
        return self.keeper_up
