"""What a number may come from, by what is known of the day."""

import pytest

from common.wire.tickets import HeldLease
from kiosk.ticket.lease import DAY_KNOWN_MS, Known, NumberedDay, Stock, choose_stock, deal, is_low

MONDAY = NumberedDay("2026-11-23", "2026-11-23")
A = 100_000


def known(
    today: str = MONDAY.date,
    *,
    synced: bool = True,
    lives: bool = False,
    hub_day: str | None = None,
    since_ms: int | None = None,
) -> Known:
    return Known(today, synced=synced, lives=lives, hub_day=hub_day, since_ms=since_ms)


@pytest.mark.parametrize(
    ("what", "stock"),
    [
        (known(), Stock.LEASES),
        (known("2026-11-24"), Stock.OWN),
        (known("2026-11-22", synced=False, since_ms=0), Stock.LEASES),
        (known("2026-11-23", synced=False, since_ms=DAY_KNOWN_MS - 1), Stock.LEASES),
        (known("2026-11-23", synced=False, since_ms=DAY_KNOWN_MS), Stock.OWN),
        (known("2026-11-23", synced=False), Stock.OWN),
        (known("2026-11-24", lives=True, hub_day=MONDAY.id), Stock.LEASES),
        (known(lives=True, hub_day="2026-11-24"), Stock.OWN),
        (known(lives=True), Stock.NONE),
    ],
    ids=[
        "its date", "another date", "unset clock that hears the hub", "unset clock that heard it lately",
        "unset clock that heard it long ago", "unset clock after a start", "open past midnight",
        "another day is open", "no day is open",
    ],
)  # fmt: skip
def test_where_a_number_may_come_from(what: Known, stock: Stock) -> None:
    assert choose_stock(MONDAY, what) is stock


def test_a_kiosk_that_never_had_a_day_has_nothing() -> None:
    assert choose_stock(None, known()) is Stock.NONE


def lease(name: str, first: int, following: int) -> HeldLease:
    kind = "reserve" if name.startswith("r") else "lease"
    return HeldLease(id=name, kind=kind, first=first, last=first + 9, next=following)


def test_each_letter_is_dealt_from_its_own_leases() -> None:
    held = (lease("r-1", A + 1, A + 1), lease("l-1", A + 21, A + 31), lease("l-2", 3 * A + 1, 3 * A + 4))
    dealt = deal(held, 1), deal(held, 3)
    assert [one and one.number for one in dealt] == [A + 1, 3 * A + 4]
    assert deal(held, 0) is None
    assert (is_low(held, 1), is_low(held, 3), is_low(held, 0)) == (True, False, True)


def test_services_have_pools_only_where_they_have_letters() -> None:
    assert MONDAY.pool_for("tax") == 0
    lettered = NumberedDay("2026-11-23", "2026-11-23", None, {"tax": "A"})
    assert (lettered.pool_for("tax"), lettered.pool_for("dvv")) == (1, None)
    assert lettered.face(A + 12) == "A12"
