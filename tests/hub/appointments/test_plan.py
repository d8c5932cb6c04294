import datetime as dt
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.appointments.plan import Plan
from hub.appointments.rows import Bad, Cause, FeedError, Reason
from hub.site.appointments import Source
from simulator.bookings import NAMES, Booking, as_calendar, as_csv, as_json, make_bookings
from tests.hub.appointments.sources import DATES, HELSINKI, TODAY, planned, source

Write = Callable[[tuple[Booking, ...]], str]
DAY = dt.date.fromisoformat(TODAY)
BOOKINGS = make_bookings(DAY, ("10", "20"), HELSINKI)
WORDS: dict[str, object] = {"service": None, "services": {"10": "tax-personal", "20": "tax-business"}}
CSV = source(
    **WORDS,
    time_format="%d.%m.%Y %H:%M",
    cancelled=["peruttu"],
    fields={
        "id": "Tunnus", "start": "Aika", "service": "Palvelu", "code": "Koodi", "language": "Kieli",
        "party": "Hlö", "expert": "Virkailija", "state": "Tila",
    },
)  # fmt: skip
JSON = source(
    **WORDS,
    form="json",
    records="data.bookings",
    cancelled=["cancelled"],
    fields={
        "id": "id", "start": "start", "service": "service.code", "code": "code", "language": "language",
        "party": "party", "expert": "expert", "state": "state",
    },
)  # fmt: skip
CALENDAR = source(
    **WORDS,
    form="icalendar",
    fields={
        "service": "categories", "code": "X-CODE", "language": "X-LANGUAGE", "party": "X-PARTY",
        "expert": "X-EXPERT",
    },
)  # fmt: skip
FORMS = pytest.mark.parametrize(
    ("write", "made"),
    [(as_csv, CSV), (as_json, JSON), (as_calendar, CALENDAR)],
    ids=["csv", "json", "icalendar"],
)


def reasons(plan: Plan) -> list[tuple[int, str]]:
    return [(bad.number, bad.reason) for bad in plan.refused]


def wall(text: str, offset: str = "+02:00") -> int:
    return round(dt.datetime.fromisoformat(text + offset).timestamp() * 1000)


@FORMS
def test_every_form_says_the_same(write: Write, made: Source) -> None:
    plan = planned(write(BOOKINGS), made)
    assert plan.refused == ()
    assert len(plan.planned) == len(BOOKINGS)
    for one, booking in zip(plan.planned, BOOKINGS, strict=True):
        assert one.at_ms == round(booking.start.timestamp() * 1000)
        assert one.date == TODAY
        assert one.service == {"10": "tax-personal", "20": "tax-business"}[booking.service]
        assert one.code == booking.code.replace("-", "").lower()
        assert (one.language, one.party) == (booking.language, booking.party)
        assert one.expert == booking.expert.casefold()
        assert one.identity == booking.id


@FORMS
def test_no_name_of_a_customer_is_read(write: Write, made: Source) -> None:
    text = write(BOOKINGS)
    assert any(name in text for name in NAMES)
    kept = repr(planned(text, made))
    assert not any(part in kept for name in NAMES for part in name.split())


@FORMS
def test_a_cancelled_one_is_left_out(write: Write, made: Source) -> None:
    cancelled = Booking("c", BOOKINGS[0].start, "10", "XY-1", "Aino Virtanen", cancelled=True)
    plan = planned(write((*BOOKINGS, cancelled)), made)
    assert (len(plan.planned), plan.refused) == (len(BOOKINGS), ())


@FORMS
def test_only_the_wanted_dates_are_taken(write: Write, made: Source) -> None:
    other = make_bookings(dt.date(2026, 12, 24), ("10",), HELSINKI)
    plan = planned(write((*BOOKINGS, *other)), made)
    assert {one.date for one in plan.planned} == {TODAY}
    assert plan.refused == ()


LINES = source(fields={"code": "code", "service": "service", "party": "party", "language": "language"})


