"""What the hub says on MQTT: status, beat, catalogue, configurations, and snapshots that changed."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from common.runtime.link import Said
from common.wire import topics
from common.wire.channel import Channel, M
from common.wire.life import DayOpen, HubStatus, OwnerBeat
from common.wire.requests import Reply
from common.wire.site import Catalogue, DeviceConfig
from common.wire.tickets import Ack
from hub.publish.catalogue import make_catalogue
from hub.publish.snapshots import Moment, board_of, numbers_of, room_of, waits_of
from hub.queue import views
from hub.queue.projections import Changes
from hub.queue.state import State
from hub.queue.views import WaitView
from hub.site.schema import Site
from hub.site.timetable import Timetable

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Speaker:
    """Turns changes of the queue into messages; belongs to the office's thread.

    ``say`` hands a message to the line and may fail silently while it is down: on each connect everything is
    said again.
    """

    say: Callable[[Said], bool]
    site: Site
    table: Timetable
    configs: dict[str, DeviceConfig]
    incarnation: str
    _revision: int = 0
    _waits: dict[str, WaitView] = field(default_factory=dict[str, WaitView])
    _catalogue: Catalogue | None = None
    _unsayable: set[str] = field(default_factory=set[str])

    def will(self) -> Said:
        """What the broker says for the hub when it is gone."""
        return Said(topics.HUB_STATUS, HubStatus(state="lost", incarnation=self.incarnation), {})

    def say_status(self, state: State) -> None:
        """Say that the hub is there, and which day is open."""
        day = state.open_day
        told = None if day is None else DayOpen(id=day.id, date=day.date.isoformat())
        self._say(topics.HUB_STATUS, HubStatus(state="ready", incarnation=self.incarnation, day=told))

    def say_beat(self, at_ms: int) -> None:
        """Beat: what the hub has said is to be believed for another 5 s."""
        self._say(topics.HUB_BEAT, OwnerBeat(incarnation=self.incarnation, at_ms=at_ms))

    def say_site(self, wall_ms: int) -> None:
        """Say what the site is, and to every device what its share is."""
        self._catalogue = None
        self.say_catalogue(wall_ms)
        for device, config in self.configs.items():
            self._say(topics.CONFIG, config, device=device)

    def say_catalogue(self, wall_ms: int) -> None:
        """Say what the site is, where that has changed: hours pass by, and new days come in sight."""
        catalogue = make_catalogue(self.site, self.table, self.incarnation, 0, wall_ms)
        if catalogue == self._catalogue:
            return
        self._catalogue = catalogue
        self._revision += 1
        self._say(topics.CATALOGUE, msgspec.structs.replace(catalogue, revision=self._revision))

    def say_changes(self, changes: Changes, state: State, house_ms: int, at_ms: int) -> None:
        """Say what changed, each snapshot whole; the boards first, since people look at them."""
        self._revision += 1
        moment = Moment(self.incarnation, self._revision, house_ms, at_ms)
        if changes.day:
            self.say_status(state)
        for zone, board in changes.boards.items():
            self._say(topics.BOARD, board_of(board, moment), zone=zone)
        for place, room in changes.rooms.items():
            self._say(topics.ROOM, room_of(room, moment), place=place)
        if changes.waits or changes.day or changes.numbers:
            self._waits |= {one: view for one, view in changes.waits.items() if one in self.site.services}
            day = state.open_day
            highest = views.highest_number(state)
            self._say(topics.WAITS, waits_of(self._waits, day.id if day else None, highest, moment))
        for device, numbers in changes.numbers.items():
            self._say(topics.NUMBERS, numbers_of(numbers, self.incarnation), device=device)

    def say_numbers(self, state: State, device: str) -> None:
        """Tell a kiosk what it may deal, also where nothing of it changed: it has asked."""
        view = views.numbers(state, device)
        if view is not None:
            self._say(topics.NUMBERS, numbers_of(view, self.incarnation), device=device)

    def say_receipts(self, receipts: dict[tuple[str, str], tuple[int, ...]], state: State) -> None:
        """Acknowledge what is committed."""
        for (device, epoch), sequences in receipts.items():
            highest = views.highest_sequence(state, device, epoch)
            ack = Ack(epoch=epoch, committed=sequences, highest=highest, incarnation=self.incarnation)
            self._say(topics.ACK, ack, device=device)

    def say_reply(self, device: str, request: str) -> None:
        """Tell a device that its request has been taken in; one that is sent again is answered again."""
        self._say(topics.REPLY, Reply(id=request), device=device)

    def _say(self, channel: Channel[M], message: M, **ids: str) -> None:
        try:
            self.say(Said(channel, message, ids))
        except ValueError as error:
            # Too large for its readers, who would refuse it. The queue goes on, and what can be said is said.
            if channel.name not in self._unsayable:
                self._unsayable.add(channel.name)
                logger.error("this cannot be said to the devices: %s", error)  # noqa: TRY400 — no trace helps
