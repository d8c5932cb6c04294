"""Customers at the check-in screen, in three languages, and one whom an adviser checks in."""

import shutil
from collections.abc import Callable

from simulator.demo.proof import number_is_read
from simulator.demo.stage import Stage, UnlikeError
from simulator.demo.world import KIOSK
from simulator.eyes import Seen
from simulator.listener import Said

_READY_S = 40.0


def aino_in_finnish(stage: Stage) -> None:
    """Aino knows where she is going: three taps and a ticket."""
    kiosk = stage.eyes[KIOSK]
    kiosk.wait_for_text("Tervetuloa", deadline_s=_READY_S)
    stage.picture(KIOSK, "kiosk-rest")
    with stage.steps.step("Aino taps Suomi, Verohallinto, Henkilöverotus") as note:
        kiosk.touch("Suomi")
        kiosk.wait_for_text("Kenen luo olet tulossa?")
        stage.picture(KIOSK, "kiosk-authorities-fi")
        kiosk.touch("Verohallinto")
        kiosk.wait_for_text("Henkilöverotus ja verokortti")
        stage.picture(KIOSK, "kiosk-services-fi")
        note.detail = "three taps"
        take(stage, "Aino", "Henkilöverotus ja verokortti", "Vuoronumerosi")
    _finish_ticket(stage, "Aino", "kiosk-ticket-fi", "Valmis")


def sven_in_swedish(stage: Stage) -> None:
    """Sven wants FPA, which has a queue of its own; then the registration."""
    kiosk = stage.eyes[KIOSK]
    kiosk.wait_for_text("Tervetuloa")
    kiosk.touch("Svenska")
    with stage.steps.step("Sven is pointed to FPA's own queue, without a number") as note:
        kiosk.touch("FPA")
        kiosk.wait_for_text("Till FPA:s egen mottagning")
        note.now()
        stage.picture(KIOSK, "kiosk-own-queue-sv")
    kiosk.touch("Tillbaka")
    with stage.steps.step("Sven takes a number for the registration"):
        kiosk.touch("Myndigheten för digitalisering och befolkningsdata")
        kiosk.wait_for_text("Registrering av utlänning")
        stage.picture(KIOSK, "kiosk-services-sv")
        take(stage, "Sven", "Registrering av utlänning", "Ditt könummer")
    _finish_ticket(stage, "Sven", "kiosk-ticket-sv", "Klart")


def omar_in_english(stage: Stage) -> None:
    """Omar finds the Land Survey closed, then has an authority with one service: two taps and a ticket."""
    kiosk = stage.eyes[KIOSK]
    kiosk.wait_for_text("Tervetuloa")
    kiosk.touch("English")
    with stage.steps.step("Omar is told when the Land Survey is next here") as note:
        kiosk.touch("National Land Survey of Finland")
        kiosk.wait_for_text("You can leave documents in the box in the lobby.")
        note.now()
        stage.picture(KIOSK, "kiosk-closed-en")
    kiosk.touch("Back")
    with stage.steps.step("Omar takes a number in two taps"):
        take(stage, "Omar", "Employment services", "Your number")
    _finish_ticket(stage, "Omar", "kiosk-ticket-en", "Done")


def adviser_checks_in(stage: Stage) -> None:
    """Somebody cannot use the screen: an adviser does it at the console."""
    with stage.steps.step("the adviser checks Tyyne in by hand") as note:
        done = stage.staff["adviser"].post("/check-in", service="dvv-certificates", language="fi")
        stage.numbers["Tyyne"] = str(done["number"])
        note.detail = f"number {done['number']}"


def take(stage: Stage, who: str, touch: str, words: str) -> None:
    """Touch the last choice, and wait until the number is shown and the hub has it."""
    kiosk = stage.eyes[KIOSK]

    def touch_it() -> list[Seen]:
        kiosk.touch(touch)
        return kiosk.wait_for_text(words)

    is_dealt(stage, who, touch_it)


def is_dealt(stage: Stage, who: str, deed: Callable[[], list[Seen]]) -> Said:
    """Do what ends in a number on the screen, wait until the hub has it, and return what the kiosk sent."""
    since, stage.papers = stage.now(), len(stage.house.printer.tickets())
    number = next(one.label for one in deed() if one.label.isdecimal())
    stage.numbers[who] = number
    return stage.hear_check_in(number, since)


def ticket_comes_out(stage: Stage, who: str, picture: str) -> None:
    """The next paper is cut, and bears the number; the customer is still there."""
    number = stage.numbers[who]
    with stage.steps.step(f"{who}'s ticket is printed") as note:
        stage.wait_for_paper()
        note.now()
        piece = stage.house.printer.tickets()[-1]
        note.detail = f"number {number}, {piece.length_mm:.0f} mm"
        stage.picture(KIOSK, picture)
        copy = stage.output / f"ticket-{who.lower()}.png"
        shutil.copyfile(piece.picture, copy)
    with stage.steps.step(f"{who}'s number is read from the ticket") as note:
        if not number_is_read(copy, number):
            raise UnlikeError(f"tesseract does not find {number} in {copy.name}")
        note.detail = "by tesseract"


def _finish_ticket(stage: Stage, who: str, picture: str, done: str) -> None:
    ticket_comes_out(stage, who, picture)
    stage.eyes[KIOSK].touch(done)
