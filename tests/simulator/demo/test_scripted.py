"""The whole visit, played once by real processes, and what it leaves behind."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from simulator.bookings import NAMES
from simulator.demo.booked import CODES_NOW
from simulator.demo.proof import number_is_read
from tests.traffic import Reader

SCREENS = {"kiosk": (1080, 1920), "wall": (1920, 1080), "door": (1280, 800), "guard": (1280, 800)}


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "output"
    command = [sys.executable, "-m", "simulator.demo", "--scripted", "--output", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=280)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


pytestmark = pytest.mark.timeout(300)


def steps(output: Path) -> list[dict[str, object]]:
    return json.loads((output / "steps.json").read_text(encoding="utf-8"))


def test_every_step_was_seen_to_happen(output: Path) -> None:
    assert [step["name"] for step in steps(output) if not step["seen"]] == []
    assert len(steps(output)) >= 55


def test_traffic_holds_against_the_description(output: Path) -> None:
    verdict = Reader().check((output / "traffic.jsonl").read_text(encoding="utf-8").splitlines())

    assert verdict.problems == []


def test_traffic_covers_the_visit_and_the_alarm(output: Path) -> None:
    counts = Reader().check((output / "traffic.jsonl").read_text(encoding="utf-8").splitlines()).counts

    assert {"out", "ack", "numbers", "board", "room", "waits", "point-report", "point-state"} <= set(counts)


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_left_pictures_of_its_size(output: Path, screen: str) -> None:
    sizes: set[tuple[int, int]] = set()
    for path in output.glob(f"[0-9][0-9]-{screen}-*.png"):
        with Image.open(path) as picture:
            sizes.add(picture.size)

    assert sizes == {SCREENS[screen]}


def test_called_number_is_read_from_the_wall(output: Path) -> None:
    called = next(step for step in steps(output) if "calls next" in str(step["name"]))
    number = str(called["detail"]).split()[1]

    assert number_is_read(next(output.glob("*-wall-call.png")), number)


def test_what_was_said_to_a_headset_is_written_down_in_its_order(output: Path) -> None:
    heard = (output / "heard.txt").read_text(encoding="utf-8")
    taken = next(step for step in steps(output) if "keypad and ear alone" in str(step["name"]))
    number = str(taken["detail"]).split()[1]

    said = ["Tervetuloa.", "Kenen luo olet tulossa?", "Työllisyyspalvelut.", f"Vuoronumerosi on {number}."]
    places = [heard.index(words) for words in said]
    assert places == sorted(places)


def test_second_service_was_sent_as_an_addition_to_the_same_ticket(output: Path) -> None:
    lines = map(json.loads, (output / "traffic.jsonl").read_text(encoding="utf-8").splitlines())
    sent = [line["payload"]["body"] for line in lines if "/out/" in line["topic"]]
    added = [body for body in sent if body["type"] == "addition"]

    assert {body["service"] for body in added} == {"tax-personal"}
    assert {body["ticket"] for body in added} <= {body["ticket"] for body in sent if "number" in body}


def test_no_customer_of_the_lists_and_no_code_is_in_traffic_or_logs(output: Path) -> None:
    logs = "".join(file.read_text(encoding="utf-8") for file in (output / "logs").iterdir())
    traffic = (output / "traffic.jsonl").read_text(encoding="utf-8")

    assert not [name for name in NAMES if name in logs + traffic]
    assert not [code for code in CODES_NOW if f'"{code}"' in traffic or f" {code} " in logs]


def test_nobody_is_named_and_no_authority_is_told_on_the_walls(output: Path) -> None:
    told = [
        json.dumps(line["payload"])
        for line in map(json.loads, (output / "traffic.jsonl").read_text(encoding="utf-8").splitlines())
        if "/hub/board/" in line["topic"] or "/hub/room/" in line["topic"]
    ]

    assert told
    assert not [text for text in told for word in ("tax", "dvv", "employment", "service") if word in text]


def test_wrong_words_are_refused_with_2() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "simulator.demo", "--fast"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
