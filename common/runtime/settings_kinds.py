"""What a type asks of a value in a settings file: in words, its choices and bounds, and a stand-in of it."""

import datetime as dt
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import cast

import msgspec.inspect as shapes

from common.runtime.settings_words import near
from common.wire.ids import ID_PATTERN
from common.wire.message import LANGUAGE_PATTERN

Numeric = shapes.IntType | shapes.FloatType
Lists = shapes.ListType | shapes.VarTupleType | shapes.SetType | shapes.FrozenSetType
Choice = shapes.EnumType | shapes.LiteralType

LISTS: dict[type[shapes.Type], Callable[[list[object]], object]] = {
    shapes.ListType: list,
    shapes.VarTupleType: tuple,
    shapes.SetType: set,
    shapes.FrozenSetType: frozenset,
}
_TIMES: dict[type[shapes.Type], type] = {
    shapes.DateTimeType: dt.datetime,
    shapes.DateType: dt.date,
    shapes.TimeType: dt.time,
}
_EMPTY: dict[type[shapes.Type], Callable[[], object]] = {
    shapes.BoolType: bool,
    shapes.DictType: dict,
    shapes.ListType: list,
    shapes.VarTupleType: tuple,
    shapes.SetType: set,
    shapes.FrozenSetType: frozenset,
}
_BITS = 63  # TOML's whole numbers have 64 bits with the sign; tomllib reads longer ones all the same
_PATTERNS = {
    ID_PATTERN: "small letters a-z, digits, and hyphens between them, such as room-5; at most 64",
    LANGUAGE_PATTERN: "the code of a language, such as fi or sv",
}
"""What a pattern means. A type of one's own says it by ``msgspec.Meta(description=…)`` instead."""


class UnsupportedKindError(TypeError):
    """A Struct for settings has a field of a type that TOML cannot give; a mistake of the program."""


def in_words(kind: shapes.Type) -> str:
    """Return what must stand in the file for a type: ``a whole number from 1 to 20``."""
    match kind:
        case shapes.Metadata():
            return own_words(kind) or in_words(kind.type)
        case shapes.StrType():
            return _text(kind)
        case shapes.IntType() | shapes.FloatType():
            return ("a whole number" if isinstance(kind, shapes.IntType) else "a number") + _bounds(kind)
        case shapes.EnumType() | shapes.LiteralType():
            return f"one of: {', '.join(map(str, choices(kind)))}"
        case shapes.DictType():
            return f"a table with {_amount(kind)}{in_words(kind.value_type)}"
        case shapes.ListType() | shapes.VarTupleType() | shapes.SetType() | shapes.FrozenSetType():
            return f"a list with {_amount(kind)}{in_words(kind.item_type)}"
        case shapes.StructType() | shapes.UnionType():
            return _tables(kind)
        case _:
            return _PLAIN.get(type(kind), "text")


_PLAIN: dict[type[shapes.Type], str] = {
    shapes.BoolType: "true or false",
    shapes.DateTimeType: "a date and time, without quotation marks",
    shapes.DateType: "a date, without quotation marks",
    shapes.TimeType: "a time, without quotation marks",
}


def own_words(kind: shapes.Metadata) -> str:
    """Return the description that a type brings itself, or an empty text."""
    schema = cast("dict[str, object]", kind.extra_json_schema or {})  # pyright: ignore[reportUnknownMemberType]
    return str(schema.get("description", ""))


def choices(kind: Choice) -> dict[object, object]:
    """Return what may stand in the file, and what it becomes."""
    if isinstance(kind, shapes.EnumType):
        return {member.value: member for member in kind.cls}
    return {value: value for value in kind.values}


