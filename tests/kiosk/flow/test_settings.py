"""How the kiosk looks and speaks is one customer's, and gone for the next."""

from msgspec.structs import replace

from common.screen.theme import Contrast, Look, TextSize
from kiosk.flow.event import (
    AuthorityChosen,
    HeadsetChanged,
    LanguageChosen,
    Press,
    Ticked,
)
from kiosk.flow.moves import fresh
from kiosk.flow.settings import LOUDEST
from kiosk.flow.state import (
    Leaving,
    Sound,
)
from kiosk.flow.step import step
from kiosk.flow.timing import WARNING_MS
from tests.kiosk.flow.visiting import HOUSE, IDLE_MS, go, later
from tests.kiosk.house import NOW


def test_size_contrast_and_low_mode_are_turned_on_and_off() -> None:
    visit, _ = go(Press.SIZE, Press.CONTRAST, Press.LOW)
    assert visit.look == Look(size=TextSize.LARGE, contrast=Contrast.HIGH, low=True)
    assert go(Press.SIZE, Press.CONTRAST, Press.LOW, visit=visit)[0].look == Look()


def test_speech_is_turned_on_made_louder_and_turned_off_by_one_button() -> None:
    visit = fresh(HOUSE, NOW)
    heard: list[Sound] = []
    for _ in range(LOUDEST + 2):
        visit, _ = go(Press.SOUND, visit=visit)
        heard.append(visit.sound)
    assert heard == [*(Sound(on=True, louder=step) for step in range(LOUDEST + 1)), Sound()]


def test_a_headset_starts_speech_and_pulling_it_out_ends_it() -> None:
    visit, _ = go(HeadsetChanged(present=True))
    assert visit.sound == Sound(on=True, headset=True)
    assert go(Press.LOUDER, visit=visit)[0].sound == Sound(on=True, headset=True, louder=1)
    assert go(HeadsetChanged(present=False), visit=visit)[0].sound == Sound()


def test_how_it_spoke_is_gone_for_the_next() -> None:
    visit, _ = go(HeadsetChanged(present=True))
    warned, _ = step(visit, Ticked(), HOUSE, later(IDLE_MS))
    assert isinstance(warned.screen, Leaving)
    gone, _ = step(warned, Ticked(), HOUSE, later(IDLE_MS + WARNING_MS))
    assert gone == replace(fresh(HOUSE, later(IDLE_MS + WARNING_MS)), plugged=True)


def test_who_starts_over_goes_on_hearing() -> None:
    plugged = HeadsetChanged(present=True)
    visit, _ = go(plugged, LanguageChosen("en"), AuthorityChosen("dvv"), Press.START_OVER)
    assert visit == replace(fresh(HOUSE, NOW), sound=Sound(on=True, headset=True), plugged=True)


def test_a_look_that_was_changed_at_rest_is_gone_for_the_next() -> None:
    visit, _ = go(Press.SIZE)
    warned, _ = step(visit, Ticked(), HOUSE, later(IDLE_MS))
    assert isinstance(warned.screen, Leaving)
    assert step(warned, Ticked(), HOUSE, later(IDLE_MS + WARNING_MS))[0] == fresh(
        HOUSE, later(IDLE_MS + WARNING_MS)
    )


def test_a_headset_in_the_jack_is_spoken_to_whoever_comes() -> None:
    visit, _ = go(HeadsetChanged(present=True), LanguageChosen("fi"), Press.START_OVER)
    assert visit.sound == Sound(on=True, headset=True)
    warned, _ = step(visit, Ticked(), HOUSE, later(IDLE_MS))
    gone, _ = step(warned, Ticked(), HOUSE, later(IDLE_MS + WARNING_MS))
    assert gone.sound == Sound()
    assert go(Press.SPEAK, visit=gone)[0].sound == Sound(on=True, headset=True)
    pulled, _ = go(HeadsetChanged(present=False), Press.SPEAK, visit=gone)
    assert pulled.sound == Sound(on=True)
