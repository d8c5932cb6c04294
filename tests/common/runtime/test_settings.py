import datetime as dt
import re
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.runtime.broker import Box, Brokers
from common.runtime.settings import Mistake, SettingsError, convert, examine, load, read_toml
from common.wire.ids import Id


class Colour(Enum):
    RED = "red"
    GREEN = "green"


class Line(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="line"):
    pin: Annotated[int, msgspec.Meta(ge=0, le=27)]


class Sensor(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="sensor"):
    path: Path
    rate: Annotated[float, msgspec.Meta(gt=0)] = 1.0


class Inner(msgspec.Struct, frozen=True, kw_only=True):
    name: Annotated[str, msgspec.Meta(min_length=1, description="a name with letters")]
    colour: Colour = Colour.RED
    since: dt.date | None = None


class Span(msgspec.Struct, frozen=True):
    first: int
    last: int

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("ends before it begins")


class Example(msgspec.Struct, frozen=True, kw_only=True):
    id: Id
    inner: Inner
    lines: dict[Id, Line | Sensor] = {}
    sides: tuple[Literal["left", "right"], ...] = ()
    span: Span | None = None
    loud: bool = False
    limit: int | Literal["none"] = "none"
    words: Annotated[list[str], msgspec.Meta(max_length=2)] = []
    codes: Annotated[dict[str, int], msgspec.Meta(min_length=1)] = msgspec.field(
        default_factory=lambda: {"a": 1}
    )
    even: Annotated[int, msgspec.Meta(multiple_of=2, gt=0, lt=100)] = 2
    either: Inner | str = ""
    tags: frozenset[str] = frozenset()


RIGHT = {
    "id": "box-1",
    "inner": {"name": "hall", "colour": "green", "since": dt.date(2026, 11, 23)},
    "lines": {"a": {"kind": "line", "pin": 4}, "b": {"kind": "sensor", "path": "/dev/ttyS0", "rate": 2}},
    "sides": ["left", "right"],
    "span": {"first": 1, "last": 2},
    "limit": 5,
    "either": {"name": "x"},
    "tags": ["x", "y"],
}


def oracle(data: Mapping[str, object]) -> Example:
    """What msgspec itself makes of it; it stops at its first mistake."""
    return msgspec.convert(data, Example, dec_hook=lambda kind, value: kind(value))


def mistakes_of(**changes: object) -> list[str]:
    return [str(mistake) for mistake in examine({**RIGHT, **changes}, Example).mistakes]


def test_right_data_becomes_the_struct() -> None:
    made = convert(RIGHT, Example)
    assert made == oracle(RIGHT)
    assert made.inner == Inner(name="hall", colour=Colour.GREEN, since=dt.date(2026, 11, 23))
    assert made.lines["b"] == Sensor(path=Path("/dev/ttyS0"), rate=2.0)
    assert type(getattr(made.lines["b"], "rate", None)) is float


def test_every_mistake_is_told_at_once() -> None:
    wrong = {
        "id": "Box 1",
        "inner": {"name": "", "color": "blue"},
        "lines": {"a": {"kind": "lime", "pin": 4}, "b": {"kind": "line", "pin": 40}, "C c": {"kind": "line"}},
        "sides": ["left", "rihgt", 3],
        "loud": "yes",
        "port": 1,
    }
    with pytest.raises(SettingsError) as caught:
        convert(wrong, Example)
    assert [mistake.key for mistake in caught.value.mistakes] == [
        "port",
        "id",
        "inner.color",
        "inner.name",
        "lines.a.kind",
        "lines.b.pin",
        'lines."C c"',
        'lines."C c".pin',
        "sides[1]",
        "sides[2]",
        "loud",
    ]


