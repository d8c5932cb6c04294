"""Every screen in every language and look is held to every rule; the normal run takes a sample of them.

The sample is some screens, each in a language and a look by chance. Chance is the day's and the commit's, so
that a run can be repeated; ``VUORO_GALLERY_SEED=…`` repeats one of another day.
"""

import datetime as dt
import os
import random
import subprocess
from pathlib import Path

import pytest

from common.screen.controls.describe import focusable
from common.screen.controls.face import RING_MM
from common.screen.description import Rect
from common.screen.kit import Kit
from common.screen.languages.messages import load_languages
from common.screen.theme import Look
from kiosk.gallery.album import Album
from kiosk.gallery.checks.every import problems_of
from kiosk.gallery.checks.pixels import colour_at, ratio
from kiosk.gallery.examples import EXAMPLES
from kiosk.gallery.looks import LOOKS, MIXED_LOOKS
from kiosk.gallery.page import write_page
from kiosk.gallery.showing.seeing import view_of
from kiosk.gallery.showing.session import Session
from kiosk.gallery.view import View
from tests.kivy_window import KivyWindow

ROOT = Path(__file__).parents[3]
OUT = ROOT / "gallery-output"
LANGUAGES = load_languages()
SAMPLE = 20


@pytest.fixture
def session(kivy_window: KivyWindow, kiosk_kit: Kit) -> Session:
    return Session(kivy_window, kiosk_kit, LANGUAGES)


def _seed() -> str:
    told = os.environ.get("VUORO_GALLERY_SEED")
    if told:
        return told
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    return f"{dt.datetime.now(dt.UTC).date()}-{commit.stdout.strip() or 'no-commit'}"


def test_a_sample_of_the_gallery_has_no_problem(session: Session) -> None:
    seed = _seed()
    chance = random.Random(seed)
    wrong: list[str] = []
    for name in chance.sample(sorted(EXAMPLES), SAMPLE):
        language, look = chance.choice(LANGUAGES.codes), chance.choice(list(LOOKS))
        where = f"--screens {name} --languages {language} --looks {look}"
        wrong += [
            f"{where}: page {shot.view.page}: {problem.check}: {problem.detail}"
            for shot in session.shots(name, EXAMPLES[name], language, LOOKS[look])
            for problem in problems_of(shot.view)
        ]
    assert wrong == [], f"VUORO_GALLERY_SEED={seed} repeats this; `vuoro gallery --out …` shows it"


@pytest.mark.parametrize("name", ["code-letters", "authorities"])
def test_every_page_of_keys_and_lists_is_seen(session: Session, name: str) -> None:
    def reached(look: str) -> list[set[str]]:
        shots = session.shots(name, EXAMPLES[name], "fi", LOOKS[look])
        return [{one.name for one in shot.view.reached} - {"more", "previous"} for shot in shots]

    pages = reached("low")
    assert len(pages) > 1
    assert set[str]().union(*pages) == set[str]().union(*reached("normal"))


@pytest.mark.parametrize("look", [*LOOKS, *MIXED_LOOKS])
def test_the_place_of_the_keypad_stands_out_everywhere(
    kivy_window: KivyWindow, session: Session, look: str
) -> None:
    looks = LOOKS | MIXED_LOOKS
    for _ in session.shots("authorities", EXAMPLES["authorities"], "fi", looks[look]):
        break  # the first page stands
    root = kivy_window.root
    assert root is not None
    reached = focusable(root)
    for control in (
        reached[0],
        reached[len(reached) // 2],
        reached[-1],
    ):  # header, list, bar
        control.set_focused(True)
        view = view_of(root, kivy_window.picture())
        place = next(one.rect_px for one in view.controls if one.focused)
        assert ring_contrast(view, place) >= 3, control.name
        control.set_focused(False)


def ring_contrast(view: View, place: Rect) -> float:
    """How well the rings around a control are told from what is outside, in the middle of its left side."""
    height = place.middle[1]
    outside = colour_at(view.picture, place.left - view.panel.px(2 * RING_MM) - 4, height)
    rings = [colour_at(view.picture, place.left - step, height) for step in range(1, view.panel.px(2))]
    assert outside
    return max(ratio(outside, ring) for ring in rings if ring)


@pytest.mark.gallery
@pytest.mark.parametrize("look", LOOKS.items(), ids=LOOKS.keys())
@pytest.mark.parametrize("language", LANGUAGES.codes)
def test_every_screen_has_no_problem(session: Session, language: str, look: tuple[str, Look]) -> None:
    album = Album(OUT, keep=True)
    sheet = album.fill(session, EXAMPLES, LANGUAGES.get(language), *look)
    write_page(album)
    wrong = [
        f"{page.screen} page {page.page}: {problem.check}: {problem.detail}"
        for page in sheet.pages
        for problem in page.problems
    ]
    assert {page.screen for page in sheet.pages} == EXAMPLES.keys()
    assert wrong == [], f"look at {OUT / 'index.html'}"