def leaf(kind: shapes.Type, value: object) -> tuple[bool, object]:
    """Tell whether a single value fits its type, and return what it becomes.

    Raises:
        UnsupportedKindError: settings have no such type.
    """
    match kind:
        case shapes.StrType():
            return isinstance(value, str) and _text_fits(value, kind), value
        case shapes.BoolType():
            return isinstance(value, bool), value
        case shapes.IntType() | shapes.FloatType():
            whole = isinstance(value, int) and not isinstance(value, bool) and value.bit_length() <= _BITS
            if isinstance(kind, shapes.IntType):
                return whole and _number_fits(cast("int", value), kind), value
            broken = isinstance(value, float) and math.isfinite(value)
            ok = (whole or broken) and _number_fits(cast("float", value), kind)
            return ok, float(cast("float", value)) if ok else value
        case shapes.DateTimeType() | shapes.DateType() | shapes.TimeType():
            return type(value) is _TIMES[type(kind)], value
        case shapes.CustomType() if kind.cls is Path:
            ok = isinstance(value, str) and value != "" and "\0" not in value
            return ok, Path(cast("str", value)) if ok else value
        case _:
            raise UnsupportedKindError(f"settings have no {type(kind).__name__}")


def stand_in(kind: shapes.Type, value: object) -> object:
    """Return a value of the type, as near to what stands in the file as can be; None where there is none."""
    match kind:
        case shapes.Metadata():
            return stand_in(kind.type, value)
        case shapes.StrType():
            return value if isinstance(value, str) else ""
        case shapes.IntType():
            return value if type(value) is int else kind.ge or 0
        case shapes.FloatType():
            return float(kind.ge or 0)
        case shapes.EnumType() | shapes.LiteralType():
            found = choices(kind)
            by_word = {str(name): made for name, made in found.items()}
            return by_word.get(near(value, found), next(iter(found.values())))
        case _:
            empty = _EMPTY.get(type(kind))
            return empty() if empty else None


def _text_fits(value: str, kind: shapes.StrType) -> bool:
    if kind.min_length is not None and len(value) < kind.min_length:
        return False
    if kind.max_length is not None and len(value) > kind.max_length:
        return False
    # `$` would let one newline through at the end.
    return kind.pattern is None or (re.search(kind.pattern, value) is not None and not value.endswith("\n"))


def _number_fits(value: float, kind: Numeric) -> bool:
    return not (
        (kind.ge is not None and value < kind.ge)
        or (kind.gt is not None and value <= kind.gt)
        or (kind.le is not None and value > kind.le)
        or (kind.lt is not None and value >= kind.lt)
        or (kind.multiple_of is not None and value % kind.multiple_of)
    )


def _text(kind: shapes.StrType) -> str:
    if kind.pattern is not None:
        return _PATTERNS.get(kind.pattern, f"text of the form {kind.pattern}")
    least, most = kind.min_length or 0, kind.max_length
    if most is not None:
        return f"text of {least} to {most} characters" if least else f"text of at most {most} characters"
    return (
        f"text of at least {least} characters" if least > 1 else "text that is not empty" if least else "text"
    )


def _tables(kind: shapes.StructType | shapes.UnionType) -> str:
    if isinstance(kind, shapes.UnionType):
        parts = [in_words(part) for part in kind.types if not isinstance(part, shapes.NoneType)]
        return "a table" if len(parts) > 1 and _all_tables(kind) else " or ".join(dict.fromkeys(parts))
    needed = ", ".join(field.encode_name for field in kind.fields if field.required)
    return f"a table with {needed}" if needed else "a table"


def _all_tables(kind: shapes.UnionType) -> bool:
    return all(isinstance(part, shapes.StructType | shapes.NoneType) for part in kind.types)


def _bounds(kind: Numeric) -> str:
    parts = (
        ("at least", kind.ge),
        ("more than", kind.gt),
        ("at most", kind.le),
        ("less than", kind.lt),
        ("a multiple of", kind.multiple_of),
    )
    if kind.ge is not None and kind.le is not None and kind.multiple_of is None:
        return f" from {kind.ge} to {kind.le}"
    said = " and ".join(f"{words} {bound}" for words, bound in parts if bound is not None)
    return f", {said}" if said else ""


def _amount(kind: Lists | shapes.DictType) -> str:
    least, most = kind.min_length or 0, kind.max_length
    if most is not None:
        return f"{least} to {most} entries, each " if least else f"at most {most} entries, each "
    if least:
        return "at least one entry, each " if least == 1 else f"at least {least} entries, each "
    return "entries, each "
