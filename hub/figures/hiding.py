"""Which cells of a table have to be left out so that small ones cannot be computed from the rest. Pure.

A table whose rows add up in a tree (services in authorities in a total), and whose columns add up to the last
one, is a circulation: each cell is the flow along one edge, and each sum says that what flows into a node
flows out of it. What a reader can conclude of a hidden cell is how far its flow can
change along other hidden cells, none of which goes below 0. Small cells are hidden, and more of them, zeros
among them, until each small one could as well be any of ``least`` numbers. (Complementary suppression; for
tables of this kind network flows are exact.)
"""

from collections import deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

Cell = tuple[int, int]
"""Row and column."""

_TOTAL_COST = 100
_MARGIN_COST, _ZERO_COST = 3, 2
"""A sum is hidden only where that spares three other cells: people look at sums first."""


class Edge(NamedTuple):
    """The way of a cell's flow, and how much of it there is."""

    begin: Hashable
    end: Hashable
    value: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Counts to be shown: the last column is the sum of the others, row 0 the total of all.

    ``parents`` gives for each row the one that it is part of, itself for row 0. ``beside`` is another column
    that is hidden together with the last one, since it says much the same.
    """

    parents: Sequence[int]
    counts: Sequence[Sequence[int]]
    beside: Sequence[int]


def hidden_cells(grid: Grid, least: int) -> frozenset[Cell]:
    """Return the cells to hide, so that none from 1 to ``least - 1`` is shown or can be computed.

    Row 0 is judged by itself, and what it hides does not depend on the rows: tables of the same customers
    told apart in several ways agree in it, and one does not betray the other.
    """
    last = len(grid.counts[0]) - 1
    hidden = {
        (row, column)
        for row, counts in enumerate(grid.counts)
        for column in range(last + 1)
        if 0 < counts[column] < least
    }
    hidden |= {(row, last) for row, count in enumerate(grid.beside) if 0 < count < least}
    hidden |= _hidden_in_total(grid.counts[0], {column for row, column in hidden if row == 0}, least)
    for edges in (_table(grid), _column(grid, last)):
        web = _Web(edges, hidden, last)
        for cell, edge in edges.items():
            if 0 < edge.value < least and not web.protect(cell, least):
                return frozenset(_everything(grid, hidden))
    return frozenset(hidden)


def _hidden_in_total(total: Sequence[int], small: set[int], least: int) -> set[Cell]:
    """Hide columns of the total until those hidden could be any number, or else their sum as well."""
    last = len(total) - 1
    if not small or last in small:
        return {(0, column) for column in small}
    chosen = set(small)
    others = (column for column in range(last) if total[column] >= least)
    while len(chosen) == 1 or sum(total[column] for column in chosen) < least - 1:
        another = next(others, last)
        chosen.add(another)
        if another == last:
            break
    return {(0, column) for column in chosen}


def _everything(grid: Grid, hidden: set[Cell]) -> Iterator[Cell]:
    """A table too small for anything less: only its total stays."""
    for row, counts in enumerate(grid.counts):
        for column in range(len(counts)):
            if (row, column) in hidden or row > 0:
                yield row, column


def _table(grid: Grid) -> dict[Cell, Edge]:
    """Return the circulation of the counts.

    From its row a count flows into the sum of its column, and so on up to the total; the last column flows
    back down to the rows.
    """
    inner = {parent for row, parent in enumerate(grid.parents) if row != parent}
    edges: dict[Cell, Edge] = {}
    for row, counts in enumerate(grid.counts):
        for column, count in enumerate(counts):
            below: Hashable = (row, column) if row in inner else row
            above: Hashable = "all" if row == 0 else (grid.parents[row], column)
            back = column == len(counts) - 1
            edges[row, column] = Edge(above, below, count) if back else Edge(below, above, count)
    return edges


def _column(grid: Grid, last: int) -> dict[Cell, Edge]:
    """Return the circulation of the column beside the last; it is hidden where the last one is."""
    inner = {parent for row, parent in enumerate(grid.parents) if row != parent}
    return {
        (row, last): Edge(row if row in inner else "all", "all" if row == 0 else grid.parents[row], count)
        for row, count in enumerate(grid.beside)
    }


@dataclass(slots=True)
class _Web:
    """The cells by the nodes that they join; ``hidden`` grows."""

    edges: Mapping[Cell, Edge]
    hidden: set[Cell]
    last: int
    around: dict[Hashable, list[Cell]] = field(default_factory=dict[Hashable, list[Cell]])

    def __post_init__(self) -> None:
        for cell, edge in self.edges.items():
            self.around.setdefault(edge.begin, []).append(cell)
            self.around.setdefault(edge.end, []).append(cell)

    def protect(self, cell: Cell, least: int) -> bool:
        """Hide what is needed for a cell to be any of ``least`` numbers; False: that is not possible."""
        edge = self.edges[cell]
        less = self._shift(cell, edge.begin, edge.end, edge.value)
        more = self._shift(cell, edge.end, edge.begin, least - 1 - less)
        return less + more >= least - 1

    def _shift(self, cell: Cell, begin: Hashable, end: Hashable, wanted: int) -> int:
        """Let as much as wanted flow from one node to another around a cell; return how much does."""
        flows: dict[Cell, int] = {}
        done = 0
        while done < wanted:
            path = None if begin == end else self._path(cell, begin, end, flows)
            if path is None:
                return wanted if begin == end else done
            pushed = min([wanted - done, *(self._room(step, flows) for step, forward in path if not forward)])
            for step, forward in path:
                flows[step] = flows.get(step, 0) + (pushed if forward else -pushed)
                self.hidden.add(step)
            done += pushed
        return done

    def _room(self, cell: Cell, flows: Mapping[Cell, int]) -> int:
        return self.edges[cell].value + flows.get(cell, 0)

    def _path(
        self, cell: Cell, begin: Hashable, end: Hashable, flows: Mapping[Cell, int]
    ) -> list[tuple[Cell, bool]] | None:
        """Return the way that hides the fewest more cells, each with whether its flow grows.

        What is hidden of the total changes only where it must: other tables have the same total.
        """
        cost: dict[Hashable, int] = {begin: 0}
        came: dict[Hashable, tuple[Hashable, Cell, bool]] = {}
        todo = deque[Hashable]([begin])
        while todo:
            node = todo.popleft()
            for step in self.around.get(node, ()):
                if step == cell or (step[0] == 0 and step not in self.hidden):
                    continue
                edge = self.edges[step]
                forward = edge.begin == node
                after = edge.end if forward else edge.begin
                if not forward and self._room(step, flows) < 1:
                    continue
                price = cost[node] + self._price(step)
                if price < cost.get(after, price + 1) and (end not in cost or price < cost[end]):
                    cost[after], came[after] = price, (node, step, forward)
                    (todo.appendleft if price == cost[node] else todo.append)(after)
        if end not in came:
            return None
        path: list[tuple[Cell, bool]] = []
        node = end
        while node != begin:
            node, step, forward = came[node]
            path.append((step, forward))
        return path

    def _price(self, cell: Cell) -> int:
        if cell in self.hidden:
            return 0 if cell[0] else _TOTAL_COST
        if cell[1] == self.last:
            return _MARGIN_COST
        return 1 if self.edges[cell].value else _ZERO_COST
