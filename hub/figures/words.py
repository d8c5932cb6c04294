"""The words, numbers and dates of figures in one language."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

from hub.figures.calendar import Apart, Opening
from hub.figures.tables import Report, Row
from hub.figures.tally import OTHER, By
from hub.site.schema import Site
from hub.texts import LANGUAGES, Texts, read_texts

FOLDER = Path(__file__).parent / "languages"

_CLOCK_HOURS = 24


class Words:
    """How a report speaks: the catalogue of a language, and the names of the site file."""

    def __init__(self, language: str, site: Site) -> None:
        """Raises KeyError for a language that is not one of :data:`LANGUAGES`."""
        if language not in LANGUAGES:
            raise KeyError(language)
        self.language = language
        self._site = site
        self._texts = Texts(language, read_texts(FOLDER / f"{language}.toml"), ZoneInfo("UTC"))

    def __call__(self, key: str, **values: object) -> str:
        """Return a text of the catalogue."""
        return self._texts(key, **values)

    @property
    def site(self) -> str:
        """The name of the site."""
        return self._texts.choose(self._site.names)

    def authority(self, name: str) -> str:
        """Return the name of an authority."""
        known = self._site.authorities.get(name)
        return self("key.other") if known is None else self._texts.choose(known.names)

    def row(self, row: Row) -> str:
        """Return what a row is called."""
        key = row.key
        if isinstance(key, Opening):
            return self("format.hour", begin=_clock(key.hour), end=_clock(key.hour + 1))
        if isinstance(key, dt.date):
            return self._date_of(row.by, key)
        if isinstance(key, Apart):
            return self(f"key.{key.strip('()')}")
        if row.by is By.TOTAL:
            return self("by.total")
        if row.by is By.SERVICE and key != OTHER:
            return self._texts.choose(self._site.services[key].names)
        return self.authority(key)

    def short(self, row: Row) -> list[str]:
        """Return what a row is called where there is little room, in lines."""
        key = row.key
        if isinstance(key, Opening):
            return [_clock(key.hour)]
        if isinstance(key, Apart):
            return [self(f"short.{key.strip('()')}")]
        if isinstance(key, dt.date) and row.by is By.MONTH:
            return [str(key.month), str(key.year) if key.month == 1 else ""]
        if isinstance(key, dt.date):
            date = self("format.short_date", day=key.day, month=key.month)
            return [self(f"format.weekday_{key.isoweekday()}"), date]
        return [self.row(row)]

    def date(self, date: dt.date) -> str:
        """Return a date."""
        return self("format.date", day=date.day, month=date.month, year=date.year)

    def span(self, first: dt.date, last: dt.date) -> str:
        """Return the days of a report; one day is told as one."""
        if first == last:
            return self.date(first)
        return self("format.span", first=self.date(first), last=self.date(last))

    def number(self, value: float | None, decimals: int = 0) -> str:
        """Return a number as it is written in this language; what is not there has a sign of its own."""
        if value is None:
            return self("format.nothing")
        plain = f"{value:,.{decimals}f}"
        swap = {",": self("format.thousands"), ".": self("format.decimal")}
        return "".join(swap.get(sign, sign) for sign in plain)

    def count(self, value: int | None) -> str:
        """Return a count, or the sign of one that is not told."""
        return self("format.untold") if value is None else self.number(value)

    def minutes(self, seconds: int | None, *, unit: bool = False) -> str:
        """Return seconds as minutes: whole ones from ten on, tenths below."""
        if seconds is None:
            return self("format.nothing")
        said = self.number(seconds / 60, 0 if seconds >= 10 * 60 else 1)
        return self("format.minutes", value=said) if unit else said

    def percent(self, part: int | None, whole: int | None) -> str:
        """Return a share of a hundred."""
        if part is None:
            return self("format.untold")
        return (
            self("format.percent", value=self.number(100 * part / whole, 1)) if whole else self.number(None)
        )

    def notes(self, report: Report) -> list[str]:
        """Return the sentences that belong under a report."""
        said: list[str] = []
        if report.visits is not None and report.mistakes is not None:
            visits, mistakes = self.count(report.visits), self.count(report.mistakes)
            customers = self.count(report.visits - report.mistakes)
            if report.total.customers is not None:
                said.append(self("note.visits", visits=visits, customers=customers, mistakes=mistakes))
        said += [self("note.services"), self("note.wait")]
        if report.least > 1:
            said.append(self("note.least", least=report.least))
        return [*said, self("note.source")]

    def _date_of(self, by: By, date: dt.date) -> str:
        if by is By.MONTH:
            return self("format.month", month=self(f"format.month_{date.month}"), year=date.year)
        weekday = self(f"format.weekday_{date.isoweekday()}")
        return self("format.weekday_date", weekday=weekday, day=date.day, month=date.month, year=date.year)


def _clock(hour: int) -> str:
    return f"{hour % _CLOCK_HOURS:02}" if hour != _CLOCK_HOURS else f"{hour}"
