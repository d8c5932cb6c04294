"""The texts of one language, and all languages that a device has."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from common.screen.languages.catalogue import (
    About,
    Catalogue,
    CatalogueError,
    differences,
    read_about,
    read_catalogue,
)
from common.screen.languages.formats import Formats
from common.screen.languages.plurals import choose_form

logger = logging.getLogger(__name__)

BUILT_IN = Path(__file__).parent
SITE_FOLDER = "languages"
"""A folder of a device's state: a site puts its own catalogues there."""
MODEL = "fi"
"""The language that the others are measured against."""

Missing = Callable[[str], Collection[str]]
"""Tells the letters of a text that no font of the device can draw."""


class UnknownTextError(KeyError):
    """No such text, or a placeholder of it was not given: a mistake of the program, found by its tests."""


class Messages:
    """Texts by key in one language. It never changes; a screen asks again when the language changes.

    Its file is read when the first text is asked for, and what it is called a little before.
    """

    def __init__(self, path: Path, read: Callable[[Path], Catalogue] = read_catalogue) -> None:
        """`path` is a catalogue without mistakes: ours by test, a site's by `load_languages`."""
        self._path = path
        self._read = read

    @cached_property
    def _about(self) -> About:
        return read_about(self._path)

    @cached_property
    def catalogue(self) -> Catalogue:
        """All of it. Raises CatalogueError for a file with mistakes, and OSError when it is gone."""
        return self._read(self._path)

    @property
    def code(self) -> str:
        """ISO 639 code."""
        return self._path.stem

    @property
    def name(self) -> str:
        """The language's name in itself."""
        return self._about.name

    @property
    def mirrored(self) -> bool:
        """Whether it runs from right to left."""
        return self._about.direction == "rtl"

    @property
    def reviewed(self) -> bool:
        """Whether a native speaker has read it."""
        return self._about.reviewed

    @property
    def formats(self) -> Formats:
        """How times, dates and durations are written."""
        return self.catalogue.formats

    def keys(self) -> frozenset[str]:
        """All keys."""
        return frozenset(self.catalogue.texts)

    def text(self, key: str, **values: str | int) -> str:
        """A text with its placeholders filled in; `count` also chooses the plural form.

        Raises UnknownTextError for an unknown key, a missing value, or a plural without `count`.
        """
        try:
            text = self.catalogue.texts[key]
            if isinstance(text, dict):
                text = choose_form(self._about.plurals, text, int(values["count"]))
            return text.format_map(values)
        except KeyError as missing:
            raise UnknownTextError(f"{self.code}: {key} ({missing})") from missing

    def choose(self, names: Mapping[str, str], *others: str) -> str:
        """The site's own text in this language, else in one of the others, else in any; "" for none."""
        for code in (self.code, *others):
            if code in names:
                return names[code]
        return next(iter(names.values()), "")


class Languages:
    """All languages of a device, by code."""

    def __init__(
        self,
        messages: Mapping[str, Messages],
        refused: Mapping[str, str] | None = None,
        missing: Missing = lambda _: (),
    ) -> None:
        """`refused` are catalogues that were left out, by code, each with the reason."""
        self._messages = dict(messages)
        self._refused = dict(refused or {})
        self._missing = missing
        self._drawable: dict[str, bool] = {}

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes in alphabetical order."""
        return tuple(code for code in sorted(self._messages) if self.has(code))

    @property
    def faults(self) -> tuple[str, ...]:
        """A word for a device's health for each language that was left out: `language-so`."""
        return tuple(f"language-{code}" for code in sorted(self._refused))

    def get(self, code: str) -> Messages:
        """The texts of a language; of Finnish, which every device has, for one that is not here."""
        return self._messages[code] if self.has(code) else self._messages[MODEL]

    def has(self, code: str) -> bool:
        """Whether a catalogue for it was found, and a font for its script."""
        if code not in self._messages:
            return False
        if code not in self._drawable:
            self._drawable[code] = code == MODEL or self._is_drawable(code)
        return self._drawable[code]

    def some(self, codes: Sequence[str]) -> list[Messages]:
        """Those of the wanted languages that are here, in the wanted order; Finnish if none is."""
        return [self._messages[code] for code in codes if self.has(code)] or [self._messages[MODEL]]

    def unreviewed(self, codes: Sequence[str]) -> tuple[str, ...]:
        """Those of the wanted languages that are here and that no native speaker has read."""
        return tuple(code for code in codes if self.has(code) and not self._messages[code].reviewed)

    def _is_drawable(self, code: str) -> bool:
        """Whether fonts have the language's own name: a device without its script could show boxes only."""
        lacking = self._missing(self._messages[code].name)
        if lacking:
            self._refused[code] = _without_font(lacking)
            logger.error("language %s is left out: %s", code, self._refused[code])
        return not lacking


def load_languages(
    *site_folders: Path,
    missing: Missing = lambda _: (),
    read: Callable[[Path], Catalogue] = read_catalogue,
) -> Languages:
    """Finds every catalogue that comes with the program, and those of a site, which win over ours.

    Ours are read when they are needed, for tests hold them complete. Those of a site are read now: one with a
    mistake, a hole, or letters that `missing` names is left out and told in the log and in `faults`, and the
    others serve. `read` may be that of `KeptCatalogues`: the first picture then waits for no TOML.
    """
    found = {path.stem: Messages(path, read) for path in BUILT_IN.glob("*.toml")}
    refused: dict[str, str] = {}
    for path in (path for folder in site_folders for path in sorted(folder.glob("*.toml"))):
        mistakes = mistakes_in(path, missing, read)
        if mistakes:
            refused[path.stem] = "\n".join(mistakes)
            logger.error("language %s is left out, mend %s:\n%s", path.stem, path, refused[path.stem])
        else:
            found[path.stem] = Messages(path, read)
    return Languages(found, refused, missing)


def mistakes_in(
    path: Path, missing: Missing = lambda _: (), read: Callable[[Path], Catalogue] = read_catalogue
) -> list[str]:
    """Every mistake of a catalogue, each as one sentence; none for one that a device will show."""
    try:
        catalogue = read(path)
        found = differences(read(BUILT_IN / f"{MODEL}.toml"), catalogue)
    except CatalogueError as mistake:
        return str(mistake).splitlines()
    except OSError as mistake:
        return [f"{path.name}: cannot be read ({mistake.strerror})"]
    lacking = missing("".join(letters_of(catalogue)))
    return [*found, *([_without_font(lacking)] if lacking else [])]


def letters_of(catalogue: Catalogue) -> frozenset[str]:
    """Every character that a catalogue can bring to a screen."""
    formats = (getattr(catalogue.formats, name) for name in Formats.__struct_fields__)
    found = set(catalogue.about.name)
    for text in (*catalogue.texts.values(), *formats):
        forms = text.values() if isinstance(text, dict) else [text] if isinstance(text, str) else text
        found.update(*forms)
    return frozenset(found)


def _without_font(letters: Collection[str]) -> str:
    named = " ".join(sorted(letters)[:20])
    packages = "fonts-noto-core, for Chinese, Japanese and Korean fonts-noto-cjk"
    return f"no installed font has {named}: install {packages}"


def together(languages: Sequence[Messages], key: str, **values: str | int) -> str:
    """The same text in several languages on one line, as on a sign: `Nyt palvelussa · Betjänas nu`."""
    return " · ".join(dict.fromkeys(messages.text(key, **values) for messages in languages))
