"""What stands on a ticket, and in what order and size: content in, blocks out, no printer and no pixels."""

from dataclasses import dataclass
from enum import StrEnum

import msgspec


class Arrow(StrEnum):
    """The way to go, as seen by a person who faces the kiosk."""

    LEFT = "←"
    RIGHT = "→"
    AHEAD = "↑"
    BACK = "↓"
    LEFT_AHEAD = "↖"
    RIGHT_AHEAD = "↗"
    LEFT_BACK = "↙"
    RIGHT_BACK = "↘"


class TicketTexts(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a ticket in one language, ready to print.

    `where` names the place to wait and has the direction as a word. Empty texts are left out.
    """

    language: str
    moment: str
    where: str
    ahead: str = ""
    instructions: tuple[str, ...] = ()
    follow: str = ""
    """Said under the code for following the turn on a phone."""
    authority: str = ""
    """Only where the site asks for it."""


class TicketContent(msgspec.Struct, frozen=True, kw_only=True):
    """One ticket. `texts` are the customer's language and, when it is another, the site's first one."""

    site: str
    number: str
    texts: tuple[TicketTexts, ...]
    arrow: Arrow | None = None
    follow_address: str = ""


class Align(StrEnum):
    """Where a block stands on the paper."""

    LEFT = "left"
    CENTRE = "center"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, wrapped at words when it is encoded; `wide` and `high` are multiples of font A (1-8)."""

    text: str
    language: str
    wide: int = 1
    high: int = 1
    bold: bool = False
    align: Align = Align.CENTRE


@dataclass(frozen=True, slots=True)
class Figures:
    """The number, as large as the paper allows."""

    text: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """A drawn arrow."""

    arrow: Arrow


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line across the text's width."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty paper, in dots of 1/8 mm (1-255)."""

    dots: int


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code."""

    data: str


@dataclass(frozen=True, slots=True)
class Cut:
    """The end of the ticket."""


Block = Text | Figures | Pointer | Rule | Gap | Code | Cut

_HAIR = Gap(8)
_SMALL = Gap(20)
_LARGE = Gap(40)


def lay_out(content: TicketContent) -> tuple[Block, ...]:
    """Return the blocks from the top: number largest, then where, then the wait, then the rest.

    Args:
        content: one or two languages; the first is the customer's.

    Raises:
        ValueError: there is no number or no language.
    """
    if not content.number or not content.texts:
        raise ValueError("a ticket needs a number and the words of at least one language")
    own, *others = content.texts
    blocks: list[Block] = [
        Text(content.site, own.language, high=2),
        _HAIR,
        Text(own.moment, own.language, high=2),
        _LARGE,
        Figures(content.number),
        _LARGE,
        *_way(own, wide=2),
    ]
    if content.arrow is not None:
        blocks += [_HAIR, Pointer(content.arrow)]
    blocks += _wait(own)
    if content.follow_address:
        blocks += [_SMALL, Rule(), _LARGE, Code(content.follow_address)]
        blocks += [part for text in content.texts if text.follow for part in _line(text.follow, text)]
    blocks += _rest(own)
    for other in others:
        blocks += [_SMALL, Rule(), _SMALL, *_way(other, wide=1), *_wait(other), *_rest(other, ruled=False)]
    return (*blocks, _SMALL, Cut())


def _way(texts: TicketTexts, wide: int) -> list[Block]:
    blocks: list[Block] = []
    if texts.authority:
        blocks += [Text(texts.authority, texts.language, high=2), _SMALL]
    return [*blocks, Text(texts.where, texts.language, wide=wide, high=2, bold=True)]


def _wait(texts: TicketTexts) -> list[Block]:
    return _line(texts.ahead, texts) if texts.ahead else []


def _rest(texts: TicketTexts, *, ruled: bool = True) -> list[Block]:
    if not texts.instructions:
        return []
    start: list[Block] = [_SMALL, Rule(), _SMALL] if ruled else [_HAIR]
    lines = [Text(line, texts.language, high=2 if ruled else 1) for line in texts.instructions]
    return [*start, *(part for line in lines for part in (line, _HAIR))]


def _line(text: str, texts: TicketTexts) -> list[Block]:
    return [_HAIR, Text(text, texts.language, high=2)]
