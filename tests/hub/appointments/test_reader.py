import datetime as dt
import logging
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from common.runtime.life import Life
from common.runtime.systemd import Notifier
from common.wire.arrivals import Fit
from hub.appointments.attempt import Outcome
from hub.appointments.reader import SETTLING, AppointmentReader
from hub.appointments.rows import Cause, Reason
from hub.appointments.shelf import SHELF_FILE
from hub.appointments.standing import AppointmentDesk, Report
from hub.site.appointments import Source
from simulator.bookings import NAMES, as_csv, make_bookings
from simulator.feed import Feed, Manner
from tests.hub.appointments.desk import FIELDS, GOOD, Desk
from tests.hub.appointments.sources import HELSINKI, TODAY, planned, site, source
from tests.hub.clock import HOUR_MS, HandClock
from tests.hub.shop import SITE
from tests.waiting import wait_until

MINUTE_MS = 60_000


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, site(tax=source(fields=FIELDS)))


def test_before_anything_is_read_codes_are_unknown(desk: Desk) -> None:
    assert desk.fit("AB-1234") is Fit.UNKNOWN
    assert desk.report == Report(source="tax", authority="tax")
    assert len(desk.desk.standing.keys) == 9


def test_what_was_read_stands(desk: Desk) -> None:
    desk.answer()
    assert desk.fit("ab 1234") is Fit.EARLY
    assert desk.fit("cd 5678") is Fit.OTHER_DAY
    assert (desk.report.today, desk.report.coming, desk.report.read_ms) == (1, 1, desk.clock.wall)


def test_a_source_is_read_again_when_it_is_due(desk: Desk) -> None:
    desk.answer()
    assert len(desk.turn(299_000).asked) == 1
    assert len(desk.turn(1000).asked) == 2
    assert desk.asked[-1].task.version == "v1"


def test_what_has_not_changed_stands_on(desk: Desk) -> None:
    desk.answer().turn(300_000)
    before = desk.desk.standing
    desk.asked[-1].given = Outcome()
    desk.turn()
    assert desk.desk.standing.book is before.book
    assert desk.report.read_ms == desk.clock.wall
    assert desk.turn(300_000).asked[-1].task.version == "v1"


def test_a_source_that_fails_leaves_the_last_good_copy(desk: Desk) -> None:
    desk.answer().turn(300_000)
    failing_ms = desk.clock.wall
    desk.fail(Cause.REFUSED)
    assert desk.fit("AB-1234") is Fit.ON_TIME
    assert (desk.report.cause, desk.report.failing_ms) == (Cause.REFUSED, failing_ms)
    desk.turn(60_000)
    assert len(desk.asked) == 3
    desk.fail(Cause.SLOW)
    assert (desk.report.cause, desk.report.failing_ms) == (Cause.SLOW, failing_ms)
    desk.turn(60_000).answer()
    assert (desk.report.cause, desk.report.failing_ms) == (None, 0)


def test_what_stands_outlives_a_restart_with_the_same_ids(desk: Desk) -> None:
    desk.answer()
    after = desk.again()
    assert after.desk.standing.book == desk.desk.standing.book
    assert after.desk.standing.keys == desk.desk.standing.keys
    assert after.fit("AB-1234") is Fit.EARLY


def test_a_kept_appointment_has_the_same_id_when_its_source_is_read_anew(desk: Desk) -> None:
    desk.answer()
    known = set(desk.desk.standing.known)
    after = desk.again().answer(GOOD + "2026-11-23T12:00;EF-9999;;\n")
    assert known < set(after.desk.standing.known)


def test_after_a_start_an_unchanged_source_is_read_anew_since_settings_may_differ(desk: Desk) -> None:
    desk.answer()
    assert desk.again().turn().asked[-1].task.version == ""


def test_a_source_that_is_gone_takes_its_appointments_along(desk: Desk, tmp_path: Path) -> None:
    desk.answer()
    other = Desk(tmp_path, site(other=source(fields=FIELDS)), desk.clock)
    assert other.fit("AB-1234") is Fit.UNKNOWN


@pytest.mark.parametrize("content", [b"", b"{", b'{"keys": 1}', b"\xff" * 100, b"[" * 100_000])
def test_a_damaged_copy_is_no_more_than_none(desk: Desk, content: bytes) -> None:
    desk.answer()
    (desk.folder / SHELF_FILE).write_bytes(content)
    assert desk.again().answer().fit("AB-1234") is Fit.EARLY


def test_a_full_disk_ends_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hub.appointments.shelf.replace_file", full)
    assert desk.answer().fit("AB-1234") is Fit.EARLY


def test_a_new_date_turns_the_page(desk: Desk) -> None:
    desk.answer()
    old_keys = desk.desk.standing.keys
    desk.turn(14 * HOUR_MS)
    standing = desk.desk.standing
    assert [day.date for day in standing.book.days][:2] == [TODAY, "2026-11-24"]
    assert "2026-11-22" not in standing.keys
    assert old_keys[TODAY] == standing.keys[TODAY]
    assert desk.fit("CD-5678") is Fit.TOO_EARLY
    assert desk.asked[-1].task.version == ""
    assert "2026-12-01" in desk.asked[-1].task.dates


