"""What the hub hears from the floor."""

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from common.wire import topics
from common.wire.alarms import OpenPress, PointState
from common.wire.channel import Channel, M, Received
from common.wire.life import Beat, Health, HubStatus, Info, OwnerBeat, Status
from common.wire.message import Reading
from common.wire.presence import Presence
from common.wire.requests import AdviserRequest
from hub.floor.adviser_calls import AdviserCall
from hub.floor.devices import Devices
from hub.floor.floor import Floor
from hub.floor.rooms import SideUse, Use

WALL = 1_795_422_240_000
HOUR = 3_600_000


@dataclass
class Hall:
    """A floor with a clock; the agents' clocks started when ours read 1,000,000."""

    now: int = 5_000_000
    floor: Floor = field(
        default_factory=lambda: Floor(
            Devices(("kiosk-1", "agent-1", "agent-2")),
            {"agent-1": frozenset({"room-1"}), "agent-2": frozenset({"room-1", "room-2"})},
            frozenset({"panic-1"}),
        )
    )

    @property
    def wall(self) -> int:
        return WALL + self.now

    def hear(self, channel: Channel[M], message: M, **ids: str) -> bool:
        return self.floor.hear(Received(channel, ids, message), self.now, self.wall)

    def reading(self, boot: int = 1) -> Reading:
        return Reading(boot=boot, clock_ms=self.now - 1_000_000, wall_ms=0, synced=False)

    def beat(self, device: str = "agent-1", boot: int = 1) -> bool:
        return self.hear(topics.BEAT, Beat(start="s", at=self.reading(boot)), device=device)

    def presence(
        self,
        state: Use = "occupied",
        *,
        device: str = "agent-1",
        place: str = "room-1",
        side: str = "customer",
        boot: int = 1,
        age_ms: int = 0,
    ) -> bool:
        said = Presence(state=state, age_ms=age_ms, at=self.reading(boot))
        return self.hear(topics.PRESENCE, said, device=device, place=place, side=side)

    def use(self, place: str = "room-1") -> SideUse:
        return self.floor.use_of(place, self.now)

    def keeper_beat(self, incarnation: str = "keeper") -> bool:
        return self.hear(topics.KEEPER_BEAT, OwnerBeat(incarnation=incarnation, at_ms=self.now - 2_000_000))

    def point(
        self, *presses: str, point: str = "panic-1", incarnation: str = "keeper", revision: int = 1
    ) -> bool:
        state = PointState(
            incarnation=incarnation,
            revision=revision,
            at_ms=self.now - 2_000_000,
            presses=tuple(OpenPress(id=press, age_ms=500, wall_ms=0) for press in presses),
        )
        return self.hear(topics.POINT_STATE, state, point=point)

    def open(self) -> dict[str, list[tuple[str, int]]]:
        shown = self.floor.alarms.open_presses(self.now)
        return {point: [(one.press.id, one.age_ms) for one in presses] for point, presses in shown.items()}


def test_room_is_in_use_since_its_sensor_said_so() -> None:
    hall = Hall()
    hall.beat()
    assert hall.presence(age_ms=3000)
    assert hall.use() == SideUse("occupied", hall.wall - 3000)


def test_word_that_lay_at_the_broker_has_its_true_age_once_its_device_beats() -> None:
    hall = Hall()
    said = Presence(state="occupied", age_ms=0, at=hall.reading())
    hall.now += HOUR
    assert not hall.hear(topics.PRESENCE, said, device="agent-1", place="room-1", side="customer")
    assert hall.use().state == "unknown"
    hall.now += 1000
    assert hall.beat()
    assert hall.use() == SideUse("occupied", hall.wall - HOUR - 1000)


def test_word_of_the_boot_before_is_not_believed() -> None:
    hall = Hall()
    hall.presence(boot=1)
    hall.beat(boot=2)
    assert hall.use().state == "unknown"
    assert hall.presence("free", boot=2)
    assert hall.use().state == "free"


def test_word_of_a_boot_that_has_not_beaten_yet_waits_for_its_beat() -> None:
    hall = Hall()
    hall.beat(boot=1)
    assert not hall.presence(boot=2)
    assert hall.beat(boot=2)
    assert hall.use() == SideUse("occupied", hall.wall)


def test_room_is_free_only_when_all_its_sides_are() -> None:
    hall = Hall()
    hall.beat()
    hall.presence("free", side="customer", age_ms=500)
    assert hall.use() == SideUse("free", hall.wall - 500)
    hall.presence("unknown", side="staff")
    assert hall.use() == SideUse("unknown", 0)
    hall.presence("free", side="staff")
    assert hall.use() == SideUse("free", hall.wall)
    hall.presence("occupied", side="staff")
    assert hall.use().state == "occupied"


def test_side_whose_device_is_silent_is_not_known_and_its_room_not_free() -> None:
    hall = Hall()
    hall.beat("agent-1")
    hall.presence("occupied", device="agent-1", side="customer")
    hall.now += 6000
    hall.beat("agent-2")
    hall.presence("free", device="agent-2", side="staff")
    assert hall.use().state == "unknown"
    hall.beat("agent-1")
    hall.presence("free", device="agent-1", side="customer")
    assert hall.use().state == "free"
    hall.now += 6000
    assert hall.use() == SideUse("unknown", 0)