def test_error_prints_one_mistake_a_line_with_the_file(tmp_path: Path) -> None:
    file = tmp_path / "box.toml"
    file.write_text('id = "box-1"\nloud = 1\n[inner]\nname = "hall"\nsince = "today"\n')
    with pytest.raises(SettingsError) as caught:
        load(file, Example)
    assert str(caught.value).splitlines() == [
        f'{file}: inner.since: is the text "today" (must be a date, without quotation marks)',
        f"{file}: loud: is the number 1 (must be true or false)",
    ]
    assert caught.value.path == file


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"id": 7}, "id: is the number 7 (must be small letters a-z, digits, and hyphens between them,"),
        ({"id": "box-1\n"}, 'id: is the text "box-1\\n" (must be small letters'),
        ({"inner": "hall"}, 'inner: is the text "hall" (must be a table with name)'),
        ({"inner": {}}, "inner.name: is missing (must be a name with letters)"),
        ({"inner": {"name": ""}}, 'inner.name: is the text "" (must be a name with letters)'),
        ({"lines": {"a": {"pin": 1}}}, "lines.a.kind: is missing (one of: line, sensor)"),
        ({"lines": {"a": 1}}, "lines.a: is the number 1 (must be a table)"),
        ({"lines": []}, "lines: is a list (must be a table with entries, each a table)"),
        ({"sides": ["lef"]}, 'sides[0]: is the text "lef" (did you mean left? one of: left, right)'),
        (
            {"sides": "left"},
            'sides: is the text "left" (must be a list with entries, each one of: left, right)',
        ),
        ({"span": {"first": 2, "last": 1}}, "span: ends before it begins"),
        ({"limit": "non"}, 'limit: is the text "non" (must be a whole number or one of: none)'),
        ({"limit": True}, "limit: is true (must be"),
        (
            {"words": ["a", "b", "c"]},
            "words: has 3 entries (must be a list with at most 2 entries, each text)",
        ),
        ({"codes": {}}, "codes: is empty (must be a table with at least one entry, each a whole number)"),
        ({"even": 3}, "even: is the number 3 (must be a whole number, more than 0 and less than 100 and a"),
        ({"even": 10**5000}, "even: is a number beyond all bounds (must be"),
        ({"codes": {"a": 2**63}}, "codes.a: is the number 9223372036854775808 (must be a whole number)"),
        ({"lines": {"a": {"kind": "sensor", "path": ""}}}, 'lines.a.path: is the text "" (must be text)'),
        (
            {"lines": {"a": {"kind": "sensor", "path": "x", "rate": float("nan")}}},
            "lines.a.rate: is the number nan (must be a number, more than 0)",
        ),
        ({"laud": True}, "laud: is not a known key (did you mean loud?)"),
        ({"zzz": 1}, "zzz: is not a known key (known keys: id, inner, lines,"),
        ({"tags": 5}, "tags: is the number 5 (must be a list with entries, each text)"),
        ({"either": 5}, "either: is the number 5 (must be"),
    ],
)
def test_a_mistake_names_the_key_and_what_would_be_right(changes: dict[str, object], told: str) -> None:
    found = mistakes_of(**changes)
    assert len(found) == 1, found
    assert found[0].startswith(told)


class Texts(msgspec.Struct, frozen=True, kw_only=True):
    any: str = ""
    some: Annotated[str, msgspec.Meta(min_length=1)] = "x"
    more: Annotated[str, msgspec.Meta(min_length=3)] = "xxx"
    few: Annotated[str, msgspec.Meta(max_length=3)] = ""
    between: Annotated[str, msgspec.Meta(min_length=2, max_length=3)] = "xx"
    form: Annotated[str, msgspec.Meta(pattern="^x+$")] = "x"


def test_what_a_text_must_be_is_said_in_words() -> None:
    wrong = {"any": 1, "some": "", "more": "xx", "few": "xxxx", "between": "x", "form": "y"}
    assert {mistake.key: mistake.hint for mistake in examine(wrong, Texts).mistakes} == {
        "any": "must be text",
        "some": "must be text that is not empty",
        "more": "must be text of at least 3 characters",
        "few": "must be text of at most 3 characters",
        "between": "must be text of 2 to 3 characters",
        "form": "must be text of the form ^x+$",
    }


