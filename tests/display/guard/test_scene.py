import pytest

from common.wire.alarms import Close, HelpComing, Seen, Shown
from display.guard.facts import MOST_AT_POINT, MOST_POINTS
from display.guard.picture import Step
from tests.display.examples import LANGUAGES
from tests.display.guard.panel import DESK_3, KEEPER, POINTS, ROOM_5, UPSTAIRS, Panel, open_press


@pytest.fixture
def panel() -> Panel:
    panel = Panel()
    panel.well()
    return panel


def bodies(panel: Panel) -> list[object]:
    return [request.body for request in panel.asked()]


def test_press_shows_at_once_from_the_device_alone(panel: Panel) -> None:
    panel.report(ROOM_5, "press-1", age_ms=12_000)
    alarm = panel.picture.alarms[0]
    assert (alarm.title, alarm.when, alarm.ago.replace("\u00a0", " ")) == (
        "Palveluhuone 5",
        "Hälytys 10.24.19",
        "12 s sitten",
    )
    assert panel.picture.sounding
    assert "Hälytystä ei ole vielä kirjattu" in alarm.notes


def test_press_shows_at_once_from_the_keeper_alone(panel: Panel) -> None:
    panel.state(ROOM_5, open_press("press-1"))
    assert panel.picture.marks == ("press-1",)
    assert panel.picture.alarms[0].notes == ()


def test_same_press_by_both_ways_is_one_alarm(panel: Panel) -> None:
    panel.report(ROOM_5, "press-1")
    panel.state(ROOM_5, open_press("press-1"))
    panel.report(ROOM_5, "press-1")
    assert panel.picture.marks == ("press-1",)


def test_shown_is_said_after_it_was_drawn_and_again_until_the_state_has_it(panel: Panel) -> None:
    panel.report(ROOM_5, "press-1")
    assert bodies(panel) == []
    panel.drawn()
    (request,) = panel.asked()
    assert request.body == Shown(point=ROOM_5, presses=("press-1",))
    panel.reply(request)  # a keeper says so also where it has not heard of the press yet
    assert panel.picture.marks == ("press-1",)
    panel.wait(999)
    assert panel.asked() == []
    panel.wait(1)
    assert panel.asked() == [request]
    panel.state(ROOM_5, open_press("press-1", shown=True))
    panel.wait(5000)
    assert panel.asked() == []


def test_shown_ends_when_the_state_says_so(panel: Panel) -> None:
    panel.state(ROOM_5, open_press("press-1"))
    panel.drawn()
    panel.asked()
    panel.state(ROOM_5, open_press("press-1", shown=True))
    panel.wait(2000)
    assert panel.asked() == []


def test_new_keeper_is_told_again_what_it_does_not_list_as_shown(panel: Panel) -> None:
    panel.state(ROOM_5, open_press("press-1", shown=True))
    panel.drawn()
    assert panel.asked() == []
    panel.beat("keeper-life-2")
    panel.revision = 0
    panel.state(ROOM_5, open_press("press-1"), life="keeper-life-2")
    assert bodies(panel) == [Shown(point=ROOM_5, presses=("press-1",))]


def test_press_that_the_keeper_does_not_know_yet_is_asked_for_alone(panel: Panel) -> None:
    panel.state(ROOM_5, open_press("press-1"), open_press("press-2"))
    panel.report(ROOM_5, "press-3")
    panel.drawn()
    asked = [body for body in bodies(panel) if isinstance(body, Shown)]
    assert sorted(body.presses for body in asked) == [
        ("press-1", "press-2"),
        ("press-3",),
    ]


def test_seen_stops_the_sound_at_once_and_is_asked_for(panel: Panel) -> None:
    panel.state(ROOM_5, open_press("press-1", shown=True))
    panel.touch("seen", ROOM_5, "press-1")
    assert not panel.picture.sounding
    assert panel.picture.alarms[0].step is Step.SEEN
    assert bodies(panel) == [Seen(point=ROOM_5, presses=("press-1",), by="guard-1")]


def test_help_is_seen_as_well(panel: Panel) -> None:
    panel.state(ROOM_5, open_press("press-1", shown=True))
    panel.touch("help", ROOM_5, "press-1")
    assert HelpComing(point=ROOM_5, presses=("press-1",), by="guard-1") in bodies(panel)
    assert panel.picture.alarms[0].helped
    assert not panel.picture.sounding


def test_seen_somewhere_else_stops_the_sound(panel: Panel) -> None:
    panel.state(ROOM_5, open_press("press-1", seen_by="mari"))
    assert not panel.picture.sounding
    assert "Hälytys on nähty" in panel.picture.alarms[0].notes


