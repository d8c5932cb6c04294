"""Somebody who does not see: a headset, a tactile keypad, and what is said on the way, written down."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from simulator.demo.lobby import is_dealt, ticket_comes_out
from simulator.demo.stage import Stage, UnlikeError
from simulator.demo.world import KIOSK
from simulator.eyes import Seen
from simulator.keypad import PadKey, SimulatedKeypad, in_window

HEARD_FILE = "heard.txt"
_MOST_KEYS = 40
"""A screen has fewer stops than this: who has pressed so often goes round in circles."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence, and where it was said."""

    output: str
    text: str


def kaija_by_keypad(stage: Stage) -> None:
    """Kaija plugs her headset in and takes a number by keys and ears alone."""
    kiosk = stage.eyes[KIOSK]
    keypad = SimulatedKeypad(in_window(kiosk))
    kiosk.wait_for_text("Tervetuloa")
    begun = len(list(_heard(stage)))
    with stage.steps.step("Kaija plugs a headset in, and the kiosk speaks to it"):
        keypad.plug_in_headset()
        stage.wait_until(lambda: _says(stage, begun, "Tervetuloa"), "a welcome in the headset")
    with stage.steps.step("Kaija takes a number by keypad and ear alone") as note:
        _go_to(stage, keypad, "fi")
        keypad.press(PadKey.SELECT)
        kiosk.wait_for_text("Kenen luo olet tulossa?")
        _go_to(stage, keypad, "authority:employment")

        def select() -> list[Seen]:
            keypad.press(PadKey.SELECT)
            return kiosk.wait_for_text("Vuoronumerosi on")

        is_dealt(stage, "Kaija", select)
        note.detail = f"number {stage.numbers['Kaija']}"
    with stage.steps.step("the headset has told authority and number") as note:
        number = stage.numbers["Kaija"]
        for said in ("Työllisyyspalvelut", number):
            stage.wait_until(lambda said=said: _says(stage, begun, said), f"{said!r} in the headset")
        note.now()
    ticket_comes_out(stage, "Kaija", "kiosk-ticket-keypad-fi")
    _go_to(stage, keypad, "done")
    keypad.press(PadKey.SELECT)
    kiosk.wait_for_text("Tervetuloa")
    keypad.pull_out_headset()
    _write_down(stage, begun)


def _go_to(stage: Stage, keypad: SimulatedKeypad, name: str) -> None:
    """Press down until the ring is on a control."""
    kiosk = stage.eyes[KIOSK]
    for _ in range(_MOST_KEYS):
        before = kiosk.focused()
        if before == [name]:
            return
        keypad.press(PadKey.DOWN)
        stage.wait_until(lambda before=before: kiosk.focused() != before, "the ring goes on")
    raise UnlikeError(f"{_MOST_KEYS} keys do not lead to {name!r}")


def _heard(stage: Stage) -> Iterator[Heard]:
    file = stage.house.heard_file(KIOSK)
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        said = json.loads(line)
        if said.get("text"):
            yield Heard(said["output"], said["text"])


def _says(stage: Stage, begun: int, words: str) -> bool:
    return any(one.output == "headset" and words in one.text for one in list(_heard(stage))[begun:])


def _write_down(stage: Stage, begun: int) -> None:
    with stage.steps.step("what was said to her is written down, and nothing was said aloud") as note:
        heard = list(_heard(stage))[begun:]
        aloud = [one.text for one in heard if one.output != "headset"]
        if aloud:
            raise UnlikeError(f"the loudspeaker said {aloud[0]!r}")
        text = "".join(f"{one.text}\n" for one in heard)
        (stage.output / HEARD_FILE).write_text(text, encoding="utf-8")
        note.detail = f"{len(heard)} sentences, in {HEARD_FILE}"
