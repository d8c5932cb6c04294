import ast
import re

import pytest

from hub.accounts.account import Problem
from hub.console.refused import Why
from hub.console.texts import FOLDER, preferred
from hub.house_rules import Bar
from hub.queue.answers import Code
from hub.texts import LANGUAGES, placeholders, read_texts

TEMPLATES = FOLDER.parent / "templates"
TEXTS = {code: read_texts(FOLDER / f"{code}.toml") for code in LANGUAGES}
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
