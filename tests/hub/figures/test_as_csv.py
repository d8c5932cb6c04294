import csv
import io
import re

from hypothesis import given
from hypothesis import strategies as st

from hub.figures.as_csv import COLUMNS, as_csv
from hub.figures.tables import Report
from hub.figures.tally import By
from tests.hub.figures.played import MINUTE, MONDAY, Played, wall_ms

ALL = (By.AUTHORITY, By.SERVICE, By.HOUR, By.DAY, By.MONTH)


def told(least: int = 0) -> Report:
    played = Played(now=wall_ms(MONDAY, 8, 30)).open()
    for index in range(40):
        played.check_in("land" if index == 0 else "tax" if index < 30 else "kela", after=5 * MINUTE)
    for desk in ("d1", "d2"):
        played.call(desk, after=MINUTE)
    return played.report(*ALL, least=least)


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_every_line_ends_as_rfc_4180_says_and_has_as_many_fields() -> None:
    text = as_csv(told())
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert rows[0] == list(COLUMNS)


def test_nothing_in_it_depends_on_a_language() -> None:
    text = as_csv(told())
    assert text.isascii()
    for row in read(text):
        for name, value in row.items():
            if name not in {"by", "key", "within", "left_out"}:
                assert re.fullmatch(r"\d*", value), (name, value)
        if row["by"] == "day":
            assert row["key"] == "2026-11-23"
            assert row["within"] == "2026-11"
        if row["by"] == "hour":
            assert re.fullmatch(r"\d\d:00|\(closed\)", row["key"])


def test_rows_of_each_kind_add_up_to_the_total_which_stands_once() -> None:
    rows = read(as_csv(told()))
    (total,) = (row for row in rows if row["by"] == "total")
    for by in ALL:
        for name in COLUMNS[4:14]:
            if name.endswith("_s"):
                continue
            parts = [int(row[name]) for row in rows if row["by"] == by]
            assert sum(parts) == int(total[name]), (by, name)
    assert len({(row["by"], row["key"]) for row in rows}) == len(rows)


def test_what_is_left_out_is_empty_and_named() -> None:
    rows = read(as_csv(told(least=5)))
    assert any("customers" in row["left_out"].split() for row in rows)
    for row in rows:
        for name in COLUMNS[4:13]:
            assert (row[name] == "") == (name in row["left_out"].split()), name
            assert row[name] == "" or int(row[name]) == 0 or int(row[name]) >= 5


@given(minutes=st.lists(st.integers(0, 90), max_size=20))
def test_no_number_or_ticket_of_a_visit_is_in_it(minutes: list[int]) -> None:
    played = Played().open()
    visits = [played.check_in(after=minute * MINUTE) for minute in [0, *minutes]]
    text = as_csv(played.report(*ALL))
    assert not any(visit in text for visit in visits)
