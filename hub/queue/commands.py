"""What can be asked of the queue. A command with an ``id`` is done once, however often it is sent."""

import datetime as dt

import msgspec

from hub.queue.details import Appointment, Details
from hub.queue.events import ParkReason
from hub.queue.number_events import Held
from hub.queue.stamps import Arrival, Placed


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """The base of what staff ask: ``id`` is minted by the asker, anew for each intent.

    ``staff`` is the opaque id of the account that asks; it is never written to the log.
    """

    id: str
    staff: str


class CheckIn(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket that a kiosk has dealt; its own id makes it idempotent.

    ``epoch`` and ``sequence`` are the row of the kiosk's outbox, ``day`` and ``lease`` where the number came
    from, ``placed`` the hub's reckoning of ``arrival`` (:meth:`hub.queue.clocks.ClockMap.place`). The visit
    waits for ``service`` and those in ``also`` at once, then for those in ``later`` one after another.
    """

    ticket: str
    device: str
    epoch: str
    sequence: int
    day: str
    lease: str
    number: int
    service: str
    language: str
    arrival: Arrival
    placed: Placed
    also: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    details: Details = Details()
    appointment: Appointment | None = None


class Add(msgspec.Struct, frozen=True, kw_only=True):
    """What a customer adds at the kiosk to a visit whose ticket it has dealt; its own id makes it idempotent.

    ``epoch`` and ``sequence`` are the row of the kiosk's outbox. The visit waits for ``service`` when all
    else that it is for is done, at the place of its arrival. What is ``None`` stays as it is.
    """

    addition: str
    ticket: str
    device: str
    epoch: str
    sequence: int
    service: str | None = None
    party: int | None = None
    needs_help: bool | None = None


class AdviserCheckIn(Command, frozen=True, kw_only=True):
    """An adviser checks a customer in; the number comes from the hub's own stock."""

    service: str
    language: str
    also: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    details: Details = Details()
    appointment: Appointment | None = None


class DeskCommand(Command, frozen=True, kw_only=True):
    """What is asked at a desk about its current visit.

    ``visit`` is the one that the screen showed: where another stands there by now, nothing is done. Empty
    means whichever stands there.
    """

    desk: str
    visit: str = ""


class CallNext(Command, frozen=True, kw_only=True):
    """Call who comes next among these services and languages (none named: every language)."""

    desk: str
    services: tuple[str, ...]
    languages: tuple[str, ...] = ()


class CallThis(Command, frozen=True, kw_only=True):
    """Call one waiting visit, chosen by hand, of one of these services."""

    desk: str
    visit: str
    services: tuple[str, ...]
    languages: tuple[str, ...] = ()


class CallAgain(DeskCommand, frozen=True, kw_only=True):
    """Call the called visit again."""


class Start(DeskCommand, frozen=True, kw_only=True):
    """The customer is here."""


class Finish(DeskCommand, frozen=True, kw_only=True):
    """The service is done, and with it the visit, unless it has more services to come."""


class NoShow(DeskCommand, frozen=True, kw_only=True):
    """The customer did not come."""


class GiveBack(DeskCommand, frozen=True, kw_only=True):
    """Let the visit wait again, at its old place."""


class Transfer(DeskCommand, frozen=True, kw_only=True):
    """Let the visit wait for another service, desk or hour, at the place of its arrival.

    ``to_desk`` is the one desk that calls it by its turn, until service starts (empty: any), ``until`` the
    house time in ms before which nobody calls it (0: at once). One of the three must differ from what is.
    """

    service: str
    to_desk: str = ""
    until: int = 0


class Redirect(Command, frozen=True, kw_only=True):
    """Let who waits or is parked wait for another service, desk or hour, as :class:`Transfer` at a desk."""

    visit: str
    service: str
    to_desk: str = ""
    until: int = 0


class Park(Command, frozen=True, kw_only=True):
    """Let an open visit not wait for now; ``until`` is house time in ms, 0: until :class:`Return`."""

    visit: str
    reason: ParkReason = ParkReason.FORM
    until: int = 0


class Return(Command, frozen=True, kw_only=True):
    """Let a parked visit wait again, at its old place."""

    visit: str


class BringBack(Command, frozen=True, kw_only=True):
    """Let who was taken off as not come wait again, at the old place."""

    visit: str


class Amend(Command, frozen=True, kw_only=True):
    """Say anew what an open visit is about; an empty ``language`` stays as it is."""

    visit: str
    details: Details
    language: str = ""


class Extend(Command, frozen=True, kw_only=True):
    """Say anew which services are still to come: ``also`` at once, ``later`` one after another."""

    visit: str
    also: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


class Cancel(Command, frozen=True, kw_only=True):
    """Take a waiting visit off the queue, with a word for the reason."""

    visit: str
    reason: str


class OpenDesk(Command, frozen=True, kw_only=True):
    """A desk begins to serve, or serves other services than before."""

    desk: str
    services: tuple[str, ...]
    languages: tuple[str, ...] = ()


class CloseDesk(Command, frozen=True, kw_only=True):
    """A desk stops. A called visit is given back; one that is being served only with ``give_back``."""

    desk: str
    give_back: bool = False


class PauseDesk(Command, frozen=True, kw_only=True):
    """A desk calls nobody for a while."""

    desk: str


class ResumeDesk(Command, frozen=True, kw_only=True):
    """A paused desk goes on."""

    desk: str


class PlanDesk(Command, frozen=True, kw_only=True):
    """A desk is to open by itself at ``opens`` and to close at ``closes`` (house time, ms)."""

    desk: str
    services: tuple[str, ...]
    languages: tuple[str, ...] = ()
    opens: int
    closes: int


class UnplanDesk(Command, frozen=True, kw_only=True):
    """A desk that was planned is not to open after all; one that has opened closes by hand."""

    desk: str


class OpenDay(Command, frozen=True, kw_only=True):
    """A person opens the numbered day of ``date``; ``today`` is the site's local date as its clock reads."""

    date: dt.date
    today: dt.date


class CloseDay(Command, frozen=True, kw_only=True):
    """A person closes the open day."""


class StrikeOff(Command, frozen=True, kw_only=True):
    """A person says that a kiosk will not report what it holds."""

    device: str


class Begin(msgspec.Struct, frozen=True, kw_only=True):
    """The first command of each start of the hub: a new random incarnation and the enrolled kiosks."""

    incarnation: str
    kiosks: tuple[str, ...]


class ReportNumbers(msgspec.Struct, frozen=True, kw_only=True):
    """A kiosk says what it holds of ``day`` (empty: of none), to the hub of ``incarnation``.

    ``highest`` is the highest number of that day without a letter that it has dealt or heard of,
    ``lettered`` the highest of each letter, ``own`` the first and last of its own letter, ``unsent`` how
    many check-ins of it are not acknowledged yet.
    """

    device: str
    epoch: str
    incarnation: str
    day: str = ""
    held: tuple[Held, ...] = ()
    highest: int = 0
    lettered: tuple[int, ...] = ()
    own: tuple[int, int] | None = None
    unsent: int = 0


class HearRival(msgspec.Struct, frozen=True, kw_only=True):
    """Another hub speaks for the site (``incarnation``), or none does any more (empty)."""

    incarnation: str = ""


class Tick(msgspec.Struct, frozen=True, kw_only=True):
    """Time goes by: ``today`` is the site's local date now, ``over`` whether its hours have ended.

    A site that is open past midnight gives the date of the evening until its hours have ended.
    """

    today: dt.date
    over: bool = False


AnyCommand = (
    CheckIn
    | Add
    | AdviserCheckIn
    | CallNext
    | CallThis
    | CallAgain
    | Start
    | Finish
    | NoShow
    | GiveBack
    | Transfer
    | Redirect
    | Park
    | Return
    | BringBack
    | Amend
    | Extend
    | Cancel
    | OpenDesk
    | CloseDesk
    | PauseDesk
    | ResumeDesk
    | PlanDesk
    | UnplanDesk
    | OpenDay
    | CloseDay
    | StrikeOff
    | Begin
    | ReportNumbers
    | HearRival
    | Tick
)
"""Every command there is."""


def command_id(command: AnyCommand) -> str:
    """Return the id by which the answer to ``command`` is remembered; empty where it has none."""
    return command.id if isinstance(command, Command) else ""
