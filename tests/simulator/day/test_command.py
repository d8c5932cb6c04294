import dataclasses
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from simulator.day import command
from simulator.day.played import PlayedDay
from simulator.day.player import play_days
from simulator.day.scenario import Scenario

_SITES = Path(__file__).parents[3] / "sites"
_PORVOO = ["--site", str(_SITES / "porvoo.toml"), "--day", "2026-11-24"]


def test_day_is_told_as_tables_and_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(_PORVOO) == 0
    out = capsys.readouterr().out
    assert out.startswith("Suomi-piste Porvoo, Tuesday 24 November 2026. Seed 1, order accumulating.")
    assert "hour they came" in out
    assert "Individual taxation and tax cards" in out
    assert "Every visit is accounted for, and no number was dealt twice." in out


def test_week_tells_its_days_and_when_it_is_closed(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([*_PORVOO, "--days", "7", "--seed", "3"]) == 0
    out = capsys.readouterr().out
    assert "Closed: Sat 28 Nov, Sun 29 Nov." in out
    assert "all days" in out


def test_same_seed_prints_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    command.main(_PORVOO)
    first = capsys.readouterr().out
    command.main(_PORVOO)
    assert capsys.readouterr().out == first


def test_closed_day_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--site", str(_SITES / "pori.toml"), "--day", "2026-12-25"]) == 0
    assert "Closed: Fri 25 Dec." in capsys.readouterr().out


def test_orders_are_compared_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([*_PORVOO, "--compare"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {"accumulating", "longest-wait", "interleave", "appointments-first"} <= {
        line.split()[0] for line in lines if line
    }


def test_pictures_are_drawn_where_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([*_PORVOO, "--pictures", str(tmp_path)]) == 0
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".png", ".svg"]
    assert str(tmp_path / "porvoo-2026-11-24.png") in capsys.readouterr().out


def test_pictures_that_cannot_be_written_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert command.main([*_PORVOO, "--pictures", str(tmp_path / "file")]) == 2
    assert "No picture can be written to" in capsys.readouterr().err


def test_visit_that_is_missing_is_exit_code_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def lossy(scenarios: Sequence[Scenario], seed: int) -> Iterable[PlayedDay]:
        for day in play_days(scenarios, seed):
            account = dataclasses.replace(day.account, faults=("Ticket t never reached the queue.",))
            yield dataclasses.replace(day, account=account)

    monkeypatch.setattr(command, "play_days", lossy)
    assert command.main(_PORVOO) == 1
    captured = capsys.readouterr()
    assert "Every visit is accounted for" not in captured.out
    assert captured.err == ("Not everything adds up: 2026-11-24: Ticket t never reached the queue.\n")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--site", "missing.toml", "--day", "2026-11-24"], "cannot be read"),
        ([*_PORVOO, "--load", "missing.toml"], "cannot be read"),
        ([*_PORVOO, "--days", "0"], "--days"),
        (["--site", "x.toml", "--day", "24.11.2026"], "write year, month and day"),
        ([*_PORVOO, "--policy", "random"], "--policy"),
        ([], "--site"),
    ],
)
def test_wrong_call_is_said_and_ends_with_two(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(words) == 2
    assert sentence in capsys.readouterr().err


def test_site_file_with_mistakes_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "site.toml"
    path.write_text('id = "x"\n', encoding="utf-8")
    assert command.main(["--site", str(path), "--day", "2026-11-24"]) == 2
    assert "names" in capsys.readouterr().err


def test_help_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--help"]) == 0
    assert "vuoro simulate" in capsys.readouterr().out
