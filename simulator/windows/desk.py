"""``python -m simulator.windows.desk``: where a visitor of the demo plays with what is not a screen.

It shows the papers that came out of the simulated printer, and has a button for every accident, for the
panic buttons, for who sits where, and for what can be stopped. All of it happens in the demo's own process.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from common.runtime.life import Life
from common.runtime.log import set_up_logging
from common.runtime.systemd import Notifier
from common.screen.environment import ScreenKind, WindowSettings, prepare
from common.screen.fonts import find_fonts
from common.screen.kit import Kit
from common.screen.measure import Panel
from simulator.windows.desk_line import DemoGoneError, DeskLine
from simulator.windows.desk_wire import Desk
from simulator.windows.lettering import PX_PER_MM

TITLE = "Vuoro · printer and desk"
_LINE, _WINDOW = "line to the demo", "window"


def main(arguments: Sequence[str] | None = None) -> int:
    """Show the window until it is closed, the process is told to end, or the demo is gone."""
    parser = argparse.ArgumentParser(prog="simulator.windows.desk", description="Printer and desk.")
    parser.add_argument("--socket", type=Path, required=True, help="where the demo listens")
    parser.add_argument("--state", type=Path, required=True, help="a folder of its own")
    parser.add_argument(
        "--place", type=int, nargs=4, required=True, metavar=("LEFT", "TOP", "WIDTH", "HEIGHT"), help="in px"
    )
    parser.add_argument("--px-per-mm", type=float, default=PX_PER_MM, help="how large all is drawn")
    parser.add_argument("--offscreen", action="store_true", help="a window without a screen")
    options = parser.parse_args(arguments)
    left, top, width, height = options.place
    set_up_logging()
    settings = WindowSettings(
        kind=ScreenKind.TOUCH,
        width_px=width,
        height_px=height,
        title=TITLE,
        left_px=left,
        top_px=top,
        show_cursor=True,
        closable=True,
        offscreen=options.offscreen,
    )
    prepare(settings, options.state)
    panel = Panel(width / options.px_per_mm, height / options.px_per_mm, width, height)
    try:
        return run(settings, panel, options.socket)
    except DemoGoneError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def run(settings: WindowSettings, panel: Panel, socket: Path) -> int:
    """Wire window and line; return the exit code."""
    # Only now has `prepare` set Kivy's environment.
    from common.screen.window.app import WindowApp  # noqa: PLC0415
    from simulator.windows.desk_view import DeskView  # noqa: PLC0415

    life = Life(Notifier())
    kit = Kit.of(panel, find_fonts())
    app = WindowApp(settings, lambda: view, lambda: life.pulse(_WINDOW))

    def heard(desk: Desk) -> None:
        app.mailbox.post(lambda: view.show(desk), latest="desk")

    def listen() -> None:
        try:
            line.run(life.stopping, lambda: life.pulse(_LINE))
        except DemoGoneError:
            life.stop()  # the demo has ended, and its window with it

    line = DeskLine(socket, heard)
    view = DeskView(kit, line.press)
    life.worker(_LINE, listen)
    life.watch(_WINDOW)
    life.at_end(app.stop_soon)
    life.start()
    app.run()
    return life.finish()


if __name__ == "__main__":
    sys.exit(main())
