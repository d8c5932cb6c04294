"""Nothing that a kiosk can show is missing from the gallery."""

from typing import Any, Literal, cast, get_args, get_origin, get_type_hints

import pytest

from common.screen.theme import Contrast, Look, TextSize
from common.wire.arrivals import ACCEPTED, Fit
from kiosk.choices.offers import find_authority, find_service
from kiosk.flow import state
from kiosk.flow.state import AppointmentAnswer, Closed, Found, OwnQueue, Services
from kiosk.gallery.example_site import CATALOGUE, MORE_LANGUAGES, site_in
from kiosk.gallery.examples import EXAMPLES
from kiosk.gallery.looks import LOOKS, MIXED_LOOKS

SCREENS = [example.screen for example in EXAMPLES.values()]
KINDS = cast("tuple[type[Any], ...]", get_args(state.Screen))


def _choices() -> list[tuple[type[Any], str, object]]:
    """Each value of each field that has only some: the stages of a call, the whereabouts of a paper."""
    found: list[tuple[type[Any], str, object]] = []
    for kind in KINDS:
        for field, hint in get_type_hints(kind, dict(vars(state))).items():
            if get_origin(hint) is Literal:
                found += [(kind, field, value) for value in get_args(hint)]
            elif hint is bool:
                found += [(kind, field, value) for value in (False, True)]
    return found


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_of_screen_has_an_example(kind: type[Any]) -> None:
    assert any(isinstance(screen, kind) for screen in SCREENS), f"add {kind.__name__} to the examples"


@pytest.mark.parametrize(("kind", "field", "value"), _choices())
def test_every_state_of_a_screen_has_an_example(kind: type[Any], field: str, value: object) -> None:
    assert any(isinstance(screen, kind) and getattr(screen, field) == value for screen in SCREENS)


def test_every_answer_about_an_appointment_has_an_example() -> None:
    shown = {screen.match.fit for screen in SCREENS if isinstance(screen, AppointmentAnswer)}
    assert shown == set(Fit) - ACCEPTED


def test_every_setting_of_a_look_is_shown_alone_and_together() -> None:
    assert set(LOOKS.values()) == {
        Look(),
        Look(size=TextSize.LARGE),
        Look(contrast=Contrast.HIGH),
        Look(low=True),
    }
    assert len({*LOOKS.values(), *MIXED_LOOKS.values()}) == 2 * 2 * 2
    assert not LOOKS.keys() & MIXED_LOOKS.keys()


def test_what_the_examples_name_is_there() -> None:
    for screen in SCREENS:
        if isinstance(screen, Services | Closed | OwnQueue):
            assert find_authority(CATALOGUE, screen.authority)
        for service in screen.services if isinstance(screen, Found) else ():
            assert find_service(CATALOGUE, service)
    named = {service for situation in CATALOGUE.situations for service in situation.services}
    assert all(find_service(CATALOGUE, service) for service in named)


def test_the_point_has_names_in_all_languages_and_names_in_few() -> None:
    names = [set(authority.names) for authority in CATALOGUE.authorities]
    assert any(set(MORE_LANGUAGES) <= one for one in names)
    assert any(not set(MORE_LANGUAGES) & one for one in names)


def test_a_language_that_a_site_adds_comes_last() -> None:
    languages = site_in(("ar", "en", "fi", "so", "sv")).config.languages
    assert languages == ("fi", "sv", "en", "ar", "so")
