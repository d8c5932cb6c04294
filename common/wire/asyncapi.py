"""Describes the language as an AsyncAPI 3.0 document, made from the channels and the messages themselves.

``python -m common.wire.asyncapi > docs/asyncapi.yaml`` writes it anew.
"""

import inspect
import json
import re
import sys
from collections.abc import Iterator
from typing import Any

import msgspec

from common.wire.channel import ROOT, Channel
from common.wire.ids import ID_PATTERN
from common.wire.message import VERSION
from common.wire.topics import CHANNELS

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]
Json = dict[str, Value]

_PLAIN_KEY = re.compile(r"[A-Za-z_$][\w$-]*")
_YAML_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
_PARAMETER = re.compile(r"\{(\w+)\}")
_PARAMETERS = {
    "site": "the site's id",
    "device": "the id of the device that speaks or is spoken to; also the name it signs in with",
    "point": "the alarm point's id",
    "place": "the id of a room or desk",
    "side": "the side of the desk: customer or staff",
    "zone": "the waiting area's id",
    "authority": "the authority's id; its own systems sign in as authority-<its id>",
}
_ABOUT = """\
What the processes of a shared service point say to each other, over MQTT 5 with JSON payloads.

Everything a device writes lies under `device/<its id>/`, so that one pattern is its whole right to write;
what is meant for it comes under `to/<its id>/`. A retained message has exactly one owner, who says it again
on every connect: the broker may lose anything. A reader accepts fields that it does not know; nobody sends
fields that do not stand here."""


def document() -> Json:
    """Return the whole document as plain JSON types."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Vuoro",
            "version": str(VERSION),
            "description": _ABOUT,
            "license": {"name": "EUPL-1.2"},
        },
        "defaultContentType": "application/json",
        "channels": {channel.name: _channel(channel) for channel in CHANNELS},
        "operations": {f"say-{channel.name}": _operation(channel) for channel in CHANNELS},
        "components": {
            "messages": {kind.__name__: _message(kind) for kind in _kinds()},
            "schemas": _schemas(),
        },
    }


def to_yaml(value: Json) -> str:
    """Return plain JSON types as YAML: blocks for objects and lists, JSON's own notation for the rest."""
    return "\n".join(_lines(value)) + "\n"


def _kinds() -> list[type]:
    return list(dict.fromkeys(channel.kind for channel in CHANNELS))


def _channel(channel: Channel[Any]) -> Json:
    address = f"{ROOT}/{{site}}/{channel.pattern}"
    kind = channel.kind.__name__
    return {
        "address": address,
        "description": f"{channel.about[0].upper()}{channel.about[1:]}.",
        "messages": {kind: {"$ref": f"#/components/messages/{kind}"}},
        "parameters": {name: {"description": _PARAMETERS[name]} for name in _PARAMETER.findall(address)},
        "x-id-pattern": ID_PATTERN,
        "x-writer": channel.writer,
        "x-retained": channel.retained,
        "x-qos": channel.qos,
        "x-limit-bytes": channel.limit,
    }


def _operation(channel: Channel[Any]) -> Json:
    return {
        "action": "send",
        "channel": {"$ref": f"#/channels/{channel.name}"},
        "summary": f"Said by {channel.writer}.",
        "bindings": {"mqtt": {"qos": channel.qos, "retain": channel.retained, "bindingVersion": "0.2.0"}},
    }


def _message(kind: type) -> Json:
    return {
        "name": kind.__name__,
        "title": kind.__name__,
        "summary": _prose(inspect.getdoc(kind) or "").partition("\n")[0],
        "payload": {"$ref": f"#/components/schemas/{kind.__name__}"},
    }


def _schemas() -> Json:
    _, schemas = msgspec.json.schema_components(_kinds(), ref_template="#/components/schemas/{name}")
    messages = {kind.__name__ for kind in _kinds()}
    described: Json = {}
    for name in sorted(schemas):
        schema = _draft_7(schemas[name])
        schema["description"] = _prose(str(schema.get("description", "")))
        schema["additionalProperties"] = False
        if name in messages:
            required = schema.get("required", [])
            schema["required"] = ["v", *(required if isinstance(required, list) else [])]
        described[name] = schema
    return described


def _draft_7(schema: Json) -> Json:
    """Say in AsyncAPI's dialect (draft 7) what msgspec says in 2020-12."""
    # A tag stands in every variant, too; AsyncAPI's `discriminator` knows no mapping.
    told = {key: _draft_7_value(value) for key, value in schema.items() if key != "discriminator"}
    if "prefixItems" in told:
        told["items"] = told.pop("prefixItems")
        told["additionalItems"] = False
    return told


def _draft_7_value(value: Value | tuple[Value, ...]) -> Value:
    if isinstance(value, dict):
        return _draft_7(value)
    if isinstance(value, list | tuple):  # msgspec gives the default of a tuple as it is
        return [_draft_7_value(item) for item in value]
    return value


def _prose(docstring: str) -> str:
    """Return a docstring as Markdown."""
    return inspect.cleandoc(docstring).replace("``", "`")


def _lines(value: Json, indent: str = "") -> Iterator[str]:
    for key, inner in value.items():
        name = key if _PLAIN_KEY.fullmatch(key) and key.lower() not in _YAML_WORDS else json.dumps(key)
        yield from _entry(f"{indent}{name}:", inner, indent + "  ")


def _entry(head: str, value: Value, indent: str) -> Iterator[str]:
    if isinstance(value, dict) and value:
        yield head
        yield from _lines(value, indent)
    elif isinstance(value, list) and value:
        yield head
        for item in value:
            if isinstance(item, dict) and item:
                first, *rest = _lines(item, indent + "  ")
                yield f"{indent}- {first.lstrip()}"
                yield from rest
            else:
                yield f"{indent}- {json.dumps(item, ensure_ascii=False)}"
    elif isinstance(value, str) and "\n" in value and value == value.strip():
        yield f"{head} |-"
        yield from (f"{indent}{line}" if line else "" for line in value.split("\n"))
    else:
        yield f"{head} {json.dumps(value, ensure_ascii=False)}"


if __name__ == "__main__":
    sys.stdout.write(to_yaml(document()))
