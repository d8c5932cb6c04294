"""One attempt to read a source, in a thread of its own: nobody waits for a slow server."""

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from common.runtime.clock import Clock
from hub.appointments.fetch import Fetched, HttpFetch, fetch_file, read_token
from hub.appointments.plan import Plan, plan
from hub.appointments.rows import Bad, Cause, FeedError, Row
from hub.appointments.tables import read_csv, read_json
from hub.site.appointments import Form, Source
from hub.site.schema import Site

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Task:
    """What to read: a source, the version of it that is known (empty: none), and the wanted dates."""

    name: str
    source: Source
    version: str
    dates: frozenset[str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: a plan, nothing new (both None), or the cause why not.

    ``settling``: it is being written just now, and nothing is known yet.
    """

    plan: Plan | None = None
    version: str = ""
    cause: Cause | None = None
    settling: bool = False


class Attempt(Protocol):
    """An attempt that runs."""

    def outcome(self) -> Outcome | None:
        """Return what came of it, None as long as it runs."""
        ...

    def abandon(self) -> None:
        """Do not wait for it any more."""
        ...


Begin = Callable[[Task], Attempt]


class Reading:
    """An attempt on a real file or server; it begins at once."""

    def __init__(self, task: Task, site: Site, clock: Clock, credentials: Path | None) -> None:
        self._task = task
        self._site = site
        self._clock = clock
        self._credentials = credentials
        self._http: HttpFetch | None = None
        self._outcome: Outcome | None = None
        # A name server may hold a thread for half a minute, and no process may wait for that at its end.
        threading.Thread(target=self._run, name=f"appointments {task.name}", daemon=True).start()

    def outcome(self) -> Outcome | None:
        """Return what came of it, None as long as it runs."""
        return self._outcome

    def abandon(self) -> None:
        """Do not wait for it any more."""
        if self._http is not None:
            self._http.abandon()

    def _run(self) -> None:
        try:
            self._outcome = self._read()
        except FeedError as error:
            self._outcome = Outcome(cause=error.cause)
        except Exception as error:  # noqa: BLE001 — whatever a source makes a library stumble over must end nothing
            # The error's own words may quote the source, and with it a person.
            logger.error("the appointments of %s made us stumble: %s", self._task.name, type(error).__name__)  # noqa: TRY400 — as above
            self._outcome = Outcome(cause=Cause.MALFORMED)

    def _read(self) -> Outcome:
        task = self._task
        fetched = self._fetch()
        if fetched.content is None:
            return Outcome(version=fetched.version, settling=fetched.settling)
        made = plan(rows_of(fetched.content, task.source), task.source, self._site, task.dates)
        return Outcome(made, fetched.version)

    def _fetch(self) -> Fetched:
        source, version = self._task.source, self._task.version
        if source.file is not None:
            return fetch_file(source.file, version, self._clock)
        headers: dict[str, str] = {}
        if source.token_file is not None:
            headers[source.token_header] = read_token(source.token_file, self._credentials)
        self._http = HttpFetch(source.url or "", headers, version)
        return self._http.run()


def rows_of(content: bytes, source: Source) -> Iterator[Row | Bad]:
    """Return what a source says, row by row; raises :class:`FeedError` as its form's reader does."""
    match source.form:
        case Form.CSV:
            return read_csv(content, source)
        case Form.JSON:
            return read_json(content, source)
        case Form.ICALENDAR:
            from hub.appointments.calendar import read_calendar  # noqa: PLC0415 — 7 MB that few sites need

            return read_calendar(content, source)