def test_close_asks_for_a_reason_and_names_the_presses_seen(panel: Panel) -> None:
    panel.state(ROOM_5, open_press("press-1", shown=True, seen_by="guard-1"))
    panel.touch("close", ROOM_5)
    assert panel.picture.alarms[0].step is Step.CHOOSING
    panel.touch("reason", ROOM_5, "press-1", reason="false-alarm")
    assert panel.picture.alarms[0].step is Step.CLOSING
    (request,) = panel.asked()
    assert request.body == Close(point=ROOM_5, presses=("press-1",), by="guard-1", reason="false-alarm")
    panel.reply(request)
    assert panel.picture.alarms == ()


def test_closed_elsewhere_disappears(panel: Panel) -> None:
    panel.state(ROOM_5, open_press("press-1"))
    panel.state(ROOM_5)
    assert panel.picture.alarms == ()
    panel.report(ROOM_5, "press-1")
    assert panel.picture.alarms == ()


def test_new_press_while_a_reason_is_chosen_is_seen_first(panel: Panel) -> None:
    panel.state(ROOM_5, open_press("press-1", shown=True, seen_by="guard-1"))
    panel.touch("close", ROOM_5)
    panel.report(ROOM_5, "press-2")
    assert panel.picture.alarms[0].step is Step.NEW
    assert panel.picture.sounding


def test_close_that_misses_a_press_is_given_up_and_said(panel: Panel) -> None:
    panel.state(ROOM_5, open_press("press-1", shown=True, seen_by="guard-1"))
    panel.touch("reason", ROOM_5, "press-1")
    (request,) = panel.asked()
    panel.state(
        ROOM_5, open_press("press-1", shown=True, seen_by="guard-1"), open_press("press-2", shown=True)
    )
    panel.reply(request, "out-of-date")
    alarm = panel.picture.alarms[0]
    assert alarm.step is Step.NEW
    assert "Pisteestä tuli uusi hälytys. Katso ensin se." in alarm.notes


def test_close_waits_for_the_keeper_to_hear_that_it_was_seen(panel: Panel) -> None:
    panel.state(ROOM_5, open_press("press-1", shown=True))
    panel.touch("seen", ROOM_5, "press-1")
    panel.touch("reason", ROOM_5, "press-1")
    for request in panel.asked():
        if isinstance(request.body, Close):
            panel.reply(request, "not-now")
    panel.wait(1000)
    assert any(isinstance(body, Close) for body in bodies(panel))


def test_press_of_a_dead_keeper_stays_and_can_be_seen(panel: Panel) -> None:
    panel.wait(60_000)
    panel.report(ROOM_5, "press-1")
    panel.touch("seen", ROOM_5, "press-1")
    panel.wait(600_000)
    assert panel.picture.marks == ("press-1",)
    assert not panel.picture.sounding
    assert panel.picture.loud != ""


def test_press_that_a_keeper_without_record_never_knew_can_be_closed_here(panel: Panel) -> None:
    panel.report(ROOM_5, "press-1")
    panel.touch("seen", ROOM_5, "press-1")
    panel.touch("reason", ROOM_5, "press-1")
    for request in panel.asked():
        panel.reply(request, "unknown")
    assert panel.picture.alarms == ()


def test_press_that_was_closed_while_this_panel_was_away_goes_with_the_first_touch(panel: Panel) -> None:
    panel.report(ROOM_5, "press-1")
    panel.touch("seen", ROOM_5, "press-1")
    (request,) = panel.asked()
    assert panel.picture.marks == ("press-1",)
    panel.reply(request)
    assert panel.picture.alarms == ()


def test_old_state_by_the_other_broker_neither_closes_nor_opens(panel: Panel) -> None:
    panel.state(ROOM_5, open_press("press-1"))
    panel.state(ROOM_5, life="older-life")
    assert panel.picture.marks == ("press-1",)
    panel.state(ROOM_5)
    panel.state(ROOM_5, open_press("press-1"), life="older-life")
    assert panel.picture.alarms == ()


