"""Each word that a screen can say of its health has plain words in the console: collected from the code."""

import ast
import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from common.screen.languages.messages import Languages
from hub.console.texts import fault_text, load_texts
from hub.texts import LANGUAGES, Texts
from kiosk.printer.port import Condition

ROOT = Path(__file__).parents[2]
TEXTS = load_texts(ZoneInfo("Europe/Helsinki"))
_WORD = re.compile(r"[a-z]+(-[a-z]+)*")


def _modules() -> list[Path]:
    kept = [path for part in ("kiosk", "display") for path in (ROOT / part).rglob("*.py")]
    return [path for path in kept if "gallery" not in path.parts]


def _says_faults(node: ast.AST) -> bool:
    """Tell whether a piece of code makes a word for the health: by the names that it goes under."""
    match node:
        case ast.FunctionDef(name=name):
            return name in {"fault", "faults", "_health"}
        case ast.Assign(targets=[ast.Attribute(attr=name)]) | ast.AnnAssign(target=ast.Attribute(attr=name)):
            return name.strip("_") == "fault"
        case _:
            return False


def _words_in(code: ast.AST, names: dict[str, object]) -> Iterator[str]:
    documented = [ast.get_docstring(code, clean=False)] if isinstance(code, ast.FunctionDef) else []
    inside_f = {id(part) for one in ast.walk(code) if isinstance(one, ast.JoinedStr) for part in one.values}
    for node in ast.walk(code):
        found: object = None
        if isinstance(node, ast.Constant) and id(node) not in inside_f:
            found = node.value
        elif isinstance(node, ast.Name):
            found = names.get(node.id)
        if isinstance(found, str) and found and found not in documented:
            yield found


def _fault_words() -> set[str]:
    words: set[str] = set()
    for path in _modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        pieces = [node for node in ast.walk(tree) if _says_faults(node)]
        if pieces:
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            names = vars(sys.modules.get(name) or importlib.import_module(name))
            words.update(word for piece in pieces for word in _words_in(piece, names))
    return words


@pytest.fixture(params=LANGUAGES)
def texts(request: pytest.FixtureRequest) -> Texts:
    """The console's texts in one language after the other."""
    return TEXTS[request.param]


def test_the_words_are_found() -> None:
    assert _fault_words() >= {
        "closed-by-staff", "database-renewed", "disk", "keypad-absent", "no-sound", "not-configured",
        "printer-settings", "scanner-absent", "speech-absent", "speech-transcript",
    }  # fmt: skip


def test_each_fault_of_a_screen_has_plain_words(texts: Texts) -> None:
    for word in _fault_words():
        assert _WORD.fullmatch(word), f"{word!r} is no word for a device's health"
        assert texts.has(f"devices.faults.{word}"), (texts.code, word)
        assert fault_text(texts, word) != word


def test_language_that_is_left_out_is_named(texts: Texts) -> None:
    for code in ("sv", "so", "smn"):
        (word,) = Languages({}, {code: "a hole"}).faults
        assert texts("spoken." + code) in fault_text(texts, word)
    assert "xx-unheard" in fault_text(texts, "language-xx-unheard")


def test_word_that_is_not_known_yet_is_shown_as_it_is(texts: Texts) -> None:
    assert fault_text(texts, "on-fire") == "on-fire"


def test_each_condition_of_a_printer_has_plain_words(texts: Texts) -> None:
    words = {
        *(condition.value for condition in Condition if condition is not Condition.READY),
        "paper-near-end",
    }
    for word in words:
        assert texts.has(f"devices.printers.{word}"), (texts.code, word)
