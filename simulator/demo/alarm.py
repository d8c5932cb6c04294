"""A button under a table is pressed, seen by the guard, and closed with a reason."""

from simulator.demo.stage import Stage, UnlikeError
from simulator.demo.world import BUTTONS, GUARD, PANIC
from simulator.lines import SimulatedButton
from simulator.listener import Said


def help_is_called(stage: Stage) -> None:
    """A button under the table is pressed; the guard sees it, and closes it with a reason."""
    closed, opened = BUTTONS[PANIC]
    button = SimulatedButton(stage.house.pins, normally_open=opened, normally_closed=closed)
    guard = stage.eyes[GUARD]
    stage.picture(GUARD, "guard-at-rest")
    since = stage.now()
    with stage.steps.step("a press under the table stands on the guard's panel") as note:
        button.press(120)
        guard.wait_for_text("Palveluhuone 5")
        note.now()
        guard.wait_for(lambda seen: any(one.label == "Nähty" for one in seen), "the button Nähty")
        stage.picture(GUARD, "guard-alarm")
    topic = f"alarms/point/{PANIC}"

    def state(what: str, wanted: str, since: float) -> Said:
        def is_so(said: Said) -> bool:
            presses = said.payload.get("presses", []) if said.topic == topic else None
            return presses is not None and (
                not presses if wanted == "closed" else bool(presses and presses[0].get(wanted))
            )

        return stage.guard.wait_for(is_so, what, since=since)

    with stage.steps.step("the press is recorded, and known to be shown"):
        state("shown", "shown", since)
    with stage.steps.step("the console shows it too") as note:
        page = stage.staff["adviser"].page("/alarms")
        if "Palveluhuone 5" not in page:
            raise UnlikeError("the console's page of alarms does not name the room")
        note.detail = "Palveluhuone 5"
    with stage.steps.step("the guard has seen it, and help is on the way"):
        guard.touch("Nähty")
        state("seen", "seen_by", since)
        guard.touch("Apu on matkalla")
        state("help is on the way", "help_by", since)
        stage.picture(GUARD, "guard-seen")
    with stage.steps.step("the guard closes it with a reason"):
        guard.touch("Päätä hälytys")
        guard.touch("Vahinko")
        state("closed", "closed", since)
        guard.wait_for_text("Ei hälytyksiä")
        stage.picture(GUARD, "guard-closed")
