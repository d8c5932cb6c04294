"""When whom of a site is open: an authority within the site's hours, a service within its authority's."""

from zoneinfo import ZoneInfo

from hub.site import hours
from hub.site.hours import Hours
from hub.site.schema import Site


class Timetable:
    """The hours of a checked site, read once.

    Raises:
        HoursError: hours or the time zone cannot be understood, which the check of the file would have told.
    """

    def __init__(self, site: Site) -> None:
        self.timezone: ZoneInfo = hours.zone(site.timezone)
        self.site: Hours = hours.parse(site.hours, self.timezone, site.country)
        self.authorities: dict[str, Hours] = {
            name: self._within(self.site, authority.hours, site.country)
            for name, authority in site.authorities.items()
        }
        self.services: dict[str, Hours] = {
            name: self._within(self.authorities[service.authority], service.hours, site.country)
            for name, service in site.services.items()
        }

    def _within(self, outer: Hours, expression: str | None, country: str) -> Hours:
        if expression is None:
            return outer
        return hours.parse(expression, self.timezone, country).within(outer)
