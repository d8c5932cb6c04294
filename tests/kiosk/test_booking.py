"""What a kiosk knows of appointments: the newest, kept on the disk, with what was used here at once."""

import logging
from pathlib import Path

import msgspec
import pytest

from common.wire.appointments import AppointmentsKept
from kiosk.booking import Booking
from kiosk.surroundings import Bookings
from tests.kiosk.bookings import BOOK, CODES_ONLY, TIMES_ONLY


def kept(*ids: str, revision: int = 1, incarnation: str = "hub-1") -> AppointmentsKept:
    return AppointmentsKept(incarnation=incarnation, revision=revision, ids=ids)


def test_nothing_is_known_at_first(tmp_path: Path) -> None:
    assert Booking(tmp_path).bookings() == Bookings()


def test_what_was_told_is_known_after_a_start_without_the_hub(tmp_path: Path) -> None:
    booking = Booking(tmp_path)
    assert booking.learn(BOOK)
    assert booking.learn(kept("used"))
    assert Booking(tmp_path).bookings() == Bookings(BOOK, frozenset({"used"}))


def test_what_was_used_here_counts_at_once_and_after_a_start(tmp_path: Path) -> None:
    booking = Booking(tmp_path)
    booking.learn(BOOK)
    booking.use("now")
    assert booking.bookings().kept == {"now"}
    booking.save()
    assert Booking(tmp_path).bookings().kept == {"now"}


def test_the_hubs_list_does_not_undo_what_was_used_here(tmp_path: Path) -> None:
    booking = Booking(tmp_path)
    booking.learn(BOOK)
    booking.use("now")
    booking.learn(kept("used"))
    assert booking.bookings().kept == {"now", "used"}


def test_what_was_used_here_is_forgotten_when_the_book_has_it_no_more(tmp_path: Path) -> None:
    booking = Booking(tmp_path)
    booking.learn(BOOK)
    booking.use("now")
    booking.learn(msgspec.structs.replace(TIMES_ONLY, revision=2))
    assert booking.bookings().kept == frozenset()


def test_an_older_book_or_list_changes_nothing_and_one_of_a_new_hub_does(tmp_path: Path) -> None:
    booking = Booking(tmp_path)
    booking.learn(msgspec.structs.replace(BOOK, revision=5))
    booking.learn(kept("used", revision=5))
    assert not booking.learn(msgspec.structs.replace(CODES_ONLY, revision=4))
    assert not booking.learn(kept(revision=5))
    assert booking.bookings().kept == {"used"}
    new = msgspec.structs.replace(CODES_ONLY, incarnation="hub-2", revision=1)
    assert booking.learn(new)
    assert booking.learn(kept("other", incarnation="hub-2"))
    assert booking.bookings() == Bookings(new, frozenset({"other"}))


@pytest.mark.parametrize("name", ["appointments.json", "appointments-kept.json", "appointments-used.json"])
def test_a_broken_file_waits_for_the_hub(tmp_path: Path, name: str) -> None:
    booking = Booking(tmp_path)
    booking.learn(BOOK)
    booking.learn(kept("used"))
    booking.save()
    (tmp_path / name).write_bytes(b"\xff{")
    again = Booking(tmp_path)
    assert again.learn(msgspec.structs.replace(BOOK, revision=9))
    assert again.bookings().book is not None


def test_a_disk_that_refuses_is_told_and_the_kiosk_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    no_folder = tmp_path / "file"
    no_folder.write_text("")
    booking = Booking(no_folder)
    with caplog.at_level(logging.WARNING):
        assert booking.learn(BOOK)
        booking.save()
    assert booking.bookings().book == BOOK
    assert "cannot be kept" in caplog.text
