"""What a rule finds in a site: a mistake that must be put right, or a warning for somebody to think of."""

import msgspec


class Finding(msgspec.Struct, frozen=True):
    """One thing found. ``hint`` says what would be right.

    ``rests_on`` are the keys that this conclusion rests on, the own one if empty; a ``*`` stands for any
    part. Where one of them, or a table that it lies in, has a mistake of its own, nothing can be concluded
    and the finding is not told.
    """

    key: str
    problem: str
    hint: str = ""
    rests_on: tuple[str, ...] = ()
    warning: bool = False


def mistake(key: str, problem: str, hint: str = "", *rests_on: str) -> Finding:
    """Return a finding with which the site cannot run."""
    return Finding(key, problem, hint, rests_on)


def warning(key: str, problem: str, hint: str = "", *rests_on: str) -> Finding:
    """Return a finding with which the site can run."""
    return Finding(key, problem, hint, rests_on, warning=True)
