"""Reads all sources by turns, keeps the last good copy of each, and puts what stands on the desk."""

import logging
import secrets
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from common.runtime.clock import Clock
from common.runtime.life import Life
from hub.appointments.attempt import Attempt, Begin, Outcome, Reading, Task
from hub.appointments.book import keys_of, make_book
from hub.appointments.dates import date_of, dates_around, renewed
from hub.appointments.fetch import SETTLED_MS, WHOLE_S
from hub.appointments.plan import Plan
from hub.appointments.rows import Bad, Cause
from hub.appointments.seal import KEY_BYTES, Sealed, seal
from hub.appointments.shelf import Copy, Kept, Shelf
from hub.appointments.standing import AppointmentDesk, Report, Standing
from hub.site.schema import Site

logger = logging.getLogger(__name__)

AGAIN_S = 60
"""A source that could not be read is tried again so soon, or when it is due."""

EXAMPLES = 5
"""So many refused rows are told by their numbers."""

SETTLING = 30
"""A file may be found being written so often in a row, every two seconds; then something is wrong with it."""

_TURN_S = 0.5
_MS = 1000
_ABANDON_MS = round(WHOLE_S * _MS) + 5000


class _Course:
    """How it goes with one source. ``hung`` is an attempt that was given up and has not ended yet.

    ``version`` is what its owner calls the one that was read last; it is forgotten with the process, since
    other settings may read the same rows in another way.
    """

    def __init__(self) -> None:
        self.attempt: Attempt | None = None
        self.hung: Attempt | None = None
        self.begun_ms = 0
        self.due_ms = 0
        self.version = ""
        self.settling = 0
        self.failing_ms = 0
        self.cause: Cause | None = None


