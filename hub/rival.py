"""Notices another hub that speaks for the same site, started by mistake on another machine or from a copy."""

from dataclasses import dataclass

from common.wire.life import BEAT_INTERVAL_S, HubStatus

SILENCE_MS = round(3 * BEAT_INTERVAL_S * 1000) + 500
"""Who has missed three beats is gone; the half second is for those that were on their way."""


@dataclass(slots=True)
class RivalWatch:
    """Listens to what is said in the hub's name.

    ``ours`` is the incarnation of this life. ``before`` is the one before it, where it is certain that it is
    dead: the same file on the same machine, since when it has not been started anew. Times are ms of the
    machine's monotonic clock.
    """

    ours: str
    before: str = ""
    _other: str = ""
    _until_ms: int = 0

    def hear_status(self, status: HubStatus, now_ms: int, *, retained: bool) -> None:
        """Hear a status, also one that the broker has kept.

        What was kept of another life, even that it is lost, may be of a hub that comes back in a moment: two
        that have the same name push each other off the broker.
        """
        if status.incarnation in {self.ours, self.before}:
            return
        if retained or status.state != "lost":
            self._hear(status.incarnation, now_ms)
        elif status.incarnation == self._other:
            self._other = ""

    def hear_beat(self, incarnation: str, now_ms: int) -> None:
        """Hear a beat."""
        if incarnation != self.ours:
            self._hear(incarnation, now_ms)

    def rival(self, now_ms: int) -> str:
        """Return the incarnation of the other hub that is there, or may be; empty for none."""
        if now_ms >= self._until_ms:
            self._other = ""
        return self._other

    def _hear(self, incarnation: str, now_ms: int) -> None:
        self._other, self._until_ms = incarnation, now_ms + SILENCE_MS
