"""What the guard's panel shows at a moment: pure, from the facts, the requests and the configuration."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from common.screen.languages.messages import Messages
from common.wire.alarms import CloseReason
from common.wire.life import BEAT_TIMEOUT_S
from common.wire.site import AlarmPoint
from display.guard.asks import Asks
from display.guard.facts import Facts, Press
from display.guard.picture import Alarm, Group, GuardPicture, Note, Step, Tile, Words
from display.moment import Moment

_MS = 1000
_REASONS: tuple[CloseReason, ...] = ("resolved", "false-alarm", "test", "other")
_NUMBERED = re.compile(r"^(?P<shared>.*\S)\s+(?P<number>\d+\s?[a-zA-Z]?)$")
NOT_SUPERVISED = "unknown"
"""The keeper lives and says nothing of the point."""

Fault = Literal["cut", "short", "lost", "unknown"]


@dataclass(frozen=True, slots=True)
class Desk:
    """What the panel itself knows: which alarm was touched, where a reason is being chosen."""

    chosen: str | None = None
    choosing: str | None = None
    silent: bool = False
    since_ms: int = 0


def draw(
    facts: Facts,
    asks: Asks,
    desk: Desk,
    points: Sequence[AlarmPoint],
    messages: Messages,
    moment: Moment,
) -> GuardPicture:
    """Return the picture."""
    by_id = {point.id: point for point in points}
    alarms = tuple(
        _alarm(by_id.get(point), point, presses, asks, desk, messages, moment)
        for point, presses in sorted(
            facts.by_point().items(), key=lambda pair: (pair[1][-1].pressed_ms, pair[0]), reverse=True
        )
    )
    focus = _focus(alarms, desk)
    # How long ago stands only on the large one: the others would ask for a new picture each second as well.
    alarms = tuple(alarm if index == focus else replace(alarm, ago="") for index, alarm in enumerate(alarms))
    faults = faults_of(facts, points, moment.ms)
    more = len(alarms) - 1
    return GuardPicture(
        alarms=alarms,
        focus=focus,
        more=messages.text("guard.more_alarms", count=more) if more > 0 else "",
        headline="" if alarms else _headline(facts, desk, messages, moment),
        loud=_loud(facts, desk, messages, moment),
        groups=groups_of(points, faults, {alarm.point for alarm in alarms}, messages),
        notes=_notes(facts, faults, desk, points, messages, moment),
        time=messages.formats.write_time(moment.local),
        words=_words(messages),
        sounding=any(not press.is_seen for press in facts.presses.values()),
    )


def faults_of(facts: Facts, points: Sequence[AlarmPoint], now_ms: int) -> dict[str, Fault]:
    """What is wrong with which point: as the keeper says while it is heard, else as the devices say."""
    found: dict[str, Fault] = {}
    for point in points:
        if facts.keeper.lives(now_ms):
            state = facts.state_now(point.id)
            fault: Fault | None = NOT_SUPERVISED if state is None else state.fault
        else:
            line = facts.lines.get(point.id, "fine")
            fault = None if line == "fine" else line
        if fault is not None:
            found[point.id] = fault
    return found


def groups_of(
    points: Sequence[AlarmPoint], faults: Mapping[str, Fault], alarmed: set[str], messages: Messages
) -> tuple[Group, ...]:
    """The plan: places in the site's order, those with a number under what their names share."""
    states: dict[str, Literal["quiet", "fault", "alarm"]] = {}
    for point in points:
        name = messages.choose(point.place_names)
        before = states.get(name, "quiet")
        if point.id in alarmed or before == "alarm":
            states[name] = "alarm"
        else:
            states[name] = "fault" if point.id in faults or before == "fault" else "quiet"
    groups: dict[str, list[Tile]] = {}
    for name, state in states.items():
        numbered = _NUMBERED.match(name)
        shared, label = (numbered["shared"], numbered["number"]) if numbered else ("", name)
        groups.setdefault(shared, []).append(Tile(label, name, state))
    single = groups.pop("", [])
    ordered = [Group(title, tuple(tiles)) for title, tiles in groups.items()]
    return (*ordered, *([Group("", tuple(single))] if single else []))


def _alarm(
    point: AlarmPoint | None,
    point_id: str,
    presses: Sequence[Press],
    asks: Asks,
    desk: Desk,
    messages: Messages,
    moment: Moment,
) -> Alarm:
    newest = presses[-1]
    at = moment.local_of(newest.wall_ms)
    time = messages.formats.write_seconds(at)
    return Alarm(
        point=point_id,
        presses=tuple(press.id for press in presses),
        step=_step(point_id, presses, asks, desk),
        helped=all(press.is_helped for press in presses),
        title=messages.choose(point.place_names) if point else point_id,
        way=messages.choose(point.way) if point else "",
        when=messages.text("guard.alarm", time=time),
        ago=messages.formats.write_ago(max(0.0, (moment.ms - newest.pressed_ms) / _MS)),
        time=time,
        notes=tuple(_alarm_notes(point_id, presses, asks, messages)),
    )


