"""A real kiosk on a real X server, used by its keypad alone, and by a scanner that types."""

from pathlib import Path

from simulator.eyes import Seen
from simulator.keypad import PadKey, SimulatedKeypad, over_x
from tests.kiosk.breakout.kiosk_on_x import KioskOnX, kiosk_on_x
from tests.waiting import wait_until


def go_to(kiosk: KioskOnX, keypad: SimulatedKeypad, name: str) -> None:
    """Go down until a control has the focus, as its ring shows, and press it."""

    def there() -> bool:
        if name in kiosk.eyes.focused():
            return True
        keypad.press(PadKey.DOWN)
        return False

    wait_until(there, 20, f"the focus on {name}")
    keypad.press(PadKey.SELECT)


def has(name: str, seen: list[Seen]) -> bool:
    return any(one.name == name for one in seen)


def test_a_ticket_by_keypad_alone(tmp_path: Path) -> None:
    with kiosk_on_x(tmp_path) as kiosk:
        keypad = SimulatedKeypad(over_x(kiosk.desktop.display))
        keypad.plug_in_headset()
        go_to(kiosk, keypad, "sv")
        kiosk.eyes.wait_for(lambda seen: has("authority:dvv", seen), "the authorities")
        go_to(kiosk, keypad, "authority:dvv")
        kiosk.eyes.wait_for(lambda seen: has("service:dvv-certificates", seen), "the services")
        keypad.press(PadKey.BACK)
        kiosk.eyes.wait_for(lambda seen: has("authority:tax", seen), "the authorities again")
        go_to(kiosk, keypad, "authority:tax")
        kiosk.eyes.wait_for(lambda seen: has("number", seen), "a number")
        wait_until(lambda: len(kiosk.printer.tickets()) == 1, 20, "the paper")
        keypad.press(PadKey.HELP)
        wait_until(lambda: len(kiosk.hub.calls) == 1, 20, "the call for an adviser")


def test_a_scanner_that_types_shows_its_code(tmp_path: Path) -> None:
    with kiosk_on_x(tmp_path, scanner="keyboard") as kiosk:
        before = {one.name for one in kiosk.wait_for_rest()}
        kiosk.do(["type --delay 5 ABC-12345", "key Return"])
        kiosk.eyes.wait_for(lambda seen: not before <= {one.name for one in seen}, "the answer to a code")
        assert all("ABC" not in one.label for one in kiosk.eyes.read())
        wait_until(lambda: kiosk.hub.health is not None, 20, "its health")
        assert "12345" not in (tmp_path / "kiosk.log").read_text(encoding="utf-8")
