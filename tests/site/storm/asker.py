"""Somebody at the console: clicks twice, loses answers, and asks again until there is one."""

import http.client
import random
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from common.wire.ids import mint_id
from simulator.staff import RefusedError, StaffMember
from tests.site.storm.account import Account, Answered

GONE = (OSError, http.client.HTTPException)
NOT_NOW = frozenset({"busy", "too-many", "500", "503"})
"""Answers after which the very same is asked again."""

Fields = dict[str, str]

NEVER = "never answered"
"""The one answer that the console does not give."""

_AGAIN_S = 0.2
_TRIES = 600
_HANGS_UP, _CLICKS_TWICE = 0.05, 0.10


@dataclass(frozen=True, slots=True)
class _Outcome:
    done: dict[str, Any] | None
    code: str = ""


class Asker:
    """Somebody at the console who does not rest before there is an answer."""

    def __init__(self, person: StaffMember, account: Account, chance: random.Random) -> None:
        self.person = person
        self.account = account
        self.chance = chance
        self._between = threading.Event()
        self._lost = 0
        """How many requests nobody answered."""

    def ask(self, path: str, action: str, place: str = "", **fields: str) -> dict[str, Any] | None:
        """Ask for something once, by whatever number of requests; return what was done, or nothing."""
        command = mint_id()
        manner = self.chance.random()
        if manner < _HANGS_UP:
            self.account.note("times an answer was not waited for")
            with suppress(*GONE):
                self.person.hang_up(path, command=command, **fields)
        attempt = self._twice if _HANGS_UP <= manner < _HANGS_UP + _CLICKS_TWICE else self._once
        outcome = attempt(path, command, fields)
        done, code = outcome.done, outcome.code
        if code == NEVER:
            self.account.object(f"{action} at {place} ({command}) was never answered")
            return None
        self.account.answer(Answered(command, action, place, done, code))
        if code:
            self.account.note(f"times refused: {action}: {code}")
        return done

    def look(self, place: str) -> dict[str, Any]:
        """Return what a desk's page shows."""
        return self.patiently(lambda: self.person.desk(place))

    def _once(self, path: str, command: str, fields: Fields) -> _Outcome:
        try:
            return _Outcome(self.patiently(lambda: self.person.post(path, command=command, **fields)))
        except RefusedError as refused:
            return _Outcome(None, refused.code)
        except TimeoutError:
            return _Outcome(None, NEVER)

    def _twice(self, path: str, command: str, fields: Fields) -> _Outcome:
        """Click twice: both clicks must get the same answer.

        A hub that fell between the two may have forgotten that it had refused: nothing was done by then.
        """
        self.account.note("double clicks")
        before = self._lost
        outcomes: list[_Outcome] = []
        second = threading.Thread(target=lambda: outcomes.append(self._once(path, command, fields)))
        second.start()
        outcomes.append(self._once(path, command, fields))
        second.join()
        one, other = outcomes
        forgotten = self._lost > before and (one.done is None or other.done is None)
        if (one.done, one.code) != (other.done, other.code) and not forgotten:
            self.account.object(f"two clicks of {command} ({path}) were answered {one} and {other}")
        return one if one.done is not None else other

    def patiently(self, attempt: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Try until there is an answer, whatever falls; :class:`RefusedError` is one."""
        for _ in range(_TRIES):
            if self.account.abandoned.is_set():
                break
            try:
                return attempt()
            except RefusedError as refused:
                if refused.code not in NOT_NOW:
                    raise
                self.account.note(f"times asked again: {refused.code}")
            except GONE:
                self._lost += 1
                self.account.note("times asked again: nobody answered")
            self._between.wait(_AGAIN_S)
        raise TimeoutError("the console never answered")
