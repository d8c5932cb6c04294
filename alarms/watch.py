"""Who watches which point, and when each device was heard last: what the keeper knows and does not record."""

from collections.abc import Iterable, Mapping

from common.wire.message import Reading, Text
from common.wire.site import AlarmPoint

MOST_ADOPTED = 500
"""Points taken from reports alone, before the first configuration; nobody wires more in one house."""

_OVERTAKEN_MS = 60_000


class Watch:
    """Belongs to the keeper's thread.

    A configuration says which points are supervised. Until the first one comes, every point that is heard of
    is, by the device that speaks for it.
    """

    def __init__(self, now_ms: int) -> None:
        """Begin at ``now_ms``: a device that has never been heard is silent since then."""
        self._began_ms = now_ms
        self._configured: dict[str, AlarmPoint] | None = None
        self._adopted: dict[str, str] = {}
        self._heard_ms: dict[str, int] = {}
        self._reported_ms: dict[tuple[str, str], int] = {}
        self._last: dict[tuple[str, str], Reading] = {}
        self.watchers: Mapping[str, str] = {}

    @property
    def is_configured(self) -> bool:
        """Whether a configuration is in force."""
        return self._configured is not None

    @property
    def heard_ms(self) -> Mapping[str, int]:
        """When each watching device was heard last."""
        return {device: self._heard_ms.get(device, self._began_ms) for device in set(self.watchers.values())}

    @property
    def reported_ms(self) -> Mapping[str, int]:
        """When each supervised point was last reported by the device that watches it."""
        return {
            point: self._reported_ms.get((device, point), self._began_ms)
            for point, device in self.watchers.items()
        }

    def configure(self, points: Iterable[AlarmPoint], now_ms: int) -> None:
        """Supervise these points and no others; what is new is given time from ``now_ms`` on."""
        self._configured = {point.id: point for point in points}
        self._adopted.clear()
        self.watchers = {point.id: point.device for point in self._configured.values()}
        watching = set(self.watchers.values())
        self._heard_ms = {device: self._heard_ms.get(device, now_ms) for device in watching}
        self._reported_ms = {
            (device, point): self._reported_ms.get((device, point), now_ms)
            for point, device in self.watchers.items()
        }
        self._last = {key: at for key, at in self._last.items() if key[1] in self.watchers}

    def adopt(self, point: str, device: str) -> bool:
        """Supervise a point that was heard of, where no configuration says otherwise; tell if it is new."""
        if self.is_configured or point in self._adopted or len(self._adopted) >= MOST_ADOPTED:
            return False
        self._adopted[point] = device
        self.watchers = dict(self._adopted)
        return True

    def hear(self, device: str, now_ms: int) -> None:
        """Note a sign of life of a device that watches something."""
        if device in self.watchers.values():
            self._heard_ms[device] = now_ms

    def report(self, device: str, point: str, now_ms: int) -> bool:
        """Note that a device has spoken of a point; tell whether it is the one that watches it."""
        if self.watchers.get(point) != device:
            return False
        self._reported_ms[device, point] = now_ms
        return True

    def speaks_for(self, device: str, point: str, at: Reading) -> bool:
        """Tell whether this device may say how the point's cable is, and has not said it later already.

        Two brokers may deliver two reports in the wrong order. They are at most seconds apart: what is older
        by more than a minute, or of another boot, comes from a card that was exchanged.
        """
        if self.watchers.get(point) != device:
            return False
        last = self._last.get((device, point))
        if last is not None and last.boot == at.boot and 0 < last.clock_ms - at.clock_ms < _OVERTAKEN_MS:
            return False
        self._last[device, point] = at
        return True

    def place(self, point: str) -> tuple[str | None, Text]:
        """Return the place of a point and its names, as far as they are known."""
        known = (self._configured or {}).get(point)
        return (known.place, known.place_names) if known else (None, {})
