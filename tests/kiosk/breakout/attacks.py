"""What somebody does who wants to get out of a kiosk, by chance from a seed: touches, keys, odd scans."""

import random

from simulator.scanner import SimulatedScanner
from tests.kiosk.breakout.kiosk_on_x import HEIGHT, WIDTH

TOUCHES = 40
"""In one round; with keys and scans it takes two to three seconds."""

_KEYCODES = range(9, 256)
"""Every key that X knows. 8 is none."""

_MODIFIERS = ("shift", "ctrl", "alt", "super")

ODD_SCANS: tuple[str | bytes, ...] = (
    "ABC-123",
    "0" * 64,
    "1" * 256,
    "https://example.org/visit?code=ABC-123",
    "file:///etc/passwd",
    "javascript:alert(document.cookie)",
    "'; DROP TABLE tickets; --",
    "%s%s%s%n%x",
    "{0.__class__}",
    "$(reboot)",
    "../../../../etc/shadow",
    "\u202e321-CBA",
    "\u0661\u0662\u0663\u0664",
    b"\x00\x01\x02\x1b[2J\x07",
    b"\x03\x04\x1a\x1c",
    b"\xff\xfe\xfd",
    b"",
)


class Attacker:
    """Makes one round after the other; the same seed makes the same rounds."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self.touches = self.keys = self.scans = 0

    def round(self) -> list[str]:
        """Return the lines of xdotool for one round of touches, drags, other buttons, keys and chords."""
        lines: list[str] = []
        for _ in range(TOUCHES):
            lines += self._chance.choices((self._touch, self._drag, self._other_button), (20, 1, 1))[0]()
            if self._chance.random() < 0.5:
                lines.append(f"key {self._chord()}")
                self.keys += 1
        if self._chance.random() < 0.2:
            lines.append(f"type --delay 5 {self._chance.choice(('ABC-123', 'rm -rf', '%s%n'))}")
        return lines

    def scan(self, scanner: SimulatedScanner) -> None:
        """Hold something odd before the scanner, or pull at its plug."""
        self.scans += 1
        whim = self._chance.random()
        if whim < 0.6:
            scanner.show(self._chance.choice(ODD_SCANS))
        elif whim < 0.75:
            scanner.rubbish(self._chance.randrange(1, 4000))
        elif whim < 0.85:
            scanner.flood()
        elif whim < 0.95:
            scanner.half("ABC-12345678")
        else:
            scanner.unplug()
            scanner.plug(scanner.link.with_name(f"usb-Scanner-{self._chance.randrange(3)}"))

    def _place(self) -> str:
        return f"mousemove {self._chance.randrange(WIDTH)} {self._chance.randrange(HEIGHT)}"

    def _touch(self) -> list[str]:
        self.touches += 1
        return [self._place(), "mousedown 1", "sleep 0.012", "mouseup 1", "sleep 0.012"]

    def _drag(self) -> list[str]:
        self.touches += 1
        return [self._place(), "mousedown 1", self._place(), self._place(), "sleep 0.04", "mouseup 1"]

    def _other_button(self) -> list[str]:
        button = self._chance.randrange(2, 10)
        return [self._place(), f"mousedown {button}", "sleep 0.02", f"mouseup {button}"]

    def _chord(self) -> str:
        held = [one for one in _MODIFIERS if self._chance.random() < 0.3]
        code = self._chance.choice(_KEYCODES)
        return "+".join(
            (*held, str(code) if code > 9 else "Escape")
        )  # a single digit is the key of that digit


def every_chord() -> list[str]:
    """Return the lines of xdotool for every key, alone and with each set of modifiers shells listen to."""
    held = ("", "shift+", "ctrl+", "alt+", "super+", "ctrl+alt+", "ctrl+shift+", "alt+shift+")
    return [f"key --delay 2 {set_}{code}" for set_ in held for code in _KEYCODES if code > 9]
