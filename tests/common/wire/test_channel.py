import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paho.mqtt.client import topic_matches_sub

from common.wire import topics
from common.wire.channel import Channel
from common.wire.life import OwnerBeat
from common.wire.topics import CHANNELS
from tests.messages import ids

each_channel = pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.name)


def _fields(channel: Channel[Any]) -> list[str]:
    return re.findall(r"\{(\w+)\}", channel.pattern)


def test_no_two_channels_have_one_name_or_one_topic() -> None:
    assert len({channel.name for channel in CHANNELS}) == len(CHANNELS)
    for channel in CHANNELS:
        topic = channel.topic("pori", **dict.fromkeys(_fields(channel), "some-id"))
        assert [other for other in CHANNELS if other.regex().match(topic)] == [channel]


def test_every_channel_of_the_module_is_in_the_table() -> None:
    defined = {name for name, value in vars(topics).items() if isinstance(value, Channel)}
    assert len(defined) == len(CHANNELS)


@each_channel
@given(data=st.data())
def test_a_topic_gives_its_ids_back_and_its_filter_matches(
    channel: Channel[Any], data: st.DataObject
) -> None:
    site = data.draw(ids)
    given_ids = {field: data.draw(ids) for field in _fields(channel)}
    topic = channel.topic(site, **given_ids)
    match = channel.regex().match(topic)
    assert match is not None
    assert match.groupdict() == {"site": site, **given_ids}
    assert topic_matches_sub(channel.filter(site), topic)
    assert channel.filter(site, **given_ids) == topic
    assert not topic_matches_sub(channel.filter(f"{site[:60]}-x"), topic)


def test_a_filter_leaves_open_what_it_is_not_given() -> None:
    assert topics.PRESENCE.filter("pori", place="room-5") == "vuoro/1/pori/device/+/presence/room-5/+"


@pytest.mark.parametrize("wrong", ["", "+", "#", "a/b", "A", "a\n"])
def test_an_id_that_is_none_makes_no_topic(wrong: str) -> None:
    with pytest.raises(ValueError, match="device is not an identifier"):
        topics.STATUS.topic("pori", device=wrong)
    with pytest.raises(ValueError, match="site is not an identifier"):
        topics.HUB_BEAT.topic(wrong)


@pytest.mark.parametrize(
    "topic",
    [
        "vuoro/1/pori/hub/beat\n",
        "vuoro/1/pori/hub/beat/",
        "/vuoro/1/pori/hub/beat",
        "vuoro/2/pori/hub/beat",
        "vuoro/1//hub/beat",
        "vuoro/1/PORI/hub/beat",
    ],
)
def test_a_topic_that_is_almost_right_is_not(topic: str) -> None:
    assert topics.HUB_BEAT.regex().match(topic) is None


def test_a_payload_over_the_limit_is_not_made() -> None:
    fits = OwnerBeat(incarnation="x" * 470, at_ms=0)
    assert len(topics.HUB_BEAT.encode(fits)) <= topics.HUB_BEAT.limit
    with pytest.raises(ValueError, match="hub-beat: 627 bytes are over the limit of 512"):
        topics.HUB_BEAT.encode(OwnerBeat(incarnation="x" * 593, at_ms=0))


@each_channel
def test_who_may_write_a_channel_agrees_with_its_topic(channel: Channel[Any]) -> None:
    branch = channel.pattern.split("/")[0]
    writers = {
        "hub": ["the hub"],
        "notice": ["the hub"],
        "alarms": ["the keeper"],
        "to": ["the hub", "who was asked"],
    }
    assert branch in {"device", *writers}
    assert branch == "device" or channel.writer in writers[branch]
