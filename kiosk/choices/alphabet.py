"""The letters of a language as its readers look for them: what stands for what, and in which order. Pure."""

import unicodedata
from dataclasses import dataclass
from functools import cached_property

_OTHER_SHAPES = str.maketrans({"ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None, "ʼ": None})  # noqa: RUF001  as said
"""Shapes of Arabic letters that Unicode does not take apart and that readers look for under another; the
stretch of Arabic and the apostrophe of Ukrainian, which Unicode takes for letters, stand for none."""

_ARTICLES = ("وال", "فال", "بال", "كال", "ال", "لل")
"""The Arabic article, also behind the letters that are written on to it; dictionaries leave it out."""

_LEAST_LEFT = 2
"""So many letters stay of a word that loses its article."""

_LEAST_LATER = 4
"""So many letters has a word inside a text that somebody may look for."""

_BEYOND_ALL = 0x110000
"""More than there are letters in Unicode."""


@dataclass(frozen=True)
class Alphabet:
    """Letters in the order of a language, small ones. Those of them that have marks are letters of their own.

    ``å`` is one in Finnish and none in English, where it is looked for under ``a``.
    """

    letters: str

    def fold(self, text: str) -> str:
        """Return letters and figures only, as they are looked for: ``Ålands É-2`` gives ``ålandse2``."""
        composed = unicodedata.normalize("NFC", text).casefold().translate(_OTHER_SHAPES)
        return "".join(self._fold_letter(letter) for letter in composed)

    def order(self, folded: str) -> tuple[int, ...]:
        """Return what puts folded texts in order: this language's letters, then figures, then all others."""
        return tuple(self._place(letter) for letter in folded)

    def beginnings(self, text: str) -> tuple[tuple[str, str], ...]:
        """Return under which beginnings a text is looked for: folded, and as it is written from there on.

        Each of its words that tells something is one: the first always, later ones from four letters on, so
        that nobody meets an "and". An Arabic word is looked for with its article and without it, since
        dictionaries leave it out.
        """
        found: dict[str, str] = {}
        words = text.split()
        for index, word in enumerate(words):
            folded = self.fold(word)
            if not folded or (index and len(folded) < _LEAST_LATER):
                continue
            rest = self.fold(" ".join(words[index + 1 :]))
            found.setdefault(folded + rest, " ".join(words[index:]))
            bare = _without_article(folded)
            if bare:
                found.setdefault(bare + rest, bare + rest)
        return tuple(found.items())

    def cut(self, text: str, count: int) -> str:
        """Return the beginning of a text, as it is written, that folds into ``count`` letters."""
        for end in range(len(text) + 1):
            if len(self.fold(text[:end])) >= count:
                return text[:end]
        return text

    def _fold_letter(self, letter: str) -> str:
        if letter in self._places:
            return letter
        base = unicodedata.normalize("NFKD", letter)[:1]
        return base if base.isalnum() else ""

    def _place(self, letter: str) -> int:
        place = self._places.get(letter)
        if place is None:
            place = len(self.letters) + ord(letter) + (0 if letter.isdecimal() else _BEYOND_ALL)
        return place

    @cached_property
    def _places(self) -> dict[str, int]:
        return {letter: place for place, letter in enumerate(self.letters)}


def _without_article(folded: str) -> str:
    """Return an Arabic word without its article, "" for one that has none."""
    for article in _ARTICLES:
        if folded.startswith(article) and len(folded) >= len(article) + _LEAST_LEFT:
            return folded.removeprefix(article)
    return ""