def test_what_was_asked_for_other_dates_is_not_taken(desk: Desk) -> None:
    desk.turn()
    desk.turn(14 * HOUR_MS)
    assert desk.asked[0].abandoned
    assert len(desk.asked) == 2


def test_a_date_that_is_over_leaves_nothing_on_the_disk(desk: Desk) -> None:
    desk.answer()
    kept = desk.desk.standing.known
    desk.turn(2 * 24 * HOUR_MS)
    text = (desk.folder / SHELF_FILE).read_text()
    gone = [name for name, one in kept.items() if one.date == TODAY]
    assert gone
    assert not any(name in text for name in gone)
    assert f'"{TODAY}"' not in text


def test_a_clock_that_wakes_up_yesterday_changes_no_key(desk: Desk) -> None:
    desk.answer()
    before = desk.desk.standing.keys
    desk.clock.trusted = False
    desk.clock.wall -= 24 * HOUR_MS
    desk.turn()
    desk.clock.trusted = True
    desk.clock.wall += 24 * HOUR_MS
    desk.turn().answer()
    assert desk.desk.standing.keys == before
    assert desk.fit("AB-1234") is Fit.EARLY


@pytest.mark.parametrize("wrong_ms", [-3650 * 24 * HOUR_MS, -24 * HOUR_MS, 24 * HOUR_MS, 3650 * 24 * HOUR_MS])
def test_the_last_good_copy_outlives_a_restart_with_a_wrong_clock_and_a_source_that_is_down(
    desk: Desk, wrong_ms: int
) -> None:
    before = desk.answer().desk.standing
    kept = (desk.folder / SHELF_FILE).read_bytes()
    desk.clock.trusted = False
    desk.clock.wall += wrong_ms
    after = desk.again()
    for _ in range(3):
        after.turn(60_000)
    assert after.asked == []
    assert (desk.folder / SHELF_FILE).read_bytes() == kept
    desk.clock.trusted = True
    desk.clock.wall -= wrong_ms
    after.fail(Cause.NOT_THERE)
    assert after.desk.standing.known == before.known
    assert after.desk.standing.book == before.book
    assert after.desk.standing.keys == before.keys
    assert after.fit("AB-1234") is Fit.ON_TIME
    assert after.again().fit("AB-1234") is Fit.ON_TIME


def test_what_comes_while_the_clock_is_not_trusted_waits_until_it_is(desk: Desk) -> None:
    desk.turn()
    desk.clock.trusted = False
    task = desk.asked[-1].task
    desk.asked[-1].given = Outcome(planned(GOOD, task.source, task.dates), "v1")
    kept = (desk.folder / SHELF_FILE).read_bytes()
    assert desk.turn().fit("AB-1234") is Fit.UNKNOWN
    assert (desk.folder / SHELF_FILE).read_bytes() == kept
    desk.clock.trusted = True
    assert desk.turn().fit("AB-1234") is Fit.EARLY
    assert (desk.folder / SHELF_FILE).read_bytes() != kept


def test_a_right_clock_that_is_trusted_only_later_ends_the_dates_that_are_over(desk: Desk) -> None:
    desk.answer()
    desk.clock.trusted = False
    desk.clock.advance(2 * 24 * HOUR_MS)
    after = desk.again().turn()
    assert f'"{TODAY}"' in (desk.folder / SHELF_FILE).read_text()
    desk.clock.trusted = True
    after.turn()
    assert f'"{TODAY}"' not in (desk.folder / SHELF_FILE).read_text()
    assert after.asked


def test_an_attempt_that_hangs_is_given_up(desk: Desk) -> None:
    desk.answer().turn(300_000)
    desk.turn(35_000)
    assert desk.asked[-1].abandoned
    assert desk.report.cause is Cause.SLOW
    assert desk.fit("AB-1234") is not Fit.UNKNOWN


def test_no_second_attempt_begins_while_one_hangs_for_ever(desk: Desk) -> None:
    desk.turn().asked[0].hangs = True
    for _ in range(10):
        desk.turn(60_000)
    assert len(desk.asked) == 1
    assert desk.report.cause is Cause.SLOW
    desk.asked[0].given = Outcome(cause=Cause.SLOW)
    assert desk.turn().answer().fit("AB-1234") is Fit.ON_TIME


def test_a_file_that_is_being_written_is_looked_at_again_soon_and_is_no_failure_yet(desk: Desk) -> None:
    desk.answer().turn(300_000)
    for _ in range(SETTLING):
        desk.asked[-1].given = Outcome(settling=True)
        desk.turn().turn(2000)
    assert desk.report.cause is None
    assert len(desk.asked) == 2 + SETTLING
    desk.asked[-1].given = Outcome(settling=True)
    assert desk.turn().report.cause is Cause.TORN