def rows(*lines: str, made: Source = LINES, header: str = "start;code;service;party;language") -> Plan:
    return planned("\n".join([header, *lines]), made)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (";abc1;;;", Reason.NO_START),
        ("soon;abc1;;;", Reason.BAD_START),
        ("2026-11-23T25:00;abc1;;;", Reason.BAD_START),
        ("0001-01-01T00:00;abc1;;;", Reason.BAD_START),
        ("9999-12-31T23:59-12:00;abc1;;;", Reason.BAD_START),
        ("2026-11-23;abc1;;;", Reason.ALL_DAY),
        ("2026-03-29T03:30;abc1;;;", Reason.NO_SUCH_TIME),
        ("2026-11-23T10:00;;;;", Reason.NO_CODE),
        ("2026-11-23T10:00;--;;;", Reason.NO_CODE),
        ("2026-11-23T10:00;abc1;land-extracts;;", Reason.SERVICE),
        ("2026-11-23T10:00;abc1;nothing;;", Reason.SERVICE),
        ("2026-11-23T10:00;abc1;;0;", Reason.PARTY),
        ("2026-11-23T10:00;abc1;;51;", Reason.PARTY),
        ("2026-11-23T10:00;abc1;;two;", Reason.PARTY),
        ("2026-11-23T10:00;abc1;;-1;", Reason.PARTY),
        ("2026-11-23T10:00;abc1", Reason.COLUMNS),
        ("2026-11-23T10:00;abc1;;;;Aino Virtanen", Reason.COLUMNS),
        (f"2026-11-23T10:00;{'a' * 201};;;", Reason.TOO_LONG),
    ],
)
def test_a_bad_row_is_refused_and_the_others_are_taken(line: str, reason: Reason) -> None:
    plan = rows("2026-11-23T09:00;good1;tax-business;2;sv-FI", line, "2026-11-23T11:00;good2;;;xx")
    assert reasons(plan) == [(2, reason)]
    first, second = plan.planned
    assert (first.service, first.party, first.language) == ("tax-business", 2, "sv")
    assert (second.service, second.party, second.language) == ("tax-personal", 1, None)


def test_an_id_stands_for_one_appointment() -> None:
    made = source(fields={"id": "id", "code": "code"})
    plan = rows("a;2026-11-23T09:00;abc1", "a;2026-11-23T10:00;abc2", made=made, header="id;start;code")
    assert [one.code for one in plan.planned] == ["abc1"]
    assert reasons(plan) == [(2, Reason.DOUBLE)]


def test_appointments_that_look_alike_are_told_apart() -> None:
    made = source(matched="time", fields={})
    plan = rows("2026-11-23T09:00", "2026-11-23T09:00", "2026-11-23T09:00", made=made, header="start")
    assert len({one.identity for one in plan.planned}) == 3
    again = rows("2026-11-23T09:00", "2026-11-23T09:00", made=made, header="start")
    assert [one.identity for one in again.planned] == [one.identity for one in plan.planned[:2]]


def test_by_time_no_code_is_read() -> None:
    plan = rows("2026-11-23T09:00;abc1;;;", made=source(matched="time", fields={"code": "code"}))
    assert plan.planned[0].code == ""


def test_by_time_two_experts_at_one_time_are_not_guessed() -> None:
    made = source(matched="time", fields={"expert": "expert"})
    plan = rows(
        "2026-11-23T09:00;One", "2026-11-23T09:00;Two", "2026-11-23T10:00;One",
        made=made, header="start;expert",
    )  # fmt: skip
    assert [one.expert for one in plan.planned] == ["", "", "one"]


def test_date_and_time_may_stand_apart() -> None:
    made = source(fields={"start": "pvm", "time": "klo", "code": "koodi"}, time_format="%d.%m.%Y %H.%M")
    plan = rows("23.11.2026;10.30;abc1", made=made, header="pvm;klo;koodi")
    assert plan.planned[0].at_ms == wall("2026-11-23T10:30")


