import json
import subprocess
import sys
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from common.wire.asyncapi import document, to_yaml
from common.wire.channel import Channel
from common.wire.topics import CHANNELS
from tests.messages import messages
from tests.traffic import DOCUMENT, Reader

READER = Reader()
each_channel = pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.name)


def _captured(channel: Channel[Any], payload: object) -> dict[str, Any]:
    topic = channel.filter("pori").replace("+", "some-id")
    return {
        "at_ms": 0,
        "broker": "site",
        "topic": topic,
        "retained": channel.retained,
        "qos": channel.qos,
        "payload": payload,
    }


def test_the_document_in_docs_is_current() -> None:
    current = DOCUMENT.read_text(encoding="utf-8") == to_yaml(document())
    assert current, "run: python -m common.wire.asyncapi > docs/asyncapi.yaml"


def test_the_command_prints_it() -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "common.wire.asyncapi"], capture_output=True, text=True, check=True
    )
    assert printed.stdout == to_yaml(document())


def test_the_yaml_says_what_the_document_says() -> None:
    assert yaml.safe_load(to_yaml(document())) == document()


words = st.text(
    st.characters(codec="latin-1", exclude_categories=["Cc"]) | st.sampled_from("\n–č"), max_size=9
)


@given(
    st.dictionaries(
        words,
        st.recursive(
            st.none() | st.booleans() | st.integers() | words,
            lambda inner: (
                st.lists(inner.filter(lambda item: not isinstance(item, list)), max_size=3)
                | st.dictionaries(words, inner, max_size=3)
            ),
            max_leaves=8,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_what_a_document_may_hold_comes_back_from_its_yaml(value: dict[str, Any]) -> None:
    assert yaml.safe_load(to_yaml(value)) == value


def test_every_reference_leads_somewhere() -> None:
    made = document()
    for reference in set(json.dumps(made).split('"$ref": "')[1:]):
        here: Any = made
        for step in reference.partition('"')[0].removeprefix("#/").split("/"):
            here = here[step]
        assert here


def test_every_message_and_part_is_described() -> None:
    schemas: Any = document()["components"]
    for name, schema in schemas["schemas"].items():
        assert len(schema["description"]) > 20, name
        assert schema["additionalProperties"] is False, name


@each_channel
@settings(max_examples=20)
@given(data=st.data())
def test_what_is_sent_on_a_channel_holds_against_the_document(
    channel: Channel[Any], data: st.DataObject
) -> None:
    payload = msgspec.json.encode(data.draw(messages(channel.kind)))
    if len(payload) <= channel.limit:
        assert READER.judge(_captured(channel, json.loads(payload))) == (channel.name, "")
