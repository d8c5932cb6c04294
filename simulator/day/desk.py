"""A desk and who sits there: opens, calls one after another, pauses, and goes home."""

import random
from collections.abc import Sequence

import msgspec

from hub.queue.answers import Code, Done
from hub.queue.commands import (
    CallNext,
    CallThis,
    CloseDesk,
    OpenDesk,
    PauseDesk,
    PlanDesk,
    ResumeDesk,
    UnplanDesk,
)
from hub.queue.state import Visit
from hub.queue.transitions import VisitState
from simulator.day.asker import Asker
from simulator.day.hall import IN_THE_HALL
from simulator.day.house import House
from simulator.day.scenario import MINUTE_MS, DeskShift, Scenario
from simulator.day.serving import Guests, Serving

_NOTICES_MS = (1500, 7000)
"""So soon staff at a free desk notice that somebody waits."""

_GOES_MS = (15_000, 60_000)
"""A planned desk has been opened by the queue; its staff calls so soon."""

_AWAY_MS = 10 * MINUTE_MS
"""A desk that closed with somebody there opens again after so long."""


class PlayedDesk:
    """One shift at one desk."""

    def __init__(
        self, shift: DeskShift, scenario: Scenario, house: House, guests: Guests, rng: random.Random
    ) -> None:
        self.shift = shift
        self._ask = Asker(shift.desk, scenario, house, rng)
        self._serving = Serving(self._ask, scenario, house, guests, self._tidy_up)
        self._rarely = scenario.rarely
        self._house = house
        self._guests = guests
        self._rng = rng
        self._breaks = sorted(shift.breaks, key=lambda one: one.begin)
        self._open = self._free = self._woken = False
        self._serves = frozenset(shift.services)
        self._ends = shift.closes + (0 if shift.known else shift.stays_ms)

    def begin_day(self, planned_at: int, rare: random.Random) -> None:
        """Put the shift on the agenda; one that the queue knows is planned at ``planned_at``.

        ``rare`` draws what happens on few days: the same, whatever is decided until then.
        """
        agenda, shift = self._house.agenda, self.shift
        drops, replans = rare.random() < self._rarely.dropped, rare.random() < self._rarely.replanned
        drops_at = rare.randrange(shift.opens, max(shift.closes, shift.opens + 1))
        if shift.known:
            agenda.at(planned_at, lambda: self._plan(again=replans))
            agenda.at(shift.opens + self._rng.randrange(*_GOES_MS), self._sit_down)
        else:
            agenda.at(shift.opens, self._sit_down)
        agenda.at(shift.closes, self._wake)
        for one in self._breaks:
            agenda.at(one.begin, self._wake)
        if drops:
            agenda.at(drops_at, self._drop)

    def notice(self, waiting: Sequence[Visit]) -> None:
        """See that these wait from now on, and soon call one of them where the desk is free."""
        if not self._free or self._woken:
            return
        if any(self._would_call(visit) for visit in waiting):
            self._woken = True
            self._house.agenda.after(self._rng.randrange(*_NOTICES_MS), self._wake)

    def hear_day(self, *, goes_on: bool) -> None:
        """The day was closed, so nobody stands here any more; or it goes on, and so does the shift."""
        now, shift = self._house.agenda.now, self.shift
        self._ask.leave()
        self._open = self._free = False
        if goes_on and shift.opens <= now < shift.closes:
            self._house.agenda.after(self._rng.randrange(*_GOES_MS), self._sit_down)

    def _may_serve(self, visit: Visit) -> bool:
        languages = self.shift.languages
        return (not languages or visit.language in languages) and not self._serves.isdisjoint(visit.wanted)

    def _would_call(self, visit: Visit) -> bool:
        """Tell whether somebody is for this desk, by their turn or by hand."""
        if not self._may_serve(visit):
            return False
        turn = visit.state is VisitState.WAITING and visit.to_desk in {"", self.shift.desk}
        return turn or visit.id in self._guests.wishes

    def _plan(self, *, again: bool) -> None:
        """Plan the shift; ``again``: with wrong hours first, which are taken back."""
        shift, house = self.shift, self._house
        if house.state.open_day is None:
            return
        wrong = PlanDesk(
            **self._ask.here(),
            services=shift.services,
            languages=shift.languages,
            opens=shift.opens,
            closes=shift.closes + 1,
        )
        if again:
            self._ask.do(wrong)
            self._ask.do(UnplanDesk(**self._ask.here()))
        self._ask.do(msgspec.structs.replace(wrong, id=house.mint(), closes=shift.closes))

    def _sit_down(self) -> None:
        shift, state = self.shift, self._house.state
        if self._open or state.open_day is None:
            return
        self._open = True
        if shift.desk not in state.plans:
            self._ask.do(OpenDesk(**self._ask.here(), services=shift.services, languages=shift.languages))
        self._next()

    def _wake(self) -> None:
        self._woken = False
        if self._free:
            self._next()

    def _next(self) -> None:
        """Go home, pause, or call whoever comes next."""
        self._free = False
        now, shift = self._house.agenda.now, self.shift
        if not self._open:
            return
        if now >= self._ends:
            self._go_home()
            return
        if self._breaks and now >= self._breaks[0].begin:
            self._pause(self._breaks.pop(0).length_ms)
            return
        visit = self._call()
        if visit:
            self._serving.begin(visit)
        elif now >= shift.closes:
            self._go_home()
        else:
            self._free = True

    def _call(self) -> str:
        """Call somebody who is to be called by hand, or else whose turn it is; empty for nobody."""
        shift, visits = self.shift, self._house.state.visits
        for wish in tuple(self._guests.wishes):
            if visits[wish].state not in IN_THE_HALL:
                del self._guests.wishes[wish]
            elif self._may_serve(visits[wish]):
                del self._guests.wishes[wish]
                by_hand = CallThis(
                    **self._ask.here(), visit=wish, services=shift.services, languages=shift.languages
                )
                if isinstance(self._ask.do(by_hand), Done):
                    return wish
        command = CallNext(**self._ask.here(), services=shift.services, languages=shift.languages)
        answer = self._ask.do(command, Code.NOBODY_WAITING)
        if isinstance(answer, Done):
            return answer.visit
        if answer.code is Code.NOBODY_WAITING and any(map(self._would_call, visits.values())):
            self._house.faults.append("CallNext found nobody, and somebody waited.")
        return ""

    def _go_home(self) -> None:
        self._open = self._free = False
        self._ask.do(CloseDesk(**self._ask.here()))

    def _drop(self) -> None:
        """Close with somebody there, who waits again; where nobody is, try again a little later."""
        visit = self._house.state.current(self.shift.desk)
        if not self._open or visit is None:
            if self._house.agenda.now < self.shift.closes:
                self._house.agenda.after(MINUTE_MS, self._drop)
            return
        self._ask.leave()
        self._open = self._free = False
        serving = visit.state is VisitState.SERVING
        self._ask.do(CloseDesk(**self._ask.here()), *((Code.VISIT_SERVING,) if serving else ()))
        if serving:
            self._ask.do(CloseDesk(**self._ask.here(), give_back=True))
        self._house.agenda.after(_AWAY_MS, self._sit_down)

    def _pause(self, length_ms: int) -> None:
        self._ask.do(PauseDesk(**self._ask.here()))
        self._ask.later(length_ms, self._come_back)

    def _come_back(self) -> None:
        if self._house.agenda.now < self._ends:
            self._ask.do(ResumeDesk(**self._ask.here()))
        self._next()

    def _tidy_up(self) -> None:
        between_s = self.shift.between_s
        pause_s = self._rng.expovariate(1 / between_s) if between_s > 0 else 0
        self._ask.later(min(1000 * pause_s, 10 * MINUTE_MS), self._next)
