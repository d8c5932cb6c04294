"""The printer of a kiosk that has none."""

from kiosk.printer.port import Condition, Outcome, PrinterState, PrintJob, PrintResult


class AbsentPrinter:
    """Says so, at once, and prints nothing."""

    def print(self, job: PrintJob) -> PrintResult:
        """Fail without a byte sent."""
        state = self.state()
        return PrintResult(job=job.id, outcome=Outcome.FAILED, state=state, reason=state.condition)

    def state(self) -> PrinterState:
        """Absent, always."""
        return PrinterState(Condition.ABSENT)

    def close(self) -> None:
        """Nothing is open."""
