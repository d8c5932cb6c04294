"""The congestion of every authority, kept over a restart, so that nobody is told of it twice."""

import logging
import math
from collections.abc import Callable, Mapping

import msgspec

from common.wire.ids import mint_id
from hub.notices.congestion import Crowd, Load, Watch, end_by_hand, judge, raise_by_hand
from hub.notices.stamps import Stamper
from hub.site.schema import Congestion
from hub.store.port import EventStore

logger = logging.getLogger(__name__)

_KEPT = "congestion"
_KEPT_COMMANDS = "congestion-commands"

_REMEMBERED = 100
"""So many commands that raised a congestion are remembered: a browser sends one again within minutes."""


class Crowds:
    """Belongs to the office's thread. What it says has changed is durable."""

    def __init__(
        self,
        rules: Mapping[str, Congestion | None],
        store: EventStore,
        stamper: Stamper,
        mint: Callable[[], str] = mint_id,
    ) -> None:
        """Go on where the hub was; ``rules`` are the marks of each authority of the site."""
        self._rules = rules
        self._store = store
        self._stamper = stamper
        self._mint = mint
        known = _recall(store)
        self._commands = _recall_commands(store)
        self._watches = {name: known.get(name, Watch()) for name in rules}

    def of(self, authority: str) -> Crowd | None:
        """Return the last congestion of an authority today, over or not."""
        return self._watches[authority].crowd

    def look(self, loads: Mapping[str, Load] | None, now_ms: int) -> bool:
        """Look at the queues (None: no day is open); return whether a congestion has begun or is over."""
        found: dict[str, Watch] = {}
        for name, watch in self._watches.items():
            load = None if loads is None else loads[name]
            found[name] = self._stamped(watch, judge(watch, load, self._rules[name], now_ms, "new"), now_ms)
        return self._replace(found)

    def forget(self, upto_ms: float = math.inf) -> None:
        """Forget all that began up to a moment (house time), over or not: a new day has begun."""
        self._replace({name: Watch() for name, watch in self._watches.items() if _is_older(watch, upto_ms)})

    def raise_by_hand(self, authority: str, load: Load, now_ms: int, command: str = "") -> bool:
        """Let a person say that it is crowded; return whether that is news.

        A command that was done before, in this run or the one before it, does nothing; empty is never one.
        """
        if command in self._commands:
            return False
        watch = self._watches[authority]
        news = self._replace(
            {authority: self._stamped(watch, raise_by_hand(watch, load, now_ms, "new"), now_ms)}
        )
        if command:
            self._commands = (*self._commands, command)[-_REMEMBERED:]
            self._store.keep(_KEPT_COMMANDS, msgspec.json.encode(self._commands))
        return news

    def end_by_hand(self, authority: str, crowd: str, load: Load, now_ms: int) -> bool:
        """Let a person say that a congestion is over; return whether it was the one that lasted."""
        watch = self._watches[authority]
        after = end_by_hand(watch, crowd, load, self._rules[authority], now_ms)
        return self._replace({authority: self._stamped(watch, after, now_ms)})

    def _stamped(self, before: Watch, after: Watch, now_ms: int) -> Watch:
        """Give a congestion that begins its id, and one that begins or ends a moment of its own."""
        crowd = after.crowd
        if crowd is None or crowd == before.crowd:
            return after
        at = self._stamper.next(now_ms)
        if crowd.over_at:
            crowd = msgspec.structs.replace(crowd, over_at=at)
        else:
            crowd = msgspec.structs.replace(crowd, id=self._mint(), raised_at=at)
        return msgspec.structs.replace(after, crowd=crowd)

    def _replace(self, found: Mapping[str, Watch]) -> bool:
        """Take over what is known now, after it is durable; return whether there is anything to tell."""
        after = {**self._watches, **found}
        told = any(watch.crowd != self._watches[name].crowd for name, watch in after.items())
        if any(_lasting(watch) != _lasting(self._watches[name]) for name, watch in after.items()):
            lasting = {name: _lasting(watch) for name, watch in after.items()}
            self._store.keep(_KEPT, msgspec.json.encode(lasting))
        self._watches = after
        return told


def _is_older(watch: Watch, upto_ms: float) -> bool:
    return watch.crowd is None or watch.crowd.raised_at <= upto_ms


def _lasting(watch: Watch) -> Watch:
    """Return what outlives a restart: the three minutes of quiet are then counted anew."""
    return msgspec.structs.replace(watch, quiet_since=None)


def _recall_commands(store: EventStore) -> tuple[str, ...]:
    kept = store.kept(_KEPT_COMMANDS)
    if kept is None:
        return ()
    try:
        return msgspec.json.decode(kept, type=tuple[str, ...])
    except (msgspec.DecodeError, UnicodeDecodeError):
        logger.warning("which commands raised a congestion cannot be read; one sent again counts as new")
        return ()


def _recall(store: EventStore) -> dict[str, Watch]:
    kept = store.kept(_KEPT)
    if kept is None:
        return {}
    try:
        return msgspec.json.decode(kept, type=dict[str, Watch])
    except (msgspec.DecodeError, UnicodeDecodeError):
        logger.warning("what was known of congestion cannot be read; whoever was told is told again")
        return {}
