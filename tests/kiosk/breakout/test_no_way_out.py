"""Every leak of a Kivy window, tried on a real kiosk on a real X server: none leads out or leaves a mark."""

from collections.abc import Iterator

import pytest
from PIL import Image, ImageChops

from tests.kiosk.breakout.kiosk_on_x import HEIGHT, WIDTH, KioskOnX, kiosk_on_x, words
from tests.kiosk.breakout.x_window import ask_to_close
from tests.waiting import wait_until

WHOLE = (0, 0, WIDTH, HEIGHT)


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KioskOnX]:
    with kiosk_on_x(tmp_path_factory.mktemp("breakout")) as kiosk:
        yield kiosk


@pytest.fixture(autouse=True)
def nothing_changes(kiosk: KioskOnX) -> Iterator[None]:
    """What stands on the screen, and which files there are, is the same after a test as before it."""
    before = words(kiosk.wait_for_rest())
    files = kiosk.files()
    yield
    assert words(kiosk.wait_for_rest()) == before
    assert kiosk.files() == files
    assert kiosk.part.runs


def looks_the_same(before: Image.Image, after: Image.Image) -> bool:
    """Compare all but the topmost tenth, where the time of day stands."""
    below = (0, HEIGHT // 10, WIDTH, HEIGHT)
    return ImageChops.difference(before.crop(below), after.crop(below)).getbbox() is None


def kiosk_calls_an_adviser(kiosk: KioskOnX, calls: int) -> None:
    """F1 is the key for help of many a keypad: it calls an adviser, and no settings of Kivy's."""
    wait_until(lambda: len(kiosk.hub.calls) == calls + 1, 20, "the call")
    kiosk.walk_home()


@pytest.mark.parametrize(
    "keys",
    [
        ["Escape", "Escape"],
        ["alt+F4", "ctrl+F1", "ctrl+q", "ctrl+w", "super+q", "alt+Tab", "ctrl+alt+Delete"],
        ["ctrl+e", "F11", "F12", "Print", "shift+F12", "ctrl+c", "ctrl+v", "ctrl+x", "Menu"],
        ["ctrl+shift+i", "ctrl+o", "ctrl+p", "ctrl+s", "ctrl+n", "ctrl+t", "super", "alt+space"],
    ],
)
def test_no_key_leads_anywhere(kiosk: KioskOnX, keys: list[str]) -> None:
    before = kiosk.desktop.picture(WHOLE)
    kiosk.do([f"key {key}" for key in keys])
    kiosk.wait_for_rest()
    assert looks_the_same(before, kiosk.desktop.picture(WHOLE))


def test_f1_opens_no_settings(kiosk: KioskOnX) -> None:
    calls = len(kiosk.hub.calls)
    kiosk.do(["key F1"])
    kiosk_calls_an_adviser(kiosk, calls)


def test_a_window_manager_that_wants_it_closed_is_refused(kiosk: KioskOnX) -> None:
    before = kiosk.desktop.picture(WHOLE)
    assert ask_to_close(kiosk.desktop.display) >= 1
    assert ask_to_close(kiosk.desktop.display) >= 1
    kiosk.wait_for_rest()
    assert looks_the_same(before, kiosk.desktop.picture(WHOLE))


def test_other_buttons_drags_and_the_wheel_leave_no_mark(kiosk: KioskOnX) -> None:
    before = kiosk.desktop.picture(WHOLE)
    places = ((270, 300), (270, 480), (100, 700), (500, 900), (20, 20))
    for x, y in places:
        lines = [f"mousemove {x} {y}"]
        for button in (2, 3, 4, 5, 6, 7, 8, 9):
            lines += [f"mousedown {button}", "sleep 0.05", f"mouseup {button}"]
        lines += ["keydown ctrl", "mousedown 3", "sleep 0.05", "mouseup 3", "keyup ctrl"]
        # a drag from one edge to the other, with the first button
        lines += ["mousemove 2 480", "mousedown 1", "mousemove 270 480", "mousemove 538 480", "sleep 0.05"]
        lines += ["mousemove 2 2", "mouseup 1"]
        kiosk.do(lines)
    kiosk.do(["mousemove 1 1"])
    wait_until(
        lambda: looks_the_same(before, kiosk.desktop.picture(WHOLE)), 10, "the screen as it was before"
    )


def test_no_event_that_sdl_knows_ends_or_changes_anything(kiosk: KioskOnX) -> None:
    calls = len(kiosk.hub.calls)
    (kiosk.folder / "poke").touch()
    wait_until((kiosk.folder / "poked").exists, 20, "the events in the queue")
    kiosk_calls_an_adviser(kiosk, calls)  # F1 is among them


def test_the_kiosk_gives_a_ticket_all_the_same(kiosk: KioskOnX) -> None:
    kiosk.take_a_ticket()
    wait_until(lambda: len(kiosk.printer.tickets()) == len(kiosk.hub.numbers) > 0, 20, "the paper")
    kiosk.walk_home()
