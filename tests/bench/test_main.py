import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import __main__ as bench
from bench.rows import BY_ID, Row, measured
from bench.setting import NotMeasurableError, Setting


def setting(folder: Path, *wanted: str, scale: float = 0.002) -> Setting:
    return Setting(folder, frozenset(wanted), scale)


def test_every_row_belongs_to_exactly_one_stage() -> None:
    assert sorted(name for names in bench.STAGES.values() for name in names) == sorted(BY_ID)


def test_a_stage_that_fails_takes_no_other_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def board(_: Setting) -> Iterator[Row]:
        yield measured("check-in-to-board", [1.0], [1.0])
        raise NotMeasurableError("the wall fell down\nwith a long story")

    def press(_: Setting) -> Iterator[Row]:
        yield measured("press-to-panel", [1.0], [1.0])

    stages = {"board": board, "press": press}
    monkeypatch.setattr(bench, "_stage", stages.__getitem__)
    rows = list(bench.run(setting(tmp_path, "check-in-to-board", "call-to-board", "press-to-panel")))
    assert [(row.figure.id, row.reason) for row in rows] == [
        ("check-in-to-board", ""),
        ("call-to-board", "the wall fell down"),
        ("press-to-panel", ""),
    ]


def test_rows_that_nobody_wants_are_not_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def tap(_: Setting) -> Iterator[Row]:
        raise AssertionError("nobody asked")

    monkeypatch.setattr(bench, "_stage", {"tap": tap}.__getitem__)
    assert list(bench.run(setting(tmp_path))) == []


def test_an_unknown_id_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        bench.main(["--only", "tap-to-mars"])
    assert ended.value.code == 2
    assert "tap-to-mars" in capsys.readouterr().err


def test_calls_are_measured_with_a_real_hub(tmp_path: Path) -> None:
    rows = list(bench.run(setting(tmp_path, *bench.STAGES["board"])))
    assert [(row.figure.id, row.reason) for row in rows] == [("check-in-to-board", ""), ("call-to-board", "")]
    assert all(row.measured is not None and row.measured.n == 2 for row in rows)


def test_the_cheapest_row_is_measured_printed_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "_QUICK", 0.002)
    monkeypatch.setattr(bench, "_DISK", tmp_path)
    file = tmp_path / "rows.json"
    assert bench.main(["--quick", "--only", "tap-to-durable", "--json", str(file)]) == 0
    (row,) = json.loads(file.read_text())
    assert (row["id"], row["unit"], row["n"], row["p99"]) == ("tap-to-durable", "ms", 4, None)
    assert row["baseline"] > 0
    assert row["p50"] > 0
    said = capsys.readouterr().out
    assert "stolen by the host" in said
    assert "no p99" in said
    assert [path.name for path in tmp_path.iterdir()] == ["rows.json"]
