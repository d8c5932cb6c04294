"""Somebody with an appointment, who needs large letters and sits in a wheelchair, shows a code."""

from collections.abc import Callable

from simulator.demo.booked import CODES_NOW
from simulator.demo.lobby import is_dealt, ticket_comes_out
from simulator.demo.stage import Stage, UnlikeError
from simulator.demo.world import KIOSK, ROOM
from simulator.eyes import Eyes, Seen

_CODE = CODES_NOW[0]
_CHOICE = "authority:dvv"
"""The first of the list: it stands on the first page in every look."""
_AWAY_S = 4.0
"""A code that a scanner reads again within two seconds is still the same showing."""


def pekka_with_an_appointment(stage: Stage) -> None:
    """Pekka makes the screen fit himself, and checks in by a code; the next customer finds it as it was."""
    kiosk = stage.eyes[KIOSK]
    kiosk.wait_for_text("Tervetuloa")
    kiosk.touch("Suomi")
    usual = _choice(kiosk.wait_for_text("Kenen luo olet tulossa?"))
    with stage.steps.step("Pekka makes letters large, and brings all he touches down"):
        kiosk.touch("size")
        _wait_for_choice(kiosk, lambda one: one.height > usual.height, "a larger choice")
        stage.picture(KIOSK, "kiosk-large-fi")
        kiosk.touch("size")
        _wait_for_choice(kiosk, lambda one: one.height == usual.height, "a choice of the usual size")
        kiosk.touch("low")
        _wait_for_choice(kiosk, lambda one: one.y > usual.y, "a lower choice")
        stage.picture(KIOSK, "kiosk-low-fi")
    with stage.steps.step("Pekka's code is shown to the scanner, and he is expected") as note:
        shown = stage.now()

        def show_code() -> list[Seen]:
            stage.house.scanner.show(_CODE)
            return kiosk.wait_for_text("Aikasi on")

        sent = is_dealt(stage, "Pekka", show_code)
        if not sent.payload["body"].get("appointment"):
            raise UnlikeError("the check-in names no appointment")
        stage.wait_until(lambda: _is_expected(stage), "the expert sees Pekka's time")
        note.detail = f"number {stage.numbers['Pekka']}"
    ticket_comes_out(stage, "Pekka", "kiosk-appointment-low-fi")
    kiosk.touch("done")
    with stage.steps.step("the next customer finds the screen as it was"):
        kiosk.wait_for_text("Tervetuloa")
        kiosk.touch("Suomi")
        _wait_for_choice(kiosk, lambda one: (one.height, one.y) == (usual.height, usual.y), "the usual look")
    _take_it_away(stage, shown)
    with stage.steps.step("the same code once more is answered, and gives no number"):
        stage.house.scanner.show(_CODE)
        kiosk.wait_for_text("Tähän aikaan on jo ilmoittauduttu")
        stage.picture(KIOSK, "kiosk-appointment-used-fi")
    kiosk.touch("start-over")


def _take_it_away(stage: Stage, shown: float) -> None:
    """Let so long pass that the code before the scanner is another showing."""
    over = shown + _AWAY_S
    stage.wait_until(lambda: stage.now() >= over, "a pause")


def _is_expected(stage: Stage) -> bool:
    waiting = stage.staff["tax"].desk(ROOM)["waiting"]
    return any(row["number"] == stage.numbers["Pekka"] and row["about"]["due_ms"] for row in waiting)


def _choice(seen: list[Seen]) -> Seen:
    return next(one for one in seen if one.name == _CHOICE)


def _wait_for_choice(kiosk: Eyes, holds: Callable[[Seen], bool], what: str) -> None:
    kiosk.wait_for(lambda seen: any(one.name == _CHOICE and holds(one) for one in seen), what)
