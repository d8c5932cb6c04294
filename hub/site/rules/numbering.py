"""The numbers of a day suffice, and no kiosk's can meet another's."""

from collections.abc import Iterator

from hub.site.devices import Kiosk
from hub.site.finding import Finding, mistake
from hub.site.schema import Scheme, Site


def find(site: Site) -> Iterator[Finding]:
    """Yield what is wrong with the range, the leases and the reserves."""
    numbers = site.numbering
    if numbers.scheme is not Scheme.SEQUENTIAL:
        problem = f"is {numbers.scheme}, which this version does not deal yet"
        yield mistake("numbering.scheme", problem, 'write "sequential": one sequence for the whole site')
    if numbers.last < numbers.first:
        problem = f"is {numbers.last}, which is before the first number {numbers.first}"
        rests_on = ("numbering.first", "numbering.last")
        yield mistake("numbering.last", problem, "the last number comes after the first", *rests_on)
        return
    kiosks = len(site.devices_of(Kiosk))
    size = numbers.last - numbers.first + 1
    at_kiosks = kiosks * (numbers.lease + numbers.reserve)
    rests_on = (*(f"numbering.{field}" for field in ("first", "last", "lease", "reserve")), "devices.*.kind")
    if at_kiosks >= size:
        problem = (
            f"is {numbers.reserve}: {kiosks} kiosks would hold {at_kiosks} of {size} numbers,"
            " so that reserves would meet"
        )
        yield mistake("numbering.reserve", problem, "a smaller reserve, or a larger last number", *rests_on)
    elif size - at_kiosks < numbers.busiest_day:
        problem = (
            f"is {numbers.last}: of {size} numbers {size - at_kiosks} are left beside what kiosks hold,"
            f" fewer than the {numbers.busiest_day} of the busiest day"
        )
        least = numbers.first + at_kiosks + numbers.busiest_day - 1
        yield mistake("numbering.last", problem, f"at least {least}", "numbering.busiest_day", *rests_on)
