"""Plays a day, or several one after another: a pure function of the scenarios and the seed."""

from collections.abc import Callable, Iterable, Sequence

from hub.queue.answers import Code, Done
from hub.queue.commands import AdviserCheckIn
from hub.queue.events import AnyEvent, DayClosed, DayOpened, DayReopened, VisitEvent
from hub.queue.number_events import Granted, NumbersReported
from hub.queue.state import Visit
from hub.queue.transitions import VisitState
from simulator.day.agenda import Agenda
from simulator.day.chance import generator
from simulator.day.desk import PlayedDesk
from simulator.day.guest import Guest
from simulator.day.hall import Hall
from simulator.day.house import STAFF, Glance, House, Watch
from simulator.day.kiosk import PlayedKiosk
from simulator.day.ledger import Ledger
from simulator.day.office import Office
from simulator.day.people import people
from simulator.day.played import PlayedDay
from simulator.day.scenario import Scenario

_NO_NUMBER = Code.NUMBERS_ENDED, Code.NUMBERS_NOT_READY, Code.DAY_NOT_OPEN
"""Why an adviser may have to turn somebody away."""


def play(
    scenario: Scenario, seed: int, watch: Watch | None = None, glance: Glance | None = None
) -> PlayedDay:
    """Play one day and return what it came to.

    ``watch`` is told of every commit, and ``glance`` is shown the state before each. Raises StoreError where
    the log does not fit together.
    """
    return next(iter(play_days((scenario,), seed, watch, glance)))


def play_days(
    scenarios: Sequence[Scenario], seed: int, watch: Watch | None = None, glance: Glance | None = None
) -> Iterable[PlayedDay]:
    """Play days in order, of one site and one hub that runs on overnight.

    The first scenario's rules and kiosks hold for all of them.
    """
    if not scenarios:
        return
    first = scenarios[0]
    agenda = Agenda(first.begin)
    house = House(first.rules, tuple(kiosk.name for kiosk in first.kiosks), agenda, watch, glance)
    kiosks = [
        PlayedKiosk(plan, house, generator(seed, "kiosk", plan.name), first.begin) for plan in first.kiosks
    ]
    for kiosk in kiosks:
        kiosk.report()
    for scenario in scenarios:
        yield _Day(scenario, seed, house, kiosks).play()


class _Day:
    """One day while it goes on."""

    def __init__(self, scenario: Scenario, seed: int, house: House, kiosks: list[PlayedKiosk]) -> None:
        self._scenario = scenario
        self._seed = seed
        self._house = house
        self._kiosks = kiosks
        date = scenario.date.isoformat()
        self._guests = {
            f"{date}/{customer.name}": Guest(customer, f"{date}/{customer.name}")
            for customer in people(scenario, seed)
        }
        self._ledger = Ledger(self._guests)
        self._hall = Hall(house, self._ledger, self._guests, self._notice)
        self._office = Office(scenario, house)
        self._desks = [
            PlayedDesk(shift, scenario, house, self._hall, generator(seed, date, "desk", str(count)))
            for count, shift in enumerate(scenario.desks)
        ]

    def play(self) -> PlayedDay:
        """Play it to its end."""
        scenario, house = self._scenario, self._house
        agenda = house.agenda
        agenda.run(scenario.begin)
        house.listeners[:] = [self._hear, self._ledger.hear]
        commands, date = house.commands, scenario.date.isoformat()
        self._office.begin_day()
        for kiosk, plan in zip(self._kiosks, scenario.kiosks, strict=True):
            kiosk.begin_day(plan, scenario.cuts, date, scenario.begin, scenario.end)
        for count, desk in enumerate(self._desks):
            desk.begin_day(self._office.planned_at, generator(self._seed, date, "shift", str(count)))
        for when in scenario.hub_restarts:
            agenda.at(when, self._restart_hub)
        for guest in self._guests.values():
            agenda.at(guest.customer.at, _bound(self._arrive, guest))
        agenda.run(scenario.end)
        self._ledger.faults += house.take_faults()
        return PlayedDay(
            scenario=scenario.name,
            date=scenario.date,
            seed=self._seed,
            visits=tuple(self._ledger.visits.values()),
            account=self._ledger.account(),
            overtakings=tuple(self._ledger.overtakings),
            events=self._ledger.events,
            commands=house.commands - commands,
        )

    def _notice(self, visit: Visit) -> None:
        for desk in self._desks:
            desk.notice((visit,))

    def _restart_hub(self) -> None:
        self._house.restart()
        for kiosk in self._kiosks:
            kiosk.hear_hub()

    def _hear(self, events: Sequence[AnyEvent]) -> None:
        for event in events:
            match event:
                case Granted() | NumbersReported():
                    self._tell_kiosks(event.device)
                case DayOpened():
                    self._tell_kiosks(*(kiosk.name for kiosk in self._kiosks))
                case DayClosed() | DayReopened():
                    for desk in self._desks:
                        desk.hear_day(goes_on=isinstance(event, DayReopened))
                case _:
                    pass
        touched = {event.visit: None for event in events if isinstance(event, VisitEvent)}
        visits = self._house.state.visits
        waiting = [visits[one] for one in touched if visits[one].state is VisitState.WAITING]
        if waiting:
            for desk in self._desks:
                desk.notice(waiting)

    def _tell_kiosks(self, *names: str) -> None:
        for kiosk in self._kiosks:
            if kiosk.name in names:
                kiosk.hear_numbers()

    def _arrive(self, guest: Guest) -> None:
        if self._tap(guest) if self._kiosks else self._at_the_adviser(guest):
            self._hall.enter(guest)
        else:
            guest.turned_away = True

    def _tap(self, guest: Guest) -> bool:
        """Take a number at the kiosk chosen, or at another where that one has none left."""
        customer, kiosks = guest.customer, self._kiosks
        point = customer.kiosk * sum(kiosk.share for kiosk in kiosks)
        chosen = 0
        for count, kiosk in enumerate(kiosks):
            chosen = count
            point -= kiosk.share
            if point < 0:
                break
        return any(kiosk.tap(customer, guest.ticket) for kiosk in (*kiosks[chosen:], *kiosks[:chosen]))

    def _at_the_adviser(self, guest: Guest) -> bool:
        customer, house = guest.customer, self._house
        self._ledger.at_the_adviser = guest
        answer = house.do(
            AdviserCheckIn(
                id=house.mint(),
                staff=STAFF,
                service=customer.service,
                language=customer.language,
                also=customer.also,
                later=customer.later,
                details=customer.details,
                appointment=customer.appointment,
            ),
            *_NO_NUMBER,
        )
        self._ledger.at_the_adviser = None
        return isinstance(answer, Done)


def _bound(action: Callable[[Guest], None], guest: Guest) -> Callable[[], None]:
    return lambda: action(guest)
