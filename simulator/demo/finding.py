"""Somebody who does not know whom to see, reads no Finnish, and needs two services under one number."""

from simulator.demo.lobby import is_dealt, ticket_comes_out
from simulator.demo.stage import Stage, UnlikeError
from simulator.demo.world import DESK, KIOSK
from simulator.eyes import Seen

_SECOND = "tax-personal"


def leila_in_arabic(stage: Stage) -> None:
    """Leila finds her service by a situation of life, and adds another one to her visit."""
    kiosk = stage.eyes[KIOSK]
    kiosk.wait_for_text("Tervetuloa")
    with stage.steps.step("Leila finds Arabic one tap further, right to left"):
        kiosk.touch("languages")
        stage.picture(KIOSK, "kiosk-languages")
        kiosk.touch("العربية")
        seen = kiosk.wait_for_text("إدارة الضرائب")
        _expect_mirrored(seen)
        stage.picture(KIOSK, "kiosk-authorities-ar")
    with stage.steps.step("Leila finds whom to see by a situation of life") as note:
        kiosk.touch("not-known")
        kiosk.wait_for_text("انتقلت للعيش في فنلندا")
        stage.picture(KIOSK, "kiosk-situations-ar")
        kiosk.touch("situation:new-in-finland")
        kiosk.wait_for_text("تسجيل الأجانب")
        stage.picture(KIOSK, "kiosk-found-ar")
        note.detail = "I have come to Finland"

        def choose() -> list[Seen]:
            kiosk.touch("service:dvv-registration")
            return kiosk.wait_for_text("رقم دورك هو")

        ticket = str(is_dealt(stage, "Leila", choose).payload["body"]["ticket"])
    ticket_comes_out(stage, "Leila", "kiosk-ticket-ar")
    with stage.steps.step("Leila adds a second service, and keeps number and place") as note:
        _add_second(stage, ticket)
        note.detail = f"number {stage.numbers['Leila']}"
    kiosk.touch("done")


def _add_second(stage: Stage, ticket: str) -> None:
    kiosk, number, since = stage.eyes[KIOSK], stage.numbers["Leila"], stage.now()
    kiosk.touch("more")
    kiosk.wait_for(lambda seen: any(one.name == "another" for one in seen), "another service")
    stage.picture(KIOSK, "kiosk-additions-ar")
    kiosk.touch("another")
    kiosk.touch("authority:tax")
    kiosk.touch(f"service:{_SECOND}")
    kiosk.wait_for(lambda seen: any(one.name == "added" and one.label for one in seen), "what was added")
    stage.hear_addition(ticket, since)
    stage.picture(KIOSK, "kiosk-added-ar")
    waiting = stage.staff["dvv"].desk(DESK)["waiting"]
    later = [row["about"]["later"] for row in waiting if row["number"] == number]
    if later != [[_SECOND]]:
        raise UnlikeError(f"the desk sees {later} after the first service, not {_SECOND}")


def _expect_mirrored(seen: list[Seen]) -> None:
    where = {one.name: one.x for one in seen}
    if where["back"] < where["language"] or where["help"] > where["size"]:
        raise UnlikeError("the way back stands left, as in a language that is read from the left")