def test_several_alarms_are_all_there_and_the_newest_is_large(panel: Panel) -> None:
    panel.report(ROOM_5, "press-1", age_ms=12_000)
    panel.report(UPSTAIRS, "press-2", age_ms=45_000)
    panel.report(DESK_3, "press-3", age_ms=1000)
    picture = panel.picture
    assert [alarm.title for alarm in picture.alarms] == ["Piste 3", "Palveluhuone 5", "2. kerros, huone 21"]
    assert picture.focus == 0
    assert picture.more == "Lisäksi 2 muuta hälytystä"
    panel.touch("focus", UPSTAIRS)
    assert panel.picture.focus == 2
    panel.report("room-9-desk", "press-4", age_ms=0)
    assert panel.picture.alarms[panel.picture.focus].title == "Palveluhuone 9"


def test_all_well_is_said_with_the_time_of_the_last_beat(panel: Panel) -> None:
    assert panel.picture.headline == "Ei hälytyksiä"
    assert panel.notes == ["18 painiketta kunnossa, tarkistettu 10.24"]


def test_faults_are_said_in_words_with_the_time(panel: Panel) -> None:
    panel.state("room-12-desk", fault="cut", fault_age_ms=26 * 60_000)
    panel.state("room-9-desk", fault="lost")
    assert panel.notes == [
        "Painikkeista kunnossa 16/18, tarkistettu 10.24",
        "Vika: Palveluhuone 9, laitteeseen ei saada yhteyttä klo 10.24",
        "Vika: Palveluhuone 12, johto poikki klo 9.58",
    ]
    tiles = {tile.name: tile.state for group in panel.picture.groups for tile in group.tiles}
    assert tiles["Palveluhuone 12"] == "fault"


def test_point_that_the_keeper_says_nothing_of_is_a_fault() -> None:
    panel = Panel(count=2)
    panel.beat()
    panel.state(POINTS[0])
    assert panel.notes[-1] == "Vika: Piste 2, ei valvonnassa"


def test_silent_keeper_is_never_all_well(panel: Panel) -> None:
    panel.wait(5001)
    picture = panel.picture
    assert (picture.headline, picture.notes) == ("", ())
    assert picture.loud == "Kirjaus ei ole yhteydessä. Hälytykset näkyvät silti."


def test_panel_without_any_line_says_so(panel: Panel) -> None:
    panel.lines(0)
    assert panel.picture.loud.startswith("Paneelilla ei ole yhteyttä")
    assert panel.picture.notes == ()
    panel.lines(1)
    assert panel.notes[-1] == "Toinen yhteys on poikki. Hälytykset näkyvät silti."


def test_new_panel_is_connecting_before_it_is_worried() -> None:
    panel = Panel(count=2)
    panel.wait(-60_000)
    assert (panel.picture.headline, panel.picture.loud) == ("Yhdistetään", "")
    panel.wait(6000)
    assert panel.picture.loud


def test_cable_is_told_by_the_device_when_the_keeper_is_gone(panel: Panel) -> None:
    panel.wait(5001)
    panel.report(ROOM_5, line="cut")
    assert panel.notes == ["Vika: Palveluhuone 5, johto poikki"]


def test_alarm_at_a_point_that_is_not_configured_is_shown_by_its_id(panel: Panel) -> None:
    panel.report("cellar", "press-1")
    assert panel.picture.alarms[0].title == "cellar"


def test_another_configuration_lets_go_of_no_press(panel: Panel) -> None:
    panel.report(ROOM_5, "press-1")
    swedish = Panel("sv")
    panel.scene.configure(swedish.config, LANGUAGES.get("sv"))
    assert panel.picture.alarms[0].title == "Servicerum 5"
    assert panel.picture.words.seen == "Sett"


def test_flood_of_points_and_presses_is_bounded_and_counted(panel: Panel) -> None:
    for number in range(MOST_AT_POINT + 100):
        panel.report(ROOM_5, f"press-{number}")
    assert len(panel.picture.marks) == MOST_AT_POINT
    for number in range(MOST_POINTS + 100):
        panel.report(f"point-{number}", f"other-{number}")
    assert panel.refusals.counts()["crowded"] >= 100
    assert panel.picture.alarms[panel.picture.focus].title


def test_answer_to_nothing_changes_nothing(panel: Panel) -> None:
    panel.state(ROOM_5, open_press("press-1"))
    panel.drawn()
    (request,) = panel.asked()
    before = panel.picture
    panel.state(ROOM_5, open_press("press-1", shown=True))
    panel.reply(request, "unknown")
    panel.reply(request)
    assert panel.picture == before


def test_nothing_is_asked_while_no_line_is_up(panel: Panel) -> None:
    panel.state(ROOM_5, open_press("press-1"))
    panel.drawn()
    panel.lines(0)
    assert panel.asked() == []
    panel.lines(1)
    assert len(panel.asked()) == 1
    assert KEEPER
