import re
from collections.abc import Iterator
from pathlib import Path

import msgspec.inspect as shapes
import pytest

from hub.site.schema import Right, Site

DOC = (Path(__file__).parents[3] / "docs" / "site-file.md").read_text()
NAMED = {part for text in re.findall(r"`([^`]+)`", DOC) for part in re.split(r"[.\s]", text)}


def _keys(kind: shapes.Type) -> Iterator[str]:
    match kind:
        case shapes.Metadata():
            yield from _keys(kind.type)
        case shapes.StructType():
            for field in kind.fields:
                yield field.encode_name
                yield from _keys(field.type)
        case shapes.DictType():
            yield from _keys(kind.value_type)
        case shapes.UnionType():
            for option in kind.types:
                yield from _keys(option)
        case _:
            pass


@pytest.mark.parametrize("key", sorted(set(_keys(shapes.type_info(Site)))))
def test_every_key_is_told_to_administrators(key: str) -> None:
    assert key in NAMED or f"[{key}." in DOC or f"[{key}]" in DOC


def test_every_right_is_told_to_administrators() -> None:
    assert all(f"| `{right}` |" in DOC for right in Right)


def test_every_choice_is_told_to_administrators() -> None:
    choices = {
        str(getattr(choice, "value", choice))
        for kind in _choices(shapes.type_info(Site))
        for choice in (kind.cls if isinstance(kind, shapes.EnumType) else kind.values)
    }
    assert not {choice for choice in choices if choice not in {name.strip('"') for name in NAMED}}


def _choices(kind: shapes.Type) -> Iterator[shapes.EnumType | shapes.LiteralType]:
    match kind:
        case shapes.Metadata():
            yield from _choices(kind.type)
        case shapes.StructType():
            for field in kind.fields:
                yield from _choices(field.type)
        case shapes.DictType():
            yield from _choices(kind.value_type)
            yield from _choices(kind.key_type)
        case shapes.VarTupleType():
            yield from _choices(kind.item_type)
        case shapes.UnionType():
            for option in kind.types:
                yield from _choices(option)
        case shapes.EnumType() | shapes.LiteralType():
            yield kind
        case _:
            pass
