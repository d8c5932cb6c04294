import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.screen.languages.messages import load_languages
from common.screen.speech.said import said

LANGUAGES = load_languages()


@pytest.mark.parametrize(
    ("code", "written", "spoken"),
    [
        (
            "fi",
            "Avoinna klo\u00a016.15 asti · noin\u00a015–25\u00a0min",
            "Avoinna kello 16 15 asti, noin 15, enintään 25 minuuttia",
        ),
        (
            "fi",
            "Suljettu · avataan ti 24.11. klo 9.00",
            "Suljettu, avataan tiistaina kahdeskymmenesneljäs marraskuuta kello 9",
        ),
        ("fi", "noin 1 min", "noin 1 minuutti"),
        ("sv", "kl. 9.05", "klockan 9 0 5"),
        ("sv", "må 23.11 kl. 16.15", "måndag den tjugotredje november klockan 16 15"),
        (
            "en",
            "Mon 23 Nov at 9:00, 15–25 min",
            "Monday the twenty-third of November at 9 o’clock, 15 to 25 minutes",
        ),
        ("en", "You will wait about 15–25\u00a0minutes", "You will wait about 15 to 25 minutes"),
    ],
)
def test_what_is_written_is_said_as_people_say_it(code: str, written: str, spoken: str) -> None:
    assert said(written, LANGUAGES.get(code)) == spoken


@pytest.mark.parametrize("text", ["2. kerros, huone 12.345", "A214", "Suomi.fi", "214", "Numero 1–2–3"])
def test_figures_that_are_no_time_are_left_alone(text: str) -> None:
    assert said(text, LANGUAGES.get("fi")).replace(",", "–") == text.replace(",", "–")


def test_signs_that_are_drawn_only_become_pauses() -> None:
    assert said("  Kela ·\n DVV — “täällä”… ", LANGUAGES.get("fi")) == "Kela, DVV, täällä ."


@pytest.mark.parametrize("code", LANGUAGES.codes)
def test_each_language_lists_every_day_month_and_weekday(code: str) -> None:
    words = LANGUAGES.get(code)
    lengths = [len(words.text(f"speech.{key}").split("|")) for key in ("days", "months", "weekdays")]
    assert lengths == [31, 12, 7]
    assert all(
        name.strip()
        for key in ("days", "months", "weekdays")
        for name in words.text(f"speech.{key}").split("|")
    )


@pytest.mark.parametrize("code", LANGUAGES.codes)
@given(moment=st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2027, 12, 31)))  # noqa: DTZ001  wall time
def test_every_moment_that_a_language_writes_is_found_and_said(code: str, moment: dt.datetime) -> None:
    words = LANGUAGES.get(code)
    spoken = said(f"x {words.formats.write_moment(moment, today=dt.date(2025, 1, 1))} y", words)
    month = words.text("speech.months").split("|")[moment.month - 1]
    weekday = words.text("speech.weekdays").split("|")[moment.weekday()]
    assert month in spoken
    assert weekday in spoken
    assert str(moment.hour) in spoken
    assert not {".", ":"} & set(spoken.replace(words.text("speech.hour", hour=moment.hour), ""))


@pytest.mark.parametrize("code", LANGUAGES.codes)
@given(low=st.integers(0, 200), high=st.integers(1, 200))
def test_every_wait_is_found_and_said(code: str, low: int, high: int) -> None:
    words = LANGUAGES.get(code)
    spoken = said(words.formats.write_minutes(low, high), words)
    span = str(high) if low == high else words.text("speech.range", low=low, high=high)
    assert spoken == words.text("speech.minutes", count=high, range=span)
