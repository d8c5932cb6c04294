"""The roll ends in the middle of a ticket: an honest screen, staff who know, a new roll, and the ticket."""

from common.wire.staff_codes import DIGITS
from simulator.demo.lobby import take, ticket_comes_out
from simulator.demo.stage import Stage, UnlikeError
from simulator.demo.world import KIOSK

_LEFT_MM = 20.0
"""So much paper is left: a ninth of a ticket."""
_NO_PAPER = "paperi loppu"
_STRIP = '<div id="device-strip"'


def roll_ends(stage: Stage) -> None:
    """Irma's ticket does not come out; she stays, and gets it when somebody has put a new roll in."""
    kiosk, printer = stage.eyes[KIOSK], stage.house.printer
    kiosk.wait_for_text("Tervetuloa")
    printer.run_out_after_mm(_LEFT_MM)
    kiosk.touch("Suomi")
    kiosk.touch("authority:dvv")
    with stage.steps.step("the roll ends in Irma's ticket: her number stands large") as note:
        take(stage, "Irma", "service:dvv-certificates", "Vuoronumerosi on")
        number = stage.numbers["Irma"]
        seen = kiosk.wait_for_text("Numerosi on voimassa ilman lippua")
        note.now()
        if number not in [one.label for one in seen]:
            raise UnlikeError(f"{number} does not stand on the screen that tells of the paper")
        stage.picture(KIOSK, "kiosk-no-paper-fi")
        note.detail = f"number {number}, {_LEFT_MM:.0f} mm of paper"
    with stage.steps.step("the console tells the staff at once"):
        stage.wait_until(lambda: _NO_PAPER in _strip(stage), "a strip that says so")
    with stage.steps.step("with a new roll the screen offers the ticket again"):
        printer.new_roll()
        stage.papers = len(printer.tickets())
        kiosk.touch("print-again")
    ticket_comes_out(stage, "Irma", "kiosk-printed-again-fi")
    with stage.steps.step("the console tells it no more"):
        stage.wait_until(lambda: _NO_PAPER not in _strip(stage), "a strip without it")
    kiosk.touch("done")


def host_looks_after_it(stage: Stage) -> None:
    """A host opens the service page with the staff code, and prints a trial."""
    kiosk, printer = stage.eyes[KIOSK], stage.house.printer
    kiosk.wait_for_text("Tervetuloa")
    with stage.steps.step("a host opens the service page with the staff code") as note:
        since = stage.now()
        code = str(stage.staff["adviser"].post("/devices/code")["code"])
        stage.site.wait_for(
            lambda said: said.topic == f"to/{KIOSK}/config" and bool(said.payload["body"].get("staff_code")),
            "a configuration with the code's digest",
            since=since,
        )
        kiosk.touch("staff")
        for figure in code:
            kiosk.touch(f"key:{figure}")
        kiosk.wait_for_text("Sulje laite asiakkailta")
        stage.picture(KIOSK, "kiosk-service-page")
        note.detail = f"{DIGITS} figures"
    with stage.steps.step("a trial is printed"):
        stage.papers = len(printer.tickets())
        kiosk.touch("printer")
        kiosk.touch("trial")
        stage.wait_for_paper()
    kiosk.touch("back")
    kiosk.touch("back")


def _strip(stage: Stage) -> str:
    page = stage.staff["adviser"].page("/check-in")
    return page.partition(_STRIP)[2].partition("</div>")[0]
