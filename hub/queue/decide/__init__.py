"""Decisions: a command, the state and the moment give events, or a refusal. Pure."""

from collections.abc import Callable
from typing import Any

from hub.queue.commands import (
    Add,
    AdviserCheckIn,
    Amend,
    AnyCommand,
    Begin,
    BringBack,
    CallAgain,
    CallNext,
    CallThis,
    Cancel,
    CheckIn,
    CloseDay,
    CloseDesk,
    Extend,
    Finish,
    GiveBack,
    HearRival,
    NoShow,
    OpenDay,
    OpenDesk,
    Park,
    PauseDesk,
    PlanDesk,
    Redirect,
    ReportNumbers,
    ResumeDesk,
    Return,
    Start,
    StrikeOff,
    Tick,
    Transfer,
    UnplanDesk,
)
from hub.queue.decide import adding, calling, day, desks, numbering, serving, visiting, visits
from hub.queue.decide.decision import Decision
from hub.queue.rules import Rules
from hub.queue.stamps import Now
from hub.queue.state import State


def decide(state: State, command: AnyCommand, now: Now, rules: Rules) -> Decision:
    """Return the events that ``command`` causes (none: nothing is left to do) or why it is refused.

    Costs the same however many wait. Events are to be folded in order, before the next decision.
    """
    return DECIDERS[type(command)](state, command, now, rules)


DECIDERS: dict[type[Any], Callable[[State, Any, Now, Rules], Decision]] = {
    CheckIn: visiting.check_in,
    Add: adding.add,
    AdviserCheckIn: visiting.adviser_check_in,
    Cancel: visits.cancel,
    Redirect: visits.redirect,
    Park: visits.park,
    Return: visits.come_back,
    BringBack: visits.bring_back,
    Amend: visits.amend,
    Extend: visits.extend,
    CallNext: calling.call_next,
    CallThis: calling.call_this,
    CallAgain: calling.call_again,
    OpenDesk: desks.open_desk,
    CloseDesk: desks.close_desk,
    PauseDesk: desks.pause_desk,
    ResumeDesk: desks.resume_desk,
    PlanDesk: desks.plan_desk,
    UnplanDesk: desks.unplan_desk,
    Start: serving.start,
    Finish: serving.finish,
    NoShow: serving.no_show,
    GiveBack: serving.give_back,
    Transfer: serving.transfer,
    OpenDay: day.open_day,
    CloseDay: day.close_day,
    Tick: day.tick,
    Begin: numbering.begin,
    ReportNumbers: numbering.report,
    HearRival: numbering.hear_rival,
    StrikeOff: numbering.strike_off,
}
"""Which function decides which command."""
