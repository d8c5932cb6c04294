"""Numbers are called: to a room and a desk, again, in vain, and at the place of their arrival."""

import time

from simulator.demo.proof import number_is_read
from simulator.demo.stage import Stage, UnlikeError
from simulator.demo.world import AGENT, DESK, DOOR, ROOM, WALL
from simulator.staff import RefusedError

_CALLED = ("call.number", "row.number")
"""The wall's controls for numbers that were called: across its top, and below that."""


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
        _wall_calls(stage, number)
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
        _wall_calls(stage, called)
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


def sven_is_called_again(stage: Stage) -> None:
    """The desk calls once more, as the authority's rule says."""
    with stage.steps.step("the desk calls Sven once more") as note:
        since = stage.now()
        again = stage.staff["dvv"].act(DESK, "call-again")
        stage.hear_board(stage.numbers["Sven"], DESK, "called", since)
        note.detail = f"call {again['call'].rsplit('-', 1)[-1]}"


def sven_is_taken_off(stage: Stage, called_at: float) -> None:
    """The desk waits as long as the rule says, and takes Sven's number off."""
    expert = stage.staff["dvv"]
    with stage.steps.step("Sven has not come, and is taken off") as note:
        while True:
            standing = expert.desk(DESK)["visit"]
            if standing["not_come_in_s"] == 0:
                break
            time.sleep(min(1.0, standing["not_come_in_s"]))  # staff wait as long as the page says
        expert.act(DESK, "not-come")
        note.detail = f"{stage.now() - called_at:.0f} s after the first call"


def the_queue_is_served(stage: Stage) -> None:
    """Everybody who waits is called, in the order of arrival, served, and finished.

    Leila is called twice under her number: when the desk is done with her, she waits for the tax expert by
    the time of her arrival. Where Pekka comes in, with his appointment, is the policy's affair.
    """
    with stage.steps.step("everybody else is served in the order of arrival") as note:
        at_desk, in_room = _serve_all(stage, "dvv", DESK), _serve_all(stage, "tax", ROOM)
        note.detail = f"{', '.join(at_desk)} · {', '.join(in_room)}"
        _expect(stage, at_desk, "Aino", "Tyyne", "Leila", "Irma")
        if stage.numbers["Pekka"] not in in_room:
            raise UnlikeError(f"Pekka's {stage.numbers['Pekka']} was not called")
        in_room.remove(stage.numbers["Pekka"])
        _expect(stage, in_room, "Omar", "Leila", "Kaija")
    with stage.steps.step("the wall is quiet again") as note:
        numbers = list(stage.numbers.values())
        stage.eyes[WALL].wait_for(
            lambda seen: not any(number in one.label for one in seen for number in numbers),
            "a wall without numbers",
            deadline_s=40,
        )
        note.now()
        stage.picture(WALL, "wall-quiet")


def _wall_calls(stage: Stage, number: str) -> None:
    """Wait until the wall calls a number; those who wait stand on it too, and smaller."""
    stage.eyes[WALL].wait_for(
        lambda seen: any(one.name in _CALLED and one.label == number for one in seen), f"{number} called"
    )


def _serve_all(stage: Stage, person: str, place: str) -> list[str]:
    """Call, serve and finish until nobody waits; return the numbers in that order."""
    expert, served = stage.staff[person], list[str]()
    while True:
        try:
            served.append(expert.call_next(place))
        except RefusedError as error:
            if error.code != "nobody-waiting":
                raise
            return served
        expert.act(place, "start")
        expert.act(place, "finish")


def _expect(stage: Stage, served: list[str], *people: str) -> None:
    expected = [stage.numbers[one] for one in people]
    if served != expected:
        raise UnlikeError(f"{served} were served; {', '.join(people)} are {expected}")
