"""What the first screen of a display is, where the hub is heard while the window is still being made."""

from common.screen.environment import ScreenKind, WindowSettings
from common.screen.measure import Panel
from display.room.plan import DoorPicture, DoorState
from tests.kivy_window import KivyWindow, MakeKit

DOOR = Panel(217, 136, 1280, 800)
WINDOW = WindowSettings(kind=ScreenKind.WALL, width_px=1280, height_px=800, offscreen=True)
DEAF = DoorPicture(DoorState.NO_CONNECTION, "", ("Ei yhteyttä",))
CALLED = DoorPicture(DoorState.CALLED, "214", ("Sisään",))


def test_what_is_heard_while_the_window_is_made_stands_on_its_first_screen(
    kivy_window: KivyWindow, make_kit: MakeKit
) -> None:
    from common.screen.window.app import WindowApp  # noqa: PLC0415 - the fixture prepares Kivy first
    from display.drawing.painter import Painter  # noqa: PLC0415 - as above

    painter = Painter(make_kit(DOOR), DEAF, lambda _: None, lambda: 0.0)
    app = WindowApp(WINDOW, painter.first_screen, lambda: None)
    painter.attach(app)
    painter.show(CALLED)
    kivy_window.show(painter.first_screen())
    app.mailbox.drain()
    assert kivy_window.labels() == ["214", "Sisään"]
