from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hub.console.texts import load_texts
from hub.texts import read_texts

HELSINKI = ZoneInfo("Europe/Helsinki")


def test_durations_times_and_plurals_are_written_as_the_language_does() -> None:
    texts = load_texts(HELSINKI)
    now = 1_795_422_240_000
    assert [texts["fi"].duration(seconds) for seconds in (0, 59, 60, 3599, 3600, 7380)] == [
        "0 s", "59 s", "1 min", "59 min", "1 h 0 min", "2 h 3 min",
    ]  # fmt: skip
    assert texts["fi"].moment(now, now) == "klo 10.24"
    assert texts["sv"].moment(now, now) == "kl. 10.24"
    assert texts["en"].moment(now + 86_400_000, now) == "Tue 24.11.2026 at 10:24"
    assert texts["en"]("alarms.pressed", count=1) == "1 press"
    assert texts["en"]("alarms.pressed", count=2) == "2 presses"
    assert texts["en"].known("spoken", "xx") == "xx"
    assert texts["sv"].choose({"en": "only"}) == "only"
    with pytest.raises(KeyError):
        texts["fi"]("no.such")


def test_catalogue_holds_nothing_but_texts(tmp_path: Path) -> None:
    (tmp_path / "xx.toml").write_text("[page]\nskip = 3\n")
    with pytest.raises(TypeError, match=r"page\.skip"):
        read_texts(tmp_path / "xx.toml")