class AppointmentReader:
    """One worker's; what was kept from before stands as soon as this is made."""

    WORKER = "appointments"

    def __init__(
        self,
        site: Site,
        state: Path,
        clock: Clock,
        desk: AppointmentDesk,
        *,
        credentials: Path | None = None,
        begin: Begin | None = None,
    ) -> None:
        """Read the sources of ``site``; ``credentials`` is the folder of the service's credentials."""
        self._site = site
        self._clock = clock
        self._desk = desk
        self._zone = ZoneInfo(site.timezone)
        self._credentials = credentials
        self._begin = begin or self._read
        self._shelf = Shelf(state)
        kept = self._shelf.load()
        self._keys = dict(kept.keys)
        self._copies = {name: kept.copies.get(name, Copy()) for name in site.appointments}
        self._courses = {name: _Course() for name in site.appointments}
        self._today = ""
        self._sure = False
        self._made_of: tuple[object, ...] = ()
        self._turn_the_page()
        self._put()

    def run(self, life: Life) -> None:
        """Read until the process ends (a worker of :class:`Life`)."""
        while not life.stopping.wait(_TURN_S):
            life.pulse(self.WORKER)
            self.turn()
        for course in self._courses.values():
            if course.attempt is not None:
                course.attempt.abandon()

    def turn(self) -> None:
        """Take in what has been read, and begin to read what is due.

        Both wait while the clock is not trusted: asked for the dates of a wrong day, a source gives nothing
        of the right one, and that would take the last good copy's place.
        """
        changed = self._turn_the_page()
        for name, course in self._courses.items() if self._clock.synced() else ():
            if course.attempt is None:
                self._begin_if_due(name, course)
            else:
                changed = self._look_after(name, course, course.attempt) or changed
        if changed:
            self._put()

    def _turn_the_page(self) -> bool:
        """Begin a new date with new keys, or one anew that began before the clock was trusted.

        Tell whether there was one. What an untrusted clock begins is not kept on the disk.
        """
        today, trusted = date_of(self._clock.wall_ms(), self._zone), self._clock.synced()
        if today == self._today and (self._sure or not trusted):
            return False
        self._today, self._sure = today, trusted
        if not trusted:
            logger.warning("the clock is not set by a time source; no appointments are read until it is")
        self._keys = renewed(
            self._keys,
            dates_around(today),
            trusted=trusted,
            mint=lambda: secrets.token_hex(KEY_BYTES),
        )
        self._copies = {
            name: msgspec.structs.replace(copy, sealed=self._still_good(copy.sealed))
            for name, copy in self._copies.items()
        }
        for course in self._courses.values():
            # What an unchanged source says of the date that has come in sight was not kept: it is read anew.
            course.due_ms, course.version = 0, ""
            if course.attempt is not None:  # it was asked for other dates
                _give_up(course, course.attempt)
        if trusted:
            self._save()
        return True

    def _still_good(self, sealed: tuple[Sealed, ...]) -> tuple[Sealed, ...]:
        return tuple(
            one for one in sealed if one.date in self._keys and one.entry.service in self._site.services
        )

    def _read(self, task: Task) -> Attempt:
        return Reading(task, self._site, self._clock, self._credentials)

    def _begin_if_due(self, name: str, course: _Course) -> None:
        now_ms = self._clock.monotonic_ms()
        if course.hung is not None and course.hung.outcome() is not None:
            course.hung = None
        if course.due_ms > now_ms or course.hung is not None:
            return
        source, dates = self._site.appointments[name], frozenset(dates_around(self._today))
        course.begun_ms = now_ms
        course.attempt = self._begin(Task(name, source, course.version, dates))

    def _look_after(self, name: str, course: _Course, attempt: Attempt) -> bool:
        """Take in what came of an attempt; tell whether anything is different now."""
        now_ms = self._clock.monotonic_ms()
        outcome = attempt.outcome()
        if outcome is None:
            if now_ms - course.begun_ms < _ABANDON_MS:
                return False
            _give_up(course, attempt)
            outcome = Outcome(cause=Cause.SLOW)
        course.attempt = None
        if outcome.settling and course.settling < SETTLING:
            course.settling += 1
            course.due_ms = now_ms + SETTLED_MS
            return False
        if outcome.settling:
            outcome = Outcome(cause=Cause.TORN)
        course.settling = 0
        every_s = self._site.appointments[name].every_s
        course.due_ms = now_ms + _MS * (every_s if outcome.cause is None else min(every_s, AGAIN_S))
        if outcome.cause is not None:
            return self._fail(name, course, outcome.cause)
        recovered, course.failing_ms, course.cause = course.cause is not None, 0, None
        if recovered:
            logger.info("the appointments of %s are read again", name)
        if outcome.plan is not None:
            course.version = outcome.version
            self._keep(name, outcome.plan)
        else:
            copy = msgspec.structs.replace(self._copies[name], read_ms=self._clock.wall_ms())
            self._copies[name] = copy
        return True

    def _fail(self, name: str, course: _Course, cause: Cause) -> bool:
        if course.cause is cause:
            return False
        course.cause = cause
        course.failing_ms = course.failing_ms or self._clock.wall_ms()
        logger.warning("the appointments of %s cannot be read (%s); what was read before stands", name, cause)
        return True

    def _keep(self, name: str, plan: Plan) -> None:
        before = self._copies[name]
        copy = Copy(
            read_ms=self._clock.wall_ms(),
            sealed=seal(plan.planned, name, self._keys, self._site),
            refused=dict(Counter(bad.reason for bad in plan.refused)),
            examples=plan.refused[:EXAMPLES],
        )
        self._copies[name] = copy
        if (copy.refused, copy.examples) != (before.refused, before.examples) and copy.refused:
            logger.warning("rows of %s were refused: %s", name, _told(copy))
        if msgspec.structs.replace(copy, read_ms=before.read_ms) != before:
            self._save()

    def _save(self) -> None:
        self._shelf.save(Kept(keys=self._keys, copies=self._copies))

    def _put(self) -> None:
        reports = tuple(self._report(name) for name in self._site.appointments)
        made_of = (self._today, *(copy.sealed for copy in self._copies.values()))
        if made_of == self._made_of:  # a large book takes 50 ms, in which nothing else of the hub runs
            self._desk.put(msgspec.structs.replace(self._desk.standing, reports=reports))
            return
        self._made_of = made_of
        sealed = [one for copy in self._copies.values() for one in copy.sealed]
        book = make_book(sealed, self._today, dates_around(self._today), self._zone)
        known = {one.entry.id: one for one in sealed}
        keys = keys_of(book, self._keys)
        self._desk.put(Standing(book=book, keys=keys, known=known, reports=reports))

    def _report(self, name: str) -> Report:
        copy, course = self._copies[name], self._courses[name]
        days = Counter(one.date for one in copy.sealed)
        return Report(
            source=name,
            authority=self._site.appointments[name].authority,
            read_ms=copy.read_ms,
            failing_ms=course.failing_ms,
            cause=course.cause,
            today=days[self._today],
            coming=_coming(days, self._today),
            refused=copy.refused,
            examples=copy.examples,
        )


def _give_up(course: _Course, attempt: Attempt) -> None:
    """Wait for it no more; another begins when it has ended, lest threads that hang become many."""
    attempt.abandon()
    course.attempt, course.hung = None, attempt


def _coming(days: Mapping[str, int], today: str) -> int:
    return sum(count for date, count in days.items() if date > today)


def _told(copy: Copy) -> str:
    counts = ", ".join(f"{reason} {count}" for reason, count in sorted(copy.refused.items()))
    rows = ", ".join(_example(bad) for bad in copy.examples)
    return f"{counts}; the first are {rows}"


def _example(bad: Bad) -> str:
    return f"row {bad.number} ({bad.reason})"
