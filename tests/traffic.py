"""Holds captured MQTT traffic against docs/asyncapi.yaml, by nothing that our own programs read it with.

A line of a capture is a JSON object ``{at_ms, broker, topic, retained, qos, payload}``. ``payload`` is the
parsed JSON; ``""`` stands for an empty one, which takes a retained message away, and any other text is
base64 of what is no JSON.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft7Validator

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "asyncapi.yaml"

_PARAMETER = re.compile(r"\\{\w+\\}")


@dataclass(frozen=True)
class Verdict:
    """What was found: sentences about what is wrong, and how many messages of each channel were right."""

    problems: list[str] = field(default_factory=list[str])
    counts: Counter[str] = field(default_factory=Counter[str])


@dataclass(frozen=True)
class _Channel:
    name: str
    address: re.Pattern[str]
    retained: bool
    qos: int
    limit: int
    validator: Draft7Validator


class Reader:
    """Judges messages by the document alone."""

    def __init__(self, path: Path = DOCUMENT) -> None:
        document: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        self._channels = [
            _read_channel(name, channel, document) for name, channel in document["channels"].items()
        ]

    def check(self, lines: Iterable[str]) -> Verdict:
        """Judge a whole capture; empty lines are skipped."""
        verdict = Verdict()
        for number, line in enumerate(lines, start=1):
            if line.strip():
                name, problem = self.judge(json.loads(line))
                if problem:
                    verdict.problems.append(f"line {number}: {problem}")
                else:
                    verdict.counts[name] += 1
        return verdict

    def judge(self, captured: dict[str, Any]) -> tuple[str, str]:
        """Return the channel of one message and what is wrong with it, ``""`` where nothing is."""
        topic: str = captured["topic"]
        matching = [channel for channel in self._channels if channel.address.fullmatch(topic)]
        if len(matching) != 1:
            return "", f"{topic} matches {len(matching)} channels"
        channel = matching[0]
        problem = _problem(channel, captured)
        return channel.name, f"{topic}: {problem}" if problem else ""


def _problem(channel: _Channel, captured: dict[str, Any]) -> str:
    if captured["retained"] and not channel.retained:
        return "was retained and must not be"
    if captured["qos"] != channel.qos:
        return f"came with QoS {captured['qos']} and not {channel.qos}"
    payload = captured["payload"]
    if payload == "" and channel.retained:
        return ""
    if isinstance(payload, str):
        return "is no JSON" if payload else "is empty"
    size = len(json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode())
    if size > channel.limit:
        return f"has {size} bytes and may have {channel.limit}"
    errors = channel.validator.iter_errors(payload)  # pyright: ignore[reportUnknownMemberType] - few types
    found = next(iter(errors), None)
    return f"{found.json_path}: {found.message[:200]}" if found else ""


def _read_channel(name: str, channel: dict[str, Any], document: dict[str, Any]) -> _Channel:
    identifier: str = channel["x-id-pattern"].removeprefix("^").partition("$")[0]
    (message,) = channel["messages"].values()
    kind = document["components"]["messages"][message["$ref"].rpartition("/")[2]]
    binding = document["operations"][f"say-{name}"]["bindings"]["mqtt"]
    schema = {**kind["payload"], "components": document["components"]}
    return _Channel(
        name=name,
        address=re.compile(_PARAMETER.sub(lambda _: identifier, re.escape(channel["address"]))),
        retained=binding["retain"],
        qos=binding["qos"],
        limit=channel["x-limit-bytes"],
        validator=Draft7Validator(schema),
    )
