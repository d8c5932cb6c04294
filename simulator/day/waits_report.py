"""``vuoro simulate --waits``: how right the announced waits are, on many days of each kind."""

import argparse
import multiprocessing
import os
import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from common.arguments import whole_number
from simulator.day.scenarios import KINDS
from simulator.day.waits_score import Score, judge_hall

FINE, MISSED, UNUSABLE = 0, 1, 2

HALL_DAYS = 50
"""A hall is judged on so many days; then another begins that knows nothing."""

WARM_UP_DAYS = 5
"""A hall learns so long before it is judged: a week of working days."""

COVERED = (0.88, 0.92)
"""The upper bound before rounding holds for such a share of customers."""

ANNOUNCED, MISLED, ERROR = 0.88, 0.10, 0.70
"""As announced it holds for so many at least, so many at most wait 5 min longer, and the squared error is at
most this part of the baseline's."""


class Line(NamedTuple):
    """One kind's figures, as shares and minutes; ``error`` is the squared error over the baseline's."""

    kind: str
    score: Score

    @property
    def covered(self) -> float:
        """The share whom the upper bound held for, before rounding."""
        return _share(self.score.covered, self.score.called)

    @property
    def announced(self) -> float:
        """The share whom the announced upper bound held for."""
        return _share(self.score.announced, self.score.called)

    @property
    def misled(self) -> float:
        """The share that waited more than 5 min longer than the upper bound."""
        return _share(self.score.misled, self.score.called)

    @property
    def unjudged(self) -> float:
        """The share who were shown a range and left before the call, or waited for something else by then."""
        score = self.score
        return _share(score.came - score.none - score.called, score.came)

    @property
    def error(self) -> float:
        """The squared error over that of "as long as the last one waited"."""
        return _share(self.score.squares, self.score.baseline_squares)

    @property
    def missed(self) -> tuple[str, ...]:
        """The aims that are missed, in words; a line with nobody in it misses all."""
        checks = (
            (COVERED[0] <= self.covered <= COVERED[1], f"covered {COVERED[0]:.0%} to {COVERED[1]:.0%}"),
            (self.announced >= ANNOUNCED, f"announced at least {ANNOUNCED:.0%}"),
            (self.misled <= MISLED, f"over by 5 min at most {MISLED:.0%}"),
            (self.score.compared > 0 and self.error <= ERROR, f"error at most {ERROR:.2f} of the last one's"),
        )
        return tuple(words for holds, words in checks if not holds)


def main(arguments: Sequence[str] | None = None) -> int:
    """Play, print a line a kind, and return 0, or 1 where a line misses an aim, 2 for a wrong call."""
    try:
        asked = _parser().parse_args(arguments)
    except SystemExit as end:  # argparse has said what is wrong, or printed the help
        return UNUSABLE if end.code else FINE
    kinds = asked.kind or tuple(KINDS)
    lines = measure(kinds, asked.days, asked.seed, asked.processes)
    print(f"Each kind on {asked.days} days, seed {asked.seed}.\n")
    print(table(lines))
    faults = [f"{line.kind}: {words}" for line in lines for words in line.missed]
    if not faults:
        return FINE
    sys.stderr.write(f"\nMissed: {'; '.join(faults)}.\n")
    return MISSED


def measure(kinds: Iterable[str], days: int, seed: int, processes: int) -> list[Line]:
    """Return a line for each kind, judged on ``days`` days; the same seed gives the same figures."""
    scores = {kind: Score() for kind in kinds}
    halls = [(kind, *hall) for kind in scores for hall in _halls(days, seed)]
    halls.sort(
        key=lambda hall: -_size(hall[0])
    )  # the longest first, so that no process waits long at the end
    if processes == 1:
        found = [judge_hall(*hall) for hall in halls]
    else:
        with multiprocessing.get_context("spawn").Pool(processes) as pool:
            found = pool.starmap(judge_hall, halls, chunksize=1)
    for (kind, *_), score in zip(halls, found, strict=True):
        scores[kind].add(score)
    return [Line(kind, score) for kind, score in scores.items()]


def table(lines: Iterable[Line]) -> str:
    """Return the lines as a table, with the aims in its last row."""
    heads = ("", "customers", "wait min", "covered", "of long", "announced", "> 5 min", "none", "unjudged")
    heads = (*heads, "half", "error", "RMSE min", "last one's", "pinball 50", "pinball 90")
    rows = [heads, *(_row(line) for line in lines)]
    aims = ("aim", "", "", "88-92 %", "", ">= 88 %", "<= 10 %", "", "", "50 %", "<= 0.70", "", "", "", "")
    rows.append(aims)
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _row(line: Line) -> tuple[str, ...]:
    score = line.score
    called, compared = max(1, score.called), max(1, score.compared)
    return (
        line.kind,
        str(score.came),
        f"{score.waited / called:.1f}",
        _percent(line.covered),
        _percent(_share(score.long_covered, score.long)),
        _percent(line.announced),
        _percent(line.misled),
        _percent(_share(score.none, score.came)),
        _percent(line.unjudged),
        _percent(_share(score.in_half, score.called)),
        f"{line.error:.2f}",
        f"{(score.squares / compared) ** 0.5:.1f}",
        f"{(score.baseline_squares / compared) ** 0.5:.1f}",
        f"{score.pinball_low / called:.2f}",
        f"{score.pinball_high / called:.2f}",
    )


def _halls(days: int, seed: int) -> Iterable[tuple[int, int, int]]:
    """Yield for each hall its first seed, its days of learning and the days on which it is judged."""
    first = seed
    for begun in range(0, days, HALL_DAYS):
        judged = min(HALL_DAYS, days - begun)
        yield first, WARM_UP_DAYS, judged
        first += WARM_UP_DAYS + judged


def _size(kind: str) -> int:
    return len(KINDS[kind]().desks)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="vuoro simulate --waits", description=__doc__)
    parser.add_argument("--days", type=whole_number(1), default=200, metavar="N", help="days of each kind")
    parser.add_argument(
        "--kind", action="append", choices=tuple(KINDS), help="only this kind; may be repeated"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="other seeds, other days")
    parser.add_argument(
        "--processes",
        type=whole_number(1),
        default=os.cpu_count() or 1,
        metavar="N",
        help="one for each core",
    )
    return parser