def test_refused_rows_are_counted_and_told_by_number_alone(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        desk.answer(GOOD + "Aino Virtanen;EF-1111;;\n2026-11-23T12:00;GH-2222;many;\n")
    assert desk.report.refused == {Reason.BAD_START: 1, Reason.PARTY: 1}
    assert [bad.number for bad in desk.report.examples] == [3, 4]
    assert "row 3 (bad-start), row 4 (party)" in caplog.text
    assert "Aino" not in caplog.text


def test_what_is_refused_each_time_is_told_once(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(3):
        desk.answer(GOOD + "soon;EF-1111;;\n").turn(300_000)
    assert caplog.text.count("were refused") == 1
    for _ in range(3):
        desk.fail(Cause.SLOW).turn(300_000)
    assert caplog.text.count("cannot be read") == 1


def test_nothing_on_the_disk_tells_a_code_or_an_expert(desk: Desk) -> None:
    desk.answer()
    text = (desk.folder / SHELF_FILE).read_text().lower()
    assert not any(word in text for word in ("ab-1234", "ab1234", "cd5678", "maija"))
    assert (desk.folder / SHELF_FILE).stat().st_mode & 0o077 == 0


# --- with real servers and files ---


class RealReader:
    """A reader that runs as the hub's does."""

    def __init__(self, folder: Path, made: Source) -> None:
        self.desk = AppointmentDesk()
        self.clock = HandClock()
        self.life = Life(Notifier())
        whole = msgspec.structs.replace(SITE, appointments={"tax": made})
        self.reader = AppointmentReader(whole, folder, self.clock, self.desk, credentials=folder)

    def turn_until(self, what: str, *, cause: Cause | None) -> Report:
        """Let it read again and again until its report has this cause, and nothing is under way."""

        def there() -> bool:
            self.clock.advance(30_000)
            self.reader.turn()
            report = self.desk.standing.reports[0]
            return report.cause is cause and (cause is not None or report.read_ms > 0)

        wait_until(there, 10, what)
        return self.desk.standing.reports[0]


@pytest.fixture
def feed() -> Iterator[Feed]:
    with Feed(GOOD) as running:
        yield running


def test_a_feed_is_read_and_its_bad_days_are_outlived(feed: Feed, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("Bearer secret")
    feed.token = "Bearer secret"
    made = source(file=None, url=feed.url, fields=FIELDS, token_file="token")
    real = RealReader(tmp_path, made)
    assert real.turn_until("a good reading", cause=None).today == 1
    bad = {
        Manner.ERROR: Cause.REFUSED,
        Manner.PAGE: Cause.FIELDS,
        Manner.GARBLED: Cause.ENCODING,
        Manner.TRUNCATED: Cause.TORN,
        Manner.HUGE: Cause.TOO_LARGE,
        Manner.ELSEWHERE: Cause.REDIRECT,
    }
    for manner, cause in bad.items():
        feed.manner = manner
        assert real.turn_until(f"the feed is {manner}", cause=cause).today == 1
    feed.manner = Manner.GOOD
    feed.content = GOOD + "2026-11-23T12:00;EF-9999;;\n"
    assert real.turn_until("the feed is good again", cause=None).today == 2


def test_the_token_is_in_no_log(feed: Feed, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "token").write_text("Bearer secret")
    feed.token = "Bearer other"
    made = source(file=None, url=feed.url + "?key=hidden", fields=FIELDS, token_file="token")
    with caplog.at_level(logging.DEBUG):
        RealReader(tmp_path, made).turn_until("it is refused", cause=Cause.REFUSED)
    assert "secret" not in caplog.text
    assert "hidden" not in caplog.text


def test_a_reader_that_waits_for_a_silent_server_ends_at_once(feed: Feed, tmp_path: Path) -> None:
    feed.manner = Manner.SILENT
    real = RealReader(tmp_path, source(file=None, url=feed.url, fields=FIELDS))
    real.life.worker(real.reader.WORKER, lambda: real.reader.run(real.life))
    real.life.start()
    wait_until(lambda: bool(feed.asked), 5, "the feed is asked")
    assert real.life.finish() == 0


def test_no_customer_of_a_feed_is_anywhere(feed: Feed, tmp_path: Path) -> None:
    bookings = make_bookings(dt.date.fromisoformat(TODAY), ("tax-personal", "tax-business"), HELSINKI)
    feed.content = as_csv(bookings)
    made = source(
        file=None,
        url=feed.url,
        time_format="%d.%m.%Y %H:%M",
        fields={"start": "Aika", "service": "Palvelu", "code": "Koodi", "expert": "Virkailija"},
    )
    real = RealReader(tmp_path, made)
    assert real.turn_until("it is read", cause=None).today == len(bookings)
    everything = repr(real.desk.standing) + "".join(
        path.read_text() for path in tmp_path.iterdir() if path.is_file()
    )
    assert not any(part in everything for name in NAMES for part in name.split())
    assert not any(one.code in everything for one in bookings)
    assert "Asiantuntija" not in everything
