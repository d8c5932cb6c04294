import ast
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hub.accounts.account import Problem
from hub.console.refused import Why
from hub.console.texts import FOLDER, LANGUAGES, load_texts, placeholders, preferred, read_texts
from hub.house_rules import Bar
from hub.queue.answers import Code

TEMPLATES = FOLDER.parent / "templates"
TEXTS = {code: read_texts(FOLDER / f"{code}.toml") for code in LANGUAGES}
HELSINKI = ZoneInfo("Europe/Helsinki")
_FORMS = (".one", ".other")
_KEY = re.compile(r"""\b(?:t|texts)\(\s*["']([a-z_.-]+)["'](?!\s*~)""")
_PREFIX = re.compile(r"""\bt\(\s*["']([a-z_.-]+)["']\s*~""")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_the_same_texts_with_the_same_placeholders(code: str) -> None:
    assert TEXTS[code].keys() == TEXTS["fi"].keys()
    for key, text in TEXTS[code].items():
        assert placeholders(text) == placeholders(TEXTS["fi"][key]), key


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_shouts_or_is_empty(code: str) -> None:
    for key, text in TEXTS[code].items():
        assert text.strip() == text != "", key
        assert "!" not in text, key


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_refusal_has_a_sentence(code: str) -> None:
    words = {reason.value for kind in (Why, Problem, Bar, Code) for reason in kind}
    assert words <= {key.removeprefix("refused.") for key in TEXTS[code]}
    for word in words:
        assert TEXTS[code][f"refused.{word}"].endswith("."), word


def test_every_text_of_the_templates_is_there_and_none_is_left_over() -> None:
    sources = "\n".join(path.read_text() for path in TEMPLATES.glob("*.html"))
    used = set(_KEY.findall(sources))
    prefixes = (*_PREFIX.findall(sources), "refused.", "format.", "spoken.", "devices.")
    for key in used:
        assert key in TEXTS["fi"] or f"{key}.one" in TEXTS["fi"], key
    for key in TEXTS["fi"]:
        base = key.removesuffix(".one").removesuffix(".other")
        assert base in used or key.startswith(prefixes), key


def test_words_in_the_code_come_from_catalogues() -> None:
    """No letter beyond ASCII, and no sentence of a person's language, hides in the console's own code."""
    for path in (FOLDER.parent).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isalpha():
                assert node.value.isascii(), (path, node.value)


def test_durations_times_and_plurals_are_written_as_the_language_does() -> None:
    texts = load_texts(HELSINKI)
    now = 1_795_422_240_000
    assert [texts["fi"].duration(seconds) for seconds in (0, 59, 60, 3599, 3600, 7380)] == [
        "0 s", "59 s", "1 min", "59 min", "1 h 0 min", "2 h 3 min",
    ]  # fmt: skip
    assert texts["fi"].moment(now, now) == "klo 10.24"
    assert texts["sv"].moment(now, now) == "kl. 10.24"
    assert texts["en"].moment(now + 86_400_000, now) == "Tue 24.11.2026 at 10:24"
    assert texts["en"]("alarms.pressed", count=1) == "1 press"
    assert texts["en"]("alarms.pressed", count=2) == "2 presses"
    assert texts["en"].known("spoken", "xx") == "xx"
    assert texts["sv"].choose({"en": "only"}) == "only"
    with pytest.raises(KeyError):
        texts["fi"]("no.such")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("sv-FI,sv;q=0.9,en;q=0.8", "sv"),
        ("de,en;q=0.3,fi;q=0.9", "fi"),
        ("", "sv"),
        ("xx;q=zz,,;;;", "sv"),
        ("en;q=nonsense,fi;q=0.1", "fi"),
    ],
)
def test_language_follows_the_browser(accepted: str, language: str) -> None:
    assert preferred(accepted, "sv") == language


def test_catalogue_holds_nothing_but_texts(tmp_path: Path) -> None:
    (tmp_path / "xx.toml").write_text("[page]\nskip = 3\n")
    with pytest.raises(TypeError, match=r"page\.skip"):
        read_texts(tmp_path / "xx.toml")
