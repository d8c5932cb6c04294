"""One shift of the office: it takes matters in, commits, says what changed, and then answers."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from common.runtime.clock import Clock
from common.wire import topics
from common.wire.channel import Received
from common.wire.life import BEAT_INTERVAL_S, Beat, HubStatus, OwnerBeat, Status
from common.wire.tickets import Addition, NumbersReport, Out
from hub.engine import Engine
from hub.floor.floor import Floor
from hub.forecasts import Forecasts
from hub.house_rules import Barred
from hub.house_time import HouseTime
from hub.matters import Act, Do, Heard, Job, LineUp, Look, Matter, View
from hub.notices.notices import Notices
from hub.numbered_day import tick_at
from hub.post_room import PostRoom
from hub.queue.answers import Answer
from hub.queue.commands import Begin, HearRival
from hub.rival import RivalWatch
from hub.speaker import Speaker
from hub.store.port import EventStore

logger = logging.getLogger(__name__)

SITE_EVERY_MS = 600_000
"""The catalogue is made anew this often, and said where it differs: a fortnight moves on at midnight."""

JUMP_MS = 30_000
"""A wall clock that moved this much against the monotonic one was set: the catalogue is made anew at once."""

ANEW_MS = 1000
"""What others say in the hub's name is contradicted so often at most: two hubs would go on for ever."""

LATE_MS = 5000
"""What nobody waits for, a forecast and a snapshot, is put off so long at most while matters wait."""

_HOME = "home"
_TICK_MS = 1000
_BEAT_MS = round(BEAT_INTERVAL_S * 1000)


