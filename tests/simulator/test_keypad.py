"""The simulated keypad: its keys come to a window as those of a real one, through X or an onlooker."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

from simulator.eyes import Eyes
from simulator.keypad import PadKey, SimulatedKeypad, in_window, over_x
from simulator.onlooker import SOCKET_VARIABLE
from tests.simulator.x_desktop import XDesktop
from tests.waiting import wait_until

ROOT = Path(__file__).parents[2]

_PART = """
    import sys
    from pathlib import Path
    from common.screen.environment import ScreenKind, WindowSettings, prepare

    def main(arguments):
        folder = Path(arguments[0])
        kind = ScreenKind.TOUCH
        settings = WindowSettings(kind=kind, width_px=300, height_px=300, offscreen=arguments[1] == "off")
        prepare(settings, folder)
        from common.screen.controls.text import Text
        from common.screen.fonts import find_fonts
        from common.screen.kit import Kit
        from common.screen.measure import Panel
        from common.screen.window.app import WindowApp
        text = Text(Kit.of(Panel(100, 100, 300, 300), find_fonts()), "alku")
        app = WindowApp(settings, lambda: text, lambda: None)
        heard = (folder / "heard").open("a", buffering=1)
        app.on_key = lambda key: heard.write(f"{key.usage} {key.down:d}\\n")
        app.run()
        return 0
"""


class Window:
    """A window of a process of its own that notes its keys in a file."""

    def __init__(self, folder: Path, environment: dict[str, str], *, offscreen: bool) -> None:
        part = folder / "noting" / "__main__.py"
        part.parent.mkdir()
        (part.parent / "__init__.py").touch()
        part.write_text(textwrap.dedent(_PART), encoding="utf-8")
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-m", "simulator.onlooker", "noting", str(folder), "off" if offscreen else "on"],
            cwd=ROOT,
            env={**environment, SOCKET_VARIABLE: str(folder / "eye"), "PYTHONPATH": f"{folder}:{ROOT}"},
        )
        self.eyes = Eyes(folder / "eye")

    def keys(self) -> list[tuple[int, bool]]:
        file = self.folder / "heard"
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        return [(int(usage), down == "1") for usage, down in (line.split() for line in lines)]

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


def test_a_server_of_x_brings_every_key_under_its_number(tmp_path: Path) -> None:
    with XDesktop(300, 300) as desktop:
        window = Window(tmp_path, desktop.environment, offscreen=False)
        try:
            window.eyes.wait_for_text("alku")
            desktop.click(150, 150)
            keypad = SimulatedKeypad(over_x(desktop.display))
            keypad.press(*PadKey)
            wanted = [(int(key), down) for key in PadKey for down in (True, False)]
            wait_until(lambda: window.keys() == wanted, 20, f"{wanted}")
        finally:
            window.end()


def test_an_onlooker_brings_them_where_there_is_no_x(tmp_path: Path) -> None:
    window = Window(tmp_path, dict(os.environ), offscreen=True)
    try:
        window.eyes.wait_for_text("alku")
        keypad = SimulatedKeypad(in_window(window.eyes))
        keypad.plug_in_headset()
        keypad.hold(PadKey.SELECT, repeats=2)
        keypad.let_go(PadKey.SELECT)
        keypad.pull_out_headset()
        assert window.keys() == [
            (106, True),
            (106, False),
            (40, True),
            (40, True),
            (40, True),
            (40, False),
            (107, True),
            (107, False),
        ]
    finally:
        window.end()
