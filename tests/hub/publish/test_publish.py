"""The site and the queue as devices read them."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.runtime.settings import load
from common.wire import topics
from common.wire.channel import Received
from common.wire.codec import Codec
from common.wire.numbers import face_of
from common.wire.site import GuardConfig, KeeperConfig, KioskConfig, WallConfig
from hub.publish.catalogue import AHEAD_DAYS, make_catalogue
from hub.publish.configs import make_configs
from hub.publish.snapshots import Moment, board_of, numbers_of, room_of, waits_of
from hub.queue.number_events import LeaseKind
from hub.queue.schemes import Mixed, Prefix, Sequential
from hub.queue.transitions import VisitState
from hub.queue.views import BoardView, CallView, LeaseView, NumbersView, RoomView, WaitView
from hub.site import schema
from hub.site.schema import Site
from hub.site.timetable import Timetable
from tests.hub.clock import HOUR_MS, HandClock
from tests.hub.shop import SITE, site_with

SITES = sorted((Path(__file__).parents[3] / "sites").glob("*.toml"))
DAY_MS = 24 * HOUR_MS
NOW = HandClock().wall
MOMENT = Moment("life-1", 7, 1_000_000, 5_000)


def call(name: str, called_at: int = 999_000, state: VisitState = VisitState.CALLED) -> CallView:
    return CallView(
        call=name, visit=f"v-{name}", number="100", desk="desk-1", state=state, calls=1,
        called_at=called_at, started_at=0,
    )  # fmt: skip


@pytest.mark.parametrize("file", SITES, ids=lambda file: file.stem)
def test_example_sites_fit_into_their_channels(file: Path) -> None:
    site = load(file, Site)
    codec = Codec(site.id)
    catalogue = make_catalogue(site, Timetable(site), "life-1", 1, NOW)
    payload = topics.CATALOGUE.encode(catalogue)
    received = codec.decode(topics.CATALOGUE.topic(site.id), payload)
    assert isinstance(received, Received)
    assert received.message == catalogue
    assert {service.id for service in catalogue.services} == set(site.services)
    assert {place.id for place in catalogue.places} == set(site.places)
    configs = make_configs(site)
    assert set(configs) == set(site.devices)
    for device, config in configs.items():
        topic = topics.CONFIG.topic(site.id, device=device)
        assert isinstance(codec.decode(topic, topics.CONFIG.encode(config)), Received)


def test_words_and_situations_reach_kiosks_as_the_site_file_has_them() -> None:
    words = {"fi": ("palkka",), "sv": ("lön", "skatt")}
    service = msgspec.structs.replace(SITE.services["tax-personal"], words=words)
    names = {"fi": "Muutto", "sv": "Flytt", "en": "Moving"}
    site = site_with(
        services=SITE.services | {"tax-personal": service},
        situations={"moving": schema.Situation(names=names, services=("land-extracts", "tax-personal"))},
    )
    catalogue = make_catalogue(site, Timetable(site), "i", 1, NOW)
    found = {one.id: one.words for one in catalogue.services}
    assert found == {"tax-personal": words, "tax-business": {}, "land-extracts": {}}
    (situation,) = catalogue.situations
    assert (situation.id, situation.names) == ("moving", names)
    assert situation.services == ("land-extracts", "tax-personal")


def test_kiosk_is_told_what_it_offers_and_asks() -> None:
    plain = make_configs(SITE)["kiosk-1"].body
    assert isinstance(plain, KioskConfig)
    assert (plain.languages, plain.first_languages, plain.offers) == (("fi", "sv", "en"), 3, "both")
    assert (plain.party_most, plain.shows_way, plain.follow) == (1, False, "")
    follow = "https://turns.example/{ticket}"
    site = site_with(
        languages=msgspec.structs.replace(SITE.languages, first=("fi", "sv", "en", "ru"), more=("ar",)),
        kiosk=schema.KioskWays(follow=follow, party_most=6, shows_way=True),
        devices=SITE.devices
        | {"kiosk-1": msgspec.structs.replace(SITE.devices["kiosk-1"], offers="numbers")},
    )
    told = make_configs(site)["kiosk-1"].body
    assert isinstance(told, KioskConfig)
    assert (told.languages, told.first_languages) == (("fi", "sv", "en", "ru", "ar"), 4)
    assert (told.offers, told.party_most, told.shows_way, told.follow) == ("numbers", 6, True, follow)


def test_openings_reach_a_fortnight_ahead_and_begin_with_the_current_one() -> None:
    site = site_with(hours="Mo-Fr 08:00-16:00")
    tax = make_catalogue(site, Timetable(site), "i", 1, NOW).authorities[0]
    first, last = tax.openings[0], tax.openings[-1]
    assert first[0] < NOW < first[1]
    assert NOW + (AHEAD_DAYS - 4) * DAY_MS < last[1] <= NOW + AHEAD_DAYS * DAY_MS
    assert list(tax.openings) == sorted(tax.openings)


def test_opening_that_has_ended_is_not_told() -> None:
    site = site_with(hours="Mo-Fr 08:00-16:00")
    evening = NOW + 8 * HOUR_MS
    tax = make_catalogue(site, Timetable(site), "i", 1, evening).authorities[0]
    assert all(end > evening for _begin, end in tax.openings)


def test_revision_of_a_configuration_is_its_content() -> None:
    before = make_configs(SITE)
    assert make_configs(site_with()) == before
    quiet = make_configs(site_with(texts=SITE.texts.__class__(notice={"fi": "Kahvia"})))
    changed = {device for device in before if before[device].revision != quiet[device].revision}
    assert changed == {"wall-1"}


def test_each_device_gets_its_own_share() -> None:
    configs = {device: config.body for device, config in make_configs(SITE).items()}
    kiosk, wall, guard = configs["kiosk-1"], configs["wall-1"], configs["guard-1"]
    assert isinstance(kiosk, KioskConfig)
    assert kiosk.zone == "lobby"
    assert isinstance(wall, WallConfig)
    assert (wall.zone, wall.farthest_m) == ("lobby", 8)
    assert isinstance(guard, GuardConfig)
    assert [(point.id, point.device) for point in guard.points] == [("panic-room-1", "agent-1")]


def test_keeper_is_told_which_panels_answer_for_its_points() -> None:
    bodies = [config.body for config in make_configs(SITE).values()]
    keeper = next(body for body in bodies if isinstance(body, KeeperConfig))
    assert [point.id for point in keeper.points] == ["panic-room-1"]
    assert keeper.panels == ("guard-1",)


@given(st.integers(0, 2_000_000))
def test_age_of_a_call_is_what_passed_and_never_less_than_none(called_at: int) -> None:
    board = board_of(BoardView(calls=(call("c", called_at),), next=("101",)), MOMENT)
    assert board.calls[0].age_ms == max(0, MOMENT.house_ms - called_at)
    assert (board.incarnation, board.revision, board.at_ms) == ("life-1", 7, 5_000)


def test_board_keeps_the_order_and_tells_called_from_served() -> None:
    view = BoardView(calls=(call("b"), call("a", 5, VisitState.SERVING)), next=("103", "102"))
    board = board_of(view, MOMENT)
    assert [(one.id, one.state) for one in board.calls] == [("b", "called"), ("a", "serving")]
    assert board.next == ("103", "102")


def test_thirty_desks_and_what_comes_next_are_under_four_kilobytes() -> None:
    calls = tuple(call(f"{'x' * 16}-c{number:05}") for number in range(30))
    board = board_of(BoardView(calls=calls, next=tuple(map(str, range(990, 999)))), MOMENT)
    assert len(topics.BOARD.encode(board)) < 4096


def test_door_shows_its_call_and_whether_it_serves() -> None:
    assert room_of(RoomView(), MOMENT).call is None
    room = room_of(RoomView(call=call("c"), open=True), MOMENT)
    assert room.open
    assert room.call is not None
    assert room.call.id == "c"


def test_lengths_of_all_services_travel_together() -> None:
    views = {"tax": WaitView(waiting=3, since=1), "land": WaitView()}
    waits = waits_of(views, "2026-11-23", 140, MOMENT, (100_012,))
    assert {name: wait.waiting for name, wait in waits.services.items()} == {"tax": 3, "land": 0}
    assert (waits.day, waits.highest, waits.lettered) == ("2026-11-23", 140, (100_012,))


def test_numbers_keep_lease_and_reserve_apart() -> None:
    view = NumbersView(
        epoch="e1",
        day="2026-11-23",
        date="2026-11-23",
        leases=(
            LeaseView(id="l1", kind=LeaseKind.RESERVE, first=1, last=50),
            LeaseView(id="l2", kind=LeaseKind.LEASE, first=51, last=53),
        ),
    )
    numbers = numbers_of(view, "life-1", Sequential())
    assert [(one.id, one.kind, one.first, one.last) for one in numbers.leases] == [
        ("l1", "reserve", 1, 50),
        ("l2", "lease", 51, 53),
    ]
    assert (numbers.incarnation, numbers.epoch, numbers.day) == ("life-1", "e1", "2026-11-23")
    assert (numbers.own, numbers.shuffle, numbers.letters) == (None, None, {})


def test_numbers_come_with_what_makes_their_faces() -> None:
    view = NumbersView(epoch="e1", day="2026-11-23", date="2026-11-23", leases=(), own=(1_100_001, 1_100_300))
    mixed = Mixed(100, 999, "pori")
    numbers = numbers_of(view, "life-1", mixed)
    assert numbers.own == (1_100_001, 1_100_300)
    assert face_of(214, numbers.shuffle) == mixed.face(214, "2026-11-23")
    letters = {"tax": "A", "land": "B"}
    assert numbers_of(view, "life-1", Prefix(letters)).letters == letters
