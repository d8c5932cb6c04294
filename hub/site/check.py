"""Checks a whole site file: what each key says, and how the parts fit together, every mistake at once."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from common.runtime.settings import Mistake, SettingsError, examine, read_toml
from hub.site.finding import Finding
from hub.site.rules import (
    alarms,
    appointments,
    discretion,
    finding_way,
    kiosks,
    languages,
    notices,
    numbering,
    opening,
    references,
    staff,
    waiting,
)
from hub.site.schema import Site

_PARTS = re.compile(r"[.\[]")


class Caution(msgspec.Struct, frozen=True):
    """Something a site can run with, but that somebody should think of; as :class:`Mistake` otherwise."""

    key: str
    problem: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.key}: {self.problem}" + (f" ({self.hint})" if self.hint else "")


class Verdict(msgspec.Struct, frozen=True):
    """What is to be said of a site file; ``site`` is there only when there are no mistakes."""

    site: Site | None
    mistakes: tuple[Mistake, ...]
    warnings: tuple[Caution, ...]


def check(data: Mapping[str, object], at: int) -> Verdict:
    """Check what a site file says; ``at`` is today, in epoch seconds, for who never opens from now on."""
    examined = examine(data, Site)
    if examined.value is None:
        return Verdict(None, examined.mistakes, ())
    wrong = [_parts(mistake.key) for mistake in examined.mistakes]
    found = [finding for finding in references.find(examined.value) if not _doubtful(finding, wrong)]
    # A name that leads nowhere is probably a slip of the pen, and nothing is concluded from it either.
    wrong += [_parts(finding.key) for finding in found]
    found += [finding for finding in _found(examined.value, at) if not _doubtful(finding, wrong)]
    mistakes = examined.mistakes + tuple(
        Mistake(finding.key, finding.problem, finding.hint) for finding in found if not finding.warning
    )
    warnings = (Caution(finding.key, finding.problem, finding.hint) for finding in found if finding.warning)
    return Verdict(None if mistakes else examined.value, mistakes, tuple(warnings))


def check_file(path: Path, at: int) -> Verdict:
    """Check the site file ``path``; one that cannot even be read as TOML is a mistake like others.

    Raises:
        SettingsError: the file cannot be opened (``unreadable`` is set).
    """
    try:
        data = read_toml(path)
    except SettingsError as error:
        if error.unreadable:
            raise
        return Verdict(None, error.mistakes, ())
    return check(data, at)


def read_site(path: Path, at: int) -> tuple[Site, tuple[Caution, ...]]:
    """Return the site of a file that is fine, and the warnings about it.

    Raises:
        SettingsError: with every mistake in it.
    """
    verdict = check_file(path, at)
    if verdict.site is None:
        raise SettingsError(verdict.mistakes, path)
    return verdict.site, verdict.warnings


def _found(site: Site, at: int) -> Iterable[Finding]:
    yield from opening.find(site, at)
    yield from languages.find(site)
    yield from numbering.find(site)
    yield from waiting.find(site)
    yield from staff.find(site)
    yield from alarms.find(site)
    yield from notices.find(site)
    yield from appointments.find(site)
    yield from finding_way.find(site)
    yield from kiosks.find(site)
    yield from discretion.find(site)


def _doubtful(finding: Finding, wrong: Iterable[list[str]]) -> bool:
    """Tell whether something that the finding rests on is wrong itself."""
    grounds = [_parts(key) for key in finding.rests_on or (finding.key,)]
    return any(_leads_to(key, ground) for key in wrong for ground in grounds)


def _leads_to(key: list[str], ground: list[str]) -> bool:
    return len(key) <= len(ground) and all(
        part == other or other in {"*", "*]"} for part, other in zip(key, ground, strict=False)
    )


def _parts(key: str) -> list[str]:
    """Split ``zones.hall.walls[0]`` into its steps; a name with a dot in quotation marks is wrong anyway."""
    return _PARTS.split(key)
