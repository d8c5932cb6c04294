import datetime as dt

import msgspec
import pytest

from hub.queue.details import Details
from hub.queue.events import (
    AnyEvent,
    Called,
    Cancelled,
    CheckedIn,
    CheckedInLate,
    CloseReason,
    DayClosed,
    Finished,
    GivenBack,
    NotCome,
    NumberConflict,
    Opener,
    Overtaking,
    Started,
    Transferred,
    VisitClosed,
    VisitReopened,
)
from hub.queue.stamps import Stamp
from hub.queue.transitions import VisitState
from simulator.day.guest import Guest
from simulator.day.ledger import Ledger
from simulator.day.people import Customer


def guest(ticket: str) -> Guest:
    customer = Customer(
        name=ticket,
        at=1000,
        service="taxes",
        also=(),
        later=(),
        language="fi",
        details=Details(),
        appointment=None,
        kiosk=0,
        errands=(("taxes", 1000),),
        walk_ms=0,
        transfer="",
        patience_ms=0,
        tells=False,
        form_ms=0,
        back_ms=0,
    )
    return Guest(customer, ticket)


def ledger(*tickets: str) -> Ledger:
    return Ledger({ticket: guest(ticket) for ticket in tickets})


def checked_in(visit: str, ticket: str, number: int) -> CheckedIn:
    return CheckedIn(
        at=1100,
        visit=visit,
        service="taxes",
        ticket=ticket,
        number=number,
        language="fi",
        stamp=Stamp(1000, "kiosk-1"),
    )


def called(visit: str, desk: str = "desk-1") -> Called:
    return Called(at=2000, visit=visit, service="taxes", desk=desk, call=f"c-{visit}")


def started(visit: str) -> Started:
    return Started(at=2500, visit=visit, service="taxes", desk="desk-1")


def finished(visit: str) -> Finished:
    return Finished(at=9000, visit=visit, service="taxes", desk="desk-1")


def test_whole_visit_leaves_no_fault_and_its_times() -> None:
    book = ledger("t1")
    book.hear([checked_in("v1", "t1", 1), called("v1"), started("v1"), finished("v1")])
    account = book.account()
    assert account.faults == ()
    assert (account.came, account.checked_in, account.finished) == (1, 1, 1)
    visit = book.visits["v1"]
    assert (visit.arrival, visit.known, visit.called, visit.started, visit.ended) == (
        1000,
        1100,
        2000,
        2500,
        9000,
    )
    assert visit.served_ms == 6500


def test_day_that_is_closed_ends_who_waits() -> None:
    book = ledger("t1", "t2")
    closed = VisitClosed(at=9000, visit="v1", service="taxes", reason=CloseReason.DAY_END)
    left = Cancelled(at=8000, visit="v2", service="taxes", reason="left")
    book.hear([checked_in("v1", "t1", 1), checked_in("v2", "t2", 2), left, closed])
    book.hear([DayClosed(at=9000, day=dt.date(2026, 11, 23).isoformat(), by=Opener.CLOCK)])
    account = book.account()
    assert (account.closed, account.cancelled, account.faults) == (1, 1, ())


def test_late_check_in_is_no_loss() -> None:
    book = ledger("t1")
    book.hear(
        [
            CheckedInLate(
                at=9000,
                ticket="t1",
                day="2026-11-23",
                number=1,
                service="taxes",
                language="fi",
                stamp=Stamp(1000, "kiosk-1"),
            )
        ]
    )
    account = book.account()
    assert (account.late, account.faults) == (1, ())


def test_who_was_turned_away_is_no_loss() -> None:
    book = ledger("t1")
    one = guest("t2")
    one.turned_away = True
    assert Ledger({"t2": one}).account().faults == ()
    assert book.account().faults != ()


def sent(service: str, before: str) -> Transferred:
    return Transferred(at=3000, visit="v1", service=service, before=before, desk="desk-1")


def test_service_left_before_it_began_is_sent_on_and_after_that_served() -> None:
    book = ledger("t1")
    book.hear([checked_in("v1", "t1", 1), called("v1"), sent("land", "taxes")])
    assert (book.visits["v1"].sent_on, book.visits["v1"].served) == (["taxes"], [])
    book.hear([called("v1"), started("v1"), sent("kela", "land")])
    assert (book.visits["v1"].sent_on, book.visits["v1"].served) == (["taxes"], ["land"])


