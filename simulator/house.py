"""A simulated service point: brokers, parts as processes, and hardware that is not there, in one folder."""

import contextlib
import json
import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self, cast

from common.runtime.broker import Broker
from simulator.broker import SiteBroker
from simulator.eyes import Eyes
from simulator.onlooker import SOCKET_VARIABLE
from simulator.panel import PinPanel
from simulator.printer.machine import Model
from simulator.printer.simulated import SimulatedPrinter
from simulator.processes import Part, Parts
from simulator.radar import SimulatedRadar
from simulator.scanner import SimulatedScanner

RECORDER = "recorder"
_PINS_VARIABLE = "VUORO_SIMULATED_PINS"

_KEYBOARD = {
    "sound": ["mute", "f14", "f5"],
    "headset_in": ["f15", "f6"],
    "headset_out": ["f16", "f7"],
    "repeat": ["f13", "f8"],
    "volume": ["f17", "f9"],
}
"""Keys of an ordinary keyboard beside those of a keypad."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen of the house: its device, its part, and the size of its window in pixels and millimetres."""

    device: str
    part: Literal["kiosk", "display"]
    px: tuple[int, int]
    mm: tuple[int, int]
    position: tuple[int, int] = (0, 0)
    loud: bool = False
    """Whether it has a loudspeaker: a kiosk speaks then, a display rings."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """What is wired to the deviceagent: the pins of each button, and the place with a radar on each side."""

    agent: str
    buttons: dict[str, tuple[int, int]]
    """Normally closed and normally open pin of each alarm point."""
    radar_place: str | None = None


class House:
    """Everything of one site on this machine. Nothing of it is left when the block ends."""

    def __init__(  # noqa: PLR0913 — what a house is made of, named at the one place that builds it
        self,
        folder: Path,
        *,
        site_file: Path,
        site: str,
        screens: Sequence[Screen],
        wiring: Wiring,
        keeper: str,
        guard: str,
        watched: bool,
        speed_mm_per_s: float = 250,
        clock_is_set: bool = False,
    ) -> None:
        """Prepare a house in ``folder``. ``watched`` screens have no window, but an onlooker each.

        ``clock_is_set``: the hub takes this machine's clock for one that a time source has set, also where
        none has.
        """
        self.folder = folder
        self.site = site
        self._site_file = site_file
        self._screens = {screen.device: screen for screen in screens}
        self._wiring = wiring
        self._keeper = keeper
        self._watched = watched
        self._clock_is_set = clock_is_set
        self.parts = Parts()
        self._sockets = folder / "s"
        for name in ("logs", "boxes", "state", "tickets", "s"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        users = ["hub", wiring.agent, *self._screens]

        def broker(kind: Literal["site", "guard"]) -> SiteBroker:
            home = folder / f"broker-{kind}"
            return SiteBroker(
                home, site, users, keeper=keeper, panels=[guard], watchers=[RECORDER], kind=kind
            )

        self.site_broker = broker("site")
        self.guard_broker = broker("guard")
        self.printer = SimulatedPrinter.over_tcp(folder / "tickets", model=Model(mm_per_s=speed_mm_per_s))
        self.pins = PinPanel(self._sockets / "pins")
        self.radars = {
            side: SimulatedRadar(self._sockets / f"radar-{side}")
            for side in (("customer", "staff") if wiring.radar_place else ())
        }
        self.scanner = SimulatedScanner(self._sockets / "scanner")
        self.console_port = free_port()
        self._cables: dict[str, int] = {}

    def __enter__(self) -> Self:
        """Bring up what is not a part: brokers and hardware. Where one cannot start, all are ended."""
        with contextlib.ExitStack() as ending:
            self.site_broker.start()
            ending.callback(self.site_broker.stop)
            self.guard_broker.start()
            ending.callback(self.guard_broker.stop)
            ending.enter_context(self.printer)
            ending.enter_context(self.scanner)
            for radar in self.radars.values():
                radar.start()
                ending.callback(radar.stop)
            self.pins.preset({closed: False for closed, _open in self._wiring.buttons.values()})
            ending.callback(self.pins.close)
            ending.callback(self.parts.__exit__)
            self._ending = ending.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        """End everything."""
        self._ending.close()

    @property
    def console_address(self) -> str:
        """Where the console is, as staff type it."""
        return f"http://127.0.0.1:{self.console_port}"

    def eyes(self, device: str) -> Eyes:
        """Return eyes that look at a screen."""
        return Eyes(self._socket_of(device))

    def lead_through(self, device: str, port: int) -> None:
        """Let a device reach the site's broker by a cable that begins at ``port``, from its next start."""
        self._cables[device] = port

    def state(self, device: str) -> Path:
        """Return the folder where a device keeps what must last."""
        return self.folder / "state" / device

    def start_hub(self) -> Part:
        """Start the hub."""
        box = {
            "box": self._box("hub"),
            "brokers": self._brokers("hub", guard=False),
            "console": self._console(),
        }
        file = self._write_box("hub", box)
        clock = ["simulator.set_clock"] if self._clock_is_set else []
        return self._start("hub", [*clock, "hub", "--site", str(self._site_file), "--box", str(file)])

    def start_keeper(self) -> Part:
        """Start the keeper of alarms."""
        box = {"box": self._box(self._keeper), "brokers": self._brokers(self._keeper, guard=True)}
        return self._start(self._keeper, ["alarms", "--box", str(self._write_box(self._keeper, box))])

    def start_agent(self) -> Part:
        """Start the deviceagent with simulated pins."""
        agent = self._wiring.agent
        box: dict[str, Any] = {"box": self._box(agent), "brokers": self._brokers(agent, guard=True)}
        box["lines"] = {
            point: {"normally_closed": closed, "normally_open": opened}
            for point, (closed, opened) in self._wiring.buttons.items()
        }
        if self._wiring.radar_place:
            box["sensors"] = {
                self._wiring.radar_place: {
                    side: {"kind": "ld2410", "path": str(self._sockets / f"radar-{side}"), "hold_s": 3}
                    for side in self.radars
                }
            }
        environment = {
            "GPIOZERO_PIN_FACTORY": "vuoro-simulated",
            _PINS_VARIABLE: str(self._sockets / "pins"),
        }
        file = self._write_box(agent, box)
        return self._start(agent, ["deviceagent", "--box", str(file)], environment)

    def start_screen(self, device: str) -> Part:
        """Start a kiosk, a wall, a door or a guard's panel."""
        screen = self._screens[device]
        box: dict[str, Any] = {
            "box": self._box(device),
            "brokers": self._brokers(device, guard=screen.part == "display"),
            "panel": {
                "width_mm": screen.mm[0],
                "height_mm": screen.mm[1],
                "width_px": screen.px[0],
                "height_px": screen.px[1],
            },
            "window": self._window(screen),
        }
        if screen.loud:
            box["sound"] = {"enabled": True}
        if screen.part == "kiosk":
            box |= self._around_kiosk(screen)
        file = self._write_box(device, box)
        environment = self._sound(screen)
        if not self._watched:
            return self._start(device, [screen.part, "--box", str(file)], environment)
        environment[SOCKET_VARIABLE] = str(self._socket_of(device))
        return self._start(device, ["simulator.onlooker", screen.part, "--box", str(file)], environment)

    def heard_file(self, kiosk: str) -> Path:
        """Return where a watched kiosk that is loud writes down what it says, as `transcript` has it."""
        return self.folder / f"heard-{kiosk}.jsonl"

    def recorder_settings(self, name: Literal["site", "guard"]) -> Broker:
        """Return how the recorder reaches a broker."""
        return (self.site_broker if name == "site" else self.guard_broker).settings(RECORDER)

    def sound_file(self, device: str) -> Path:
        """Return where SDL writes what a screen would play: raw 16-bit samples."""
        return self.folder / f"sound-{device}.raw"

    def _around_kiosk(self, screen: Screen) -> dict[str, Any]:
        """Return what hangs on a kiosk; one with a window has the keyboard of whoever plays for a keypad."""
        around: dict[str, Any] = {
            "printer": {"kind": "network", "host": "127.0.0.1", "port": int(self.printer.where)},
            "scanner": {"kind": "serial", "path": str(self.scanner.link)},
        }
        if not self._watched:
            around["keypad"] = _KEYBOARD
        elif screen.loud:
            heard = str(self.heard_file(screen.device))
            around["sound"] = {"enabled": True, "loudspeaker": "null", "transcript": heard}
        return around

    def _sound(self, screen: Screen) -> dict[str, str]:
        if not self._watched:
            return {}
        file = self.sound_file(screen.device) if screen.loud else Path(os.devnull)
        return {"SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": str(file)}

    def _window(self, screen: Screen) -> dict[str, Any]:
        window: dict[str, Any] = {"title": f"Vuoro · {screen.device}", "closable": not self._watched}
        if self._watched:
            return {**window, "offscreen": True}
        left, top = screen.position
        return {**window, "left_px": left, "top_px": top, "show_cursor": True}

    def _start(self, name: str, arguments: Sequence[str], environment: dict[str, str] | None = None) -> Part:
        part = Part(name, tuple(arguments), self.folder / "logs" / f"{name}.log", environment or {})
        return self.parts.add(part)

    def _socket_of(self, device: str) -> Path:
        return self._sockets / device

    def _box(self, device: str) -> dict[str, Any]:
        return {"site": self.site, "id": device, "state": str(self.state(device))}

    def _console(self) -> dict[str, Any]:
        return {"host": "127.0.0.1", "port": self.console_port}

    def _brokers(self, user: str, *, guard: bool) -> dict[str, Any]:
        brokers = {"site": self.site_broker.settings(user)}
        if guard:
            brokers["guard"] = self.guard_broker.settings(user)
        return {
            name: {
                "host": broker.host,
                "port": self._cables.get(user, broker.port) if name == "site" else broker.port,
                "username": broker.username,
                "password_file": str(broker.password_file),
            }
            for name, broker in brokers.items()
        }

    def _write_box(self, device: str, box: dict[str, Any]) -> Path:
        file = self.folder / "boxes" / f"{device}.toml"
        file.write_text("\n".join(toml_lines(box)) + "\n", encoding="utf-8")
        return file


def toml_lines(table: dict[str, Any], path: str = "") -> list[str]:
    """Return a table of texts, numbers, truths and tables as TOML; JSON's scalars are TOML's."""
    lines = [f"{key} = {json.dumps(value)}" for key, value in table.items() if not isinstance(value, dict)]
    for key, value in table.items():
        if isinstance(value, dict):
            inner = f"{path}.{key}" if path else key
            lines += [f"[{inner}]", *toml_lines(cast("dict[str, Any]", value), inner)]
    return lines


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
