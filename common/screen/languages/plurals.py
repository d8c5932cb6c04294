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


def _east_slavic(count: int) -> Category:
    last, last_two = count % 10, count % 100
    if last == 1 and last_two != 11:  # noqa: PLR2004  the figures are the rule of CLDR
        return "one"
    if last in {2, 3, 4} and last_two not in {12, 13, 14}:
        return "few"
    return "many"


def _arabic(count: int) -> Category:
    exact = {0: "zero", 1: "one", 2: "two"}.get(count)
    if exact:
        return exact
    last_two = count % 100
    if 3 <= last_two <= 10:  # noqa: PLR2004  the figures are the rule of CLDR
        return "few"
    return "many" if last_two > 10 else "other"  # noqa: PLR2004  as above


FAMILIES: dict[str, tuple[frozenset[Category], Callable[[int], Category]]] = {
    "none": (frozenset({"other"}), _no_plural),
    "one-other": (frozenset({"one", "other"}), _one_other),
    "one-two-other": (frozenset({"one", "two", "other"}), _one_two_other),
    "east-slavic": (frozenset({"one", "few", "many"}), _east_slavic),
    "arabic": (frozenset({"zero", "one", "two", "few", "many", "other"}), _arabic),
}
"""Families by the name that a catalogue gives, each with the forms that every plural text must have."""
