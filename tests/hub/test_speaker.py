"""What the hub says, and when it says nothing."""

import pytest

from common.runtime.link import Said
from common.wire import topics
from common.wire.channel import Channel
from common.wire.site import KioskConfig
from common.wire.staff_codes import seal_code
from hub.publish.configs import make_configs
from hub.queue.projections import Changes
from hub.queue.state import State
from hub.queue.views import BoardView, WaitView
from hub.site.timetable import Timetable
from hub.speaker import Speaker
from tests.hub.clock import HOUR_MS, HandClock
from tests.hub.shop import SITE, Line, site_with

NOW = HandClock().wall
BOARD_ALONE = Changes(boards={"lobby": BoardView()}, rooms={}, waits={}, numbers={})


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def speaker(line: Line) -> Speaker:
    return Speaker(
        say=line.say, site=SITE, table=Timetable(SITE), configs=make_configs(SITE), incarnation="life-1"
    )


def test_new_staff_code_is_said_to_kiosks_at_once_and_no_old_one_again(speaker: Speaker, line: Line) -> None:
    speaker.say_site(NOW)
    before = {type(one.body): one for one in line.take(topics.CONFIG)}
    speaker.say_code()
    assert line.take(topics.CONFIG) == []
    sealed = seal_code("012345")
    speaker.codes.put(sealed)
    speaker.say_code()
    after = {type(one.body): one for one in line.take(topics.CONFIG)}
    kiosk = after.pop(KioskConfig)
    assert isinstance(kiosk.body, KioskConfig)
    assert kiosk.body.staff_code == sealed
    assert kiosk.revision != before.pop(KioskConfig).revision
    assert after == before
    speaker.say_code()
    assert line.take(topics.CONFIG) == []


def with_waits(**waiting: int) -> Changes:
    waits = {name: WaitView(waiting=count) for name, count in waiting.items()}
    return Changes(boards={}, rooms={}, waits=waits, numbers={})


def test_revisions_rise_with_each_thing_said(speaker: Speaker, line: Line) -> None:
    for _ in range(2):
        speaker.say_site(NOW)
        speaker.say_changes(BOARD_ALONE, State(), 1, 1)
    catalogues, boards = line.take(topics.CATALOGUE), line.take(topics.BOARD)
    revisions = [catalogues[0].revision, boards[0].revision, catalogues[1].revision, boards[1].revision]
    assert revisions == sorted(set(revisions))


def test_lengths_that_did_not_change_are_said_with_those_that_did(speaker: Speaker, line: Line) -> None:
    speaker.say_changes(with_waits(**{"tax-personal": 3, "tax-business": 1}), State(), 1, 1)
    speaker.say_changes(with_waits(**{"tax-business": 2}), State(), 1, 1)
    services = line.take(topics.WAITS)[-1].services
    assert {name: wait.waiting for name, wait in services.items()} == {"tax-personal": 3, "tax-business": 2}


def test_call_alone_does_not_say_the_lengths(speaker: Speaker, line: Line) -> None:
    speaker.say_changes(BOARD_ALONE, State(), 1, 1)
    assert line.names() == ["board"]


def test_new_day_is_told_before_anything_of_it(speaker: Speaker, line: Line) -> None:
    speaker.say_changes(
        Changes(boards={"lobby": BoardView()}, rooms={}, waits={}, numbers={}, day=True), State(), 1, 1
    )
    assert line.names() == ["hub-status", "board", "waits"]


def test_catalogue_is_said_on_line_up_and_where_it_differs(speaker: Speaker, line: Line) -> None:
    speaker.say_site(NOW)
    speaker.say_catalogue(NOW + 1000)
    assert len(line.take(topics.CATALOGUE)) == 1
    speaker.say_site(NOW)
    assert len(line.take(topics.CATALOGUE)) == 1
    assert len(line.take(topics.CONFIG)) == 2 * len(SITE.devices)


def test_opening_that_passes_is_a_new_catalogue(line: Line) -> None:
    site = site_with(hours="Mo-Fr 08:00-16:00")
    speaker = Speaker(say=line.say, site=site, table=Timetable(site), configs={}, incarnation="life-1")
    speaker.say_site(NOW)
    speaker.say_catalogue(NOW + 8 * HOUR_MS)
    assert len(line.take(topics.CATALOGUE)) == 2


def test_numbers_of_a_kiosk_that_has_not_reported_are_not_said(speaker: Speaker, line: Line) -> None:
    speaker.say_numbers(State(), "kiosk-1")
    assert line.said == []


def test_what_cannot_be_said_does_not_keep_back_the_rest(
    speaker: Speaker, line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse_catalogues(said: Said) -> bool:
        if said.channel is topics.CATALOGUE:
            raise ValueError("catalogue: 300000 bytes are over the limit of 262144")
        return line.say(said)

    speaker.say = refuse_catalogues
    for _ in range(3):
        speaker.say_site(NOW)
    assert len(line.take(topics.CONFIG)) == 3 * len(SITE.devices)
    assert caplog.text.count("300000 bytes are over the limit") == 1


def test_will_takes_back_this_life_alone(speaker: Speaker) -> None:
    will = speaker.will()
    channel: Channel[object] = will.channel  # pyright: ignore[reportInvalidTypeArguments] - of any message
    assert channel is topics.HUB_STATUS
    assert (will.message.state, will.message.incarnation) == ("lost", "life-1")
