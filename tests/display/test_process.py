"""Displays as processes of their own, with real brokers: what a person in front of them would see."""

import subprocess
import sys
from pathlib import Path

import msgspec

from common.wire import topics
from common.wire.alarms import OpenPress, PointReport, PointState, Press, Shown
from common.wire.board import RoomBoard
from common.wire.site import DoorConfig, KioskConfig
from simulator.eyes import Seen
from tests.broker import OpenBroker
from tests.display.examples import board, call, catalogue, guard_config, many_calls, wall_config
from tests.display.guard.panel import ROOM_5, open_press
from tests.display.running import ROOT, SITE, Voice, box_text, reading, running_display
from tests.waiting import wait_until


def labels(seen: list[Seen]) -> list[str]:
    return [one.label for one in seen]


def start_hub(hub: Voice) -> None:
    hub.say(topics.CATALOGUE, msgspec.structs.replace(catalogue(), incarnation=hub.life))
    hub.beat(topics.HUB_BEAT)


def test_wall_from_its_first_start_to_a_silent_hub(broker: OpenBroker, tmp_path: Path) -> None:
    with (
        running_display(tmp_path, "wall-1", broker.settings) as wall,
        Voice(
            broker.settings, "hub", ((topics.INFO.filter(SITE), 1), (topics.STATUS.filter(SITE), 1))
        ) as hub,
    ):
        wall.eyes.wait_for_text("wall-1")
        hub.configure("wall-1", wall_config(3.0), revision=7)
        wall.eyes.wait_for_text("ei ole yhteyttä")
        start_hub(hub)
        calls = many_calls(4, fresh=0)
        hub.say(topics.BOARD, board(calls, life=hub.life, at_ms=hub.now_ms()), zone="waiting-a")
        wall.eyes.wait_for_text("214")
        assert wall.sounded_at_ms() == []
        newest = call(300, "room-5", age_s=0, state="called", name="new-call")
        after = board((newest, *calls), revision=2, life=hub.life, at_ms=hub.now_ms())
        hub.say(topics.BOARD, after, zone="waiting-a")
        wait_until(wall.sounded_at_ms, 15, "the chime sounds")
        wait_until(lambda: wall.drawn_at_ms("new-call"), 5, "the call is on the screen")
        seen = wall.eyes.read()
        assert ("call.number", "300") in [(one.name, one.label) for one in seen]
        revisions = [one.message.config_revision for one in hub.heard if one.channel is topics.INFO]
        assert revisions[-1] == 7
        hub.silent.set()
        silent = wall.eyes.wait_for_text("ei ole yhteyttä", deadline_s=10)
        assert not any("300" in label for label in labels(silent))
        assert wall.stop() == 0
        wait_until(
            lambda: [one.message.state for one in hub.heard if one.channel is topics.STATUS][-1] == "lost",
            5,
            "everybody knows that it is gone",
        )


def test_door_starts_with_what_it_was_and_follows_its_room(broker: OpenBroker, tmp_path: Path) -> None:
    config = DoorConfig(place="room-5", languages=("fi", "sv"))
    with running_display(tmp_path, "door-5", broker.settings) as door, Voice(broker.settings, "hub") as hub:
        hub.configure("door-5", KioskConfig(zone="waiting-a", languages=("fi",)))
        hub.configure("door-5", config)
        door.eyes.wait_for_text("Ei yhteyttä")
        assert door.stop() == 0
    broker.restart()  # and forgets everything
    with running_display(tmp_path, "door-5", broker.settings) as door, Voice(broker.settings, "hub") as hub:
        door.eyes.wait_for_text("Ei yhteyttä")
        start_hub(hub)
        calls = {"called": "Sisään", "serving": "Varattu"}
        for revision, (state, word) in enumerate(calls.items()):
            room = RoomBoard(
                incarnation=hub.life,
                revision=revision,
                at_ms=hub.now_ms(),
                call=call(214, "room-5", age_s=1, state=state),
                open=True,
            )
            hub.say(topics.ROOM, room, place="room-5")
            assert any("214" in label for label in labels(door.eyes.wait_for_text(word)))


def second_broker(tmp_path: Path) -> OpenBroker:
    other = OpenBroker(tmp_path / "guard-broker")
    other.start()
    return other


def test_guard_shows_a_press_whichever_broker_is_left(broker: OpenBroker, tmp_path: Path) -> None:
    guard_broker = second_broker(tmp_path)
    requests = ((topics.ALARM_REQUEST.filter(SITE), 1),)
    try:
        with (
            running_display(tmp_path / "box", "guard-1", broker.settings, guard_broker.settings) as panel,
            Voice(broker.settings, "hub") as hub,
        ):
            hub.configure("guard-1", guard_config())
            panel.eyes.wait_for_text("Palveluhuone")
            broker.kill()
            with Voice(guard_broker.settings, "keeper", requests) as keeper:
                keeper.beat(topics.KEEPER_BEAT)
                report = PointReport(at=reading(), line="fine", presses=(Press(id="press-1", age_ms=100),))
                keeper.say(topics.POINT_REPORT, report, device="agent-1", point=ROOM_5)
                panel.eyes.wait_for_text("Hälytys")
                wait_until(
                    lambda: any(
                        one.message.body == Shown(point=ROOM_5, presses=("press-1",)) for one in keeper.heard
                    ),
                    5,
                    "the panel says that it has drawn the press",
                )
            broker.start()
            guard_broker.kill()
            with Voice(broker.settings, "keeper", requests) as keeper:
                keeper.beat(topics.KEEPER_BEAT)
                _say_state(keeper, 1, open_press("press-1", shown=True), open_press("press-2"))
                panel.eyes.wait_for_text("Painettu 2 kertaa")
                panel.eyes.touch("seen")
                panel.eyes.touch("close")
                panel.eyes.touch("reason.false-alarm")
                wait_until(
                    lambda: any(
                        getattr(one.message.body, "reason", "") == "false-alarm" for one in keeper.heard
                    ),
                    5,
                    "the panel asks to close it",
                )
                _say_state(keeper, 2)
                panel.eyes.wait_for(
                    lambda seen: not any("Hälytys 1" in one.label for one in seen), "the alarm is gone"
                )
            assert panel.stop() == 0
    finally:
        guard_broker.kill()


def _say_state(keeper: Voice, revision: int, *presses: OpenPress) -> None:
    state = PointState(
        incarnation=keeper.life,
        revision=revision,
        at_ms=keeper.now_ms(),
        presses=presses,
    )
    keeper.say(topics.POINT_STATE, state, point=ROOM_5)


_BROKEN = """
import sys
import display.desk

def fail(desk):
    raise ValueError("broken on purpose")

display.desk.Desk._turn = fail
from display.__main__ import main
sys.exit(main(["--box", sys.argv[1]]))
"""


def test_display_whose_desk_fails_ends_with_an_error(broker: OpenBroker, tmp_path: Path) -> None:
    box = tmp_path / "box.toml"
    box.write_text(box_text(tmp_path, "wall-1", broker.settings, None, size=(640, 400)))
    ended = subprocess.run(
        [sys.executable, "-c", _BROKEN, str(box)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=40,
        check=False,
    )
    assert ended.returncode == 1
    assert "broken on purpose" in ended.stderr
