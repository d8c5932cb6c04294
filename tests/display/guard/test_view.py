import re

import pytest

from common.screen.measure import Panel as Screen
from common.screen.palette import NIGHT
from display.guard.picture import GuardPicture, Touch
from display.guard.view import GuardView
from tests.display.guard.panel import DESK_3, POINTS, ROOM_5, UPSTAIRS, Panel, open_press
from tests.kivy_window import KivyWindow, MakeKit

SCREENS = [Screen(344, 215, 1280, 800), Screen(217, 136, 1280, 800), Screen(344, 194, 1920, 1080)]


def pictures(language: str) -> dict[str, GuardPicture]:
    found: dict[str, GuardPicture] = {}
    panel = Panel(language)
    panel.well()
    found["well"] = panel.picture
    panel.state("room-12-desk", fault="cut", fault_age_ms=26 * 60_000)
    panel.state("room-9-desk", fault="lost")
    found["faults"] = panel.picture
    panel.state(ROOM_5, open_press("press-1"))
    found["alarm"] = panel.picture
    panel.touch("seen", ROOM_5, "press-1")
    found["seen"] = panel.picture
    panel.touch("close", ROOM_5)
    found["choosing"] = panel.picture
    panel.touch("reason", ROOM_5, "press-1")
    found["closing"] = panel.picture
    panel.report(UPSTAIRS, "press-2", age_ms=1000)
    panel.report(DESK_3, "press-3", "press-4", age_ms=45_000)
    found["several"] = panel.picture
    for number, point in enumerate(POINTS):
        panel.report(point, f"many-{number}", age_ms=60_000 + number * 1000)
    found["many"] = panel.picture
    panel.wait(6000)
    found["keeper-lost-alarms"] = panel.picture
    lost = Panel(language)
    found["keeper-lost"] = lost.picture
    lost.lines(0)
    found["no-connection"] = lost.picture
    return found


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_nothing_is_cut_or_overlaps(
    kivy_window: KivyWindow, make_kit: MakeKit, screen: Screen, language: str
) -> None:
    view = GuardView(make_kit(screen, NIGHT), lambda _: None)
    for name, picture in pictures(language).items():
        view.draw(picture)
        kivy_window.show(view)
        assert (name, kivy_window.problems()) == (name, [])
        words = " ".join(kivy_window.labels()).replace("\n", " ")
        assert all(alarm.title in words for alarm in picture.alarms), name


def test_buttons_hand_over_what_was_seen(kivy_window: KivyWindow, make_kit: MakeKit) -> None:
    touches: list[Touch] = []
    view = GuardView(make_kit(SCREENS[0], NIGHT), touches.append)
    panel = Panel()
    panel.well()
    panel.state(ROOM_5, open_press("press-1"))

    def draw() -> None:
        view.draw(panel.picture)
        kivy_window.show(view)

    draw()
    for label in ("Nähty", "Apu on matkalla", "Päätä hälytys", "Takaisin", "Päätä hälytys", "Vahinko"):
        kivy_window.tap(label)
        panel.scene.touched(touches[-1])
        draw()
    assert [touch.kind for touch in touches] == ["seen", "help", "close", "back", "close", "reason"]
    assert touches[-1] == Touch("reason", ROOM_5, ("press-1",), "false-alarm")
    assert {touch.presses for touch in touches[:2]} == {("press-1",)}


def test_other_alarm_becomes_the_large_one_when_touched(kivy_window: KivyWindow, make_kit: MakeKit) -> None:
    touches: list[Touch] = []
    view = GuardView(make_kit(SCREENS[0], NIGHT), touches.append)
    panel = Panel()
    panel.report(ROOM_5, "press-1", age_ms=9000)
    panel.report(DESK_3, "press-2", age_ms=1000)
    view.draw(panel.picture)
    kivy_window.show(view)
    assert kivy_window.find("alarm.place").label == "Piste 3"
    kivy_window.tap(f"other.{ROOM_5}")
    assert touches == [Touch("focus", ROOM_5)]


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("loud", [False, True])
def test_only_alarms_that_have_room_are_marked_as_shown(
    kivy_window: KivyWindow, make_kit: MakeKit, screen: Screen, *, loud: bool
) -> None:
    view = GuardView(make_kit(screen, NIGHT), lambda _: None)
    panel = Panel()
    panel.well()
    names = [f"x{number:03}" for number in range(450)]  # points that no configuration names
    for age, name in enumerate(names):
        panel.report(name, f"press-{name}", age_ms=1000 + age * 1000)
    panel.wait(60_000 if loud else 0)
    view.draw(panel.picture)
    kivy_window.show(view)
    words = " ".join(kivy_window.labels()).replace("\n", " ")
    told = {name for name in names if re.search(rf"{name}\b", words)}
    assert set(view.marks) == {f"press-{name}" for name in told}
    assert names[0] in told
    assert len(told) < len(names)
    assert kivy_window.problems() == []
    panel.state(names[-1], open_press("newest", age_ms=10))
    view.draw(panel.picture)
    assert "newest" in view.marks


def test_every_press_is_marked_where_all_have_room(make_kit: MakeKit) -> None:
    view = GuardView(make_kit(SCREENS[1], NIGHT), lambda _: None)
    panel = Panel()
    panel.report(ROOM_5, "press-1", "press-2", age_ms=9000)
    for number, point in enumerate(POINTS):
        panel.report(point, f"many-{number}", age_ms=60_000 + number * 1000)
    view.draw(panel.picture)
    assert set(view.marks) == set(panel.picture.marks)
