"""Examples for the displays' tests: a site with rooms, desks and an upper floor, boards, and moments."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from common.runtime.belief import Owner
from common.screen.languages.messages import Languages, Messages, load_languages
from common.wire.board import Board, Call
from common.wire.message import Direction, Place
from common.wire.site import AlarmPoint, Authority, Catalogue, GuardConfig, WallConfig
from display.moment import Moment
from display.wall.plan import Known, WallPicture, draw
from display.wall.stage import Stage, follow

HELSINKI = ZoneInfo("Europe/Helsinki")
WALL_MS = 1_795_422_271_000  # Monday 23 November 2026, 10.24.31 in Helsinki
NOW = Moment(ms=500_000, wall_ms=WALL_MS, zone=HELSINKI)
LANGUAGES: Languages = load_languages()
SIGNS: list[Messages] = LANGUAGES.some(("fi", "sv"))
HUB = "hub-life-1"
NOTICE = {
    "fi": "Asiakirjalaatikko tyhjennetään arkisin klo 16.15.",
    "sv": "Dokumentlådan töms vardagar kl. 16.15.",
}


def later(ms: int) -> Moment:
    return replace(NOW, ms=NOW.ms + ms, wall_ms=NOW.wall_ms + ms)


def _room(number: int, direction: Direction) -> Place:
    names = {"fi": f"Palveluhuone {number}", "sv": f"Servicerum {number}", "en": f"Service room {number}"}
    return Place(id=f"room-{number}", names=names, directions={"waiting-a": direction})


def places() -> tuple[Place, ...]:
    desks = tuple(
        Place(
            id=f"desk-{number}",
            names={"fi": f"Piste {number}", "sv": f"Disk {number}"},
            directions={"waiting-a": "left"},
        )
        for number in range(1, 6)
    )
    upstairs = Place(
        id="room-21",
        names={"fi": "2. kerros, huone 21", "sv": "Våning 2, rum 21"},
        directions={"waiting-a": "up"},
    )
    aula = Place(id="lobby", names={"fi": "Aula", "sv": "Aula"})
    rooms = tuple(_room(number, "right" if number < 6 else "ahead") for number in range(1, 13))
    return (*desks, *rooms, upstairs, aula)


def catalogue(
    *, openings: tuple[tuple[int, int], ...] = ((WALL_MS - 3_600_000, WALL_MS + 3_600_000),)
) -> Catalogue:
    return Catalogue(
        incarnation=HUB,
        revision=1,
        site={"fi": "Suomi-piste Pori", "sv": "Suomi-piste Björneborg"},
        timezone="Europe/Helsinki",
        languages=("fi", "sv", "en"),
        sign_languages=("fi", "sv"),
        authorities=(Authority(id="tax", names={"fi": "Verohallinto"}, openings=openings),),
        services=(),
        zones=(),
        places=places(),
    )


def call(
    number: int | str, place: str, *, age_s: float = 120, state: str = "serving", name: str | None = None
) -> Call:
    return Call(
        id=name or f"call-{number}",
        number=str(number),
        place=place,
        state="serving" if state == "serving" else "called",
        age_ms=int(age_s * 1000),
    )


def many_calls(count: int, *, first: int = 214, fresh: int = 1, letter: str = "") -> tuple[Call, ...]:
    """Calls newest first; the first ``fresh`` of them 1 s old."""
    ids = [place.id for place in places() if place.id != "lobby"]
    order = ["room-5", "desk-2", "room-9", "room-3", "room-21", "room-7", *ids]
    return tuple(
        call(
            f"{letter}{first - 3 * index if first > 3 * count else first + 7 * index}",
            order[index % len(order)],
            age_s=1 if index < fresh else 60 + 45 * index,
            state="called" if index < max(fresh, 2) else "serving",
            name=f"call-{index}",
        )
        for index in range(count)
    )


def board(
    calls: tuple[Call, ...],
    following: tuple[int, ...] = (215, 217, 212, 218, 220, 216),
    *,
    revision: int = 1,
    life: str = HUB,
    at_ms: int = 10_000,
) -> Board:
    return Board(
        incarnation=life, revision=revision, at_ms=at_ms, calls=calls, next=tuple(map(str, following))
    )


def hub(at_ms: int = 10_000, heard: Moment = NOW, life: str = HUB) -> Owner:
    return Owner().beat(life, at_ms, heard.ms)


def wall_config(farthest_m: float = 5.0, *, notice: dict[str, str] | None = None) -> WallConfig:
    return WallConfig(zone="waiting-a", farthest_m=farthest_m, languages=("fi", "sv"), notice=notice)


def wall_picture(
    calls: tuple[Call, ...],
    following: tuple[int, ...] = (215, 217, 212, 218, 220, 216),
    *,
    farthest_m: float = 5.0,
    notice: dict[str, str] | None = NOTICE,
    rung: bool = True,
    signs: list[Messages] = SIGNS,
) -> WallPicture:
    """A live wall; with ``rung`` those calls that are fresh have just arrived."""
    known = Known(
        "wall-1", wall_config(farthest_m, notice=notice), catalogue(), board(calls, following), hub()
    )
    stage = follow(Stage(), HUB, () if rung else calls, 0, NOW.ms)
    return draw(known, follow(stage, HUB, calls, 0, NOW.ms), signs, NOW)


def points(count: int = 14) -> tuple[AlarmPoint, ...]:
    wanted = [place for place in places() if place.id != "lobby"][:count]
    return tuple(
        AlarmPoint(
            id=f"{place.id}-desk",
            place=place.id,
            place_names=place.names,
            way={
                "fi": "Käytävä B, kolmas ovi oikealla. Pöydän alla oleva painike.",
                "sv": "Korridor B, tredje dörren till höger. Knappen under bordet.",
            },
            device="agent-1",
        )
        for place in wanted
    )


def guard_config(language: str = "fi", count: int = 14) -> GuardConfig:
    return GuardConfig(languages=(language,), points=points(count))
