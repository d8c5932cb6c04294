"""The demo begins and ends: parts start, staff sign in, the day opens; at the end everything stops."""

from simulator.demo.stage import Stage, UnlikeError
from simulator.demo.world import AGENT, DESK, DOOR, GUARD, KIOSK, ROOM, WALL, local_now, sign_in

_READY_S = 40.0


def everything_starts(stage: Stage) -> None:
    """Every part is started, and says on MQTT that it is ready."""
    with stage.steps.step("every part says that it is ready") as note:
        house = stage.house
        house.start_hub()
        house.start_keeper()
        house.start_agent()
        for device in (KIOSK, WALL, DOOR, GUARD):
            house.start_screen(device)
        topics = [f"device/{device}/status" for device in (KIOSK, WALL, DOOR, GUARD, AGENT)]
        for topic in ("hub/status", "alarms/status", *topics):
            stage.site.wait_for(
                lambda said, topic=topic: said.topic == topic and said.payload["state"] == "ready",
                f"ready on {topic}",
                deadline_s=_READY_S,
            )
        note.detail = f"{len(topics) + 2} processes"


def staff_sign_in(stage: Stage) -> None:
    """Staff open one-time links and choose passwords; one of them opens the day."""
    with stage.steps.step("staff sign in by one-time links") as note:
        stage.staff["adviser"] = sign_in(stage.house, "neuvoja", "adviser")
        stage.staff["tax"] = sign_in(stage.house, "vero-1", "expert", "tax", "employment")
        stage.staff["dvv"] = sign_in(stage.house, "dvv-1", "expert", "dvv")
        note.detail = "an adviser and two experts"
    with stage.steps.step("the numbered day is open"):
        since = stage.now()
        if (stage.site.last("hub/status") or {}).get("day") is None:
            today = local_now().date().isoformat()
            stage.staff["adviser"].post("/day/open", date=today)
            stage.site.wait_for(
                lambda said: said.topic == "hub/status" and said.payload.get("day") is not None,
                "an open day",
                since=since,
            )
        stage.site.wait_for(lambda said: said.topic == f"to/{KIOSK}/numbers", "numbers for the kiosk")
    with stage.steps.step("desks open"):
        stage.staff["tax"].open_desk(ROOM, ["tax-personal", "tax-inheritance", "employment-jobseekers"])
        stage.staff["dvv"].open_desk(DESK, ["dvv-registration", "dvv-certificates"])


def everything_ends(stage: Stage) -> None:
    """Every process ends cleanly when it is asked to."""
    with stage.steps.step("every process ends cleanly") as note:
        codes = stage.house.parts.stop()
        wrong = {name: code for name, code in codes.items() if code}
        if wrong:
            raise UnlikeError("; ".join(stage.house.parts[name].report() for name in wrong))
        note.detail = f"{len(codes)} processes, all with 0"
