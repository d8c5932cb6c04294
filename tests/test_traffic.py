import json
from typing import Any

import pytest

from tests.traffic import Reader

READER = Reader()
RIGHT = {
    "at_ms": 12,
    "broker": "site",
    "topic": "vuoro/1/pori/hub/beat",
    "retained": False,
    "qos": 0,
    "payload": {"v": 1, "incarnation": "first", "at_ms": 5},
}
KEPT = {
    **RIGHT,
    "topic": "vuoro/1/pori/device/kiosk-1/status",
    "retained": True,
    "qos": 1,
    "payload": {"v": 1, "state": "ready", "start": "first"},
}


@pytest.mark.parametrize("captured", [RIGHT, KEPT, {**KEPT, "retained": False}, {**KEPT, "payload": ""}])
def test_a_message_as_it_should_be_has_no_problem(captured: dict[str, Any]) -> None:
    assert READER.judge(captured)[1] == ""


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"topic": "vuoro/1/pori/hub/beats"}, "matches 0 channels"),
        ({"topic": "vuoro/1/Pori/hub/beat"}, "matches 0 channels"),
        ({"retained": True}, "was retained"),
        ({"qos": 1}, "QoS 1 and not 0"),
        ({"payload": ""}, "is empty"),
        ({"payload": "/w=="}, "is no JSON"),
        ({"payload": []}, "not of type 'object'"),
        ({"payload": {"incarnation": "first", "at_ms": 5}}, "'v' is a required property"),
        ({"payload": {"v": 2, "incarnation": "first", "at_ms": 5}}, "2 is not one of"),
        ({"payload": {"v": 1, "incarnation": "First", "at_ms": 5}}, "does not match"),
        ({"payload": {"v": 1, "incarnation": "first", "at_ms": -5}}, "less than the minimum"),
        ({"payload": {"v": 1, "incarnation": "first", "at_ms": 5, "name": "x"}}, "'name' was unexpected"),
        ({"payload": {"v": 1, "incarnation": "f" * 600, "at_ms": 5}}, "bytes and may have 512"),
    ],
)
def test_what_is_wrong_with_a_message_is_told(change: dict[str, Any], told: str) -> None:
    assert told in READER.judge({**RIGHT, **change})[1]


def test_a_whole_capture_is_judged_line_by_line() -> None:
    lines = [json.dumps(RIGHT), "", json.dumps({**RIGHT, "qos": 1}), json.dumps(KEPT)]
    verdict = READER.check(lines)
    assert verdict.counts == {"hub-beat": 1, "status": 1}
    assert [problem.partition(":")[0] for problem in verdict.problems] == ["line 3"]
