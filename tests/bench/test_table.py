import json
from pathlib import Path

from bench import table
from bench.rows import BY_ID, FIGURES, counted, estimated, grown, measured, missing

KEYS = ["id", "value", "p50", "p99", "unit", "n", "baseline", "aim", "holds"]


def test_the_ids_are_those_that_programs_look_for() -> None:
    at = [
        f"{name}@{waiting}"
        for name in ("hub-check-in-cpu", "hub-call-cpu", "hub-check-ins-per-second", "board-bytes")
        for waiting in (0, 1000, 5000)
    ]
    growing = [
        f"{name}@{waiting}"
        for name in ("check-in-time", "check-in-cpu", "call-time", "call-cpu")
        for waiting in (1000, 5000)
    ]
    counts = [
        f"{deed}-{what}@{waiting}"
        for deed in ("check-in", "call")
        for what in ("statements", "steps", "rows", "bytes")
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
        "screen-change",
        "idle-cpu-kiosk",
        "memory-visits",
        *at,
        *growing,
        *counts,
        "memory-evening",
        "memory-growth",
        *(f"memory-{part}" for part in ("hub", "kiosk", "display", "deviceagent", "alarms")),
        *(f"first-frame-{part}" for part in ("kiosk", "display")),
    }
    assert len(BY_ID) == len(FIGURES)


def test_json_has_one_object_a_row_with_the_same_figure_of_the_bare_thing(tmp_path: Path) -> None:
    rows = [
        measured("check-in-to-board", [float(n) for n in range(1001)], [1.0, 2.0, 3.0]),
        missing("press-to-panel", "no panel"),
    ]
    table.save(rows, tmp_path / "rows.json")
    first, second = json.loads((tmp_path / "rows.json").read_text())
    assert list(first) == KEYS == list(second)
    values = ["check-in-to-board", 500.0, 500.0, 990.0, "ms", 1001, 2.0, None, None]
    assert first == dict(zip(KEYS, values, strict=True))
    values = ["press-to-panel", None, None, None, "ms", 0, None, None, None]
    assert second == dict(zip(KEYS, values, strict=True))
    assert [path.name for path in tmp_path.iterdir()] == ["rows.json"]


def test_means_of_blocks_count_deeds_and_have_no_p99() -> None:
    row = measured("hub-call-cpu@0", [0.5] * 2000, [0.25], counted=120_000)
    assert row.measured is not None
    assert (row.measured.n, row.measured.p99) == (120_000, None)


def test_a_line_says_the_figure_the_bare_one_and_their_ratio() -> None:
    said = table.line(measured("call-to-board", [1.2], [0.1])).split("aim:")[0].split()
    assert said[:1] == ["call-to-board"]
    assert said[-11:-5] == ["1.20", "–", "ms", "1", "0.10", "12.00"]


def test_a_line_says_the_aim_and_whether_it_holds() -> None:
    held = table.line(measured("board-bytes@1000", [1200.0, 3999.0], [100.0]))
    assert held.endswith("aim: all below 4000 B; 3,999.00: holds")
    missed = table.line(measured("hub-check-in-cpu@0", [2.5], [1.0]))
    assert missed.endswith("aim: at most 2 x bare; 2.50: MISSED")


def test_the_foot_names_what_was_missed_or_not_measured() -> None:
    rows = [
        measured("hub-check-ins-per-second@0", [60.0], [100.0]),
        measured("check-in-to-board", [1.0], [1.0]),
        missing("memory-hub", "no hub"),
        measured("call-to-board", [2.1], [1.0]),
    ]
    assert table.foot(rows) == "1 of 3 aims hold; missed: memory-hub, call-to-board"
    assert table.foot(rows[:2]) == "1 of 1 aims hold"


def test_a_99th_percentile_is_judged_where_there_is_one() -> None:
    few, many = (measured("screen-change", [90.0] * count, [14.0]) for count in (999, 1000))
    assert (few.holds, many.holds) == (None, True)
    assert table.line(few).endswith("aim: p99 at most 100 ms; too few samples to tell")
    assert table.line(many).endswith("aim: p99 at most 100 ms; 90.00: holds")
    slow = measured("screen-change", [101.0] * 1000, [14.0])
    assert table.foot([few, many, slow]) == (
        "1 of 3 aims hold; missed: screen-change; too few samples to tell: screen-change"
    )


def test_json_tells_programs_whether_the_aim_holds() -> None:
    row = grown("call-time@5000", [1.2, 1.3, 1.2], [1.0, 1.0, 1.0]).for_json()
    assert (row["value"], row["aim"], row["holds"]) == (1.2, "upper end of 95 % at most 1.25 x", False)
    assert counted("call-rows@1000", 2.1, 2.1, 60).for_json()["holds"] is True
    assert counted("call-rows@1000", 2.2, 2.1, 60).for_json()["holds"] is False
    assert estimated("memory-growth", 0.1, 1.9, 20).for_json()["holds"] is True


def test_a_row_that_cannot_be_measured_says_why() -> None:
    assert table.line(missing("first-frame-kiosk", "no window")).endswith("not measured: no window")


def test_all_lines_begin_their_figures_in_the_same_column() -> None:
    head = table.head()
    lines = [table.line(measured(figure.id, [1.0], [1.0])) for figure in FIGURES]
    assert {line.index(BY_ID[line.split()[0]].beside) for line in lines} == {head.index("beside")}
