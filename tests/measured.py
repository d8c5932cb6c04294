"""What tests measure and count: wall time is never asserted tightly, so it is told at the end of the run."""

from collections.abc import Callable

import pytest

Measured = Callable[[str, float], None]
"""Takes what was measured, and how many seconds it took."""

_KEY = "measured"


@pytest.fixture
def measured(record_property: Callable[[str, object], None]) -> Measured:
    """Note a time of this test: ``measured("hub back until the wall is true", 0.4)``."""

    def note(what: str, seconds: float) -> None:
        record_property(_KEY, f"{seconds:7.2f} s  {what}")

    return note


Counted = Callable[[str, int], None]
"""Takes what was counted, and how many there were."""


@pytest.fixture
def counted(record_property: Callable[[str, object], None]) -> Counted:
    """Note a count of this test: ``counted("tickets taken", 1200)``."""

    def note(what: str, number: int) -> None:
        record_property(_KEY, f"{number:9d}  {what}")

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write the table; with several workers the times travel in the reports."""
    lines = [
        str(line)
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "call"
        for key, line in report.user_properties
        if key == _KEY
    ]
    if lines:
        terminalreporter.section("measured")
        for line in sorted(lines, key=lambda line: line.partition("  ")[2]):
            terminalreporter.write_line(line)
