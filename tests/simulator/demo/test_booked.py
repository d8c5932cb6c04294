"""The demo's lists of appointments hold whenever it is started."""

import csv
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from simulator.demo.booked import CODES_NOW, write_lists

HELSINKI = ZoneInfo("Europe/Helsinki")
MOMENTS = st.datetimes(
    min_value=datetime(2026, 1, 1),  # noqa: DTZ001 — the strategy wants naive bounds and adds the zone itself
    max_value=datetime(2027, 12, 31),  # noqa: DTZ001 — as above
    timezones=st.just(HELSINKI),
)


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


@given(MOMENTS)
def test_codes_of_now_are_for_this_day_and_not_over(now: datetime) -> None:
    with TemporaryDirectory() as folder:
        write_lists(Path(folder), now)
        times = {row["Koodi"]: row["Aika"] for row in rows(Path(folder) / "tax.csv")}
    for code in CODES_NOW:
        at = datetime.strptime(times[code], "%d.%m.%Y %H:%M").replace(tzinfo=HELSINKI, fold=now.fold)
        assert at.date() == now.date()
        assert timedelta() <= now - at < timedelta(minutes=5)


@given(MOMENTS)
def test_every_row_has_an_id_of_its_own_and_codes_are_told_apart(now: datetime) -> None:
    with TemporaryDirectory() as folder:
        write_lists(Path(folder), now)
        for name in ("tax.csv", "dvv.csv"):
            ids = [row["Tunnus"] for row in rows(Path(folder) / name)]
            assert len(set(ids)) == len(ids)
        codes = [row["Koodi"] for row in rows(Path(folder) / "tax.csv")]
        assert len(set(codes)) == len(codes)
