"""What a kiosk knows of its site: the newest, kept on the disk, refused where it cannot be right."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from common.runtime.life import Life
from common.runtime.refusals import Refusals
from common.runtime.systemd import Notifier
from common.wire import topics
from common.wire.appointments import AppointmentsKept
from common.wire.board import ServiceWait, Waits
from common.wire.channel import Channel, Received
from common.wire.life import OwnerBeat
from common.wire.message import Message
from common.wire.site import DeviceConfig, DoorConfig
from kiosk.booking import Booking
from kiosk.knowledge import WORKER, Knowledge
from kiosk.surroundings import Bookings, Lengths, Surroundings
from tests.kiosk.bookings import BOOK, KEPT
from tests.kiosk.ending import ends_at_once
from tests.kiosk.house import CATALOGUE, CONFIG, SITE
from tests.kiosk.ticket.conftest import HandClock
from tests.waiting import wait_until


class Learning:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = HandClock()
        self.refusals = Refusals()
        self.begin()

    def begin(self) -> None:
        self.knowledge = Knowledge(self.folder, self.clock, self.refusals, Life(Notifier()))

    def hear(self, channel: Channel[Any], message: Message) -> None:
        self.knowledge.learn(Received(channel, {}, message))

    def site(self) -> Surroundings | None:
        return self.knowledge.surroundings()


@pytest.fixture
def learning(tmp_path: Path) -> Learning:
    return Learning(tmp_path)


def test_nothing_is_known_before_both_halves_are(learning: Learning) -> None:
    assert learning.site() is None
    learning.hear(topics.CATALOGUE, CATALOGUE)
    assert learning.site() is None
    learning.hear(topics.CONFIG, DeviceConfig(revision=3, body=CONFIG))
    assert learning.site() == SITE
    assert learning.knowledge.revision() == 3


def test_what_was_known_is_known_after_a_start_without_the_hub(learning: Learning) -> None:
    learning.hear(topics.CATALOGUE, CATALOGUE)
    learning.hear(topics.CONFIG, DeviceConfig(revision=3, body=CONFIG))
    learning.begin()
    assert learning.site() == SITE


def test_an_older_catalogue_changes_nothing_and_one_of_a_new_hub_does(learning: Learning) -> None:
    learning.hear(topics.CONFIG, DeviceConfig(revision=3, body=CONFIG))
    learning.hear(topics.CATALOGUE, msgspec.structs.replace(CATALOGUE, revision=5))
    learning.hear(topics.CATALOGUE, msgspec.structs.replace(CATALOGUE, revision=4, services=()))
    site = learning.site()
    assert site is not None
    assert site.catalogue.services == CATALOGUE.services
    learning.hear(
        topics.CATALOGUE, msgspec.structs.replace(CATALOGUE, incarnation="hub-2", revision=1, services=())
    )
    site = learning.site()
    assert site is not None
    assert site.catalogue.services == ()


@pytest.mark.parametrize("zone", ["Europe/Nowhere", "../../etc/passwd", "", "/etc/localtime"])
def test_a_time_zone_that_is_none_is_refused(learning: Learning, zone: str) -> None:
    learning.hear(topics.CATALOGUE, msgspec.structs.replace(CATALOGUE, timezone=zone))
    assert learning.refusals.counts() == {"catalogue": 1}


def test_the_configuration_of_another_kind_of_device_is_refused(learning: Learning) -> None:
    learning.hear(topics.CONFIG, DeviceConfig(revision=3, body=DoorConfig(place="room-1", languages=("fi",))))
    learning.hear(topics.CONFIG, DeviceConfig(revision=3, body=msgspec.structs.replace(CONFIG, languages=())))
    assert learning.refusals.counts() == {"config": 2}


def test_a_broken_cache_waits_for_the_hub(learning: Learning) -> None:
    (learning.folder / "catalogue.json").write_bytes(b"\xff{")
    learning.begin()
    assert learning.site() is None


def test_lengths_are_believed_while_the_hub_beats(learning: Learning) -> None:
    services = {"tax-personal": ServiceWait(waiting=3)}
    waits = Waits(incarnation="hub-1", revision=1, at_ms=1, day="d", highest=1, services=services)
    learning.hear(topics.WAITS, waits)
    assert learning.knowledge.lengths() == Lengths()
    learning.hear(topics.HUB_BEAT, OwnerBeat(incarnation="hub-1", at_ms=1))
    assert learning.knowledge.lengths() == Lengths(services)
    learning.clock.go_on(6000)
    assert learning.knowledge.lengths() == Lengths()


def test_a_beat_is_known_before_the_worker_has_time_for_it(learning: Learning) -> None:
    services = {"tax-personal": ServiceWait(waiting=3)}
    waits = Waits(incarnation="hub-1", revision=1, at_ms=1, day="d", highest=1, services=services)
    learning.hear(topics.WAITS, waits)
    learning.knowledge.hear(Received(topics.HUB_BEAT, {}, OwnerBeat(incarnation="hub-1", at_ms=1)))
    assert learning.knowledge.lengths() == Lengths(services)


def test_the_book_of_appointments_is_learnt_and_changes_what_is_shown(learning: Learning) -> None:
    changes: list[None] = []
    learning.knowledge.changed = lambda: changes.append(None)
    learning.hear(topics.APPOINTMENTS, BOOK)
    learning.hear(topics.APPOINTMENTS, BOOK)
    kept = AppointmentsKept(incarnation="hub-1", revision=1, ids=("used",))
    learning.hear(topics.APPOINTMENTS_KEPT, kept)
    assert learning.knowledge.booking.bookings() == Bookings(BOOK, KEPT)
    assert len(changes) == 2


def test_an_appointment_that_was_used_here_is_known_at_once_and_kept_by_the_worker(tmp_path: Path) -> None:
    life = Life(Notifier())
    knowledge = Knowledge(tmp_path, HandClock(), Refusals(), life)
    life.worker(WORKER, knowledge.run)
    life.start()
    try:
        knowledge.used("now")
        assert knowledge.booking.bookings().kept == {"now"}
        kept = frozenset({"now"})
        wait_until(lambda: Booking(tmp_path).bookings().kept == kept, 30, "the worker to keep what was used")
    finally:
        life.stop()
        life.finish()


def test_the_worker_ends_at_once(tmp_path: Path) -> None:
    assert ends_at_once(lambda life: Knowledge(tmp_path, HandClock(), Refusals(), life).run())
