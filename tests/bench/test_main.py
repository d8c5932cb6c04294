import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import __main__ as bench
from bench.engine_room import EngineRoom
from bench.rows import BY_ID, LONG, Row, measured
from bench.setting import NotMeasurableError, Setting
from bench.stages import days


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


@pytest.mark.parametrize("arguments", [["--quick", "--long"], ["--quick", "--only", "memory-growth"]])
def test_long_rows_are_not_measured_quickly(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        bench.main(arguments)
    assert ended.value.code == 2
    assert "--quick" in capsys.readouterr().err


def test_calls_are_measured_with_a_real_hub(tmp_path: Path) -> None:
    rows = list(bench.run(setting(tmp_path, *bench.STAGES["board"])))
    assert [(row.figure.id, row.reason) for row in rows] == [("check-in-to-board", ""), ("call-to-board", "")]
    assert all(row.measured is not None and row.measured.n == 2 for row in rows)


def test_what_sqlite_does_for_a_check_in_and_a_call_is_counted(tmp_path: Path) -> None:
    with EngineRoom(tmp_path) as room:
        room.check_in(5)
        (check_in,) = room.counted_check_ins(1)
        (call,) = room.counted_calls(1)
    assert (check_in.statements, check_in.rows) == (4, 2)  # begin, the event, the counter, commit
    assert call.rows == 3  # the desk opens, the call, the counter
    assert min(check_in.steps, check_in.bytes, call.steps, call.bytes) > 0


def test_the_aims_are_all_rows_that_have_one_and_the_long_ones_only_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: list[frozenset[str]] = []

    def run(setting: Setting) -> Iterator[Row]:
        wanted.append(setting.wanted)
        yield from ()

    monkeypatch.setattr(bench, "run", run)
    monkeypatch.setattr(bench, "_DISK", tmp_path)
    for arguments in (["--aims"], ["--aims", "--long"], []):
        assert bench.main(arguments) == 0
    aims = {name for name, figure in BY_ID.items() if figure.aim is not None}
    assert wanted == [aims - set(LONG), aims, BY_ID.keys() - set(LONG)]


def test_a_hub_lives_through_days_that_pass_in_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(days, "_SETTLE_S", 0.0)
    evening, growth = days.run(setting(tmp_path, *LONG))
    assert evening.measured is not None
    assert evening.measured.n == 4
    assert growth.measured is not None


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