def test_times_are_of_the_sources_zone_unless_they_say_theirs() -> None:
    made = source(timezone="Europe/Stockholm")
    header = "start;code"
    plan = rows("2026-11-23T10:30;abc1", "2026-11-23T10:30+00:00;abc2", made=made, header=header)
    assert [one.at_ms for one in plan.planned] == [
        wall("2026-11-23T10:30", "+01:00"), wall("2026-11-23T10:30", "+00:00"),
    ]  # fmt: skip


def test_an_hour_that_comes_twice_is_meant_the_first_time() -> None:
    made = source()
    plan = planned("start;code\n2026-10-25T03:30;abc1", made, frozenset({"2026-10-25"}))
    assert plan.planned[0].at_ms == wall("2026-10-25T03:30", "+03:00")


def test_the_date_is_the_sites() -> None:
    plan = rows("2026-11-22T23:30+00:00;abc1", made=source(), header="start;code")
    assert plan.planned[0].date == TODAY


def cause_of(content: bytes | str, made: Source) -> Cause:
    with pytest.raises(FeedError) as raised:
        planned(content, made)
    return raised.value.cause


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ("", Cause.FIELDS),
        ("alku;koodi\n2026-11-23T09:00;abc1", Cause.FIELDS),
        ("start;code;code\n2026-11-23T09:00;abc1;abc1", Cause.FIELDS),
        ("start;code\nsoon;abc1\nlater;abc2", Cause.NO_GOOD_ROW),
        ("start;code\nä;ö".encode("latin-1"), Cause.ENCODING),
        ("start;code\n" + "x" * 200_000, Cause.MALFORMED),
    ],
)
def test_what_is_no_csv_of_ours_is_refused_whole(content: bytes | str, cause: Cause) -> None:
    assert cause_of(content, source()) is cause


def test_an_empty_day_is_a_good_day() -> None:
    assert planned("start;code\n", source()) == Plan((), ())


def test_a_byte_order_mark_and_other_letters_are_read() -> None:
    made = source(encoding="iso-8859-1", fields={"start": "päivä", "code": "code"})
    assert len(planned("päivä;code\n2026-11-23T09:00;abc1", made).planned) == 1
    assert len(planned("\ufeffstart;code\n2026-11-23T09:00;abc1".encode(), source()).planned) == 1


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ("", Cause.MALFORMED),
        ("{", Cause.MALFORMED),
        ("[" * 100_000, Cause.MALFORMED),
        ("<html>", Cause.MALFORMED),
        ("[]", Cause.FIELDS),
        ('{"data": {"bookings": {}}}', Cause.FIELDS),
        ('{"data": {"bookings": [1, null, "x"]}}', Cause.NO_GOOD_ROW),
        (' \n{"data": {"bookings": []}} x', Cause.MALFORMED),
        ('{"data": {"bookings": [{"start": 1, "code": "\\q"}]}}', Cause.MALFORMED),
    ],
)
def test_what_is_no_json_of_ours_is_refused_whole(content: str, cause: Cause) -> None:
    assert cause_of(content, JSON) is cause


def test_json_with_space_around_everything_is_read() -> None:
    content = ' \n{ "data" : { "bookings" : [ { "start" : "2026-11-23T09:00" , "code" : "abc1" } ] } } \n'
    assert len(planned(content, source(form="json", records="data.bookings")).planned) == 1


def test_values_of_json_may_be_of_any_plain_type() -> None:
    listed: list[dict[str, object]] = [
        {"start": "2026-11-23T09:00", "code": 12345, "party": 2},
        {"start": "2026-11-23T09:00", "code": ["x"], "party": {}},
        {"start": None, "code": "abc1"},
    ]
    plan = planned(json.dumps(listed), source(form="json", fields={"code": "code", "party": "party"}))
    assert [(one.code, one.party) for one in plan.planned] == [("12345", 2)]
    assert reasons(plan) == [(2, Reason.NO_CODE), (3, Reason.NO_START)]


