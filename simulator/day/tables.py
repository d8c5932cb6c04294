"""Played days as plain tables for the terminal."""

from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from hub.figures.tally import percentile
from simulator.day.figures import Figures, by_hour, by_service, figures_of
from simulator.day.played import Account, PlayedDay, PlayedVisit
from simulator.day.scenario import MINUTE_MS

_HEAD = ("came", "p50", "p90", "longest", "served", "not come", "left", "closed")


def report(days: Sequence[PlayedDay], names: Mapping[str, str], zone: ZoneInfo) -> str:
    """Return what happened: by day where there are several, by hour, by service, and the account."""
    visits = [visit for day in days for visit in day.visits]
    parts = list[str]()
    if len(days) > 1:
        rows = [(f"{day.date:%a %d %b}", figures_of(day.visits)) for day in days]
        parts.append(_figures_table("day", [*rows, ("all days", figures_of(visits))]))
    hours = [(f"{hour:02}–{hour + 1:02}", one) for hour, one in by_hour(visits, zone).items()]
    parts.append(_figures_table("hour they came", hours))
    services = [(names.get(name, name), one) for name, one in by_service(visits, names).items()]
    parts.append(_figures_table("service", services))
    parts.append("Waits are in minutes, from arrival (or an appointment's later time) to the first call.")
    parts.append("\n".join(_account(days)))
    return "\n\n".join(parts)


def _account(days: Sequence[PlayedDay]) -> list[str]:
    accounts = [day.account for day in days]
    came = (
        f"{_sum(accounts, 'came')} came = {_sum(accounts, 'checked_in')} checked in"
        f" + {_sum(accounts, 'turned_away')} turned away + {_sum(accounts, 'late')} after the close."
    )
    ended = (
        f"{_sum(accounts, 'checked_in')} checked in = {_sum(accounts, 'finished')} served"
        f" + {_sum(accounts, 'not_come')} not come + {_sum(accounts, 'cancelled')} left"
        f" + {_sum(accounts, 'closed')} closed."
    )
    faults = [f"{day.date}: {fault}" for day in days for fault in day.account.faults]
    return [
        came,
        ended,
        _overtakings(days),
        *(faults or ["Every visit is accounted for, and no number was dealt twice."]),
    ]


def _overtakings(days: Sequence[PlayedDay]) -> str:
    reasons: dict[str, int] = {}
    for day in days:
        for one in day.overtakings:
            name = str(one.because or "none given")
            reasons[name] = reasons.get(name, 0) + 1
    most = max((visit.overtaken for day in days for visit in day.visits), default=0)
    told = ", ".join(f"{count} × {name}" for name, count in sorted(reasons.items())) or "none"
    return f"Calls out of turn: {told}. The most that passed one customer: {most}."


def _sum(accounts: Iterable[Account], field: str) -> int:
    return sum(getattr(account, field) for account in accounts)


def _figures_table(what: str, rows: Iterable[tuple[str, Figures]]) -> str:
    return table(
        (what, *_HEAD),
        [
            (
                name,
                str(one.came),
                _minutes(one.p50),
                _minutes(one.p90),
                _minutes(one.longest),
                str(one.served),
                str(one.not_come),
                str(one.left),
                str(one.closed),
            )
            for name, one in rows
        ],
    )


_COMPARED = (
    "order",
    "p50",
    "p90",
    "longest",
    "appointments p50",
    "p90",
    "urgent p90",
    "passed",
    "most",
    "closed",
)


def comparison(played: Mapping[str, Sequence[PlayedDay]]) -> str:
    """Return what the same people meet under each order policy."""
    rows = [(name, *_compared(days)) for name, days in played.items()]
    legend = (
        "p50 and p90 are of walk-ins, in minutes; appointments wait from their time on.\n"
        "passed: how many were overtaken at all, by calls by hand too; most: how often one of them was."
    )
    return f"{table(_COMPARED, rows)}\n\n{legend}"


def _compared(days: Sequence[PlayedDay]) -> tuple[str, ...]:
    visits = [visit for day in days for visit in day.visits]
    booked = [visit for visit in visits if visit.appointment_at]
    urgent = [visit for visit in visits if visit.urgent and not visit.appointment_at]
    others = [visit for visit in visits if not visit.appointment_at and not visit.urgent]
    return (
        _minutes(percentile(_waits(others), 50)),
        _minutes(percentile(_waits(others), 90)),
        _minutes(percentile(_waits(visits), 100)),
        _minutes(percentile(_waits(booked), 50)),
        _minutes(percentile(_waits(booked), 90)),
        _minutes(percentile(_waits(urgent), 90)),
        str(sum(visit.overtaken > 0 for visit in visits)),
        str(max((visit.overtaken for visit in visits), default=0)),
        str(sum(day.account.closed for day in days)),
    )


def _waits(visits: Iterable[PlayedVisit]) -> list[float]:
    return [visit.wait_ms / MINUTE_MS for visit in visits if visit.wait_ms is not None]


def _minutes(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table of text: the first column stands left, the others right."""
    widths = [max(len(row[index]) for row in (head, *rows)) for index in range(len(head))]
    lines = [
        "  ".join(
            cell.ljust(width) if index == 0 else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (head, *rows)
    ]
    return "\n".join((lines[0], "-" * len(lines[0]), *lines[1:]))
