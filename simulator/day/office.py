"""The site's office: tells the queue what time it is, and opens and closes by hand what no clock does."""

from hub.numbered_day import tick_at
from hub.queue.commands import CloseDay, OpenDay, Tick
from simulator.day.house import STAFF, House
from simulator.day.scenario import MINUTE_MS, Scenario

_TICK_MS = MINUTE_MS
_HOURS_MS = 5 * MINUTE_MS
"""The hours are read so often: a site's openings begin and end on such moments."""

_BY_HAND_MS = 20 * MINUTE_MS
"""So long after the beginning a person opens the day, where no clock does."""

_SLIP_MS = 2 * MINUTE_MS
_EVENING_MS = 30 * MINUTE_MS


class Office:
    """One day's office."""

    def __init__(self, scenario: Scenario, house: House) -> None:
        self._scenario = scenario
        self._house = house
        self._tick = Tick(today=scenario.date)
        self._read_at = 0

    @property
    def opens_by_hand(self) -> bool:
        """Whether a person must open the day."""
        return self._scenario.clock_set > self._scenario.begin

    @property
    def planned_at(self) -> int:
        """When the day is open for sure, so that desks can be planned."""
        by_hand = _BY_HAND_MS if self.opens_by_hand else 0
        return self._scenario.begin + by_hand + MINUTE_MS

    def begin_day(self) -> None:
        """Put the day on the agenda. What a person opened ends by a person's word."""
        scenario, agenda = self._scenario, self._house.agenda
        self._house.clock_set = scenario.clock_set
        self._say_tick()
        if self.opens_by_hand:
            agenda.at(scenario.begin + _BY_HAND_MS, self._open)
        for slip in scenario.slips:
            agenda.at(slip, self._close)
            agenda.at(slip + _SLIP_MS, self._open)
        if self.opens_by_hand or scenario.slips:
            agenda.at(scenario.end - _EVENING_MS, self._close)

    def _say_tick(self) -> None:
        """Say the time once a minute; the hub's own office does it every second."""
        house, agenda = self._house, self._house.agenda
        if agenda.now >= self._read_at:
            self._tick = tick_at(self._scenario.hours, house.now.wall_ms // 1000)
            self._read_at = agenda.now + _HOURS_MS
        house.do(self._tick)
        house.engine.save_if_due()
        if agenda.now + _TICK_MS <= self._scenario.end:
            agenda.after(_TICK_MS, self._say_tick)

    def _open(self) -> None:
        house = self._house
        if house.state.open_day is None:
            date, today = self._scenario.date, self._tick.today
            house.do(OpenDay(id=house.mint(), staff=STAFF, date=date, today=today))

    def _close(self) -> None:
        if self._house.state.open_day is not None:
            self._house.do(CloseDay(id=self._house.mint(), staff=STAFF))
