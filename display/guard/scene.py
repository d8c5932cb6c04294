"""The guard's panel as a scene: hears devices and keeper by every line, and asks the keeper."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, assert_never

from common.runtime.refusals import Refusals
from common.screen.languages.messages import Messages
from common.wire import topics
from common.wire.alarms import PointReport, PointState
from common.wire.channel import Received
from common.wire.ids import mint_id
from common.wire.life import OwnerBeat
from common.wire.requests import Reply
from common.wire.site import GuardConfig
from display.guard.asks import Asks, Closing, on_reply, renew, take_due
from display.guard.facts import Facts, on_beat, on_report, on_seen_here, on_state
from display.guard.picture import GuardPicture, Loudspeaker, Touch
from display.guard.plan import Desk, draw
from display.moment import Moment
from display.scene import Say, Word


class GuardScene:
    """One panel; a new configuration changes the plan and lets go of no press."""

    def __init__(
        self,
        device: str,
        config: GuardConfig,
        messages: Messages,
        refusals: Refusals,
        started: Moment,
        mint: Callable[[], str] = mint_id,
    ) -> None:
        """``messages`` are those of the first language of the configuration."""
        self._device = device
        self._config = config
        self._messages = messages
        self._refusals = refusals
        self._mint = mint
        self._facts = Facts()
        self._asks = Asks(me=device)
        self._desk = Desk(since_ms=started.ms)

    def configure(self, config: GuardConfig, messages: Messages) -> None:
        """Take another configuration."""
        self._config, self._messages = config, messages

    def filters(self, site: str) -> list[tuple[str, int]]:
        """Return the subscriptions of a panel, on every line the same."""
        return [
            (topics.KEEPER_BEAT.filter(site), 0),
            (topics.POINT_STATE.filter(site), 1),
            (topics.POINT_REPORT.filter(site), 1),
            (topics.REPLY.filter(site, device=self._device), 1),
        ]

    def hear(self, received: Received[Any], moment: Moment) -> None:
        """Take a message in; a press that was not known takes the large place."""
        before = self._facts
        match received.message:
            case OwnerBeat(incarnation=life, at_ms=at_ms) if received.channel is topics.KEEPER_BEAT:
                self._facts = on_beat(before, life, at_ms, moment.ms)
            case PointReport() as report:
                taken = on_report(before, received.ids["point"], report, moment.ms, moment.wall_ms)
                self._take(taken, received.ids["point"])
            case PointState() as state:
                self._take(on_state(before, received.ids["point"], state, moment.ms), received.ids["point"])
            case Reply(id=request, error=error):
                self._asks, self._facts = on_reply(self._asks, before, request, error)
            case _:
                return
        if self._facts.presses.keys() - before.presses.keys():
            self._desk = replace(self._desk, chosen=None, choosing=None)

    def touched(self, word: Word) -> None:
        """Take in a touch, or that presses stand on the screen."""
        match word:
            case Loudspeaker(works=works):
                self._desk = replace(self._desk, silent=not works)
            case Touch():
                self._on_touch(word)
            case _:
                pass

    def picture(self, moment: Moment) -> GuardPicture:
        """Return what is to be drawn now."""
        self._renew()
        return draw(self._facts, self._asks, self._desk, self._config.points, self._messages, moment)

    def speak(self, say: Say, moment: Moment) -> None:
        """Ask the keeper, by every line, for what is not answered yet."""
        if not moment.lines_up:
            return
        self._renew()
        self._asks, due = take_due(self._asks, moment.ms)
        for request in due:
            say(topics.ALARM_REQUEST, request, device=self._device)

    def _renew(self) -> None:
        """Once for all that has arrived together: a flood of messages must not cost more than itself."""
        self._asks = renew(self._asks, self._facts, self._mint)

    def _take(self, facts: Facts | None, point: str) -> None:
        if facts is None:
            self._refusals.count("crowded", f"{point} is one point too many")
        else:
            self._facts = facts

    def _on_touch(self, touch: Touch) -> None:
        match touch.kind:
            case "drawn":
                self._asks = replace(self._asks, drawn=self._asks.drawn | frozenset(touch.presses))
            case "focus":
                self._desk = replace(self._desk, chosen=touch.point, choosing=None)
            case "seen" | "help":
                self._facts = on_seen_here(self._facts, touch.presses, helped=touch.kind == "help")
                self._desk = replace(self._desk, chosen=touch.point)
            case "close":
                self._asks = replace(self._asks, refused=self._asks.refused - {touch.point})
                self._desk = replace(self._desk, chosen=touch.point, choosing=touch.point)
            case "back":
                self._desk = replace(self._desk, choosing=None)
            case "reason":
                closing = Closing(touch.presses, touch.reason)
                self._asks = replace(self._asks, closings={**self._asks.closings, touch.point: closing})
                self._desk = replace(self._desk, choosing=None)
            case _:
                assert_never(touch.kind)