class Shift:
    """Owns the queue and the floor from the start of the hub to its end. Everything here is one thread's."""

    def __init__(
        self,
        *,
        store: EventStore,
        engine: Engine,
        speaker: Speaker,
        floor: Floor,
        clock: Clock,
        kiosks: tuple[str, ...],
        listeners: Sequence[Callable[[], None]],
        boot: str | None = None,
    ) -> None:
        """Begin a life of the hub: it is durable when this returns."""
        self._engine = engine
        self._speaker = speaker
        self._floor = floor
        self._clock = clock
        self._listeners = listeners
        self._owed_ms: int | None = None
        self._time = HouseTime(clock, store, engine.last_at, boot, in_day=engine.state.open_day is not None)
        self._post = PostRoom(kiosks, store, speaker.appointments)
        self._rivals = RivalWatch(speaker.incarnation, _life_before(store, engine, boot))
        self._jobs: list[Job] = []
        self._changed = self._anew = self._contradicted = False
        self._rival = ""
        self._spoke_ms = self._beaten_ms = self._ticked_ms = clock.monotonic_ms() - ANEW_MS
        self._site_ms, self._wall_offset_ms = self._ticked_ms, 0
        now = self._time.now()
        self._forecasts = Forecasts(speaker.site, speaker.table, store)
        self._notices = Notices(speaker.site, store, engine.state, self._forecasts.minutes)
        engine.follow(self._notices.hear)
        engine.follow(self._forecasts.hear)
        engine.handle([Begin(incarnation=speaker.incarnation, kiosks=kiosks)], now)

    def idle_s(self) -> float:
        """Return how long the office may wait for matters: until something is due."""
        due_ms = min(self._beaten_ms + _BEAT_MS, self._ticked_ms + _TICK_MS)
        if self._contradicted:
            due_ms = min(due_ms, self._spoke_ms + ANEW_MS)
        return max(0, due_ms - self._clock.monotonic_ms()) / 1000

    def turn(self, matters: Sequence[Matter], is_awaited: Callable[[], bool] = lambda: False) -> None:
        """Do what came together, in one commit where nobody looks in between; then what is due by the clock.

        ``is_awaited`` tells whether matters wait for the next turn already; what can be put off is, then.

        Raises what the store raises: what is not answered by then never is, and the process must end.
        """
        for matter in matters:
            self._take_in(matter)
        ticked = self._do_what_is_due()
        self._settle()
        self._answer_callers()
        if self._anew or (self._contradicted and self._clock.monotonic_ms() - self._spoke_ms >= ANEW_MS):
            self._say_everything()
        if ticked and self._owed_ms is None:
            self._owed_ms = self._ticked_ms
        # A forecast takes some ms, and a snapshot some 10; who has come meanwhile goes before them.
        if self._owed_ms is not None and (
            not is_awaited() or self._clock.monotonic_ms() - self._owed_ms >= LATE_MS
        ):
            self._owed_ms = None
            self._forecast()
            self._time.keep_if_due(self._ticked_ms)
            self._engine.save_if_due()

    def end(self) -> None:
        """Keep what the next life needs."""
        self._time.keep()
        self._forecasts.keep()

    def _take_in(self, matter: Matter) -> None:
        match matter:
            case Do(command, answer):
                self._jobs.append(Job(command, answer.set_result))
            case Act():
                self._act(matter)
            case Look():
                self._look(matter)
            case Heard(received, heard_ms):
                self._hear(received, heard_ms)
            case LineUp():
                self._anew = True

    def _view(self) -> View:
        """Return what is true now; what has been asked for before must be seen in it."""
        self._settle()
        return View(
            engine=self._engine,
            floor=self._floor,
            notices=self._notices,
            now=self._time.now(),
            monotonic_ms=self._clock.monotonic_ms(),
            appointments=self._speaker.appointments.standing,
        )

    def _look(self, look: Look) -> None:
        view = self._view()
        try:
            found = look.question(view)
        except Exception as error:  # noqa: BLE001 — whoever asked gets it; a page's slip must not end the queue
            look.answer.set_exception(error)
        else:
            self._changed = self._changed or look.alters
            look.answer.set_result(found)

    def _act(self, act: Act) -> None:
        view = self._view()
        known = self._engine.state.answered.get(act.command_id)
        if known is not None:
            act.answer.set_result(known)
            return
        try:
            made = act.make(view)
        except Exception as error:  # noqa: BLE001 — as above: it has only looked
            act.answer.set_exception(error)
            return
        if isinstance(made, Barred):
            act.answer.set_result(made)
        else:
            self._jobs.append(Job(made, act.answer.set_result))

    def _hear(self, received: Received[Any], heard_ms: int) -> None:
        device = received.ids.get("device", "")
        match received.message:
            case HubStatus() as status:
                self._hear_hub(status, retained=received.retained)
            case OwnerBeat() as beat if received.channel is topics.HUB_BEAT:
                self._rivals.hear_beat(beat.incarnation, self._clock.monotonic_ms())
                self._look_for_a_rival()
            case Out() as out:
                self._take_row(device, out)
            case NumbersReport() as report:
                if self._post.serves(device):
                    self._jobs.append(self._post.take_report(device, report))
            case message:
                if isinstance(message, Beat) and self._post.knows(device):
                    self._time.hear(device, message, heard_ms)
                if isinstance(message, Status) and not received.retained:
                    self._greet(device, message)
                if self._floor.hear(received, heard_ms, self._clock.wall_ms()):
                    self._changed = True

    def _take_row(self, device: str, out: Out) -> None:
        """Take a row in; a check-in with a kiosk's own number belongs to the day that it was made on."""
        if not self._post.serves(device):
            return
        now, body = self._time.now(), out.body
        if isinstance(body, Addition):
            self._jobs.append(self._post.take_addition(device, out, body, now))
            return
        placed = self._time.place(device, out.epoch, body.arrival, now)
        wall_ms = now.wall_ms - (now.ms - placed.at)
        day = body.day or tick_at(self._speaker.table.site, wall_ms // 1000).today.isoformat()
        self._jobs.append(self._post.take_check_in(device, out, body, placed, day, now))

    def _greet(self, device: str, status: Status) -> None:
        """Beat this very turn for a device that has come up: it believes no snapshot before a beat."""
        if status.state != "lost" and self._floor.devices.knows(device):
            self._beaten_ms -= _BEAT_MS

    def _hear_hub(self, status: HubStatus, *, retained: bool) -> None:
        """Contradict what is not of this life: the late will of an earlier one, or a second hub.

        What the broker has retained from before is not worth it: it is replaced as the line comes up.
        """
        self._rivals.hear_status(status, self._clock.monotonic_ms(), retained=retained)
        self._look_for_a_rival()
        ours = status.incarnation == self._speaker.incarnation
        if retained or (ours and status.state != "lost"):
            return
        self._contradicted = True

    def _look_for_a_rival(self) -> None:
        """Let the queue grant nothing while another hub speaks for the site, from this very moment on."""
        rival = self._rivals.rival(self._clock.monotonic_ms())
        if rival == self._rival:
            return
        if rival:
            logger.error(
                "another hub speaks for this site, or did (%s): if it runs, stop one of the two;"
                " no number is granted before three of its beats are missing",
                rival,
            )
        self._rival = rival
        self._changed = True
        self._jobs.append(Job(HearRival(incarnation=rival), _heed_nothing))

    def _do_what_is_due(self) -> bool:
        """Beat, and once a second look at clock, floor and site; return whether that second has come."""
        monotonic_ms = self._clock.monotonic_ms()
        if monotonic_ms - self._beaten_ms >= _BEAT_MS:
            self._beaten_ms = monotonic_ms
            self._speaker.say_beat(monotonic_ms)
        if monotonic_ms - self._ticked_ms < _TICK_MS:
            return False
        self._ticked_ms = monotonic_ms
        wall_ms = self._clock.wall_ms()
        self._jobs.append(Job(tick_at(self._speaker.table.site, wall_ms // 1000), _heed_nothing))
        self._look_for_a_rival()
        if self._floor.notice_silence(monotonic_ms):
            self._changed = True
        self._look_at_the_site(monotonic_ms, wall_ms)
        self._look_at_the_queues()
        if not self._anew:
            self._speaker.say_code()
            self._speaker.say_appointments(self._engine.state.appointments)
        return True

    def _answer_callers(self) -> None:
        """Tell screens whether their call for an adviser has reached anybody: only who looks can know."""
        for told in self._floor.adviser_calls.take_answers(self._clock.monotonic_ms()):
            self._speaker.say_call_answer(told)

    def _look_at_the_queues(self) -> None:
        now = self._time.now()
        if self._notices.look(self._engine.state, now.ms):
            self._changed = True
        if not self._anew:  # everything is said at the end of this turn
            self._speaker.say_notices(self._notices, now.ms, self._time.monotonic_ms(now))

    def _forecast(self) -> None:
        now, state = self._time.now(), self._engine.state
        if self._forecasts.look(state, now):
            self._speaker.say_forecasts(self._forecasts.said, state, now.ms, self._time.monotonic_ms(now))
        self._forecasts.keep_if_due(now.ms)

    def _look_at_the_site(self, monotonic_ms: int, wall_ms: int) -> None:
        was_set = abs(wall_ms - monotonic_ms - self._wall_offset_ms) >= JUMP_MS
        if was_set or monotonic_ms - self._site_ms >= SITE_EVERY_MS:
            self._site_ms, self._wall_offset_ms = monotonic_ms, wall_ms - monotonic_ms
            self._speaker.say_catalogue(wall_ms)

    def _settle(self) -> None:
        """Commit what was gathered, then say what changed, then answer and acknowledge."""
        if self._jobs:
            jobs, self._jobs = self._jobs, []
            now = self._time.now()
            answers = self._engine.handle([job.command for job in jobs], now)
            changes = self._engine.changes(now)
            state = self._engine.state
            if changes and not self._anew:  # everything is said at the end of this turn
                self._speaker.say_changes(changes, state, now.ms, self._time.monotonic_ms(now))
            for job, answer in zip(jobs, answers, strict=True):
                job.answered(answer)
            self._post.send(self._speaker, state, frozenset(changes.numbers))
            self._changed = self._changed or changes.visits or changes.day
        if self._changed:
            self._changed = False
            for listener in self._listeners:
                listener()

    def _say_everything(self) -> None:
        """Say all that the hub alone says: once a turn, however often it was asked for."""
        now = self._time.now()
        at_ms = self._time.monotonic_ms(now)
        self._anew = self._contradicted = False
        self._changed = True
        self._spoke_ms = self._beaten_ms = at_ms
        self._speaker.say_beat(at_ms)
        self._speaker.say_changes(self._engine.everything(now), self._engine.state, now.ms, at_ms)
        self._notices.anew()
        self._speaker.say_notices(self._notices, now.ms, at_ms)
        self._speaker.say_site(now.wall_ms)
        self._speaker.say_appointments(self._engine.state.appointments)


def _life_before(store: EventStore, engine: Engine, boot: str | None) -> str:
    """Return the incarnation before this one, where it is certain that it has ended.

    It has, where it wrote this very file in this boot of the machine: the file has one hub at a time. A copy
    lies elsewhere, and of a machine that was started anew or cloned nobody can know.
    """
    if boot is None:
        return ""
    home = f"{boot} {store.place}".encode()
    before = engine.state.incarnation if store.kept(_HOME) == home else ""
    store.keep(_HOME, home)
    return before


def _heed_nothing(_answer: Answer) -> None:
    """Take an answer that nobody waits for."""
