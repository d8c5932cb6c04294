"""Which plural form a whole number takes: the categories of Unicode CLDR, by families of languages."""

from collections.abc import Callable

Category = str
"""One of zero, one, two, few, many, other."""


def _no_plural(_: int) -> Category:
    return "other"


def _one_other(count: int) -> Category:
    return "one" if count == 1 else "other"


def _one_two_other(count: int) -> Category:
    return {1: "one", 2: "two"}.get(count, "other")


def _none_or_one_other(count: int) -> Category:
    return "one" if count < 2 else "other"  # noqa: PLR2004  the figures here and below are the rules of CLDR


def _few(count: int) -> bool:
    """Whether a number ends in 2, 3 or 4, and not in 12, 13 or 14."""
    return count % 10 in {2, 3, 4} and count % 100 not in {12, 13, 14}


def _east_slavic(count: int) -> Category:
    if count % 10 == 1 and count % 100 != 11:  # noqa: PLR2004  as above
        return "one"
    return "few" if _few(count) else "many"


def _south_slavic(count: int) -> Category:
    category = _east_slavic(count)
    return "other" if category == "many" else category


def _polish(count: int) -> Category:
    if count == 1:
        return "one"
    return "few" if _few(count) else "many"


def _czech(count: int) -> Category:
    return {1: "one", 2: "few", 3: "few", 4: "few"}.get(count, "other")


def _slovenian(count: int) -> Category:
    return {1: "one", 2: "two", 3: "few", 4: "few"}.get(count % 100, "other")


def _lithuanian(count: int) -> Category:
    if 11 <= count % 100 <= 19 or count % 10 == 0:  # noqa: PLR2004  as above
        return "other"
    return "one" if count % 10 == 1 else "few"


def _latvian(count: int) -> Category:
    if 11 <= count % 100 <= 19 or count % 10 == 0:  # noqa: PLR2004  as above
        return "zero"
    return "one" if count % 10 == 1 else "other"


def _romanian(count: int) -> Category:
    if count == 1:
        return "one"
    return "few" if count == 0 or 1 <= count % 100 <= 19 else "other"  # noqa: PLR2004  as above


def _arabic(count: int) -> Category:
    exact = {0: "zero", 1: "one", 2: "two"}.get(count)
    if exact:
        return exact
    last_two = count % 100
    if 3 <= last_two <= 10:  # noqa: PLR2004  as above
        return "few"
    return "many" if last_two > 10 else "other"  # noqa: PLR2004  as above


FAMILIES: dict[str, tuple[frozenset[Category], Callable[[int], Category]]] = {
    "none": (frozenset({"other"}), _no_plural),
    "one-other": (frozenset({"one", "other"}), _one_other),
    "french": (frozenset({"one", "other"}), _none_or_one_other),
    "one-two-other": (frozenset({"one", "two", "other"}), _one_two_other),
    "east-slavic": (frozenset({"one", "few", "many"}), _east_slavic),
    "south-slavic": (frozenset({"one", "few", "other"}), _south_slavic),
    "polish": (frozenset({"one", "few", "many"}), _polish),
    "czech": (frozenset({"one", "few", "other"}), _czech),
    "slovenian": (frozenset({"one", "two", "few", "other"}), _slovenian),
    "lithuanian": (frozenset({"one", "few", "other"}), _lithuanian),
    "latvian": (frozenset({"zero", "one", "other"}), _latvian),
    "romanian": (frozenset({"one", "few", "other"}), _romanian),
    "arabic": (frozenset({"zero", "one", "two", "few", "many", "other"}), _arabic),
}
"""Families by the name that a catalogue gives, each with the forms that every plural text must have.

Which languages belong to each is told in docs/languages.md.
"""


def choose_form(family: str, forms: dict[Category, str], count: int) -> str:
    """The form for a number. Raises KeyError where the text has no such form."""
    return forms[FAMILIES[family][1](count)]
