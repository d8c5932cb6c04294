"""Makes messages for property tests: a hypothesis strategy for any type that travels."""

import operator
from collections.abc import Callable
from typing import Any

import msgspec.inspect as shapes
from hypothesis import strategies as st

from common.wire.ids import ID_PATTERN
from common.wire.message import LANGUAGE_PATTERN
from common.wire.numbers import FACE_PATTERN, LETTER_PATTERN, LETTERS

_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
_MOST = 3  # in a list or dictionary: enough for order, doubles and none

ids = st.builds(
    operator.add, st.text(_ALPHABET, min_size=1, max_size=30), st.sampled_from(["", "-1", "x" * 30])
)
languages = st.sampled_from(["fi", "sv", "en", "se", "smn", "ar"])
letters = st.sampled_from(LETTERS)
faces = st.builds(operator.add, letters | st.just(""), st.integers(0, 99_999).map(str))
_PATTERNS: dict[str, st.SearchStrategy[str]] = {
    ID_PATTERN: ids,
    LANGUAGE_PATTERN: languages,
    FACE_PATTERN: faces,
    LETTER_PATTERN: letters,
}


def messages(kind: type) -> st.SearchStrategy[Any]:
    """Return a strategy for valid instances of a struct, by its own annotations."""
    return _strategy(shapes.type_info(kind))


def _text(shape: shapes.StrType) -> st.SearchStrategy[str]:
    return _PATTERNS[shape.pattern] if shape.pattern else st.text(max_size=min(shape.max_length or 40, 40))


def _dictionary(shape: shapes.DictType) -> st.SearchStrategy[dict[Any, Any]]:
    keys, values = _strategy(shape.key_type), _strategy(shape.value_type)
    return st.dictionaries(keys, values, max_size=_MOST)


def _struct(shape: shapes.StructType) -> st.SearchStrategy[Any]:
    return st.builds(shape.cls, **{field.name: _strategy(field.type) for field in shape.fields})


_MAKERS: dict[type, Callable[[Any], st.SearchStrategy[Any]]] = {
    shapes.Metadata: lambda shape: _strategy(shape.type),
    shapes.NoneType: lambda _: st.none(),
    shapes.BoolType: lambda _: st.booleans(),
    shapes.IntType: lambda shape: st.integers(shape.ge, shape.le),
    shapes.FloatType: lambda _: st.floats(allow_nan=False, allow_infinity=False),
    shapes.StrType: _text,
    shapes.LiteralType: lambda shape: st.sampled_from(shape.values),
    shapes.VarTupleType: lambda shape: st.lists(_strategy(shape.item_type), max_size=_MOST).map(tuple),
    shapes.TupleType: lambda shape: st.tuples(*map(_strategy, shape.item_types)),
    shapes.DictType: _dictionary,
    shapes.UnionType: lambda shape: st.one_of(*map(_strategy, shape.types)),
    shapes.StructType: _struct,
}


def _strategy(shape: shapes.Type) -> st.SearchStrategy[Any]:
    return _MAKERS[type(shape)](shape)
