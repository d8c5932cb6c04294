from dataclasses import replace

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from common.wire.message import Place
from display.wall.plan import Known, WallPicture, direction_to, draw
from display.wall.stage import Stage, follow
from tests.display.examples import (
    HUB,
    LANGUAGES,
    NOW,
    SIGNS,
    WALL_MS,
    board,
    call,
    catalogue,
    hub,
    later,
    many_calls,
    wall_config,
    wall_picture,
)


def known(**changes: object) -> Known:
    base = Known("wall-1", wall_config(), catalogue(), board(many_calls(3)), hub())
    return replace(base, **changes)


def shows_numbers(picture: WallPicture) -> bool:
    return picture.top is not None or bool(picture.rows) or bool(picture.next)


def test_live_wall_shows_calls_newest_first_and_what_is_next() -> None:
    picture = wall_picture(many_calls(3))
    assert picture.top is not None
    assert (picture.top.number, picture.top.arrow) == ("214", "right")
    assert picture.top.names == ("Palveluhuone 5", "Servicerum 5")
    assert picture.top.fresh
    assert [row.number for row in picture.rows] == ["211", "208"]
    assert picture.next[:2] == ("215", "217")
    assert picture.rows_title == ("Nyt palvelussa", "Betjänas nu")
    assert (picture.time, picture.date) == ("10.24", "ma · må\u00a023.11.")


def test_no_stale_number_is_shown_when_the_hub_is_silent() -> None:
    moment = later(5001)
    picture = draw(known(), Stage(), SIGNS, moment)
    assert picture.state == "silent"
    assert not shows_numbers(picture)
    assert picture.words == ("Näyttöön ei ole yhteyttä", "Skärmen har ingen förbindelse")
    assert draw(known(), Stage(), SIGNS, later(4999)).state == "live"


def test_snapshot_of_another_life_is_not_believed() -> None:
    picture = draw(known(board=board(many_calls(3), life="older-life")), Stage(), SIGNS, NOW)
    assert picture.state == "silent"


def test_wall_waits_for_the_catalogue_rather_than_call_to_a_place_without_a_name() -> None:
    assert draw(known(catalogue=None), Stage(), SIGNS, NOW).state == "silent"


def test_direction_of_this_very_wall_wins_over_the_zone() -> None:
    place = Place(id="room-5", names={"fi": "Huone"}, directions={"wall-1": "left", "waiting-a": "right"})
    assert direction_to(place, "wall-1", "waiting-a") == "left"
    assert direction_to(place, "wall-2", "waiting-a") == "right"
    assert direction_to(place, "wall-2", "waiting-b") is None


def test_place_without_a_name_in_a_sign_language_has_any_it_has() -> None:
    picture = wall_picture(many_calls(1), signs=LANGUAGES.some(("sv",)))
    assert picture.top is not None
    assert picture.top.names == ("Servicerum 5",)


def test_unknown_place_is_called_without_name_and_arrow() -> None:
    picture = wall_picture((call(214, "room-99", age_s=1, state="called"),))
    assert picture.top is not None
    assert (picture.top.number, picture.top.names, picture.top.arrow) == ("214", (), None)


def test_empty_wall_names_the_point_and_a_closed_one_says_when_it_opens() -> None:
    assert wall_picture((), ()).words == ("Suomi-piste Pori", "Suomi-piste Björneborg")
    assert wall_picture((), ()).next_words == ("Ei jonoa", "Ingen kö")
    opens = ((WALL_MS + 20 * 3_600_000, WALL_MS + 25 * 3_600_000),)
    closed = draw(known(catalogue=catalogue(openings=opens), board=board((), ())), Stage(), SIGNS, NOW)
    assert closed.words == ("Suljettu", "Stängt")
    assert closed.notice[0].replace("\u00a0", " ") == "Avataan ti 24.11. klo 6.24"


def test_call_that_has_the_top_stays_there_while_a_newer_one_waits() -> None:
    calls = (
        call(2, "room-3", age_s=0.1, state="called"),
        call(1, "room-5", age_s=0.2, state="called"),
    )
    picture = wall_picture(calls)
    assert picture.top is not None
    assert (picture.top.number, picture.ring) == ("1", "call-1")
    assert [(row.number, row.fresh) for row in picture.rows] == [("2", True)]


@given(
    age_of_beat=st.integers(0, 20_000),
    life=st.sampled_from([HUB, "other"]),
    has_catalogue=st.booleans(),
    has_board=st.booleans(),
    count=st.integers(0, 30),
)
def test_numbers_are_shown_exactly_while_they_are_true(
    *, age_of_beat: int, life: str, has_catalogue: bool, has_board: bool, count: int
) -> None:
    state = known(
        catalogue=catalogue() if has_catalogue else None,
        board=board(many_calls(count), life=life) if has_board else None,
    )
    moment = later(age_of_beat)
    stage = follow(Stage(), HUB, many_calls(count), 0, moment.ms)
    picture = draw(state, stage, SIGNS, moment)
    true = age_of_beat <= 5000 and life == HUB and has_catalogue and has_board
    assert shows_numbers(picture) == true
    if true:
        lines = (*((picture.top,) if picture.top else ()), *picture.rows)
        assert sorted(line.call for line in lines) == sorted(one.id for one in many_calls(count))


def test_equal_facts_make_an_equal_picture() -> None:
    assert wall_picture(many_calls(6)) == wall_picture(many_calls(6))
    assert msgspec.json.encode(wall_picture(many_calls(6)))