EVENT = """BEGIN:VCALENDAR
BEGIN:VTIMEZONE
TZID:Own
BEGIN:STANDARD
DTSTART:20001029T040000
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:good
DTSTART:20261123T090000Z
X-CODE:good1
END:VEVENT
BEGIN:VEVENT
UID:one
{lines}
END:VEVENT
END:VCALENDAR
"""
EVENTS = source(form="icalendar", fields={"code": "X-CODE"})


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("X-CODE:abc1", Reason.NO_START),
        ("DTSTART:soon\nX-CODE:abc1", Reason.BAD_START),
        ("DTSTART;VALUE=DATE:20261123\nX-CODE:abc1", Reason.ALL_DAY),
        ("DTSTART:20261123T100000\nRRULE:FREQ=DAILY\nX-CODE:abc1", Reason.REPEATING),
        ("DTSTART;TZID=Nowhere:20261123T100000\nX-CODE:abc1", Reason.TIMEZONE),
        ("DTSTART;TZID=Europe/Helsinki:20260329T033000\nX-CODE:abc1", Reason.NO_SUCH_TIME),
        ("DTSTART:20261123T100000", Reason.NO_CODE),
        (f"DTSTART:20261123T100000\nX-CODE:{'a' * 201}", Reason.TOO_LONG),
        ("UID:good\nDTSTART:20261123T100000\nX-CODE:abc1", Reason.DOUBLE),
    ],
)
def test_a_bad_event_is_refused_and_the_others_are_taken(lines: str, reason: Reason) -> None:
    text = EVENT.format(lines=lines).replace("UID:one\nUID:good", "UID:good")
    plan = planned(text, EVENTS)
    assert reasons(plan) == [(2, reason)]
    assert [one.code for one in plan.planned] == ["good1"]


@pytest.mark.parametrize(
    ("start", "offset"),
    [
        ("DTSTART:20261123T103000Z", "+00:00"),
        ("DTSTART:20261123T103000", "+02:00"),
        ("DTSTART;TZID=Europe/Stockholm:20261123T103000", "+01:00"),
        ("DTSTART;TZID=Own:20261123T103000", "+02:00"),
    ],
)
def test_every_way_to_tell_the_zone_is_understood(start: str, offset: str) -> None:
    plan = planned(EVENT.format(lines=f"{start}\nX-CODE:abc1"), EVENTS)
    assert plan.planned[1].at_ms == wall("2026-11-23T10:30", offset)


def test_an_event_moved_within_a_series_is_one_of_its_own() -> None:
    lines = "DTSTART:20261123T103000\nRECURRENCE-ID:20261123T090000\nX-CODE:abc1"
    plan = planned(EVENT.format(lines=lines), EVENTS)
    assert plan.planned[1].identity == "one/20261123T090000"


def test_folded_lines_are_read_whole() -> None:
    plan = planned(EVENT.format(lines="DTSTART:20261123T10\n 3000\nX-COD\n E:ab\n\tc1"), EVENTS)
    assert plan.planned[1].code == "abc1"


@pytest.mark.parametrize("content", ["", "hello", "<html>", EVENT[:200], "BEGIN:VEVENT\nEND:VCALENDAR\n"])
def test_what_is_no_calendar_is_refused_whole(content: str) -> None:
    assert cause_of(content, EVENTS) is Cause.MALFORMED


@given(st.sampled_from([source(), JSON, EVENTS]), st.text(max_size=300) | st.binary(max_size=300))
def test_nonsense_is_refused_and_never_more(made: Source, content: str | bytes) -> None:
    try:
        plan = planned(content if isinstance(content, bytes) else content.encode("utf-8", "replace"), made)
    except FeedError:
        return
    assert all(isinstance(bad, Bad) for bad in plan.refused)


@given(st.data())
def test_a_calendar_with_a_torn_line_harms_no_more_than_itself(data: st.DataObject) -> None:
    lines = as_calendar(BOOKINGS).split("\r\n")
    index = data.draw(st.integers(0, len(lines) - 1))
    lines[index] = data.draw(st.text(max_size=60))
    try:
        plan = planned("\r\n".join(lines).encode("utf-8", "replace"), CALENDAR)
    except FeedError:
        return
    assert len(plan.planned) <= len(BOOKINGS) + 1
    assert {one.date for one in plan.planned} <= DATES
