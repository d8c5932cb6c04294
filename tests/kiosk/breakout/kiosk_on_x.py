"""A real kiosk on a real X server, with a printer, a scanner, a hub, and somebody who wants to get out."""

import subprocess
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from simulator.eyes import Eyes, NotSeenError, Seen
from simulator.onlooker import SOCKET_VARIABLE
from simulator.printer.machine import Model
from simulator.printer.simulated import SimulatedPrinter
from simulator.processes import Part
from simulator.scanner import SimulatedScanner
from tests.broker import OpenBroker
from tests.kiosk.breakout.all_screens import BEGIN, END
from tests.kiosk.house import CATALOGUE, CONFIG
from tests.kiosk.hub import KIOSK, SITE, FakeHub
from tests.simulator.x_desktop import XDesktop
from tests.waiting import wait_until

WIDTH, HEIGHT = 540, 960
_TIME_OF_DAY = ("time", "staff")
"""Controls that show it; staff find their page behind it."""
_FAST = Model(mm_per_s=600)
_HOSTILE = {
    "SDL_VIDEODRIVER": "x11",
    # What somebody could try to bring in from outside: none of it may count.
    "KCFG_KIVY_EXIT_ON_ESCAPE": "1",
    "KCFG_MODULES_INSPECTOR": "1",
    "KCFG_MODULES_KEYBINDING": "1",
    "KCFG_MODULES_SCREEN": "phone_iphone_6",
    "KIVY_NO_ENV_CONFIG": "0",
    "KIVY_NO_CONFIG": "0",
    "KIVY_CLIPBOARD": "sdl2",
}
_HOSTILE_CONFIG = "[kivy]\nexit_on_escape = 1\nkeyboard_mode = dock\n[modules]\ninspector =\nkeybinding =\n"


class KioskOnX:
    """The kiosk, and all that is around it."""

    def __init__(
        self,
        folder: Path,
        desktop: XDesktop,
        hub: FakeHub,
        printer: SimulatedPrinter,
        broker: OpenBroker,
        scanner: str,
    ) -> None:
        self.desktop = desktop
        self.hub = hub
        self.printer = printer
        self.folder = folder
        self.scanner = SimulatedScanner(folder / "usb-Scanner")
        state = folder / "state"
        (state / "kivy").mkdir(parents=True)
        (state / "kivy" / "config.ini").write_text(_HOSTILE_CONFIG, encoding="utf-8")
        box = folder / "box.toml"
        box.write_text(
            f'[box]\nsite = "{SITE}"\nid = "{KIOSK}"\nstate = "{state}"\n'
            f"[brokers.site]\nport = {broker.port}\n"
            f"[panel]\nwidth_mm = 194\nheight_mm = 345\nwidth_px = {WIDTH}\nheight_px = {HEIGHT}\n"
            "[window]\nborderless = true\nleft_px = 0\ntop_px = 0\n"
            f'[printer]\nkind = "network"\nhost = "127.0.0.1"\nport = {printer.where}\n'
            f'[scanner]\nkind = "{scanner}"\npath = "{folder}/usb-*"\n',
            encoding="utf-8",
        )
        self.eyes = Eyes(folder / "eye")
        self.part = Part(
            KIOSK,
            ["tests.kiosk.breakout.poked", "kiosk", "--box", str(box)],
            folder / "kiosk.log",
            {**desktop.environment, **_HOSTILE, SOCKET_VARIABLE: str(folder / "eye")},
        )

    def start(self) -> None:
        """Start it, and wait until it rests."""
        self.part.start()
        self.wait_for_rest()
        self.desktop.click(1, 1)  # it has the keyboard from now on

    def wait_for_rest(self, deadline_s: float = 60) -> list[Seen]:
        """Look until the screen is the resting one, in the first language."""
        return self.eyes.wait_for(rests, "the resting screen", deadline_s=deadline_s)

    def do(self, lines: Sequence[str]) -> None:
        """Let xdotool do a whole script: a process for each key would take far longer than the keys."""
        subprocess.run(
            ["xdotool", "-"],
            input="".join(f"{line}\n" for line in lines),
            env=self.desktop.environment,
            check=True,
            text=True,
            timeout=120,
        )

    def files(self) -> set[str]:
        """Return what Kivy has in its home, and the pictures where a screenshot would go."""
        home = self.folder / "state" / "kivy"
        kept = {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()}
        return kept | {path.name for path in Path.cwd().glob("screenshot*.png")}

    def show_everything(self) -> None:
        """Let it show every screen in every language and size, and rest again."""
        (self.folder / BEGIN).touch()
        wait_until((self.folder / END).exists, 600, "every screen was shown")
        self.wait_for_rest()

    def take_a_ticket(self) -> None:
        """Take a number as somebody who knows the way, in whatever look the last touches left at rest.

        The same person may go on, so a look stays until the time-out: in large text and low mode this small
        panel shows one authority a page.
        """
        self.eyes.touch("fi")
        self._leaf_to("authority:tax")
        self.eyes.touch("authority:tax")
        self.eyes.wait_for(lambda seen: any(one.name == "number" for one in seen), "a number")

    def _leaf_to(self, wanted: str) -> None:
        def stands(seen: list[Seen]) -> bool:
            names = {one.name for one in seen if one.enabled}
            if wanted not in names and "more" in names:
                self.eyes.touch("more")
            return wanted in names

        self.eyes.wait_for(stands, f"the control {wanted!r} on one of the pages")

    def walk_home(self, deadline_s: float = 60) -> None:
        """Go back to the resting screen as a person would, whatever is shown."""
        ways = ("done", "remembered", "go-on", "start-over", "back")

        def home(seen: list[Seen]) -> bool:
            if rests(seen):
                return True
            names = {one.name for one in seen if one.enabled}
            way = next((name for name in ways if name in names), None)
            if way is not None:
                with suppress(NotSeenError):  # a warning, say, whose time was over meanwhile
                    self.eyes.touch(way, deadline_s=1)
            return False

        self.eyes.wait_for(home, "the way home", deadline_s=deadline_s)


def rests(seen: Sequence[Seen]) -> bool:
    """Tell whether this is the resting screen: the languages to begin with."""
    names = {one.name for one in seen}
    return {"fi", "sv", "en"} <= names and "back" not in names


def words(seen: Sequence[Seen]) -> list[tuple[str, str]]:
    """Return what stands on a screen, but for the time of day."""
    return [(one.name, one.label) for one in seen if one.name not in _TIME_OF_DAY]


@contextmanager
def kiosk_on_x(folder: Path, *, scanner: str = "serial") -> Generator[KioskOnX]:
    """Start all of it, and leave nothing; ``scanner`` is its kind in the box file."""
    broker = OpenBroker(folder / "broker")
    broker.start()
    try:
        with (
            XDesktop(WIDTH, HEIGHT) as desktop,
            SimulatedPrinter.over_tcp(folder / "tickets", model=_FAST) as printer,
            FakeHub(broker.settings, CATALOGUE, CONFIG) as hub,
        ):
            kiosk = KioskOnX(folder, desktop, hub, printer, broker, scanner)
            with kiosk.scanner:
                try:
                    kiosk.start()
                    yield kiosk
                finally:
                    kiosk.part.kill()
    finally:
        broker.kill()
