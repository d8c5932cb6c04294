"""The waits as the hub tells them: learnt from its own log, kept over restarts, and an end before closing."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from common.wire import topics
from common.wire.board import ServiceWait
from hub.forecasts import KEEP_MS, Forecasts
from hub.matters import LineUp
from hub.queue.commands import AdviserCheckIn, CallNext, Finish, Start
from hub.shift import LATE_MS
from hub.site.schema import Site
from hub.site.timetable import Timetable
from hub.waits.experience import Experience
from hub.waits.waits import Waits
from tests.hub.shop import SITE, Shop

MINUTE_MS = 60_000
LEARNT = 90
"""After so many customers enough is known."""

WEEKDAYS = msgspec.structs.replace(SITE, hours="Mo-Fr 08:00-16:15; PH off")


def refusing(site: Site, *, authority: bool, service: bool | None = None) -> Site:
    tax = msgspec.structs.replace(site.authorities["tax"], refuse_late=authority)
    cards = msgspec.structs.replace(site.services["tax-personal"], refuse_late=service)
    return msgspec.structs.replace(
        site, authorities=site.authorities | {"tax": tax}, services=site.services | {"tax-personal": cards}
    )


class Office:
    """A shop with one desk that serves one customer after another."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.asked = 0

    def id(self) -> str:
        self.asked += 1
        return f"{self.shop.incarnation}-{self.asked}"

    def come(self, count: int = 1) -> None:
        for _ in range(count):
            self.shop.do(AdviserCheckIn(id=self.id(), staff="s", service="tax-personal", language="fi"))

    def call(self) -> None:
        self.shop.do(CallNext(id=self.id(), staff="s", desk="desk-1", services=("tax-personal",)))

    def serve(self, times: int, minutes: int = 2) -> None:
        for _ in range(times):
            self.come()
            self.call()
            self.shop.do(Start(id=self.id(), staff="s", desk="desk-1"))
            self.shop.advance(minutes * MINUTE_MS)
            self.shop.do(Finish(id=self.id(), staff="s", desk="desk-1"))

    def told(self) -> ServiceWait:
        """Return what kiosks heard last of the service."""
        self.shop.advance(1000)
        return self.shop.line.take(topics.WAITS)[-1].services["tax-personal"]


MakeShop = Callable[..., Shop]


@pytest.fixture
def make_shop(tmp_path: Path) -> Iterator[MakeShop]:
    made: list[Shop] = []

    def make(site: Site = SITE) -> Shop:
        made.append(Shop(tmp_path, site))
        return made[-1]

    yield make
    for shop in made:
        shop.close()


@pytest.fixture
def shop(make_shop: MakeShop) -> Shop:
    return make_shop()


def office(shop: Shop) -> Office:
    return Office(shop.opened())


def test_kiosks_are_told_the_wait_as_soon_as_enough_is_known(shop: Shop) -> None:
    at = office(shop)
    at.serve(10)
    at.come(4)
    assert at.told() == ServiceWait(waiting=4)
    at.serve(LEARNT)
    at.come(6)
    told = at.told()
    assert told.waiting == 10
    assert told.minutes is not None
    low, high = told.minutes
    assert 20 <= low <= high <= 40
    assert not told.ends


def test_what_was_learnt_is_known_in_the_next_life(shop: Shop) -> None:
    at = office(shop)
    at.serve(LEARNT)
    again = Office(shop.restart().opened())
    again.come(6)
    again.call()
    assert again.told().minutes is not None


def test_what_was_learnt_is_kept_every_ten_minutes_for_a_life_that_ends_badly(shop: Shop) -> None:
    at = office(shop)
    at.serve(LEARNT)
    shop.advance(KEEP_MS)
    again = Office(shop.restart(kept=False).opened())
    again.come(6)
    again.call()
    assert again.told().minutes is not None


def test_what_cannot_be_read_is_learnt_anew(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    shop.store.keep("waits", b"no such thing")
    forecasts = Forecasts(SITE, Timetable(SITE), shop.store)
    assert forecasts.minutes("tax-personal") is None
    assert "learnt anew" in caplog.text


def test_a_new_connection_is_told_the_waits_again(shop: Shop) -> None:
    at = office(shop)
    at.serve(LEARNT)
    at.come(6)
    told = at.told()
    assert told.minutes is not None
    shop.turn(LineUp())
    assert shop.line.take(topics.WAITS)[-1].services["tax-personal"] == told


def test_an_expected_wait_is_crowding_as_a_long_queue_is(shop: Shop) -> None:
    at = office(shop)
    at.serve(LEARNT, minutes=8)
    at.come(6)
    shop.line.said.clear()
    at.told()
    shop.advance(1000)
    (crowded,) = shop.line.take(topics.CONGESTION, authority="tax")
    assert crowded.raised
    assert crowded.minutes is not None
    assert crowded.minutes >= 30


@pytest.mark.parametrize(
    ("site", "ends"),
    [
        (refusing(WEEKDAYS, authority=True), True),
        (refusing(WEEKDAYS, authority=False, service=True), True),
        (refusing(WEEKDAYS, authority=True, service=False), False),
        (refusing(WEEKDAYS, authority=False), False),
    ],
)
def test_a_service_takes_nobody_any_more_where_the_site_wants_that(
    make_shop: MakeShop, site: Site, *, ends: bool
) -> None:
    at = office(make_shop(site))
    at.serve(LEARNT)
    at.come(20)
    assert not at.told().ends
    at.come(80)
    assert at.told().ends is ends


def test_by_a_clock_that_nobody_has_set_nobody_is_sent_away(make_shop: MakeShop) -> None:
    shop = make_shop(refusing(WEEKDAYS, authority=True))
    at = office(shop)
    at.serve(LEARNT)
    shop.clock.trusted = False
    shop.advance(2 * MINUTE_MS)
    at.come(100)
    assert not at.told().ends


@pytest.mark.parametrize("where", [(Waits, "reckon"), (Experience, "note")])
def test_a_mistake_in_the_reckoning_ends_the_ranges_and_not_the_queue(
    shop: Shop,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    where: tuple[type, str],
) -> None:
    at = office(shop)
    at.serve(LEARNT)
    at.come(6)
    assert at.told().minutes is not None
    before = shop.store.kept("waits")

    def slip(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(*where, slip)
    at.come()
    assert at.told() == ServiceWait(waiting=7)
    at.come()
    assert at.told() == ServiceWait(waiting=8)
    assert caplog.text.count("waits cannot be reckoned") == 1
    shop.shift.end()
    assert shop.store.kept("waits") == before


def test_a_forecast_lets_matters_go_first_and_is_late_by_some_seconds_at_most(shop: Shop) -> None:
    at = office(shop)
    at.serve(LEARNT)
    at.come(6)
    at.told()
    shop.awaited = True
    at.come(6)
    shop.line.said.clear()
    shop.advance(1000)
    shop.advance(LATE_MS - 1)
    before = {one.services["tax-personal"].minutes for one in shop.line.take(topics.WAITS)}
    late = shop.advance(1).line.take(topics.WAITS)[-1].services["tax-personal"]
    assert late.minutes not in before
    at.come(6)
    shop.advance(1000)
    shop.awaited = False
    soon = shop.turn().line.take(topics.WAITS)[-1].services["tax-personal"]
    assert soon.minutes is not None
    assert late.minutes is not None
    assert soon.minutes > late.minutes
