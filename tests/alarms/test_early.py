from alarms.early import MOST_EARLY, EarlyWords
from alarms.events import Pressed, Shown
from common.wire import alarms as wire
from tests.alarms.moments import folded

PRESSED = Pressed(point="room", press="a", device="agent", age_ms=0)


def test_word_is_given_once_and_only_for_its_press() -> None:
    words = EarlyWords()
    words.keep({}, "panel", wire.Shown(point="room", presses=("a",)))
    assert words.after((Pressed(point="other", press="a", device="agent", age_ms=0),)) == []
    assert words.after((PRESSED,)) == [Shown(point="room", presses=("a",), device="panel")]
    assert words.after((PRESSED,)) == []


def test_word_of_a_press_on_record_is_not_kept() -> None:
    words = EarlyWords()
    words.keep(folded({}, [PRESSED]), "panel", wire.Shown(point="room", presses=("a",)))
    assert words.after((PRESSED,)) == []


def test_words_without_end_push_out_the_oldest() -> None:
    words = EarlyWords()
    for number in range(MOST_EARLY + 1):
        words.keep({}, "panel", wire.Shown(point="room", presses=(f"p{number}",)))
    first, second = (Pressed(point="room", press=f"p{n}", device="agent", age_ms=0) for n in (0, 1))
    assert words.after((first,)) == []
    assert words.after((second,)) != []
