from collections.abc import Iterator

import pytest

from tests.kiosk.eyes_closed.kiosk import PANEL, EyesClosedKiosk
from tests.kivy_window import KivyWindow, MakeKit


@pytest.fixture
def kiosk(kivy_window: KivyWindow, make_kit: MakeKit) -> Iterator[EyesClosedKiosk]:
    """A kiosk at rest that hears the keys of the window."""
    from common.screen.window.keys import WindowKeys  # noqa: PLC0415  it imports the window

    kiosk = EyesClosedKiosk(kivy_window, make_kit(PANEL))
    keys = WindowKeys(kiosk.front.hear_key)
    kiosk.open()
    yield kiosk
    del keys  # the window holds it by a weak reference only
