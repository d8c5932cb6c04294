"""All that the hub hears from the floor, in one place; belongs to the office's thread."""

from dataclasses import dataclass, field
from typing import Any

from common.wire.alarms import PointState
from common.wire.channel import Received
from common.wire.life import Beat, Health, Info, OwnerBeat, Status
from common.wire.presence import Presence, Side
from common.wire.requests import AdviserRequest
from hub.floor.adviser_calls import AdviserCall, AdviserCalls
from hub.floor.alarm_board import AlarmBoard
from hub.floor.devices import Devices
from hub.floor.rooms import Rooms, SideUse

_SIDES: dict[str, Side] = {"staff": "staff", "customer": "customer"}
_KEEPER = "the keeper"  # no id of a device looks so


@dataclass(frozen=True, slots=True)
class _Clock:
    """What a device's clock read when the hub's read ``heard_ms``."""

    boot: int
    clock_ms: int
    heard_ms: int


@dataclass(frozen=True, slots=True)
class _Sensor:
    device: str
    place: str
    side: Side


@dataclass(slots=True)
class Floor:
    """Devices, rooms in use, open alarms, calls for an adviser.

    ``sensors`` are the places whose presence each deviceagent watches, ``points`` the site's alarm points.
    What a device says that is not enrolled is not kept.
    """

    devices: Devices
    sensors: dict[str, frozenset[str]]
    points: frozenset[str]
    rooms: Rooms = field(default_factory=Rooms)
    alarms: AlarmBoard = field(default_factory=AlarmBoard)
    adviser_calls: AdviserCalls = field(default_factory=AdviserCalls)
    _clocks: dict[str, _Clock] = field(default_factory=dict[str, _Clock])
    _undated: dict[_Sensor, Presence] = field(default_factory=dict[_Sensor, Presence])
    _silent: set[str] = field(default_factory=set[str])
    _wall_offset_ms: int = 0

    def hear(self, received: Received[Any], now_ms: int, wall_ms: int) -> bool:
        """Take in a message that arrived at ``now_ms``; return whether staff would see a difference."""
        self._wall_offset_ms = wall_ms - now_ms
        device = received.ids.get("device", "")
        if device and not self.devices.knows(device):
            return False
        match received.message:
            case Beat() as beat:
                self._clocks[device] = _Clock(beat.at.boot, beat.at.clock_ms, now_ms)
                revived = self.devices.hear(device, beat, now_ms)
                return self._date_what_was_heard(device, now_ms) or revived
            case (Status() | Info() | Health()) as message:
                return self.devices.hear(device, message, now_ms)
            case Presence() as presence:
                return self._hear_presence(received.ids, presence, now_ms)
            case OwnerBeat() as beat:
                return self.alarms.beat(beat.incarnation, beat.at_ms, now_ms)
            case PointState() as state if received.ids["point"] in self.points:
                return self.alarms.hear(received.ids["point"], state)
            case AdviserRequest() as request:
                call = AdviserCall(request.id, device, request.language, wall_ms)
                return self.adviser_calls.ask(call, now_ms)
            case _:
                return False

    def notice_silence(self, now_ms: int) -> bool:
        """Look who has fallen silent since the last time, the keeper too; return whether anybody has."""
        silent = {device.id for device in self.devices.all() if not device.lives(now_ms)}
        if not self.alarms.keeper_lives(now_ms):
            silent.add(_KEEPER)
        fresh = silent - self._silent
        self._silent = silent
        return bool(fresh)

    def use_of(self, place: str, now_ms: int) -> SideUse:
        """Return whether a room is in use, and since when by the wall clock.

        Nobody knows of a side while its sensor's device is not heard.
        """
        living = {device.id for device in self.devices.all() if device.lives(now_ms)}
        use = self.rooms.use_of(place, living)
        return use if use.state == "unknown" else SideUse(use.state, use.since_ms + self._wall_offset_ms)

    def _hear_presence(self, ids: dict[str, str], presence: Presence, now_ms: int) -> bool:
        device, place, side = ids["device"], ids["place"], _SIDES.get(ids["side"])
        if side is None or place not in self.sensors.get(device, frozenset()):
            return False
        return self._date(_Sensor(device, place, side), presence, now_ms)

    def _date_what_was_heard(self, device: str, now_ms: int) -> bool:
        """Take in what could not be dated before this beat of its device."""
        waiting = [(sensor, said) for sensor, said in self._undated.items() if sensor.device == device]
        news = [self._date(sensor, said, now_ms) for sensor, said in waiting]
        return any(news)

    def _date(self, sensor: _Sensor, presence: Presence, now_ms: int) -> bool:
        """Take a word in with its true age, by its device's clock: it may have lain at the broker for hours.

        What was said in another boot than the one that beats waits: for the device's first beat, or for
        nothing, since a device that started anew says everything again.
        """
        clock = self._clocks.get(sensor.device)
        if clock is None or clock.boot != presence.at.boot:
            self._undated[sensor] = presence
            return False
        self._undated.pop(sensor, None)
        said_ms = min(clock.heard_ms + presence.at.clock_ms - clock.clock_ms, now_ms)
        use = SideUse(presence.state, said_ms - presence.age_ms)
        return self.rooms.hear(sensor.place, sensor.side, sensor.device, use)
