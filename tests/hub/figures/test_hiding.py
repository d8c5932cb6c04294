"""An attacker who knows how the tables are made tries to compute what was left out."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.figures.hiding import Cell, Grid, hidden_cells
from hub.figures.tally import By
from hub.queue.commands import Cancel
from tests.hub.figures.played import MINUTE, Played

LEAST = 3
COUNTS = st.one_of(st.just(0), st.integers(0, 4), st.integers(3, 30))


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """One or two wholes of one or two parts, or two to four parts of the total; two columns and their sum."""
    if draw(st.booleans()):
        parts = draw(st.lists(st.integers(1, 2), min_size=1, max_size=2))
        parents = [0]
        for count in parts:
            whole = len(parents)
            parents += [0, *([whole] * count)]
    else:
        parents = [0] * (1 + draw(st.integers(0, 3)))
    leaves = [row for row in range(len(parents)) if row not in parents[1:] and (row or len(parents) == 1)]
    counts = {row: [draw(COUNTS), draw(COUNTS)] for row in leaves}
    beside = {row: draw(st.integers(0, sum(counts[row]))) for row in leaves}
    both = added_up(parents, counts, beside)
    return Grid(parents, [[*row, sum(row)] for row in both[0]], both[1])


def added_up(
    parents: list[int], counts: dict[int, list[int]], beside: dict[int, int]
) -> tuple[list[list[int]], list[int]]:
    sums = [[0, 0] for _ in parents]
    others = [0 for _ in parents]
    for leaf, (one, two) in counts.items():
        row, up = leaf, -1
        while row != up:
            sums[row][0] += one
            sums[row][1] += two
            others[row] += beside[leaf]
            row, up = parents[row], row
    return sums, others


def possible(grid: Grid, hidden: frozenset[Cell]) -> dict[Cell, set[int]]:
    """Return for each small cell what it could be, given all that is shown; near to the truth is enough."""
    parents = list(grid.parents)
    leaves = [row for row in range(len(parents)) if row not in parents[1:] and (row or len(parents) == 1)]
    near = range(1 - LEAST, LEAST)

    def choices(row: int, column: int) -> Iterator[int]:
        count = grid.counts[row][column]
        return (count + by for by in near if count + by >= 0) if (row, column) in hidden else iter([count])

    cells = [(row, column) for row in leaves for column in (0, 1)]
    found: dict[Cell, set[int]] = {}
    for values in product(*(list(choices(*cell)) for cell in cells)):
        at = dict(zip(cells, values, strict=True))
        sums, _ = added_up(
            parents, {row: [at[row, 0], at[row, 1]] for row in leaves}, dict.fromkeys(leaves, 0)
        )
        full = [[*row, sum(row)] for row in sums]
        if all(
            (row, column) in hidden or full[row][column] == count
            for row, counts in enumerate(grid.counts)
            for column, count in enumerate(counts)
        ):
            for row, counts in enumerate(full):
                for column, count in enumerate(counts):
                    found.setdefault((row, column), set()).add(count)
    return found


@given(grid=grids())
def test_no_small_cell_can_be_computed_from_what_is_shown(grid: Grid) -> None:
    hidden = hidden_cells(grid, LEAST)
    could_be = possible(grid, hidden)
    for row, counts in enumerate(grid.counts):
        for column, count in enumerate(counts):
            if 0 < count < LEAST:
                assert (row, column) in hidden
                assert len(could_be[row, column]) >= LEAST, (row, column, could_be[row, column])


@given(grid=grids())
def test_customers_are_hidden_with_the_services_and_cannot_be_computed_either(grid: Grid) -> None:
    hidden = {row for row, column in hidden_cells(grid, LEAST) if column == 2}
    parents = list(grid.parents)
    leaves = [row for row in range(len(parents)) if row not in parents[1:] and (row or len(parents) == 1)]
    choices = [
        [grid.beside[row] + by for by in range(1 - LEAST, LEAST) if grid.beside[row] + by >= 0]
        if row in hidden
        else [grid.beside[row]]
        for row in leaves
    ]
    could_be: dict[int, set[int]] = {}
    for values in product(*choices):
        beside = dict(zip(leaves, values, strict=True))
        _, sums = added_up(parents, {row: [0, 0] for row in leaves}, beside)
        if all(row in hidden or sums[row] == count for row, count in enumerate(grid.beside)):
            for row, count in enumerate(sums):
                could_be.setdefault(row, set()).add(count)
    for row, count in enumerate(grid.beside):
        if 0 < count < LEAST:
            assert row in hidden
            assert len(could_be[row]) >= LEAST


def _never(*_: object) -> bool:
    return False


def test_where_nothing_less_is_safe_only_the_total_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hub.figures.hiding._Web.protect", _never)
    grid = Grid([0, 0, 0], [[40, 12, 52], [2, 0, 2], [38, 12, 50]], [52, 2, 50])
    assert hidden_cells(grid, 5) == {(row, column) for row in (1, 2) for column in (0, 1, 2)}


def test_single_small_cell_takes_a_second_one_with_it() -> None:
    grid = Grid([0, 0, 0, 0], [[42, 0, 42], [30, 0, 30], [2, 0, 2], [10, 0, 10]], [42, 30, 2, 10])
    hidden = hidden_cells(grid, 5)
    assert (2, 2) in hidden
    assert len({row for row, column in hidden if column == 2}) == 2
    assert (0, 2) not in hidden


def test_without_small_cells_nothing_is_hidden() -> None:
    grid = Grid([0, 0, 0], [[40, 12, 52], [30, 0, 30], [10, 12, 22]], [52, 30, 22])
    assert not hidden_cells(grid, 5)


def test_total_hides_the_same_whatever_it_is_told_apart_by() -> None:
    total = [40, 2, 42]
    ways = (
        Grid([0], [total], [42]),
        Grid([0, 0, 0], [total, [30, 1, 31], [10, 1, 11]], [42, 31, 11]),
        Grid([0, 0, 0], [total, [22, 2, 24], [18, 0, 18]], [42, 24, 18]),
    )
    said = [{cell for cell in hidden_cells(grid, 5) if cell[0] == 0} for grid in ways]
    assert said == [{(0, 0), (0, 1)}] * 3


def busy() -> Played:
    played = Played().open()
    for index in range(60):
        played.check_in("land" if index == 0 else "tax" if index < 41 else "kela", after=MINUTE)
    return played


def test_report_leaves_out_small_groups_with_their_waits() -> None:
    played = busy()
    (table,) = played.report(By.AUTHORITY, least=5).tables
    survey = next(row for row in table.rows if row.key == "survey")
    assert survey.hidden
    assert survey.customers is None
    assert survey.wait_median is None
    assert sum(row.hidden for row in table.rows) == 2
    assert table.total.customers == 60


def test_authorities_and_their_services_hide_alike() -> None:
    played = busy()
    coarse, fine = played.report(By.AUTHORITY, By.SERVICE, least=5).tables
    whole = {row.key: (row.customers, row.counts) for row in coarse.rows}
    assert {row.key: (row.customers, row.counts) for row in fine.rows if row.by is By.AUTHORITY} == whole


def test_waits_of_few_are_left_out_though_their_number_is_not() -> None:
    played = busy()
    played.call("d1", "tax")
    told = played.report(By.AUTHORITY, least=5)
    assert told.total.customers == 60
    assert told.total.wait_median is None
    assert played.report(By.AUTHORITY).total.wait_median is not None


def test_few_mistakes_are_not_told_and_what_betrays_them_neither() -> None:
    played = busy()
    visit = next(iter(played.engine.state.visits))
    played.done(Cancel(id="c", staff="s", visit=visit, reason="mistake"))
    told = played.report(By.AUTHORITY, least=5)
    assert (told.visits, told.mistakes) == (None, None)
    assert played.report(By.AUTHORITY).mistakes == 1
