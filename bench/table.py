"""Writes rows down: as a table for people, as JSON for programs."""

import json
from collections.abc import Sequence
from pathlib import Path

from bench.rows import FIGURES, Row

_ID = max(len(figure.id) for figure in FIGURES)
_ABOUT = max(len(figure.about) for figure in FIGURES)
_NUMBER = 9


def head() -> str:
    """Return the line above the rows."""
    cells = [f"{'id':<{_ID}}", f"{'what':<{_ABOUT}}", f"{'p50':>{_NUMBER}}", f"{'p99':>{_NUMBER}}"]
    return "  ".join([*cells, f"{'unit':<4}", f"{'n':>6}", f"{'bare':>{_NUMBER}}", f"{'ratio':>6}", "beside"])


def line(row: Row) -> str:
    """Return one row; where nothing could be measured, its reason."""
    figure = row.figure
    begin = f"{figure.id:<{_ID}}  {figure.about:<{_ABOUT}}"
    if row.measured is None:
        return f"{begin}  not measured: {row.reason}"
    bare = row.baseline.p50 if row.baseline else None
    ratio = f"{row.measured.p50 / bare:.2f}" if bare else "–"
    cells = [
        begin,
        _number(row.measured.p50, figure.digits),
        _number(row.measured.p99, figure.digits),
        f"{figure.unit:<4}",
        f"{row.measured.n:>6,}",
        _number(bare, figure.digits),
        f"{ratio:>6}",
        figure.beside,
    ]
    return "  ".join([*cells, row.verdict] if row.verdict else cells)


def foot(rows: Sequence[Row]) -> str:
    """Return how many aims hold, and which do not; what was not measured holds nothing."""
    judged = [row for row in rows if row.figure.aim is not None]
    open_ones = [row for row in judged if row.measured is not None and row.holds is None]
    missed = ", ".join(row.figure.id for row in judged if not row.holds and row not in open_ones)
    words = [f"{sum(row.holds is True for row in judged)} of {len(judged)} aims hold"]
    words += [f"missed: {missed}"] if missed else []
    words += (
        [f"too few samples to tell: {', '.join(row.figure.id for row in open_ones)}"] if open_ones else []
    )
    return "; ".join(words)


def save(rows: Sequence[Row], file: Path) -> None:
    """Write the rows as a JSON list; whoever waits for the file never meets half of it."""
    unfinished = file.with_name(f".{file.name}.part")
    text = json.dumps([row.for_json() for row in rows], ensure_ascii=False, indent=1)
    unfinished.write_text(text + "\n", encoding="utf-8")
    unfinished.replace(file)


def _number(value: float | None, digits: int) -> str:
    return f"{'–' if value is None else f'{value:,.{digits}f}':>{_NUMBER}}"
