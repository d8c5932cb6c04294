"""How often a cutter that has jammed is tried again without anybody standing there."""

from kiosk.printer.port import Condition


class CutterTries:
    """Each try moves the blade, and somebody may be reaching for the paper in it.

    So there are few, with a pause between them, until a hand has been at the printer: its cover was open, it
    was switched off, or a ticket has come out since.
    """

    def __init__(self, every_s: float, most: int) -> None:
        self._every_s = every_s
        self._most = most
        self._made = 0
        self._last_s: float | None = None

    def see(self, condition: Condition) -> None:
        """Take in how the printer is: an open cover, or no power, makes the count begin anew."""
        if condition in (Condition.COVER_OPEN, Condition.ABSENT, Condition.SILENT):
            self.begin_anew()

    def begin_anew(self) -> None:
        """Forget the tries that were made: a hand has mended it, or it cuts."""
        self._made = 0
        self._last_s = None

    def may_try(self, now_s: float, *, attended: bool) -> bool:
        """Return whether the blade may be moved now, and count that it is.

        Args:
            now_s: of the monotonic clock.
            attended: somebody who has the service page open asks for it: one try, however many there were.
        """
        rested = self._last_s is None or now_s - self._last_s >= self._every_s
        may = attended or (rested and self._made < self._most)
        if may:
            self._made += 1
            self._last_s = now_s
        return may
