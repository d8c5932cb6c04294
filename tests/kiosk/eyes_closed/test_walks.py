"""All ways through the kiosk with eyes closed, in each language."""

from collections.abc import Callable

import pytest
from _pytest.mark.structures import ParameterSet

from kiosk.voice.discretion import names_any
from kiosk.voice.heard import telling_names
from tests.kiosk.eyes_closed.appointment_walks import aloud_with_an_appointment
from tests.kiosk.eyes_closed.kiosk import EyesClosedKiosk
from tests.kiosk.eyes_closed.point import LANGUAGES, POINT, WITHOUT_VOICE
from tests.kiosk.eyes_closed.transcripts import compare
from tests.kiosk.eyes_closed.walker import Visitor
from tests.kiosk.eyes_closed.walks import (
    WALKS,
    aloud,
    aloud_by_word,
    without_a_voice,
)

ALWAYS = ("ticket", "several", "code", "help comes", "aloud")
"""Walks of the normal run in every language; all others are in Finnish alone there."""


def _walks() -> list[ParameterSet]:
    return [
        pytest.param(
            language, walk, marks=() if language == "fi" or walk in ALWAYS else (pytest.mark.gallery,)
        )
        for language in LANGUAGES
        for walk in WALKS
    ]


@pytest.mark.parametrize(("language", "walk"), _walks())
def test_a_walk_with_eyes_closed(kiosk: EyesClosedKiosk, language: str, walk: str) -> None:
    walker = Visitor(kiosk, language)
    WALKS[walk](walker)
    compare(language, walk, walker.lines)


def test_a_language_without_a_voice_says_what_matters_in_one_that_has_one(kiosk: EyesClosedKiosk) -> None:
    walker = Visitor(kiosk, WITHOUT_VOICE)
    without_a_voice(walker)
    compare(WITHOUT_VOICE, "without a voice", walker.lines)


@pytest.mark.parametrize("walk", [aloud, aloud_with_an_appointment, aloud_by_word])
def test_nobody_hears_an_authority_through_the_loudspeaker(
    kiosk: EyesClosedKiosk, walk: Callable[[Visitor], None]
) -> None:
    walker = Visitor(kiosk, "en")
    walk(walker)
    names = telling_names(POINT.catalogue)
    heard = [one for one in walker.all_heard if one.output == "loudspeaker"]
    assert len(heard) > 20
    assert [one.text for one in heard if names_any(one.text, names)] == []
