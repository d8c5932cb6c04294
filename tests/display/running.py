"""Real displays in tests: a process with an onlooker, and the voices of a hub, a keeper and an agent."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from common.runtime.broker import Broker
from common.runtime.clock import SystemClock
from common.runtime.link import Link
from common.runtime.refusals import Refusals
from common.wire import topics
from common.wire.channel import Channel, Received
from common.wire.codec import Codec
from common.wire.ids import mint_id
from common.wire.life import OwnerBeat
from common.wire.message import Message, Reading
from common.wire.site import DeviceConfig, DoorConfig, GuardConfig, KeeperConfig, KioskConfig, WallConfig
from simulator.eyes import Eyes
from simulator.onlooker import SOCKET_VARIABLE
from tests.waiting import wait_until

SITE = "pori"
Body = WallConfig | DoorConfig | GuardConfig | KeeperConfig | KioskConfig
ROOT = Path(__file__).parents[2]


@dataclass
class Display:
    """A running display: ``eyes`` look at its window, ``log`` is what it has said."""

    process: "subprocess.Popen[bytes]"
    eyes: Eyes
    log_path: Path

    @property
    def log(self) -> str:
        return self.log_path.read_text(encoding="utf-8")

    def drawn_at_ms(self, mark: str) -> float | None:
        found = re.search(rf"on the screen: {mark} at ([\d.]+) ms", self.log)
        return float(found[1]) if found else None

    def sounded_at_ms(self) -> list[float]:
        return [float(time) for time in re.findall(r"sound: \w+ at ([\d.]+) ms", self.log)]

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(15)


def box_text(folder: Path, device: str, site: Broker, guard: Broker | None, *, size: tuple[int, int]) -> str:
    width, height = size
    lines = [
        "[box]",
        f'site = "{SITE}"\nid = "{device}"\nstate = "{folder / "state"}"',
        f'[brokers.site]\nhost = "{site.host}"\nport = {site.port}',
    ]
    if guard is not None:
        lines.append(f'[brokers.guard]\nhost = "{guard.host}"\nport = {guard.port}')
    scale = 1430 / 1920 if width >= 1900 else 217 / 1280
    lines.append(
        f"[panel]\nwidth_mm = {width * scale}\nheight_mm = {height * scale}\n"
        f"width_px = {width}\nheight_px = {height}"
    )
    lines.append("[window]\noffscreen = true\n[sound]\nenabled = true\n")
    return "\n".join(lines)


@contextmanager
def running_display(
    folder: Path,
    device: str,
    site: Broker,
    guard: Broker | None = None,
    *,
    size: tuple[int, int] = (1280, 800),
) -> Generator[Display, None, None]:
    """Run ``python -m display`` with an onlooker beside it; SIGTERM at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    box = folder / "box.toml"
    box.write_text(box_text(folder, device, site, guard, size=size), encoding="utf-8")
    socket = folder / "onlooker"
    log_path = folder / "log"
    environment = {**os.environ, SOCKET_VARIABLE: str(socket), "SDL_AUDIODRIVER": "dummy"}
    with log_path.open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "simulator.onlooker", "display", "--box", str(box)],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        yield Display(process, Eyes(socket), log_path)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def reading() -> Reading:
    """The time now, as a device tells it."""
    clock = SystemClock()
    return Reading(boot=1, clock_ms=clock.monotonic_ms(), wall_ms=clock.wall_ms(), synced=True)


@dataclass
class Voice:
    """Somebody on a broker: publishes, hears, and beats as a hub or a keeper once told to."""

    broker: Broker
    name: str
    filters: tuple[tuple[str, int], ...] = ()
    heard: list[Received[Any]] = field(default_factory=list[Received[Any]])
    life: str = field(default_factory=mint_id)
    failed: list[str] = field(default_factory=list[str])
    silent: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self.ended = threading.Event()
        self.link = Link(
            self.broker,
            name=self.name,
            site=SITE,
            client_id=f"{self.name}-{mint_id()}",
            codec=Codec(SITE),
            filters=self.filters,
            will=None,
            refusals=Refusals(),
            on_message=lambda _, received: self.heard.append(received),
            on_up=lambda _: None,
            fail=self.failed.append,
        )
        self.link.start()
        assert self.link.wait_until_up(5)
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self.link.stop()
        assert self.failed == []

    def now_ms(self) -> int:
        return SystemClock().monotonic_ms()

    def say(self, channel: Channel[Any], message: Message, **ids: str) -> None:
        wait_until(lambda: self.link.publish(channel, message, **ids), 5, f"{self.name} has a line")

    def configure(self, device: str, body: Body, revision: int = 1) -> None:
        self.say(topics.CONFIG, DeviceConfig(revision=revision, body=body), device=device)

    def beat(self, channel: Channel[Any]) -> None:
        """Beat every second from now on, while not ``silent``."""

        def run() -> None:
            while not self.ended.wait(0.5):
                if not self.silent.is_set():
                    self.link.publish(channel, OwnerBeat(incarnation=self.life, at_ms=self.now_ms()))

        self.say(channel, OwnerBeat(incarnation=self.life, at_ms=self.now_ms()))
        threading.Thread(target=run, daemon=True).start()