def test_long_texts_are_shortened() -> None:
    assert "…" in mistakes_of(loud="x" * 500)[0]
    assert len(mistakes_of(loud="x" * 500)[0]) < 120


def test_what_is_right_stands_beside_what_is_wrong() -> None:
    examined = examine({**RIGHT, "id": 7, "sides": ["left", "rihgt"], "loud": "yes"}, Example)
    assert examined.value is not None
    assert examined.value.id == ""
    assert examined.value.sides == ("left", "right")
    assert examined.value.loud is False
    assert examined.value.lines == convert(RIGHT, Example).lines


def test_a_file_without_anything_gets_stand_ins() -> None:
    examined = examine({}, Example)
    assert [mistake.key for mistake in examined.mistakes] == ["id", "inner"]
    assert examined.value == Example(id="", inner=Inner(name=""))


def test_a_type_that_settings_do_not_support_is_told_to_the_programmer() -> None:
    class Odd(msgspec.Struct):
        raw: bytes

    with pytest.raises(TypeError, match="BytesType"):
        examine({"raw": "x"}, Odd)


@pytest.mark.parametrize(
    ("text", "key", "problem"),
    [
        ("a = 1\nb = = 2\n", "line 2, column 5", "is not TOML: "),
        ("a = 1\n[t]\n[t]\n", "line 3, column 3", "the table [t] stands here a second time"),
        ("a = 1\na = 2\n", "line 2, column 6", "the same key stands here a second time"),
        ("a = [1,", "the end of the file", "is not TOML: "),
        ("a = " + "[" * 20_000, "the file", "has lists or tables that lie too deep in each other"),
        ("#" * 1_000_001, "the file", "has more than 1,000,000 bytes"),
    ],
)
def test_what_is_not_toml_is_told_with_its_place(tmp_path: Path, text: str, key: str, problem: str) -> None:
    file = tmp_path / "x.toml"
    file.write_text(text)
    with pytest.raises(SettingsError) as caught:
        read_toml(file)
    (mistake,) = caught.value.mistakes
    assert mistake.key == key
    assert mistake.problem.startswith(problem)
    assert not caught.value.unreadable


def test_what_is_not_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes('a = "x"\nb = "Tampere"\nc = "Hyvinkää"\n'.encode("latin-1"))
    with pytest.raises(SettingsError) as caught:
        read_toml(file)
    assert caught.value.mistakes == (
        Mistake("line 3", "is not UTF-8 text", "save the file with the encoding UTF-8"),
    )


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_bytes(b"\xef\xbb\xbfa = 1\n")
    assert read_toml(file) == {"a": 1}


def test_a_file_that_is_not_there_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read: No such file") as caught:
        read_toml(tmp_path / "x.toml")
    assert caught.value.unreadable


def test_the_structs_of_boxes_can_be_read() -> None:
    box = convert({"site": "pori", "id": "kiosk-1", "state": "/var/lib/vuoro"}, Box)
    assert box == Box(site="pori", id="kiosk-1", state=Path("/var/lib/vuoro"))
    found = examine({"site": {"host": "10.0.0.1", "port": 0, "user": "x"}, "guard": {"prt": 1}}, Brokers)
    assert [mistake.key for mistake in found.mistakes] == ["site.user", "site.port", "guard.prt"]


_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.dates()
    | st.datetimes()
)
_VALUES = st.recursive(
    _SCALARS | st.sampled_from(["line", "sensor", "left", "red", "none", "a"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["kind", "pin", "path", "name", "colour", "first", "last"]) | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(Example.__struct_fields__), _VALUES))
def test_what_is_found_right_is_what_msgspec_makes(changes: dict[str, object]) -> None:
    data = {**RIGHT, **changes}
    examined = examine(data, Example)
    if not examined.mistakes:
        assert examined.value == oracle(data)
    else:
        assert all(re.match(r"\S", mistake.key) and mistake.problem for mistake in examined.mistakes)
