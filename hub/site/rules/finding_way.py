"""Everyday words and situations of life lead a customer to a service, in the languages that kiosks speak."""

from collections.abc import Iterator

from common.runtime.settings_words import below, hint_of
from hub.site.finding import Finding, mistake, warning
from hub.site.schema import Site


def find(site: Site) -> Iterator[Finding]:
    """Yield words that nobody would find anything by, and services that some languages have no word for."""
    for name, service in site.services.items():
        at = below("services", name) + ".words"
        for language, words in service.words.items():
            key = below(at, language)
            if language not in site.spoken:
                problem = f"is for {language}, which the kiosks do not speak"
                yield warning(key, problem, hint_of(language, site.spoken), key, "languages")
            yield from _each_once(key, words)
        silent = [language for language in site.languages.first if language not in service.words]
        if service.words and silent:
            problem = f"has none in {', '.join(silent)}: who looks in it must know the service's name"
            yield warning(at, problem, "add what people call it", at, "languages.first")


def _each_once(key: str, words: tuple[str, ...]) -> Iterator[Finding]:
    """People do not look for capitals or spaces, so these do not make two words of one."""
    plain = [" ".join(word.split()).casefold() for word in words]
    for index, word in enumerate(plain):
        if not word:
            yield mistake(below(key, index), "is empty", "write the word, or take it out")
        elif word in plain[:index]:
            yield mistake(below(key, index), f'is "{words[index]}" a second time', "name each once")
