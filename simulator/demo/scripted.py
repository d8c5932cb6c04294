"""Plays the demo by itself, proves each step, and leaves pictures, tickets, sound and traffic behind."""

import shutil
import signal
import subprocess
import tempfile
import traceback
from contextlib import ExitStack
from pathlib import Path
from types import FrameType
from typing import Literal

from simulator.demo import alarm, arrivals, eyes_closed, finding, hall, lobby, opening, paper
from simulator.demo.proof import hears_chime, raw_to_wav
from simulator.demo.stage import Stage, UnlikeError
from simulator.demo.steps import STEPS_FILE, Steps
from simulator.demo.world import DOOR, GUARD, KIOSK, SITE, WALL, build_house
from simulator.eyes import NotSeenError
from simulator.house import House
from simulator.listener import Listener
from simulator.processes import ProcessEndedError
from simulator.recorder import Recorder
from simulator.staff import RefusedError

EXPECTED = (
    UnlikeError,
    NotSeenError,
    ProcessEndedError,
    RefusedError,
    RuntimeError,
    OSError,
    subprocess.SubprocessError,
    KeyError,
    ValueError,
)
"""What a step may end with: each means that it was not seen to happen."""

_ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_SOUND_RATE = 44_100
_SOUND_CHANNELS = 2


def play(output: Path) -> int:
    """Play the whole demo into ``output``; return 0 only if every step was seen to happen.

    Only what an earlier demo left there is taken away.
    """
    refusal = _make_room(output)
    if refusal is not None:
        print(f"{output}: {refusal}")
        return 2
    steps = Steps()
    steps.save(output)
    for one in _ENDINGS:
        signal.signal(one, _interrupt)
    # The sockets of the house lie in it, and a socket's path may have 107 letters at most.
    folder = Path(tempfile.mkdtemp(prefix="vuoro-demo-"))
    try:
        _play_in(folder, output, steps)
    except KeyboardInterrupt:
        print("The demo was interrupted; everything is ended.")
    except EXPECTED as error:
        print(f"The demo stopped: {error}")
        _keep_trace(error, output / "logs")
    finally:
        if (folder / "logs").exists():
            shutil.copytree(folder / "logs", output / "logs", dirs_exist_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        steps.save(output)
    seen = sum(step.seen for step in steps.all)
    print(
        f"{seen} of {len(steps.all)} steps were seen. Pictures, tickets, sound and traffic are in {output}/."
    )
    return 0 if steps.complete() else 1


def _make_room(output: Path) -> str | None:
    """Make ``output`` a new folder; return why that cannot be."""
    try:
        if output.is_dir() and any(output.iterdir()):
            if not (output / STEPS_FILE).is_file():
                return "other files are in this folder. Name one that is empty or not there yet."
            shutil.rmtree(output)
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return f"this folder cannot be written ({error.strerror}). Name another one."
    return None


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    """End as Ctrl-C does: whoever is told to end leaves nothing running.

    ``timeout`` and impatient people say it twice; the second word must not break off the clearing up.
    """
    for one in _ENDINGS:
        signal.signal(one, signal.SIG_IGN)
    raise KeyboardInterrupt


def _keep_trace(error: Exception, logs: Path) -> None:
    """Where in the play it stopped: a KeyError's message alone names only what was missing."""
    logs.mkdir(exist_ok=True)
    (logs / "play.log").write_text("".join(traceback.format_exception(error)), encoding="utf-8")


def _play_in(folder: Path, output: Path, steps: Steps) -> None:
    with ExitStack() as stack:
        house = stack.enter_context(build_house(folder, watched=True))
        site, guard = (_listen(house, output, name, stack) for name in ("site", "guard"))
        eyes = {device: house.eyes(device) for device in (KIOSK, WALL, DOOR, GUARD)}
        stage = Stage(house, output, steps, site, guard, eyes)
        _tell(stage)
        _keep_chime(house, output, steps)
        steps.ended = True


def _listen(house: House, output: Path, name: Literal["site", "guard"], stack: ExitStack) -> Listener:
    recorder = Recorder(name, house.recorder_settings(name), output / "traffic.jsonl")
    listener = Listener(recorder, SITE)
    recorder.start()
    stack.callback(recorder.stop)
    return listener


def _tell(stage: Stage) -> None:
    opening.everything_starts(stage)
    opening.staff_sign_in(stage)
    lobby.aino_in_finnish(stage)
    lobby.sven_in_swedish(stage)
    lobby.omar_in_english(stage)
    lobby.adviser_checks_in(stage)
    hall.aino_is_called(stage)
    hall.room_is_used(stage)
    called_at = hall.sven_does_not_come(stage)
    hall.aino_is_transferred(stage)
    alarm.help_is_called(stage)
    hall.sven_is_called_again(stage)  # and while the desk waits for him, others come
    finding.leila_in_arabic(stage)
    arrivals.pekka_with_an_appointment(stage)
    eyes_closed.kaija_by_keypad(stage)
    paper.roll_ends(stage)
    paper.host_looks_after_it(stage)
    hall.sven_is_taken_off(stage, called_at)
    hall.the_queue_is_served(stage)
    opening.everything_ends(stage)


def _keep_chime(house: House, output: Path, steps: Steps) -> None:
    with steps.step("the chime was two notes down a major third") as note:
        raw = house.sound_file(WALL)
        sound = raw_to_wav(raw, output / "chime.wav", rate=_SOUND_RATE, channels=_SOUND_CHANNELS)
        if not hears_chime(sound):
            raise UnlikeError("the sound of the wall does not hold the two notes of the chime")
        note.detail = "659.26 and 523.25 Hz, in chime.wav"
