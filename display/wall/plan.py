"""What a wall shows at a moment: pure, from the snapshots and beliefs it has to plain values."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from common.runtime.belief import Owner
from common.screen.languages.messages import Messages
from common.wire.board import Board, Call
from common.wire.message import Direction, Place
from common.wire.site import Catalogue, WallConfig
from display.moment import Moment
from display.wall.stage import Stage

_MS = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """A number and where it is to go; ``names`` of the place in the sign languages, in their order."""

    call: str
    number: str
    arrow: Direction | None
    names: tuple[str, ...]
    fresh: bool
    serving: bool


@dataclass(frozen=True, slots=True)
class WallPicture:
    """All that is drawn.

    ``silent`` shows only ``words`` and the time: nothing that could be stale. ``words`` of a live wall stand
    in the place of the newest call while there is none. ``ring`` is the call whose chime is due.
    """

    state: Literal["live", "silent"]
    farthest_m: float
    words: tuple[str, ...]
    small_words: tuple[str, ...]
    time: str
    date: str
    top: Line | None = None
    rows: tuple[Line, ...] = ()
    rows_title: tuple[str, ...] = ()
    next_title: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    next_words: tuple[str, ...] = ()
    notice: tuple[str, ...] = ()
    place_names: tuple[tuple[str, ...], ...] = ()
    ring: str | None = None

    @property
    def marks(self) -> tuple[str, ...]:
        """The calls that stand out."""
        lines = (self.top, *self.rows) if self.top else self.rows
        return tuple(line.call for line in lines if line and line.fresh)


@dataclass(frozen=True, slots=True)
class Known:
    """What the wall has heard; None is what it has not."""

    device: str
    config: WallConfig
    catalogue: Catalogue | None = None
    board: Board | None = None
    hub: Owner = field(default_factory=Owner)

    def believed(self, now_ms: int) -> Board | None:
        """The snapshot that may be shown as true now."""
        board = self.board
        return board if board and self.catalogue and self.hub.believes(board, now_ms) else None


def draw(known: Known, stage: Stage, languages: Sequence[Messages], moment: Moment) -> WallPicture:
    """Return the picture; ``languages`` are those of the signs. ``stage`` has followed the snapshot."""
    board, catalogue = known.believed(moment.ms), known.catalogue
    if board is None or catalogue is None:
        return _silent(known.config, languages, moment)
    lines = [_line(call, known, catalogue, stage, moment, languages) for call in board.calls]
    top = next((line for line in lines if line.call == stage.top), lines[0] if lines else None)
    rows = tuple(line for line in lines if line is not top)
    words, opens = _welcome(catalogue, board, languages, moment) if top is None else ((), ())
    return WallPicture(
        state="live",
        farthest_m=known.config.farthest_m,
        words=words,
        small_words=(),
        time=_time(languages, moment),
        date=_date(languages, moment),
        top=top,
        rows=rows,
        rows_title=_in_each(languages, "wall.now_serving") if rows else (),
        next_title=_in_each(languages, "wall.next"),
        next=board.next,
        next_words=() if board.next else _in_each(languages, "wall.nobody_waiting"),
        notice=opens or _texts(known.config.notice or {}, languages),
        place_names=tuple(_texts(place.names, languages) for place in catalogue.places),
        ring=stage.top,
    )


def _silent(config: WallConfig, languages: Sequence[Messages], moment: Moment) -> WallPicture:
    return WallPicture(
        state="silent",
        farthest_m=config.farthest_m,
        words=_in_each(languages, "wall.no_connection"),
        small_words=_in_each(languages, "wall.listen"),
        time=_time(languages, moment),
        date=_date(languages, moment),
    )


def _line(
    call: Call,
    known: Known,
    catalogue: Catalogue,
    stage: Stage,
    moment: Moment,
    languages: Sequence[Messages],
) -> Line:
    place = next((place for place in catalogue.places if place.id == call.place), None)
    return Line(
        call=call.id,
        number=call.number,
        arrow=direction_to(place, known.device, known.config.zone),
        names=_texts(place.names, languages) if place else (),
        fresh=stage.stands_out(call.id, moment.ms),
        serving=call.state == "serving",
    )


def direction_to(place: Place | None, device: str, zone: str) -> Direction | None:
    """The way as seen at this very wall, else in its zone; None draws no arrow."""
    if place is None:
        return None
    return place.directions.get(device) or place.directions.get(zone)


def _welcome(
    catalogue: Catalogue, board: Board, languages: Sequence[Messages], moment: Moment
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The name of the point; where everybody is closed and nobody waits, that, and when it opens."""
    openings = sorted(opening for authority in catalogue.authorities for opening in authority.openings)
    is_open = any(start <= moment.wall_ms < end for start, end in openings)
    if is_open or board.next or not openings:
        return _texts(catalogue.site, languages), ()
    opens = next((start for start, _ in openings if start > moment.wall_ms), None)
    if opens is None:
        return _in_each(languages, "wall.closed"), ()
    when, today = moment.local_of(opens), moment.local.date()
    return _in_each(languages, "wall.closed"), tuple(
        messages.text("wall.opens", when=messages.formats.write_moment(when, today=today))
        for messages in languages
    )


def _in_each(languages: Sequence[Messages], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(messages.text(key) for messages in languages))


def _texts(texts: dict[str, str], languages: Sequence[Messages]) -> tuple[str, ...]:
    """A text of the site in each language that it has; in any, where it has none of them."""
    wanted = dict.fromkeys(texts[messages.code] for messages in languages if messages.code in texts)
    return tuple(wanted) or tuple(texts.values())[:1]


def _time(languages: Sequence[Messages], moment: Moment) -> str:
    return languages[0].formats.write_time(moment.local)


def _date(languages: Sequence[Messages], moment: Moment) -> str:
    """The day in all languages: `ma · må 23.11.` where they differ only in the day of the week."""
    day = moment.local.date()
    whole = list(dict.fromkeys(messages.formats.write_day(day) for messages in languages))
    weekdays = list(dict.fromkeys(messages.formats.write_weekday(day) for messages in languages))
    rests = [text.removeprefix(weekday) for text, weekday in zip(whole, weekdays, strict=False)]
    if len(whole) == len(weekdays) > 1 and len({rest.strip(" .\u00a0") for rest in rests}) == 1:
        return " · ".join(weekdays) + rests[0]
    return " · ".join(whole)
