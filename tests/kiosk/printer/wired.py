"""A driver on the wires of a simulated printer, with little patience."""

from pathlib import Path

from kiosk.printer.device import DeviceLine
from kiosk.printer.limits import Limits
from kiosk.printer.line import Line
from kiosk.printer.network import NetworkLine
from kiosk.printer.port import PrintJob
from kiosk.printer.pos import PosPrinter
from kiosk.printer.settings import Confirm
from simulator.printer.machine import Model
from simulator.printer.simulated import SimulatedPrinter

LIMITS = Limits(answer_s=0.3, print_s=1.5, silence_s=0.6, poll_s=0.05, last_word_s=0.15, settle_s=0.2)
LINES = 20
TICKET = b"\x1b@" + b"".join(b"number 214 line %d\n" % n for n in range(LINES)) + b"\x1dVB\x00"
TICKET_MM = LINES * 30 / 8
JOB = PrintJob(TICKET, "job-1")
FAST = Model(mm_per_s=600)


def line_to(simulated: SimulatedPrinter) -> Line:
    if simulated.where.isdigit():
        return NetworkLine("127.0.0.1", int(simulated.where))
    return DeviceLine(str(Path(simulated.where).parent / "lp*"))


def printer_on(simulated: SimulatedPrinter, confirm: Confirm = Confirm.AUTO) -> PosPrinter:
    return PosPrinter(line_to(simulated), confirm, LIMITS)
