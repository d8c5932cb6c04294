"""The texts of one language, and all languages that a device has."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from common.screen.languages.catalogue import Catalogue, CatalogueError, differences, read_catalogue
from common.screen.languages.formats import Formats
from common.screen.languages.plurals import FAMILIES

BUILT_IN = Path(__file__).parent
MODEL = "fi"
"""The language that the others are measured against."""


class UnknownTextError(KeyError):
    """No such text, or a placeholder of it was not given: a mistake of the program, found by its tests."""


class Messages:
    """Texts by key in one language. It never changes; a screen asks again when the language changes."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._category = FAMILIES[catalogue.about.plurals][1]

    @property
    def code(self) -> str:
        """ISO 639 code."""
        return self._catalogue.about.code

    @property
    def name(self) -> str:
        """The language's name in itself."""
        return self._catalogue.about.name

    @property
    def mirrored(self) -> bool:
        """Whether it runs from right to left."""
        return self._catalogue.about.direction == "rtl"

    @property
    def reviewed(self) -> bool:
        """Whether a native speaker has read it."""
        return self._catalogue.about.reviewed

    @property
    def formats(self) -> Formats:
        """How times, dates and durations are written."""
        return self._catalogue.formats

    def keys(self) -> frozenset[str]:
        """All keys."""
        return frozenset(self._catalogue.texts)

    def text(self, key: str, **values: str | int) -> str:
        """A text with its placeholders filled in; `count` also chooses the plural form.

        Raises UnknownTextError for an unknown key, a missing value, or a plural without `count`.
        """
        try:
            text = self._catalogue.texts[key]
            if isinstance(text, dict):
                text = text[self._category(int(values["count"]))]
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

    def __init__(self, messages: Mapping[str, Messages]) -> None:
        self._messages = dict(messages)

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes in alphabetical order."""
        return tuple(sorted(self._messages))

    def get(self, code: str) -> Messages:
        """The texts of a language; of Finnish, which every device has, for one that is not here."""
        return self._messages.get(code) or self._messages[MODEL]

    def has(self, code: str) -> bool:
        """Whether a catalogue for it was found."""
        return code in self._messages

    def some(self, codes: Sequence[str]) -> list[Messages]:
        """Those of the wanted languages that are here, in the wanted order; Finnish if none is."""
        return [self._messages[code] for code in codes if code in self._messages] or [self._messages[MODEL]]


def load_languages(*site_folders: Path) -> Languages:
    """Reads every catalogue that comes with the program, and those of a site, which win over ours.

    Raises CatalogueError for a damaged or incomplete one: a screen with holes in it serves nobody.
    """
    found: dict[str, Catalogue] = {}
    for folder in (BUILT_IN, *site_folders):
        for path in sorted(folder.glob("*.toml")):
            found[path.stem] = read_catalogue(path)
    mistakes = [line for catalogue in found.values() for line in differences(found[MODEL], catalogue)]
    if mistakes:
        raise CatalogueError("\n".join(mistakes))
    return Languages({code: Messages(catalogue) for code, catalogue in found.items()})


def together(languages: Sequence[Messages], key: str, **values: str | int) -> str:
    """The same text in several languages on one line, as on a sign: `Nyt palvelussa · Betjänas nu`."""
    return " · ".join(dict.fromkeys(messages.text(key, **values) for messages in languages))