def _step(point: str, presses: Sequence[Press], asks: Asks, desk: Desk) -> Step:
    if not all(press.is_seen for press in presses):
        return Step.NEW
    if point in asks.closings:
        return Step.CLOSING
    return Step.CHOOSING if desk.choosing == point else Step.SEEN


def _alarm_notes(point: str, presses: Sequence[Press], asks: Asks, messages: Messages) -> list[str]:
    notes: list[str] = []
    if len(presses) > 1:
        notes.append(messages.text("guard.press_again", count=len(presses)))
    if point in asks.refused:
        notes.append(messages.text("guard.close_refused"))
    if any(press.recorded is None for press in presses):
        notes.append(messages.text("guard.not_recorded"))
    if point in asks.closings:
        notes.append(messages.text("guard.close_waiting"))
    elif all(press.is_helped for press in presses):
        notes.append(messages.text("guard.help_is_coming"))
    elif all(press.is_seen for press in presses):
        notes.append(messages.text("guard.seen_already"))
    return notes


def _focus(alarms: Sequence[Alarm], desk: Desk) -> int:
    """The alarm that was touched last; else the newest that nobody has seen; else the newest."""
    for index, alarm in enumerate(alarms):
        if alarm.point == desk.chosen:
            return index
    return next((index for index, alarm in enumerate(alarms) if alarm.step is Step.NEW), 0)


def _is_starting(desk: Desk, moment: Moment) -> bool:
    """A panel that has just begun has not heard the first beat yet."""
    return moment.ms - desk.since_ms <= BEAT_TIMEOUT_S * _MS


def _headline(facts: Facts, desk: Desk, messages: Messages, moment: Moment) -> str:
    if moment.lines_up and facts.keeper.lives(moment.ms):
        return messages.text("guard.rest")
    return messages.text("guard.connecting") if _is_starting(desk, moment) else ""


def _loud(facts: Facts, desk: Desk, messages: Messages, moment: Moment) -> str:
    if facts.keeper.lives(moment.ms) and moment.lines_up:
        return ""
    if _is_starting(desk, moment):
        return ""
    return messages.text("guard.keeper_lost" if moment.lines_up else "guard.no_connection")


def _notes(
    facts: Facts,
    faults: Mapping[str, Fault],
    desk: Desk,
    points: Sequence[AlarmPoint],
    messages: Messages,
    moment: Moment,
) -> tuple[Note, ...]:
    notes: list[Note] = []
    if facts.keeper.lives(moment.ms) and moment.lines_up:
        heard_ms = facts.keeper.heard_local_ms or moment.ms
        checked = moment.local_of(moment.wall_ms - (moment.ms - heard_ms))
        time = messages.formats.write_time(checked)
        well, every = len(points) - len(faults), len(points)
        if well == every:
            notes.append(Note(messages.text("guard.points_well", count=well, time=time), "quiet"))
        else:
            text = messages.text("guard.points_well_not_all", count=well, all=every, time=time)
            notes.append(Note(text, "quiet"))
    if desk.silent:
        notes.append(Note(messages.text("guard.sound_absent"), "fault"))
    if 0 < moment.lines_up < moment.lines and not _is_starting(desk, moment):
        notes.append(Note(messages.text("guard.one_line"), "fault"))
    by_id = {point.id: point for point in points}
    notes.extend(
        Note(_fault_text(facts, by_id[point], fault, messages, moment), "fault")
        for point, fault in faults.items()
    )
    return tuple(dict.fromkeys(notes))


def _fault_text(facts: Facts, point: AlarmPoint, fault: Fault, messages: Messages, moment: Moment) -> str:
    state = facts.state_now(point.id)
    since = ""
    if state is not None and state.fault == fault:
        age_ms = state.fault_age_ms + facts.keeper.elapsed_ms(state, moment.ms)
        began = moment.local_of(max(0, moment.wall_ms - age_ms))
        since = messages.formats.write_moment(began, today=moment.local.date())
    return messages.text(
        "guard.fault",
        place=messages.choose(point.place_names),
        fault=messages.text(f"guard.fault_{fault}"),
        since=since,
    ).strip()


def _words(messages: Messages) -> Words:
    return Words(
        seen=messages.text("guard.seen"),
        help=messages.text("guard.help_coming"),
        close=messages.text("guard.close"),
        question=messages.text("guard.close_question"),
        reasons=tuple(
            (reason, messages.text(f"guard.reason_{reason.replace('-', '_')}")) for reason in _REASONS
        ),
        back=messages.text("common.back"),
    )
