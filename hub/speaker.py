"""What the hub says on MQTT: status, beat, catalogue, configurations, and snapshots that changed."""

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

import msgspec

from common.runtime.link import Said
from common.wire import topics
from common.wire.appointments import AppointmentBook
from common.wire.channel import Channel, M
from common.wire.life import DayOpen, HubStatus, OwnerBeat
from common.wire.requests import Failure, Reply
from common.wire.site import Catalogue, DeviceConfig, StaffCode
from common.wire.tickets import Ack
from hub.accounts.kiosk_code import CodeDesk
from hub.appointments.standing import AppointmentDesk
from hub.floor.adviser_calls import CallAnswer
from hub.notices.notices import Notices
from hub.numbering import scheme_of
from hub.publish.appointments import book_of, config_with, kept_of
from hub.publish.catalogue import make_catalogue
from hub.publish.notices import arrivals_of, congestion_of
from hub.publish.snapshots import Moment, board_of, numbers_of, room_of, waits_of
from hub.queue import views
from hub.queue.projections import Changes
from hub.queue.schemes import NumberScheme
from hub.queue.state import State
from hub.queue.views import WaitView
from hub.site.schema import Site
from hub.site.timetable import Timetable
from hub.waits.announce import Wait

logger = logging.getLogger(__name__)

_NOBODY_LOOKS = Failure(code="not-now", reason="No open page of the console has shown the call; it stays.")


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
    appointments: AppointmentDesk = field(default_factory=AppointmentDesk)
    codes: CodeDesk = field(default_factory=CodeDesk)
    _scheme: NumberScheme = field(init=False)
    _revision: int = 0
    _waits: dict[str, WaitView] = field(default_factory=dict[str, WaitView])
    _said: dict[str, Wait] = field(default_factory=dict[str, Wait])
    _catalogue: Catalogue | None = None
    _book: AppointmentBook | None = None
    _kept: frozenset[str] | None = None
    _keys: dict[str, str] = field(default_factory=dict[str, str])
    _code: StaffCode | None = None
    _unsayable: set[str] = field(default_factory=set[str])

    def __post_init__(self) -> None:
        """Know how the site's numbers are seen."""
        self._scheme = scheme_of(self.site)

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
        self._catalogue = self._book = self._kept = None
        self.say_catalogue(wall_ms)
        self._say_configs()

    def say_appointments(self, kept: Collection[str]) -> None:
        """Say who is expected and which appointments were ``kept``, where that has changed; keys first."""
        standing = self.appointments.standing
        if standing.keys != self._keys:
            self._say_configs()
        if standing.book is not self._book:
            self._book = standing.book
            self._revision += 1
            self._say(topics.APPOINTMENTS, book_of(standing.book, self.incarnation, self._revision))
        if self._kept is None or len(self._kept) != len(kept) or not self._kept.issuperset(kept):
            self._kept = frozenset(kept)
            self._revision += 1
            self._say(topics.APPOINTMENTS_KEPT, kept_of(kept, self.incarnation, self._revision))

    def say_code(self) -> None:
        """Say how a typed staff code is known, where there is a new one."""
        if self.codes.sealed != self._code:
            self._say_configs()

    def _say_configs(self) -> None:
        self._keys, self._code = self.appointments.standing.keys, self.codes.sealed
        for device, config in self.configs.items():
            self._say(topics.CONFIG, config_with(config, self._keys, self._code), device=device)

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
            self._say_waits(state, moment)
        for device, numbers in changes.numbers.items():
            self._say(topics.NUMBERS, numbers_of(numbers, self.incarnation, self._scheme), device=device)

    def say_forecasts(self, said: Mapping[str, Wait], state: State, house_ms: int, at_ms: int) -> None:
        """Say how long newcomers will wait, where that has changed."""
        self._said = dict(said)
        self._revision += 1
        self._say_waits(state, Moment(self.incarnation, self._revision, house_ms, at_ms))

    def _say_waits(self, state: State, moment: Moment) -> None:
        waits = dict[str, WaitView]()
        for service, view in self._waits.items():
            minutes, ends = self._said.get(service, Wait())
            waits[service] = msgspec.structs.replace(view, minutes=minutes, ends=ends)
        day = state.open_day
        highest, lettered = views.highest_number(state), views.lettered(state)
        self._say(topics.WAITS, waits_of(waits, day.id if day else None, highest, moment, lettered))

    def say_notices(self, notices: Notices, house_ms: int, at_ms: int) -> None:
        """Say to each authority what has changed for it: who has come, and whether it is crowded."""
        come, crowded = notices.news()
        if not (come or crowded):
            return
        self._revision += 1
        moment = Moment(self.incarnation, self._revision, house_ms, at_ms)
        for authority, found in come.items():
            self._say(topics.ARRIVALS, arrivals_of(found, self.site, moment), authority=authority)
        for authority, crowd in crowded.items():
            self._say(topics.CONGESTION, congestion_of(crowd, moment), authority=authority)

    def say_numbers(self, state: State, device: str) -> None:
        """Tell a kiosk what it may deal, also where nothing of it changed: it has asked."""
        view = views.numbers(state, device)
        if view is not None:
            self._say(topics.NUMBERS, numbers_of(view, self.incarnation, self._scheme), device=device)

    def say_receipts(self, receipts: dict[tuple[str, str], tuple[int, ...]], state: State) -> None:
        """Acknowledge what is committed."""
        for (device, epoch), sequences in receipts.items():
            highest = views.highest_sequence(state, device, epoch)
            ack = Ack(epoch=epoch, committed=sequences, highest=highest, incarnation=self.incarnation)
            self._say(topics.ACK, ack, device=device)

    def say_call_answer(self, answer: CallAnswer) -> None:
        """Tell a device whether its call for an adviser has been shown to anybody who can come."""
        error = None if answer.reached else _NOBODY_LOOKS
        self._say(topics.REPLY, Reply(id=answer.request, error=error), device=answer.device)

    def _say(self, channel: Channel[M], message: M, **ids: str) -> None:
        try:
            self.say(Said(channel, message, ids))
        except ValueError as error:
            # Too large for its readers, who would refuse it. The queue goes on, and what can be said is said.
            if channel.name not in self._unsayable:
                self._unsayable.add(channel.name)
                logger.error("this cannot be said to the devices: %s", error)  # noqa: TRY400 — no trace helps
