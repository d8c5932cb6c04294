import json
from pathlib import Path

from bench import table
from bench.rows import BY_ID, FIGURES, measured, missing

KEYS = ["id", "value", "p50", "p99", "unit", "n", "baseline"]


def test_the_ids_are_those_that_programs_look_for() -> None:
    at = [
        f"{name}@{waiting}"
        for name in ("hub-check-in-cpu", "hub-call-cpu", "hub-check-ins-per-second", "board-bytes")
        for waiting in (0, 1000, 5000)
    ]
    assert {figure.id for figure in FIGURES} == {
        "tap-to-durable",
        "tap-to-printed",
        "check-in-to-board",
        "call-to-board",
        "call-to-picture",
        "call-to-sound",
        "press-to-panel",
        *at,
        *(f"memory-{part}" for part in ("hub", "kiosk", "display", "deviceagent", "alarms")),
        *(f"first-frame-{part}" for part in ("kiosk", "display")),
    }
    assert len(BY_ID) == len(FIGURES)


def test_json_has_one_object_a_row_with_the_same_figure_of_the_bare_thing(tmp_path: Path) -> None:
    rows = [
        measured("tap-to-durable", [float(n) for n in range(1001)], [1.0, 2.0, 3.0]),
        missing("press-to-panel", "no panel"),
    ]
    table.save(rows, tmp_path / "rows.json")
    first, second = json.loads((tmp_path / "rows.json").read_text())
    assert list(first) == KEYS == list(second)
    assert first == dict(zip(KEYS, ["tap-to-durable", 500.0, 500.0, 990.0, "ms", 1001, 2.0], strict=True))
    assert second == dict(zip(KEYS, ["press-to-panel", None, None, None, "ms", 0, None], strict=True))
    assert [path.name for path in tmp_path.iterdir()] == ["rows.json"]


def test_means_of_blocks_count_deeds_and_have_no_p99() -> None:
    row = measured("hub-call-cpu@0", [0.5] * 2000, [0.25], counted=120_000)
    assert row.measured is not None
    assert (row.measured.n, row.measured.p99) == (120_000, None)


def test_a_line_says_the_figure_the_bare_one_and_their_ratio() -> None:
    said = table.line(measured("board-bytes@1000", [1200.0], [100.0])).split()
    assert said[:1] == ["board-bytes@1000"]
    assert said[-13:-7] == ["1,200", "–", "B", "1", "100", "12.00"]


def test_a_row_that_cannot_be_measured_says_why() -> None:
    assert table.line(missing("first-frame-kiosk", "no window")).endswith("not measured: no window")


def test_all_lines_begin_their_figures_in_the_same_column() -> None:
    head = table.head()
    lines = [table.line(measured(figure.id, [1.0], [1.0])) for figure in FIGURES]
    assert {line.index(BY_ID[line.split()[0]].beside) for line in lines} == {head.index("beside")}
