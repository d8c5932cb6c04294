"""Numbers are called: to a room and a desk, again, in vain, and at the place of their arrival."""

import time

from simulator.demo.proof import number_is_read
from simulator.demo.stage import Stage, UnlikeError
from simulator.demo.world import AGENT, DESK, DOOR, ROOM, WALL
from simulator.staff import RefusedError


def aino_is_called(stage: Stage) -> None:
    """The tax expert calls who has waited longest; wall, door and chime say so."""
    number = stage.numbers["Aino"]
    since = stage.now()
    with stage.steps.step("the expert calls next: Aino's number on the board") as note:
        called = stage.staff["tax"].call_next(ROOM)
        if called != number:
            raise UnlikeError(f"{called} was called, and {number} had waited longer")
        note.detail = f"number {number} to {ROOM}"
        stage.hear_board(number, ROOM, "called", since)
    with stage.steps.step("the wall shows it large") as note:
        stage.eyes[WALL].wait_for_text(number)
        note.now()
        picture = stage.picture(WALL, "wall-call")
    with stage.steps.step("the number is read from the wall's picture") as note:
        if not number_is_read(picture, number):
            raise UnlikeError(f"tesseract does not find {number} in {picture.name}")
        note.detail = "by tesseract"
    with stage.steps.step("the door shows it") as note:
        stage.eyes[DOOR].wait_for_text(number)
        note.now()
        stage.picture(DOOR, "door-call")


def room_is_used(stage: Stage) -> None:
    """Aino and the expert sit down: the radars see them."""
    since = stage.now()
    with stage.steps.step("both sensors of the room say occupied") as note:
        for radar in stage.house.radars.values():
            radar.see(moving=True, still=True)
        for side in stage.house.radars:
            topic = f"device/{AGENT}/presence/{ROOM}/{side}"
            stage.site.wait_for(
                lambda said, topic=topic: said.topic == topic and said.payload["state"] == "occupied",
                f"{side} occupied",
                since=since,
            )
        note.detail = ROOM
    with stage.steps.step("service begins"):
        since = stage.now()
        stage.staff["tax"].act(ROOM, "start")
        stage.hear_board(stage.numbers["Aino"], ROOM, "serving", since)


def sven_does_not_come(stage: Stage) -> float:
    """Sven's number is called at the desk and nobody comes; return when it was called."""
    since = stage.now()
    with stage.steps.step("Sven's number is called at the desk") as note:
        called = stage.staff["dvv"].call_next(DESK)
        if called != stage.numbers["Sven"]:
            raise UnlikeError(f"{called} was called instead of {stage.numbers['Sven']}")
        stage.hear_board(called, DESK, "called", since)
        stage.eyes[WALL].wait_for_text(called)
        note.now()
        stage.picture(WALL, "wall-two-calls")
        note.detail = f"number {called} to {DESK}"
    return since


def aino_is_transferred(stage: Stage) -> None:
    """Aino needs a certificate, too: she waits for another service, at the place of her arrival."""
    number = stage.numbers["Aino"]
    with stage.steps.step("Aino is transferred and keeps her place") as note:
        stage.staff["tax"].act(ROOM, "transfer", service="dvv-certificates")
        waiting = [row["number"] for row in stage.staff["dvv"].desk(DESK)["waiting"]]
        if waiting[:1] != [number] or stage.numbers["Tyyne"] not in waiting:
            raise UnlikeError(f"{number} came before Tyyne, and the queue is {waiting}")
        note.detail = f"before number {stage.numbers['Tyyne']}"


def sven_is_taken_off(stage: Stage, called_at: float) -> None:
    """The desk waits as long as the authority's rule says, calls again, and then takes Sven's number off."""
    expert = stage.staff["dvv"]
    with stage.steps.step("the desk calls Sven once more") as note:
        since = stage.now()
        again = expert.act(DESK, "call-again")
        stage.hear_board(stage.numbers["Sven"], DESK, "called", since)
        note.detail = f"call {again['call'].rsplit('-', 1)[-1]}"
    with stage.steps.step("Sven has not come, and is taken off") as note:
        while True:
            standing = expert.desk(DESK)["visit"]
            if standing["not_come_in_s"] == 0:
                break
            time.sleep(min(1.0, standing["not_come_in_s"]))  # staff wait as long as the page says
        expert.act(DESK, "not-come")
        note.detail = f"{stage.now() - called_at:.0f} s after the first call"


def the_queue_is_served(stage: Stage) -> None:
    """Everybody who waits is called, in the order of arrival, served, and finished."""
    with stage.steps.step("everybody else is served in the order of arrival") as note:
        served = [_serve(stage, "tax", ROOM, "Omar"), _serve(stage, "dvv", DESK, "Aino")]
        served.append(_serve(stage, "dvv", DESK, "Tyyne"))
        note.detail = ", ".join(served)
        for person, place in (("tax", ROOM), ("dvv", DESK)):
            try:
                extra = stage.staff[person].call_next(place)
            except RefusedError as error:
                if error.code != "nobody-waiting":
                    raise
            else:
                raise UnlikeError(f"{extra} was called, and nobody should wait any more")
    with stage.steps.step("the wall is quiet again") as note:
        numbers = list(stage.numbers.values())
        stage.eyes[WALL].wait_for(
            lambda seen: not any(number in one.label for one in seen for number in numbers),
            "a wall without numbers",
            deadline_s=40,
        )
        note.now()
        stage.picture(WALL, "wall-quiet")


def _serve(stage: Stage, person: str, place: str, who: str) -> str:
    expert, number = stage.staff[person], stage.numbers[who]
    called = expert.call_next(place)
    if called != number:
        raise UnlikeError(f"{called} was called instead of {who}'s {number}")
    expert.act(place, "start")
    expert.act(place, "finish")
    return number
