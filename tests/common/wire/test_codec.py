import json
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from common.wire import topics
from common.wire.channel import Channel, Received, Refusal
from common.wire.codec import Codec
from common.wire.topics import CHANNELS
from tests.messages import messages

CODEC = Codec("pori")
BEAT_TOPIC = "vuoro/1/pori/hub/beat"
BEAT = b'{"v":1,"incarnation":"first","at_ms":5}'
TOPICS = [
    channel.filter("pori").replace("+", "some-id")
    if "+" in channel.filter("pori")
    else channel.filter("pori")
    for channel in CHANNELS
]
each_channel = pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.name)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


def _cause(topic: str, payload: bytes) -> str:
    outcome = CODEC.decode(topic, payload)
    assert isinstance(outcome, Refusal)
    return outcome.cause


@each_channel
@settings(max_examples=30)
@given(data=st.data(), retained=st.booleans())
def test_what_was_encoded_is_decoded(channel: Channel[Any], data: st.DataObject, *, retained: bool) -> None:
    message = data.draw(messages(channel.kind))
    payload = msgspec.json.encode(message)
    assume(len(payload) <= channel.limit)
    assert channel.encode(message) == payload
    topic = TOPICS[CHANNELS.index(channel)]
    outcome = CODEC.decode(topic, payload, retained=retained)
    assert isinstance(outcome, Received)
    assert (outcome.channel, outcome.message, outcome.retained) == (channel, message, retained)
    assert set(outcome.ids.values()) <= {"some-id"}


@given(topic=st.text() | st.sampled_from(TOPICS), payload=st.binary())
def test_no_bytes_on_any_topic_make_it_raise(topic: str, payload: bytes) -> None:
    assert isinstance(CODEC.decode(topic, payload), Received | Refusal)


@given(topic=st.sampled_from(TOPICS), payload=json_values)
def test_no_json_on_any_topic_makes_it_raise(topic: str, payload: Any) -> None:  # noqa: ANN401 - any JSON
    assert isinstance(CODEC.decode(topic, json.dumps(payload).encode()), Received | Refusal)


@each_channel
@settings(max_examples=30)
@given(data=st.data())
def test_a_message_with_one_field_turned_is_taken_or_refused_and_nothing_else(
    channel: Channel[Any], data: st.DataObject
) -> None:
    message = json.loads(msgspec.json.encode(data.draw(messages(channel.kind))))
    message[data.draw(st.sampled_from(sorted(message)))] = data.draw(json_values)
    outcome = CODEC.decode(TOPICS[CHANNELS.index(channel)], json.dumps(message).encode())
    assert isinstance(outcome, Received | Refusal)
    if isinstance(outcome, Received) and isinstance(message["v"], int):
        assert message["v"] == 1


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"v":1,"incarnation":"first"}',
        b'{"v":1,"incarnation":"First","at_ms":5}',
        b'{"v":1,"incarnation":"first\\n","at_ms":5}',
        b'{"v":1,"incarnation":"first","at_ms":-1}',
        b'{"v":1,"incarnation":"first","at_ms":9007199254740992}',
        b'{"v":1,"incarnation":"first","at_ms":"5"}',
        b'{"v":1,"incarnation":"first","at_ms":true}',
        b'{"v":1,"incarnation":"\xff","at_ms":5}',
        b'{"v":"1","incarnation":"first","at_ms":5}',
        b'{"v":NaN,"incarnation":"first","at_ms":5}',
        b"[" * 500,
        BEAT + b"x",
    ],
)
def test_a_payload_of_the_wrong_form_or_type_is_malformed(payload: bytes) -> None:
    assert _cause(BEAT_TOPIC, payload) == "malformed"


def test_nesting_without_end_is_malformed() -> None:
    deep = b'{"v":1,"incarnation":"first","at_ms":5,"more":' + b"[" * 100_000
    assert _cause("vuoro/1/pori/hub/catalogue", deep) == "malformed"


@pytest.mark.parametrize("version", [0, 2, 10**6])
def test_another_version_is_refused_as_such_even_where_the_rest_fits(version: int) -> None:
    assert _cause(BEAT_TOPIC, BEAT.replace(b'"v":1', b'"v":%d' % version)) == "version"


def test_a_payload_over_the_limit_is_refused_before_it_is_read() -> None:
    room = topics.HUB_BEAT.limit - len(BEAT)
    assert isinstance(CODEC.decode(BEAT_TOPIC, BEAT + b" " * room), Received)
    assert _cause(BEAT_TOPIC, BEAT + b" " * (room + 1)) == "oversized"
    assert _cause(BEAT_TOPIC, b"{" * (room + len(BEAT) + 1)) == "oversized"


@pytest.mark.parametrize(
    "topic", ["vuoro/1/porvoo/hub/beat", "vuoro/1/pori/hub/none", "", "vuoro/2/pori/hub/beat"]
)
def test_another_site_or_topic_is_refused(topic: str) -> None:
    assert _cause(topic, BEAT) == "topic"


def test_what_the_log_gets_is_short() -> None:
    refused = CODEC.decode("x" * 60_000, b"")
    assert isinstance(refused, Refusal)
    assert len(refused.topic) <= 200
    refused = CODEC.decode(BEAT_TOPIC, b'{"v":1,"incarnation":5,"' + b"y" * 400 + b'":1}')
    assert isinstance(refused, Refusal)
    assert len(refused.detail) <= 200


def test_a_field_that_is_not_known_yet_is_skipped() -> None:
    assert isinstance(CODEC.decode(BEAT_TOPIC, BEAT.replace(b"}", b',"colour":"green"}')), Received)


def test_a_reader_of_some_channels_refuses_the_others() -> None:
    codec = Codec("pori", (topics.BOARD,))
    refused = codec.decode(BEAT_TOPIC, BEAT)
    assert isinstance(refused, Refusal)
    assert refused.cause == "topic"


@each_channel
def test_which_topics_are_kept_is_known(channel: Channel[Any]) -> None:
    assert CODEC.is_kept(TOPICS[CHANNELS.index(channel)]) == channel.retained
