import pytest

from common.runtime.belief import Owner
from common.screen.measure import Panel
from common.wire.board import Call, RoomBoard
from display.room.plan import DoorPicture, DoorState, draw
from display.room.view import DoorView
from tests.display.examples import HUB, LANGUAGES, NOW, SIGNS, call, hub, later
from tests.kivy_window import KivyWindow, MakeKit

PANELS = [Panel(217, 136, 1280, 800), Panel(136, 217, 800, 1280), Panel(154, 92, 800, 480)]
CALLED = call(214, "room-5", age_s=2, state="called")
SERVED = call(214, "room-5")


def room(of: Call | None, *, is_open: bool = True, paused: bool = False, life: str = HUB) -> RoomBoard:
    return RoomBoard(incarnation=life, revision=1, at_ms=10_000, call=of, open=is_open, paused=paused)


@pytest.mark.parametrize(
    ("board", "state", "number", "words"),
    [
        (room(CALLED), DoorState.CALLED, "214", ("Sisään", "Stig in")),
        (room(SERVED), DoorState.OCCUPIED, "214", ("Varattu", "Upptaget")),
        (room(None), DoorState.FREE, "", ("Vapaa", "Ledigt")),
        (room(None, paused=True), DoorState.PAUSED, "", ("Tauolla", "Paus")),
        (room(SERVED, paused=True), DoorState.OCCUPIED, "214", ("Varattu", "Upptaget")),
        (room(None, is_open=False), DoorState.CLOSED, "", ("Suljettu", "Stängt")),
        (room(CALLED, life="older"), DoorState.NO_CONNECTION, "", ("Ei yhteyttä", "Ingen förbindelse")),
        (None, DoorState.NO_CONNECTION, "", ("Ei yhteyttä", "Ingen förbindelse")),
    ],
)
def test_door_says_one_number_and_one_word(
    board: RoomBoard | None, state: DoorState, number: str, words: tuple[str, ...]
) -> None:
    picture = draw(board, hub(), SIGNS, NOW)
    assert (picture.state, picture.number, picture.words) == (state, number, words)


def test_stale_number_is_never_shown() -> None:
    assert draw(room(CALLED), hub(), SIGNS, later(5001)).state is DoorState.NO_CONNECTION
    assert draw(room(CALLED), Owner(), SIGNS, NOW).number == ""


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("codes", [("fi", "sv"), ("sv",), ("en",)])
def test_nothing_is_cut_or_overlaps(
    kivy_window: KivyWindow, make_kit: MakeKit, panel: Panel, codes: tuple[str, ...]
) -> None:
    view = DoorView(make_kit(panel))
    for state in DoorState:
        words = tuple(messages.text(f"door.{state}") for messages in LANGUAGES.some(codes))
        numbers = (
            ("7", "214", "88214", "K7", "W214", "W88214")
            if state in {DoorState.CALLED, DoorState.OCCUPIED}
            else ("",)
        )
        for number in numbers:
            view.draw(DoorPicture(state, number, words))
            kivy_window.show(view)
            assert (state, number, kivy_window.problems()) == (state, number, [])
            assert number in ["", *kivy_window.labels()]


def test_number_does_not_change_its_size_from_call_to_call(
    kivy_window: KivyWindow, make_kit: MakeKit
) -> None:
    view = DoorView(make_kit(PANELS[0]))
    heights: set[float] = set()
    for number in ("7", "42", "214"):
        view.draw(DoorPicture(DoorState.CALLED, number, ("Sisään", "Stig in")))
        kivy_window.show(view)
        heights.add(kivy_window.find(number).rect_px.height)
    assert len(heights) == 1
