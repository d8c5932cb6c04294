"""A long day in bad weather: whatever is killed or cut, every ticket and every call is accounted for."""

import random
import threading
import time
from collections import Counter

import pytest

from tests.measured import Counted
from tests.site.crowd import Crowd
from tests.site.ledger import wrong_with
from tests.site.point import KIOSK, PLACES, Point, now, service_point

KIOSKS = (KIOSK, "kiosk-2")
LASTS_S = 240
PATIENCE_S = 60


def _weather(point: Point, chance: random.Random) -> str:
    """Let one thing fall for a while, and come back; return what it was."""
    down = threading.Event()
    what = chance.choice(("hub", "hub asked to end", "broker", "broker frozen", "cable", *KIOSKS))
    for_s = chance.choice((0.0, 0.2, 1.0, 4.0))
    if what.startswith("hub"):
        hub = point.parts["hub"]
        hub.kill() if what == "hub" else hub.stop()
        down.wait(for_s)
        hub.start()
    elif what == "broker":
        point.site_broker.kill()
        down.wait(for_s)
        point.site_broker.start()
    elif what == "broker frozen":
        point.site_broker.freeze()
        down.wait(for_s)
        point.site_broker.thaw()
    elif what == "cable":
        cable = point.cables[chance.choice(KIOSKS)]
        cable.cut()
        down.wait(3 * for_s)
        cable.mend()
    else:
        point.parts[what].kill()
        down.wait(for_s)
        point.parts[what].start()
    return what


@pytest.mark.storm
def test_every_ticket_and_every_call_of_a_stormy_day_is_accounted_for(counted: Counted) -> None:
    seed = random.SystemRandom().randrange(10_000)
    print(f"seed {seed}")  # noqa: T201 - pytest shows it where the test fails
    chance, fell = random.Random(seed), list[str]()
    with service_point(kiosks=KIOSKS, cabled=KIOSKS) as point:
        point.open()
        crowd = Crowd(point, seed)
        crowd.come(KIOSKS, PLACES)
        ends = time.monotonic() + LASTS_S
        while time.monotonic() < ends:
            crowd.pause(chance.uniform(0.2, 4))
            fell.append(_weather(point, chance))
        crowd.go()
        for device in KIOSKS:
            point.all_is_acknowledged(device, deadline_s=PATIENCE_S)
        point.hear("hub/beat", since=now())
        point.parts.check()
        events = point.events()
        held = [*crowd.told, *(ticket for device in KIOSKS for ticket in point.tickets(device))]
    commands = Counter(event["cmd"] for event in events if event.get("cmd"))
    undone = [done for done in crowd.done if commands[done[1]] != 1]
    for what in sorted(set(fell)):
        counted(f"times {what} fell", fell.count(what))
    counted("tickets that kiosks dealt", len({one.ticket for one in held}))
    counted("tickets that the hub has", sum(event["type"] == "checked-in" for event in events))
    counted("numbers told by an adviser", len(crowd.by_advisers))
    counted("things done at desks", len(crowd.done))
    counted("calls", sum(event["type"] == "called" for event in events))
    for code, count in crowd.refused.items():
        counted(f"times refused: {code}", count)
    assert not crowd.wrong
    assert not wrong_with(events, held, crowd.by_advisers)
    assert not undone
    assert len(crowd.told) > LASTS_S
    assert sum(event["type"] == "called" for event in events) > LASTS_S
