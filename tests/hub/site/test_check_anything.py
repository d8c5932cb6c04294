"""Site files with anything in them: the check always ends in a verdict."""

import tomllib
from typing import Any, cast

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from hub.site.check import check
from hub.site.schema import Site
from tests.hub.site.sites import HERE, NOW

_PLAIN = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=12)
_SHORT = "tax lobby wall-1 desk-1 kiosk wall keeper guard fi sv ru left none hub relay 24/7 SE prefix serve"
_WORDS = st.sampled_from([*_SHORT.split(), "Mo-Fr 08:00-16:15", "Feb 30 off", "Europe/Oslo", ""])
_VALUES = st.recursive(
    _PLAIN | _WORDS | st.datetimes(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(_WORDS | st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


def _tables(value: object) -> list[dict[str, Any] | list[Any]]:
    """All tables and lists in the data, itself first."""
    if isinstance(value, dict):
        table = cast("dict[str, Any]", value)
        return [table, *(inner for part in table.values() for inner in _tables(part))]
    if isinstance(value, list):
        items = cast("list[Any]", value)
        return [items, *(inner for part in items for inner in _tables(part))]
    return []


@st.composite
def _mutated(draw: st.DrawFn) -> dict[str, Any]:
    name = draw(st.sampled_from(["tests/hub/site/good.toml", "sites/pori.toml", "sites/porvoo.toml"]))
    data = tomllib.loads((HERE.parents[2] / name).read_text())
    for _ in range(draw(st.integers(1, 6))):
        table = draw(st.sampled_from(_tables(data)))
        known: list[Any] = list(table) if isinstance(table, dict) else list(range(len(table)))
        if known and draw(st.booleans()):
            key = draw(st.sampled_from(known))
            if draw(st.booleans()):
                table[key] = draw(_VALUES)
            else:
                del table[key]
        elif isinstance(table, dict):
            table[draw(_WORDS | st.text(max_size=5))] = draw(_VALUES)
        else:
            table.append(draw(_VALUES))
    return data


@given(_mutated())
def test_no_file_breaks_the_check(data: dict[str, Any]) -> None:
    verdict = check(data, NOW)
    assert (verdict.site is None) == bool(verdict.mistakes)
    assert all(found.key and found.problem for found in (*verdict.mistakes, *verdict.warnings))
    if verdict.site is not None:
        assert verdict.site == msgspec.convert(data, Site)
