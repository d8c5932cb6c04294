"""What the panel asks of the keeper, and again every second until it is answered or the state says so. Pure.

"Shown" ends with the state alone: the keeper takes it also for a press that it has not heard of yet, and
then has not kept it.

Presses that the keeper lists are named together; one that it does not list is asked for alone, since a
request with one stranger in it is refused whole.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from common.wire.alarms import AlarmRequest, Close, CloseReason, HelpComing, Seen, Shown
from common.wire.requests import Failure
from display.guard.facts import Facts, Press, on_answer, on_closed

AGAIN_MS = 1000

Kind = Literal["shown", "seen", "help", "close"]
Key = tuple[Kind, str, str]
"""What is asked, of which point, and of which press alone ("" for all that the keeper lists)."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A request that is not answered yet; ``sent_ms`` is when it was last said, by the local clock."""

    request: AlarmRequest
    sent_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """Somebody wants to close these presses of a point."""

    presses: tuple[str, ...]
    reason: CloseReason


@dataclass(frozen=True, slots=True)
class Asks:
    """All that is under way. ``drawn`` presses stood on the screen; at ``refused`` points a close was."""

    me: str
    drawn: frozenset[str] = frozenset()
    closings: Mapping[str, Closing] = field(default_factory=dict[str, Closing])
    refused: frozenset[str] = frozenset()
    under_way: Mapping[Key, Ask] = field(default_factory=dict[Key, Ask])
    done: frozenset[tuple[Kind, str, str]] = frozenset()
    """What was answered: the kind, the press and the keeper's incarnation."""


def renew(asks: Asks, facts: Facts, mint: Callable[[], str]) -> Asks:
    """Bring the requests into line with the facts: new ones begin, and what is so by now ends."""
    open_now = {point: {press.id for press in presses} for point, presses in facts.by_point().items()}
    closings = {
        point: closing
        for point, closing in asks.closings.items()
        if point in open_now and open_now[point] <= set(closing.presses)
    }
    overtaken = {point for point in asks.closings if point in open_now and point not in closings}
    asks = replace(asks, closings=closings, refused=asks.refused | overtaken)
    under_way: dict[Key, Ask] = {}
    for key, body in _wanted(asks, facts):
        held = asks.under_way.get(key)
        same = held is not None and held.request.body == body
        under_way[key] = held if held and same else Ask(AlarmRequest(id=mint(), body=body))
    return replace(
        asks,
        under_way=under_way,
        drawn=asks.drawn & facts.presses.keys(),
        refused=asks.refused & open_now.keys(),
        done=frozenset(entry for entry in asks.done if entry[1] in facts.presses),
    )


def take_due(asks: Asks, now_ms: int) -> tuple[Asks, list[AlarmRequest]]:
    """Return the requests to be said now."""
    due = {
        key: ask
        for key, ask in asks.under_way.items()
        if ask.sent_ms is None or now_ms - ask.sent_ms >= AGAIN_MS
    }
    sent = {key: replace(ask, sent_ms=now_ms) for key, ask in due.items()}
    return replace(asks, under_way={**asks.under_way, **sent}), [ask.request for ask in due.values()]


def on_reply(asks: Asks, facts: Facts, request: str, error: Failure | None) -> tuple[Asks, Facts]:
    """Take an answer in; one to nothing that is under way changes nothing."""
    key = next((key for key, ask in asks.under_way.items() if ask.request.id == request), None)
    if key is None:
        return asks, facts
    kind, point, _ = key
    if kind == "shown":
        return asks, facts
    presses = asks.under_way[key].request.body.presses
    if error is None:
        done = asks.done | {(kind, press, facts.keeper.incarnation or "") for press in presses}
        asks = replace(asks, done=done)
        facts = on_closed(facts, presses) if kind == "close" else on_answer(facts, presses)
        return asks, facts
    if kind != "close" or error.code == "not-now":
        return asks, facts  # asked again: the keeper has not heard the press, or not our "seen", yet
    closings = {name: closing for name, closing in asks.closings.items() if name != point}
    if error.code == "unknown":
        # The keeper lost its record. Whoever stands here has seen the press and knows the reason.
        return replace(asks, closings=closings), on_closed(facts, presses)
    return replace(asks, closings=closings, refused=asks.refused | {point}), facts


def _wanted(asks: Asks, facts: Facts) -> Iterator[tuple[Key, Shown | Seen | HelpComing | Close]]:
    life = facts.keeper.incarnation or ""
    for point, here in facts.by_point().items():
        kinds: tuple[tuple[Literal["shown", "seen", "help"], list[Press]], ...] = (
            ("shown", [p for p in here if p.id in asks.drawn and not (p.shown and p.recorded == life)]),
            ("seen", [p for p in here if p.seen_here and not (p.seen and p.recorded == life)]),
            ("help", [p for p in here if p.helped_here and not (p.helped and p.recorded == life)]),
        )
        for kind, wanted in kinds:
            left = [press for press in wanted if (kind, press.id, life) not in asks.done]
            listed = tuple(press.id for press in left if press.recorded == life)
            if listed:
                yield (kind, point, ""), _body(kind, point, listed, asks.me)
            for press in left:
                if press.recorded != life:
                    yield (kind, point, press.id), _body(kind, point, (press.id,), asks.me)
        closing = asks.closings.get(point)
        if closing is not None:
            yield (
                ("close", point, ""),
                Close(point=point, presses=closing.presses, by=asks.me, reason=closing.reason),
            )


def _body(
    kind: Literal["shown", "seen", "help"], point: str, presses: tuple[str, ...], me: str
) -> Shown | Seen | HelpComing:
    if kind == "shown":
        return Shown(point=point, presses=presses)
    if kind == "seen":
        return Seen(point=point, presses=presses, by=me)
    return HelpComing(point=point, presses=presses, by=me)
