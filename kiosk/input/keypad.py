"""Hears the window's keys: moves the focus, hands commands on, and gives what a scanner types to its desk."""

import time
from collections.abc import Callable
from typing import Protocol

from common.runtime.refusals import Refusals
from common.screen.key import Key
from kiosk.input.focus import Focus
from kiosk.input.keyboard import Commanded, Keyboard, Layout, Refused, Typed
from kiosk.input.settings import Command, KeypadSettings
from kiosk.scanner.desk import ScanDesk


class Hands(Protocol):
    """What a keypad works for; all of it in the window's thread."""

    def touched(self) -> None:
        """Hear that somebody pressed a key of the keypad, before it does anything: speech falls silent."""
        ...

    def moved(self) -> None:
        """Hear that the focus may be elsewhere now."""
        ...

    def obey(self, command: Command) -> None:
        """Do what a key asks for that is not about the focus: all but up, down and select."""
        ...


class Keypad:
    """Lives in the window's thread."""

    def __init__(
        self,
        settings: KeypadSettings,
        focus: Focus,
        hands: Hands,
        refusals: Refusals,
        *,
        scans: ScanDesk | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """``scans`` is where scans go where a scanner types; ``now`` is a clock in seconds."""
        self._layout = Layout(settings.commands(), scans=scans is not None)
        self._focus = focus
        self._hands = hands
        self._refusals = refusals
        self._scans = scans
        self._now = now
        self._keyboard = Keyboard()

    def hear(self, key: Key) -> None:
        """Take a key of the window."""
        self._keyboard, meanings = self._keyboard.hear(key, self._layout, self._now())
        for meaning in meanings:
            match meaning:
                case Commanded(command):
                    self._obey(command)
                case Typed(text):
                    if self._scans is not None:
                        self._scans.take(text.encode())
                case Refused(cause, detail):
                    self._refusals.count(cause, detail)

    def _obey(self, command: Command) -> None:
        self._hands.touched()
        match command:
            case Command.UP:
                self._focus.up()
            case Command.DOWN:
                self._focus.down()
            case Command.SELECT:
                self._focus.select()
            case _:
                self._hands.obey(command)
                return
        self._hands.moved()