def test_move_within_a_service_is_neither_served_nor_sent_on() -> None:
    book = ledger("t1")
    book.hear([checked_in("v1", "t1", 1), called("v1"), started("v1"), sent("taxes", "taxes")])
    visit = book.visits["v1"]
    assert (visit.transfers, visit.served, visit.sent_on) == (1, [], [])


def test_day_that_goes_on_takes_back_whom_its_close_ended() -> None:
    book = ledger("t1", "t2")
    book.hear([checked_in("v1", "t1", 1), checked_in("v2", "t2", 2), called("v1"), started("v1")])
    for visit in ("v1", "v2"):
        book.hear([VisitClosed(at=5000, visit=visit, service="taxes", reason=CloseReason.DAY_END)])
    assert (book.visits["v1"].served, book.visits["v2"].served) == (["taxes"], [])
    for visit in ("v1", "v2"):
        book.hear([VisitReopened(at=6000, visit=visit, service="taxes")])
    visit = book.visits["v1"]
    assert (visit.how, visit.ended, visit.reason, visit.served) == (VisitState.WAITING, 0, "", [])
    book.hear([called("v2"), finished("v2"), called("v1"), finished("v1")])
    assert book.account().faults == ()


def test_overtakings_are_counted_whole_where_only_some_are_named() -> None:
    book = ledger("t1", "t2")
    book.hear([checked_in("v1", "t1", 1), checked_in("v2", "t2", 2)])
    call = msgspec.structs.replace(called("v2"), passed=70, overtook=("v1",), because=Overtaking.APPOINTMENT)
    book.hear([call])
    assert [one.others for one in book.overtakings] == [70]
    assert book.visits["v1"].overtaken == 1


MISTAKES: dict[str, tuple[list[AnyEvent], str]] = {
    "never arrived": ([checked_in("v1", "t1", 1), called("v1"), finished("v1")], "Ticket t2 never reached"),
    "still waiting": ([checked_in("v1", "t1", 1)], "Visit v1 (number 1) is still waiting"),
    "number twice": ([checked_in("v1", "t1", 1), checked_in("v2", "t2", 1)], "Number 1 is on two tickets"),
    "conflict": ([NumberConflict(at=1, number=1, ticket="t1", other="t2")], "Number 1 was dealt twice"),
    "two visits of one ticket": (
        [checked_in("v1", "t1", 1), checked_in("v2", "t1", 1)],
        "Ticket t1 became two visits",
    ),
    "visit began twice": ([checked_in("v1", "t1", 1), checked_in("v1", "t1", 1)], "Visit v1 began twice"),
    "unknown ticket": ([checked_in("v1", "t9", 1)], "Nobody took ticket t9"),
    "unknown visit": ([called("v9")], "Called of a visit that nobody checked in"),
    "at two desks": (
        [checked_in("v1", "t1", 1), called("v1", "desk-1"), called("v1", "desk-2")],
        "Visit v1 was called to desk-2 and stands at another desk",
    ),
    "two at one desk": (
        [checked_in("v1", "t1", 1), checked_in("v2", "t2", 2), called("v1"), called("v2")],
        "desk-1 called while somebody stood there",
    ),
    "called after the end": (
        [checked_in("v1", "t1", 1), called("v1"), finished("v1"), called("v1")],
        "Visit v1 was called while finished",
    ),
    "reopened without an end": (
        [checked_in("v1", "t1", 1), VisitReopened(at=9000, visit="v1", service="taxes")],
        "Visit v1 was waiting, and waits again since the day goes on",
    ),
    "ended twice": (
        [
            checked_in("v1", "t1", 1),
            called("v1"),
            finished("v1"),
            NotCome(at=9000, visit="v1", service="taxes", desk="desk-1"),
        ],
        "Visit v1 ended twice",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_what_does_not_add_up_is_said_in_a_sentence(mistake: str) -> None:
    events, sentence = MISTAKES[mistake]
    book = ledger("t1", "t2")
    book.hear(events)
    account = book.account()
    assert not account.balanced
    assert any(sentence in fault for fault in account.faults), account.faults


def test_desk_is_free_after_who_stood_there_was_given_back() -> None:
    book = ledger("t1", "t2")
    back = GivenBack(at=2100, visit="v1", service="taxes", desk="desk-1")
    book.hear([checked_in("v1", "t1", 1), checked_in("v2", "t2", 2), called("v1"), back, called("v2")])
    assert book.faults == []
