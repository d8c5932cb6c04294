"""The tables that people get, small cells left out where asked; their words come later. Pure."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hub.figures.calendar import Apart, Opening
from hub.figures.hiding import Grid, hidden_cells
from hub.figures.legs import Outcome
from hub.figures.tally import HIGH, MEDIAN, OTHER, By, Key, Sums, Tally, percentile
from hub.site.schema import Site

OUTCOMES = tuple(outcome for outcome in Outcome if outcome is not Outcome.MISTAKE)
"""The columns that add up to the services asked for."""

WITHIN = {By.SERVICE: By.AUTHORITY, By.DAY: By.MONTH}
"""What is part of what: a table by service has its authorities' sums in it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One group. ``counts`` are those of :data:`OUTCOMES`; waits and service times are in seconds.

    ``None`` is what is not known or, where ``hidden`` is set for a count, not told. ``open_s`` is how long
    somebody was open, for hours alone. ``within`` is the group that it is part of.
    """

    by: By
    key: Key
    within: Key
    customers: int | None
    services: int | None
    counts: tuple[int | None, ...]
    wait_median: int | None
    wait_high: int | None
    service_median: int | None
    service_high: int | None
    open_s: int | None = None

    @property
    def hidden(self) -> bool:
        """Whether how many they were is not told."""
        return self.services is None


@dataclass(frozen=True, slots=True)
class Table:
    """Customers told apart in one way; the rows of its own ``by`` add up to ``total``."""

    by: By
    rows: tuple[Row, ...]
    total: Row


@dataclass(frozen=True, slots=True)
class Report:
    """All tables that were asked for, and what they stand on.

    ``visits`` in the log are customers and ``mistakes``; where small cells are left out, these two are
    ``None`` when there were few mistakes. ``authority`` is the only one that was counted, empty for all.
    """

    first: dt.date
    last: dt.date
    tables: tuple[Table, ...]
    visits: int | None
    mistakes: int | None
    least: int
    authority: str

    @property
    def total(self) -> Row:
        """Everybody."""
        return self.tables[0].total


def needed(bys: Iterable[By], least: int) -> frozenset[By]:
    """Return what a tally must tell apart for these tables.

    Where cells are left out, an authority's sum must be judged together with its services: the table by
    service could betray it.
    """
    asked = set(bys)
    asked |= {outer for inner, outer in WITHIN.items() if inner in asked}
    if least > 1:
        asked |= {inner for inner, outer in WITHIN.items() if outer in asked}
    return frozenset(asked)


def report(
    tally: Tally,
    site: Site,
    span: tuple[dt.date, dt.date],
    bys: Sequence[By],
    least: int = 0,
    authority: str = "",
) -> Report:
    """Make the tables ``bys``, in their order, of a tally that has told :func:`needed` apart."""
    mistakes = tally.total.outcomes[Outcome.MISTAKE]
    told = not 0 < mistakes < least
    return Report(
        first=span[0],
        last=span[1],
        tables=tuple(_table(tally, site, by, least, authority) for by in bys),
        visits=tally.visits if told else None,
        mistakes=mistakes if told else None,
        least=least,
        authority=authority,
    )


@dataclass(frozen=True, slots=True)
class _Group:
    by: By
    key: Key
    parent: int
    sums: Sums


def _table(tally: Tally, site: Site, by: By, least: int, authority: str) -> Table:
    inner = next((one for one, outer in WITHIN.items() if outer is by and least > 1), by)
    groups = [_Group(By.TOTAL, "", 0, tally.total), *_groups(tally, site, inner, authority)]
    hidden = _hidden(groups, least)
    rows = [
        _row(group, groups[group.parent], {column for row, column in hidden if row == index}, least, tally)
        for index, group in enumerate(groups)
    ]
    kept = (row for row in rows[1:] if row.by in {by, WITHIN.get(by)})
    return Table(by=by, rows=tuple(kept), total=rows[0])


def _groups(tally: Tally, site: Site, by: By, authority: str) -> list[_Group]:
    """Return the groups in the order of the site file, or of time; a part follows its whole."""
    if by is By.TOTAL:
        return []
    found = tally.of(by)
    outer = WITHIN.get(by)
    if outer is None:
        return [_Group(by, key, 0, found.get(key, Sums())) for key in _order(tally, site, by, authority)]
    wholes = tally.of(outer)
    groups: list[_Group] = []
    parts: dict[Key, list[Key]] = {}
    for key in _order(tally, site, by, authority):
        parts.setdefault(_whole(site, key), []).append(key)
    for whole, keys in parts.items():
        groups.append(_Group(outer, whole, 0, wholes.get(whole, Sums())))
        parent = len(groups)  # in the table's rows, the total is 0
        groups += [_Group(by, key, parent, found.get(key, Sums())) for key in keys]
    return groups


def _whole(site: Site, key: Key) -> Key:
    if isinstance(key, dt.date):
        return key.replace(day=1)
    service = site.services.get(str(key))
    return OTHER if service is None else service.authority


def _order(tally: Tally, site: Site, by: By, authority: str) -> list[Key]:
    found = tally.of(by)
    if by is By.AUTHORITY or by is By.SERVICE:
        names: list[Key] = _named(site, by, authority)
        return [*names, *([OTHER] if OTHER in found else [])]
    if by is By.HOUR:
        hours = {key for key in found if isinstance(key, Opening)} | set(tally.open_seconds)
        return [*sorted(hours), *(apart for apart in Apart if apart in found)]
    days = sorted(tally.days)
    return list(days if by is By.DAY else dict.fromkeys(day.replace(day=1) for day in days))


def _named(site: Site, by: By, authority: str) -> list[Key]:
    authorities = [name for name in site.authorities if authority in {"", name}]
    if by is By.AUTHORITY:
        return list(authorities)
    return [service for name in authorities for service in site.services_of(name)]


def _hidden(groups: Sequence[_Group], least: int) -> frozenset[tuple[int, int]]:
    if least <= 1:
        return frozenset()
    counts = [[group.sums.outcomes[outcome] for outcome in OUTCOMES] for group in groups]
    grid = Grid(
        parents=[group.parent for group in groups],
        counts=[[*row, sum(row)] for row in counts],
        beside=[group.sums.customers for group in groups],
    )
    return hidden_cells(grid, least)


def _row(group: _Group, whole: _Group, hidden: set[int], least: int, tally: Tally) -> Row:
    sums = group.sums
    untold = len(OUTCOMES) in hidden
    few = {
        name: untold or len(values) < least
        for name, values in (("wait", sums.waits), ("service", sums.services))
    }

    def of(name: str, values: Sequence[int], percent: int) -> int | None:
        return None if few[name] else percentile(values, percent)

    return Row(
        by=group.by,
        key=group.key,
        within=whole.key,
        customers=None if untold else sums.customers,
        services=None if untold else sum(sums.outcomes[outcome] for outcome in OUTCOMES),
        counts=tuple(
            None if column in hidden else sums.outcomes[outcome] for column, outcome in enumerate(OUTCOMES)
        ),
        wait_median=of("wait", sums.waits, MEDIAN),
        wait_high=of("wait", sums.waits, HIGH),
        service_median=of("service", sums.services, MEDIAN),
        service_high=of("service", sums.services, HIGH),
        open_s=tally.open_seconds[group.key] if isinstance(group.key, Opening) else None,
    )
