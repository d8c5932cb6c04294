import json
import tracemalloc
from collections.abc import Callable

import pytest

from hub.appointments.rows import ROWS_LIMIT, Cause, FeedError
from hub.site.appointments import Source
from tests.hub.appointments.sources import planned, source


def cause_of(content: str, made: Source) -> Cause:
    with pytest.raises(FeedError) as raised:
        planned(content, made)
    return raised.value.cause


def csv_of(rows: int) -> str:
    return "start;code\n" + "".join(f"2026-11-23T09:00;code{index}\n" for index in range(rows))


def json_of(rows: int) -> str:
    listed = [{"start": "2026-11-23T09:00", "code": f"code{index}"} for index in range(rows)]
    return json.dumps({"data": {"bookings": listed}})


def calendar_of(rows: int, begin: str = "BEGIN") -> str:
    event = f"{begin}:VEVENT\r\nDTSTART:20261123T070000Z\r\nX-CODE:abc1\r\nEND:VEVENT\r\n"
    # The calendar itself is a part, too.
    return f"BEGIN:VCALENDAR\r\n{event * (rows - 1)}END:VCALENDAR\r\n"


PLAIN_JSON = source(form="json", records="data.bookings")
PLAIN_CALENDAR = source(form="icalendar", fields={"code": "X-CODE"})
EACH_FORM = [(csv_of, source()), (json_of, PLAIN_JSON), (calendar_of, PLAIN_CALENDAR)]


@pytest.mark.parametrize(("write", "made"), EACH_FORM)
def test_as_many_rows_as_may_be_are_read(write: Callable[[int], str], made: Source) -> None:
    assert len(planned(write(ROWS_LIMIT), made).planned) >= ROWS_LIMIT - 1


@pytest.mark.parametrize(("write", "made"), EACH_FORM)
def test_too_many_rows_are_refused_whole(write: Callable[[int], str], made: Source) -> None:
    assert cause_of(write(ROWS_LIMIT + 1), made) is Cause.TOO_LARGE


@pytest.mark.parametrize("begin", ["begin", "BE\r\n GIN", "BEGIN"])
def test_a_calendar_of_too_many_parts_is_refused_before_it_is_parsed(
    begin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.appointments.calendar.Calendar", None)
    assert cause_of(calendar_of(ROWS_LIMIT + 1, begin), PLAIN_CALENDAR) is Cause.TOO_LARGE


def test_no_object_is_made_of_what_json_says_beside_the_fields() -> None:
    """Such a row took 6 MB when every value became an object; a hundred thousand stall others."""
    crowd = "[" + "[]," * 100_000 + "[]]"
    content = f'{{"data": {{"bookings": [{{"start": "2026-11-23T09:00", "code": "abc1", "x": {crowd}}}]}}}}'
    tracemalloc.start()
    try:
        assert len(planned(content, PLAIN_JSON).planned) == 1
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 4 * len(content)
