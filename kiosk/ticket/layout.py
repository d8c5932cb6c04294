"""What stands on a ticket, and in what order and size: content in, blocks out, no printer and no pixels."""

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from common.wire.message import Direction


class TicketTexts(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a ticket in one language, ready to print.

    `where` names the place to wait and has the direction as a word; what stands before a colon in it is an
    invitation ("Wait here: …") and smaller. Empty texts are left out.
    """

    language: str
    moment: str
    where: str
    wait: str = ""
    """How many are ahead and how long it takes, or the time of an appointment."""
    notice: str = ""
    """What must be known of this very paper, such as that it is a copy."""
    instructions: tuple[str, ...] = ()
    follow: str = ""
    """Said under the code for following the turn on a phone."""
    authority: str = ""
    """Only where the site asks for it."""
    mirrored: bool = False
    """Whether the language runs from the right."""


class TicketContent(msgspec.Struct, frozen=True, kw_only=True):
    """One ticket. `texts` are the customer's language and, when it is another, the site's first one."""

    site: str
    number: str
    texts: tuple[TicketTexts, ...]
    direction: Direction | None = None
    """The way to go, as seen by a person who faces the kiosk."""
    follow_address: str = ""


class Align(StrEnum):
    """Where a block stands on the paper."""

    LEFT = "left"
    CENTRE = "center"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, wrapped at words when it is encoded; `wide` and `high` are multiples of font A (1-8)."""

    text: str
    wide: int = 1
    high: int = 1
    bold: bool = False
    align: Align = Align.CENTRE
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """The number, as large as the paper allows."""

    text: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """A drawn arrow."""

    direction: Direction


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
_SMALL = Gap(16)
_LARGE = Gap(32)
_INVITES = ": "


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
    notice = [_HAIR, _text(own.notice, own, bold=True)] if own.notice else []
    blocks: list[Block] = [
        _text(content.site, own),
        _HAIR,
        _text(own.moment, own),
        *notice,
        _LARGE,
        Figures(content.number),
        _LARGE,
        *_way(own),
    ]
    if content.direction is not None:
        blocks += [_SMALL, Pointer(content.direction)]
    blocks += [_SMALL, _text(own.wait, own)] if own.wait else []
    if content.follow_address:
        blocks += [_LARGE, Rule(), _LARGE, Code(content.follow_address), _SMALL]
        blocks += [
            part for text in content.texts if text.follow for part in (_HAIR, _text(text.follow, text))
        ]
    if own.instructions:
        blocks += [_LARGE, Rule(), _LARGE, *_spaced(own.instructions, own)]
    for other in others:
        blocks += [_LARGE, Rule(), _LARGE, *_briefly(other)]
    return (*blocks, _LARGE, Cut())


def _way(texts: TicketTexts) -> list[Block]:
    """Where to wait, the largest words of all."""
    blocks: list[Block] = [_text(texts.authority, texts), _SMALL] if texts.authority else []
    invitation, colon, place = texts.where.partition(_INVITES)
    if not colon:
        return [*blocks, _text(texts.where, texts, wide=2, bold=True)]
    return [*blocks, _text(f"{invitation}:", texts), _HAIR, _text(place, texts, wide=2, bold=True)]


def _briefly(texts: TicketTexts) -> list[Block]:
    """Return the same in a second language, smaller."""
    lines: list[Block] = [_text(texts.authority, texts)] if texts.authority else []
    lines.append(_text(texts.where, texts, bold=True))
    lines += [_text(texts.wait, texts)] if texts.wait else []
    lines += [Text(line, mirrored=texts.mirrored) for line in (texts.notice, *texts.instructions) if line]
    return [lines[0], *(part for line in lines[1:] for part in (_HAIR, line))]


def _spaced(lines: tuple[str, ...], texts: TicketTexts) -> list[Block]:
    first, *rest = (_text(line, texts) for line in lines)
    return [first, *(part for line in rest for part in (_SMALL, line))]


def _text(text: str, texts: TicketTexts, *, wide: int = 1, bold: bool = False) -> Text:
    return Text(text, wide=wide, high=2, bold=bold, mirrored=texts.mirrored)
