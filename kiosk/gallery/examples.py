"""Every screen of the kiosk in each of its states, with as much on it as there can be.

A screen that is added to ``kiosk.flow.state`` is added here as well: the tests of the gallery miss it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from common.screen.theme import Look
from common.wire.arrivals import Fit, Match
from common.wire.site import Offers
from kiosk.flow.house import House
from kiosk.flow.state import (
    Adding,
    Additions,
    AppointmentAnswer,
    AppointmentWays,
    Authorities,
    ChangingPaper,
    CheckingSound,
    ChoosingLanguage,
    ChoosingOwner,
    ChoosingParty,
    ChoosingTime,
    Closed,
    ClosedByStaff,
    EnteringCode,
    Found,
    Helping,
    Leaving,
    NoNumbers,
    NotAdded,
    OutOfUse,
    OwnQueue,
    PrintFailed,
    Rest,
    Restarting,
    Screen,
    ServicePage,
    Services,
    Situations,
    Sound,
    StaffCode,
    Taken,
    Taking,
    Ticketed,
    TryingPrinter,
    Visit,
    Words,
)
from kiosk.gallery.example_site import BOOK, LENGTHS, entry, site_in, ticket
from kiosk.gallery.example_times import EVENING, NOW, wall_ms
from kiosk.printer.port import Condition
from kiosk.surroundings import Lengths, Moment

_TAKEN = Taken(ticket(), "out", services=("dvv-certificates", "jobs"), party=3, needs_help=True)
_VISITING = Taken(ticket(), "out")


_AROUND = House(None, book=BOOK, scans=True, printer=Condition.READY)


@dataclass(frozen=True, slots=True)
class Example:
    """One thing that a kiosk can show: a screen, and what is known around it.

    ``around`` is the kiosk but for its site, which it does not know where ``knows_site`` is false.
    """

    screen: Screen
    taken: Taken | None = None
    sound: Sound = field(default_factory=Sound)
    now: Moment = NOW
    lengths: Lengths = LENGTHS
    around: House = _AROUND
    offers: Offers = "both"
    knows_site: bool = True
    has_code: bool = True

    def visit(self, language: str, look: Look) -> Visit:
        """Return the customer at the screen."""
        return Visit(self.screen, language, self.now.ms, look, sound=self.sound, taken=self.taken)

    def house(self, languages: Sequence[str]) -> House:
        """Return the kiosk, which speaks these languages."""
        site = site_in(languages, self.offers, with_code=self.has_code) if self.knows_site else None
        return replace(self.around, site=site, full=self.lengths.full)


def _answer(fit: Fit, at_ms: int, *, under: Screen | None = None) -> Example:
    match = Match(fit, at_ms, None if fit in (Fit.UNKNOWN, Fit.OTHER_DAY) else entry("asked", at_ms))
    return Example(AppointmentAnswer(match, under or EnteringCode("7K4M2P")))


EXAMPLES: dict[str, Example] = {
    "out-of-use": Example(OutOfUse(), knows_site=False),
    "closed-by-staff": Example(ClosedByStaff(), around=replace(_AROUND, closed=True)),
    "rest": Example(Rest()),
    "rest-in-the-evening": Example(Rest(), now=EVENING),
    "rest-with-sound": Example(Rest(), sound=Sound(on=True, louder=2)),
    "rest-for-appointments": Example(Rest(), offers="appointments"),
    "rest-for-numbers": Example(Rest(), offers="numbers"),
    "languages": Example(ChoosingLanguage(Authorities())),
    "authorities": Example(Authorities()),
    "authorities-for-numbers": Example(Authorities(), offers="numbers"),
    "authorities-after-a-ticket": Example(Authorities(), taken=_VISITING),
    "services": Example(Services("dvv")),
    "services-after-a-ticket": Example(Services("dvv"), taken=_VISITING),
    "services-of-tax": Example(Services("tax")),
    "situations": Example(Situations()),
    "situations-after-a-ticket": Example(Situations(), taken=_VISITING),
    "words": Example(Words()),
    "words-after-a-ticket": Example(Words(), taken=_VISITING),
    "words-narrowed": Example(Words("ver")),
    "found-by-situation": Example(
        Found(("dvv-registration", "tax-arrivals", "integration"), Situations(), situation="moving-in")
    ),
    "found-after-a-ticket": Example(
        Found(("dvv-registration", "tax-arrivals", "integration"), Situations(), situation="moving-in"),
        taken=_VISITING,
    ),
    "found-by-word": Example(Found(("tax-personal",), Words("verok"), word="verokortti")),
    "appointment-ways": Example(AppointmentWays()),
    "appointment-ways-unknown": Example(AppointmentWays(), around=replace(_AROUND, book=None)),
    "code": Example(EnteringCode()),
    "code-without-scanner": Example(EnteringCode("48"), around=replace(_AROUND, scans=False)),
    "code-typed": Example(EnteringCode("482913")),
    "code-letters": Example(EnteringCode("7K4M2PXRWQ", letters=True)),
    "appointment-owners": Example(ChoosingOwner()),
    "appointment-times": Example(ChoosingTime("tax")),
    "appointment-times-of-services": Example(ChoosingTime("employment")),
    "appointment-too-early": _answer(Fit.TOO_EARLY, wall_ms(23, 13, 30)),
    "appointment-too-late": _answer(Fit.TOO_LATE, wall_ms(23, 9, 15)),
    "appointment-used": _answer(Fit.USED, wall_ms(23, 10, 45)),
    "appointment-other-day": _answer(Fit.OTHER_DAY, wall_ms(26, 14, 15)),
    "appointment-unknown": _answer(Fit.UNKNOWN, 0),
    "appointment-paused": Example(AppointmentAnswer(Match(Fit.UNKNOWN), Rest(), paused=True)),
    "appointment-unknown-time": _answer(Fit.UNKNOWN, 0, under=ChoosingTime("tax")),
    "closed": Example(Closed("land-survey")),
    "closed-for-long": Example(Closed("supervision")),
    "closed-service": Example(Closed("dvv", "dvv-notary")),
    "full": Example(Closed("tax", full=True)),
    "full-service": Example(Closed("dvv", "dvv-certificates", full=True)),
    "own-queue": Example(OwnQueue("city")),
    "moment": Example(Taking(1, NOW.ms - 3000, Authorities())),
    "ticket-printing": Example(Ticketed(ticket(), "printing"), taken=Taken(ticket(), "printing")),
    "ticket": Example(Ticketed(ticket(), "out"), taken=_VISITING),
    "ticket-with-more": Example(Ticketed(ticket(), "out"), taken=_TAKEN),
    "ticket-without-paper": Example(
        Ticketed(ticket(99_999), "none"), taken=Taken(ticket(99_999), "none", services=("jobs",))
    ),
    "print-failed": Example(PrintFailed(ticket(), may_be_out=False)),
    "print-failed-paper-out": Example(
        PrintFailed(ticket(), may_be_out=False, reason=Condition.PAPER_OUT), taken=_VISITING
    ),
    "print-unknown": Example(PrintFailed(ticket(), may_be_out=True)),
    "additions": Example(Additions(), taken=_VISITING),
    "additions-made": Example(Additions(), taken=_TAKEN),
    "party": Example(ChoosingParty(), taken=_VISITING),
    "adding": Example(Adding(2, NOW.ms - 3000, service="dvv-certificates"), taken=_VISITING),
    "no-numbers": Example(NoNumbers(1, Authorities())),
    "not-added": Example(NotAdded(1), taken=_VISITING),
    "staff-code": Example(StaffCode("4829")),
    "staff-code-not-made": Example(StaffCode(), has_code=False),
    "staff-code-asked": Example(StaffCode("482913", wish=1)),
    "staff-code-wrong": Example(StaffCode(wrong=True)),
    "staff-code-locked": Example(StaffCode(wrong=True, locked_until_ms=NOW.ms + 150_000)),
    "service-page": Example(ServicePage(), around=replace(_AROUND, paper_near_end=True)),
    "service-page-closed": Example(
        ServicePage(), around=replace(_AROUND, closed=True, printer=Condition.PAPER_OUT)
    ),
    "service-page-without-printer": Example(
        ServicePage(), around=replace(_AROUND, prints=False, printer=None)
    ),
    "service-page-without-code": Example(ServicePage(), knows_site=False),
    "changing-paper": Example(ChangingPaper(), around=replace(_AROUND, printer=Condition.PAPER_OUT)),
    "changing-paper-open": Example(
        ChangingPaper(opened=True), around=replace(_AROUND, printer=Condition.COVER_OPEN)
    ),
    "changing-paper-done": Example(ChangingPaper(opened=True)),
    "trying-printer": Example(TryingPrinter(wish=1)),
    "trying-printer-printed": Example(TryingPrinter(result="printed")),
    "trying-printer-failed": Example(TryingPrinter(result="failed", reason=Condition.CUTTER_ERROR)),
    "checking-sound": Example(CheckingSound(wish=1)),
    "checking-sound-played": Example(CheckingSound(result="played")),
    "checking-sound-silent": Example(CheckingSound(result="silent")),
    "restarting": Example(Restarting()),
    "help-calling": Example(Helping(1, "calling", Authorities())),
    "help-called": Example(Helping(1, "called", Authorities())),
    "help-not-reached": Example(Helping(1, "not-reached", Authorities())),
    "time-out": Example(Leaving(Authorities(), NOW.ms + 17_000)),
}
"""By the name that a picture has."""
