"""Walks data and the type it should have side by side, leaf by leaf, so that no mistake hides another."""

from collections.abc import Mapping
from enum import Enum
from typing import Final, TypeVar, cast

import msgspec
import msgspec.inspect as shapes

from common.runtime import settings_kinds as kinds
from common.runtime.settings_words import Mistake, below, hint_of, near, value_in_words

T = TypeVar("T")


class Nothing(Enum):
    """The type of :data:`NOTHING`."""

    NOTHING = "nothing"


NOTHING: Final = Nothing.NOTHING
"""Stands for a value that could not be made, since None may be a right value."""


class Walk:
    """One walk; ``mistakes`` grows as it goes, in the order of the types' fields.

    Each step returns what became of a value: the right one, or after a mistake a stand-in of the same type,
    or :data:`NOTHING`.
    """

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []

    def struct_of(self, kind: type[T], data: Mapping[str, object]) -> T | Nothing:
        """Walk a whole file: ``data`` against the Struct ``kind``."""
        return cast("T | Nothing", self.walk(shapes.type_info(kind), data, ""))

    def walk(self, kind: shapes.Type, value: object, key: str) -> object:
        """Walk one value, which stands at ``key``."""
        match kind:
            case shapes.Metadata():
                before = len(self.mistakes)
                made = self.walk(kind.type, value, key)
                self.mistakes[before:] = [_in_own_words(told, key, kind) for told in self.mistakes[before:]]
                return made
            case shapes.StructType():
                return self._struct(kind, value, key)
            case shapes.UnionType():
                return self._union(kind, value, key)
            case shapes.DictType():
                return self._dict(kind, value, key)
            case shapes.ListType() | shapes.VarTupleType() | shapes.SetType() | shapes.FrozenSetType():
                return self._list(kind, value, key)
            case shapes.EnumType() | shapes.LiteralType():
                return self._choice(kind, value, key)
            case _:
                fits, made = kinds.leaf(kind, value)
                return made if fits else self._wrong(kind, value, key)

    def _say(self, key: str, problem: str, hint: str = "") -> None:
        self.mistakes.append(Mistake(key or "the file", problem, hint))

    def _wrong(self, kind: shapes.Type, value: object, key: str) -> object:
        self._say(key, f"is {value_in_words(value)}", f"must be {kinds.in_words(kind)}")
        return _stand_in(kind, value)

    def _struct(self, kind: shapes.StructType, value: object, key: str) -> object:
        table = _table(value)
        if table is None:
            return self._wrong(kind, value, key)
        before = len(self.mistakes)
        known = [field.encode_name for field in kind.fields]
        for name in table:
            if name not in known and name != kind.tag_field:
                self._say(below(key, name), "is not a known key", _known_keys(name, known, table))
        made: dict[str, object] = {}
        for field in kind.fields:
            part = self._field(field, table, key)
            if part is not NOTHING:
                made[field.name] = part
        try:
            return kind.cls(**made)
        except (
            TypeError,
            ValueError,
        ) as error:  # a part is missing, or the Struct's own __post_init__ refuses
            if len(self.mistakes) == before:
                self._say(key, str(error))
            return NOTHING

    def _field(self, field: shapes.Field, table: Mapping[str, object], key: str) -> object:
        at = below(key, field.encode_name)
        if field.encode_name not in table:
            if not field.required:
                return NOTHING
            self._say(at, "is missing", f"must be {kinds.in_words(field.type)}")
            return _stand_in(field.type, None)
        before = len(self.mistakes)
        value = self.walk(field.type, table[field.encode_name], at)
        # What is wrong as a whole takes its default; a table keeps what is right in it.
        wrong_itself = any(told.key == at for told in self.mistakes[before:])
        return NOTHING if wrong_itself and not field.required else value

    def _union(self, kind: shapes.UnionType, value: object, key: str) -> object:
        options = [option for option in kind.types if not isinstance(option, shapes.NoneType)]
        if len(options) == 1:
            return self.walk(options[0], value, key)
        structs = [option for option in options if isinstance(option, shapes.StructType)]
        table = _table(value)
        if structs and table is not None:
            return self._tagged(structs, table, key)
        for option in options:
            attempt = Walk()
            made = attempt.walk(option, value, key)
            if not attempt.mistakes:
                return made
        return self._wrong(kind, value, key)

    def _tagged(self, options: list[shapes.StructType], table: Mapping[str, object], key: str) -> object:
        """Choose the Struct by its tag, as ``kind = "wall"`` does."""
        field = options[0].tag_field
        if field is None:  # the only Struct among plain values
            return self._struct(options[0], table, key)
        by_tag = {option.tag: option for option in options}
        tag = table.get(field)
        if isinstance(tag, str | int) and tag in by_tag:
            return self._struct(by_tag[tag], table, key)
        problem = f"is {value_in_words(tag)}" if field in table else "is missing"
        self._say(below(key, field), problem, hint_of(tag or "", by_tag))
        meant = near(tag, by_tag)
        return self._struct(by_tag[meant], table, key) if meant in by_tag else NOTHING

    def _dict(self, kind: shapes.DictType, value: object, key: str) -> object:
        table = _table(value)
        if table is None:
            return self._wrong(kind, value, key)
        self._count(kind, len(table), key)
        made: dict[object, object] = {}
        for name, entry in table.items():
            at = below(key, name)
            attempt = Walk()
            right_name = attempt.walk(kind.key_type, name, at)
            if attempt.mistakes:
                self._say(at, "has a name that cannot be used", f"must be {kinds.in_words(kind.key_type)}")
                right_name = name
            part = self.walk(kind.value_type, entry, at)
            if part is not NOTHING:
                made[right_name] = part
        return made

    def _list(self, kind: kinds.Lists, value: object, key: str) -> object:
        if not isinstance(value, list | tuple):
            return self._wrong(kind, value, key)
        items = cast("list[object]", value)
        self._count(kind, len(items), key)
        made = [self.walk(kind.item_type, item, below(key, index)) for index, item in enumerate(items)]
        return kinds.LISTS[type(kind)]([item for item in made if item is not NOTHING])

    def _count(self, kind: kinds.Lists | shapes.DictType, length: int, key: str) -> None:
        too_few = kind.min_length is not None and length < kind.min_length
        too_many = kind.max_length is not None and length > kind.max_length
        if too_few or too_many:
            problem = f"has {length} entries" if length else "is empty"
            self._say(key, problem, f"must be {kinds.in_words(kind)}")

    def _choice(self, kind: kinds.Choice, value: object, key: str) -> object:
        found = kinds.choices(kind)
        for name, made in found.items():
            if type(value) is type(name) and value == name:  # True is not 1 here
                return made
        self._say(key, f"is {value_in_words(value)}", hint_of(value, found))
        return _stand_in(kind, value)


def _table(value: object) -> Mapping[str, object] | None:
    """Return the value if it is a table; TOML's keys are always texts."""
    return cast("Mapping[str, object]", value) if isinstance(value, Mapping) else None


def _known_keys(name: str, known: list[str], table: Mapping[str, object]) -> str:
    """Say what was probably meant among the keys that are not there yet, else name all of them."""
    meant = near(name, [key for key in known if key not in table])
    return f"did you mean {meant}?" if meant else f"known keys: {', '.join(known)}" if known else ""


def _in_own_words(told: Mistake, key: str, kind: shapes.Metadata) -> Mistake:
    """Put the words that a type has for itself into a mistake about just this value."""
    words = kinds.own_words(kind)
    return msgspec.structs.replace(told, hint=f"must be {words}") if words and told.key == key else told


def _stand_in(kind: shapes.Type, value: object) -> object:
    if isinstance(kind, shapes.UnionType):
        return None if kind.includes_none else _stand_in(kind.types[0], value)
    if isinstance(kind, shapes.StructType):
        return Walk().walk(kind, {}, "")  # its mistakes are told by what is missing or wrong as a whole
    made = kinds.stand_in(kind, value)
    return NOTHING if made is None else made
