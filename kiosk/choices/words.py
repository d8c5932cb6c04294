"""The search by an everyday word: which words there are, and how letters narrow them down. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from common.wire.site import Catalogue, Service
from kiosk.choices.alphabet import Alphabet

MOST_WORDS = 12
"""So many words are shown whole at the most; more of them are narrowed down by one letter."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the site, and the ids of the services that it leads to, in the order of the site file.

    ``authority`` is there where the word names an authority; one with a queue of its own may have no service.
    ``names`` tells that the word is the name of an authority or a service.
    """

    text: str
    services: tuple[str, ...]
    authority: str | None = None
    names: bool = False


@dataclass(frozen=True, slots=True)
class Beginning:
    """What ``count`` words have in common: folded, and as it is written."""

    prefix: str
    written: str
    count: int


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What there is to choose from now: single letters, or words and the beginnings of more of them."""

    letters: tuple[str, ...] = ()
    listed: tuple[Word | Beginning, ...] = ()


def words_of(catalogue: Catalogue, language: str) -> tuple[Word, ...]:
    """Return the words of a language: the everyday ones, and the names of services and authorities.

    A name in another language is none of its words: who does not read it cannot look for it.
    """
    found: dict[str, Word] = {}
    for authority in catalogue.authorities:
        own = tuple(one.id for one in catalogue.services if one.authority == authority.id)
        name = authority.names.get(language)
        if name and (own or authority.own_queue is not None):
            _add(found, Word(name, own, authority.id, names=True))
    for service in catalogue.services:
        name = service.names.get(language)
        if name:
            _add(found, Word(name, (service.id,), names=True))
        for word in service.words.get(language, ()):
            _add(found, Word(word, (service.id,)))
    return tuple(found.values())


def find_word(catalogue: Catalogue, language: str, text: str) -> Word | None:
    """Return the word that is written so; the catalogue may have changed under a customer's hand."""
    key = _key(text)
    return next((word for word in words_of(catalogue, language) if _key(word.text) == key), None)


def narrow(words: Iterable[Word], prefix: str, alphabet: Alphabet) -> Narrowed:
    """Return what there is to choose from among the words that a folded ``prefix`` leaves.

    Few words are listed whole. Of many the first choice is their first letter; after that, those that share
    their next letter stand together by all that they have in common, so that no step has only one way on.
    """
    left = _left(words, prefix, alphabet)
    if len({one.word.text for one in left}) <= MOST_WORDS:
        if not prefix:  # nothing was looked for yet: each stands where its own first letter is
            left.sort(key=lambda one: alphabet.order(alphabet.fold(one.word.text)))
        return Narrowed(listed=_listed(one.word for one in left))
    if not prefix:
        letters = sorted({one.folded[0] for one in left}, key=alphabet.order)
        return Narrowed(letters=tuple(letters))
    at = len(_common([one.folded for one in left]))
    groups: dict[str, list[_Left]] = {}
    for one in left:
        groups.setdefault(one.folded[: at + 1], []).append(one)
    found: list[Word | Beginning] = []
    for group in groups.values():
        common = _common([one.folded for one in group])
        count = len({one.word.text for one in group})
        if count == 1 or len(common) == at:
            found += [one.word for one in group]
        else:
            found.append(Beginning(common, alphabet.cut(group[0].written, len(common)), count))
    return Narrowed(listed=_listed(found))


def service_named(catalogue: Catalogue, word: Word) -> Service | None:
    """Return the service of a word that leads to one only."""
    if len(word.services) != 1:
        return None
    return next((one for one in catalogue.services if one.id == word.services[0]), None)


@dataclass(frozen=True, slots=True)
class _Left:
    """A word, and one of the beginnings under which it is looked for."""

    folded: str
    written: str
    word: Word


def _add(found: dict[str, Word], word: Word) -> None:
    """Add a word, or to the one that is written the same; how it was met first is how it is shown."""
    known = found.setdefault(_key(word.text), word)
    more = tuple(service for service in word.services if service not in known.services)
    if more or (word.names and not known.names):
        services = (*known.services, *more)
        found[_key(word.text)] = Word(known.text, services, known.authority, known.names or word.names)


def _key(text: str) -> str:
    return " ".join(text.casefold().split())


def _left(words: Iterable[Word], prefix: str, alphabet: Alphabet) -> list[_Left]:
    """Return the words with the beginnings that ``prefix`` leaves, in the order of the alphabet."""
    left = [
        _Left(folded, written, word)
        for word in words
        for folded, written in alphabet.beginnings(word.text)
        if folded.startswith(prefix)
    ]
    # Of two that go on alike, the one that begins so stands before the one that only has it inside.
    return sorted(left, key=lambda one: (alphabet.order(one.folded), len(one.word.text)))


def _listed(found: Iterable[Word | Beginning]) -> tuple[Word | Beginning, ...]:
    """Return each once, where it is met first."""
    return tuple(dict.fromkeys(found))


def _common(texts: Sequence[str]) -> str:
    """Return the beginning that all have."""
    first, last = min(texts), max(texts)
    length = next(
        (at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other),
        min(len(first), len(last)),
    )
    return first[:length]