def test_since_follows_the_clock_of_the_wall_when_that_is_set() -> None:
    hall = Hall()
    hall.beat()
    hall.presence()
    jump = 20_000 * HOUR
    beat = Beat(start="s", at=hall.reading())
    hall.floor.hear(Received(topics.BEAT, {"device": "agent-1"}, beat), hall.now, hall.wall + jump)
    assert hall.use().since_ms == hall.wall + jump


def test_words_of_others_are_not_kept() -> None:
    hall = Hall()
    hall.beat()
    assert not hall.presence(place="room-2")  # not its room
    assert not hall.presence(side="ceiling")
    assert not hall.presence(device="stranger")
    assert not hall.beat("stranger")
    assert not hall.hear(topics.STATUS, Status(state="ready", start="s"), device="stranger")
    assert not hall.point("p", point="panic-9")
    assert hall.use("room-2").state == hall.use("room-1").state == "unknown"
    assert hall.open() == {}


@given(
    customer=st.sampled_from(["occupied", "free", "unknown"]),
    staff=st.sampled_from(["occupied", "free", "unknown"]),
    ages=st.tuples(st.integers(0, HOUR), st.integers(0, HOUR)),
)
def test_room_is_occupied_where_either_side_is(customer: Use, staff: Use, ages: tuple[int, int]) -> None:
    hall = Hall()
    hall.beat()
    hall.presence(customer, side="customer", age_ms=ages[0])
    hall.presence(staff, side="staff", age_ms=ages[1])
    use = hall.use()
    states = {customer, staff}
    assert use.state == next(state for state in ("occupied", "unknown", "free") if state in states)
    if use.state != "unknown":
        since = [age for state, age in zip((customer, staff), ages, strict=True) if state == use.state]
        assert use.since_ms == hall.wall - (max(since) if use.state == "occupied" else min(since))


def test_devices_tell_how_they_fare_and_only_news_is_news() -> None:
    hall = Hall()
    assert hall.beat("kiosk-1")
    assert not hall.beat("kiosk-1")
    status, health = Status(state="ready", start="s"), Health(printer="no-paper")
    info = Info(part="kiosk", version="1", config_revision=7)
    assert hall.hear(topics.STATUS, status, device="kiosk-1")
    assert hall.hear(topics.INFO, info, device="kiosk-1")
    assert hall.hear(topics.HEALTH, health, device="kiosk-1")
    assert not hall.hear(topics.STATUS, status, device="kiosk-1")
    assert not hall.hear(topics.INFO, info, device="kiosk-1")
    assert not hall.hear(topics.HEALTH, health, device="kiosk-1")
    (kiosk, *_others) = hall.floor.devices.all()
    assert (kiosk.state, kiosk.part, kiosk.config_revision) == ("ready", "kiosk", 7)
    assert kiosk.health.printer == "no-paper"


def test_silence_is_noticed_once_for_each_that_falls_silent() -> None:
    hall = Hall()
    assert hall.floor.notice_silence(hall.now)  # nobody has been heard yet, the keeper neither
    assert not hall.floor.notice_silence(hall.now)
    hall.beat("kiosk-1")
    hall.keeper_beat()
    assert not hall.floor.notice_silence(hall.now)
    hall.now += 5001
    hall.beat("kiosk-1")
    assert hall.floor.notice_silence(hall.now)  # the keeper
    assert not hall.floor.notice_silence(hall.now)


def test_device_that_was_never_heard_does_not_live() -> None:
    device = Devices(("kiosk-1",)).all()[0]
    assert device.state == "never-heard"
    assert not device.lives(0)


def test_open_press_grows_old_by_its_keepers_clock() -> None:
    hall = Hall()
    hall.keeper_beat()
    hall.point("p-1")
    hall.now += 10_000
    assert hall.open() == {"panic-1": [("p-1", 10_500)]}


def test_press_of_an_earlier_keeper_stays_open_until_the_new_one_speaks() -> None:
    hall = Hall()
    hall.keeper_beat("old")
    hall.point("p-1", incarnation="old", revision=9)
    assert not hall.keeper_beat("new")
    assert hall.open() == {"panic-1": [("p-1", 500)]}
    assert hall.point(incarnation="new", revision=1)
    assert hall.open() == {}


def test_older_revision_of_the_same_keeper_changes_nothing() -> None:
    hall = Hall()
    hall.point("p-1", "p-2", revision=5)
    assert not hall.point(revision=4)
    assert not hall.point(revision=5)
    assert len(hall.open()["panic-1"]) == 2


def test_keeper_that_comes_back_is_news_and_its_silence_too() -> None:
    hall = Hall()
    assert not hall.floor.alarms.keeper_lives(hall.now)
    assert hall.keeper_beat()
    assert not hall.keeper_beat()
    hall.now += 5001
    assert not hall.floor.alarms.keeper_lives(hall.now)
    assert hall.keeper_beat()
    assert hall.floor.alarms.points() == {}


def test_call_for_an_adviser_stands_with_its_screen_and_moment() -> None:
    hall = Hall()
    request = AdviserRequest(id="one", language="fi")
    assert hall.hear(topics.ADVISER_REQUEST, request, device="kiosk-1")
    assert not hall.hear(topics.ADVISER_REQUEST, request, device="kiosk-1")
    assert not hall.hear(topics.ADVISER_REQUEST, request, device="stranger")
    assert hall.floor.adviser_calls.open() == (AdviserCall("one", "kiosk-1", "fi", hall.wall),)


def test_other_messages_are_not_the_floors() -> None:
    hall = Hall()
    assert not hall.hear(topics.HUB_STATUS, HubStatus(state="ready", incarnation="i"))
