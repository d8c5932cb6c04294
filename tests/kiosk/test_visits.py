"""Whole visits by touch, in three languages, with a real window; what works behind it is the test's own."""

from collections.abc import Callable

import msgspec
import pytest
from msgspec.structs import replace

from common.screen.controls.control import Control
from common.screen.kit import Kit
from common.wire.board import ServiceWait
from common.wire.site import StaffCode
from common.wire.staff_codes import seal_code
from kiosk.help_line import Answer
from kiosk.printer.port import Condition, PrinterState
from kiosk.reception import REST_MS, Reception
from kiosk.screens.stage import Stage
from kiosk.surroundings import Bookings, Lengths, Surroundings
from kiosk.ticket.news import Add, Take
from kiosk.ticket.ticket import Ticket
from tests.kiosk.house import SITE, ticket
from tests.kiosk.screens.states import LANGUAGES, LENGTHS
from tests.kiosk.ticket.conftest import HandClock
from tests.kivy_window import KivyWindow

CODES = {"Suomi": "fi", "Svenska": "sv", "English": "en"}


class Kiosk:
    """A reception on the test's window."""

    def __init__(self, window: KivyWindow, kit: Kit) -> None:
        self.window = window
        self.clock = HandClock()
        self.site: Surroundings | None = SITE
        self.wishes: list[Take] = []
        self.additions: list[Add] = []
        self.papers: list[tuple[str, bool]] = []
        self.calls: list[tuple[str, Callable[[Answer], None]]] = []
        self.checked: list[tuple[str, Callable[[bool, int], None]]] = []
        self.trials: list[Callable[[bool, Condition | None], None]] = []
        self.sounds: list[Callable[[bool], None]] = []
        self.restarts = 0
        self.printer_state: PrinterState | None = None
        self.applied = 0
        self.known = LENGTHS
        self.reception = Reception(self, self, self.clock, lambda work: work(), self.count)
        self.stage = Stage(kit, LANGUAGES, self.reception.handle, self.put)
        self.reception.open(self.stage)

    def put(self, root: Control) -> None:
        if root is not self.window.root:
            self.window.show(root)

    prints = True
    scans = False
    closed = False

    def surroundings(self) -> Surroundings | None:
        return self.site

    def lengths(self) -> Lengths:
        return self.known

    def bookings(self) -> Bookings:
        return Bookings()

    def printer(self) -> PrinterState | None:
        return self.printer_state

    def count(self) -> None:
        self.applied += 1

    def take(self, wish: Take) -> None:
        self.wishes.append(wish)

    def add(self, wish: Add) -> None:
        self.additions.append(wish)

    def print(self, ticket: Ticket, *, copy: bool) -> None:
        self.papers.append((ticket.id, copy))

    def call_adviser(self, language: str, answered: Callable[[Answer], None]) -> None:
        self.calls.append((language, answered))

    def check_code(self, code: str, known: StaffCode | None, answered: Callable[[bool, int], None]) -> None:
        assert known == self.site.config.staff_code if self.site else known is None
        self.checked.append((code, answered))

    def print_trial(self, ended: Callable[[bool, Condition | None], None]) -> None:
        self.trials.append(ended)

    def check_sound(self, language: str, played: Callable[[bool], None]) -> None:
        assert LANGUAGES.has(language)
        self.sounds.append(played)

    def set_closed(self, closed: bool) -> None:  # noqa: FBT001 - as the port has it
        self.closed = closed

    def restart(self) -> None:
        self.restarts += 1

    def tap(self, name: str) -> None:
        self.window.tap(name)
        assert self.window.problems() == []

    def deal(self, dealt: Ticket | None) -> None:
        self.wishes[-1].done(dealt)
        self.window.settle()


@pytest.fixture
def kiosk(kivy_window: KivyWindow, kiosk_kit: Kit) -> Kiosk:
    return Kiosk(kivy_window, kiosk_kit)


@pytest.mark.parametrize(
    ("language", "authority", "service", "printing", "out", "done"),
    [
        ("Suomi", "Digi- ja väestötietovirasto", "Edunvalvonta", "Lippusi tulostuu", "Ota lippu", "Valmis"),
        (
            "Svenska",
            "Myndigheten för digitalisering och befolkningsdata",
            "Intressebevakning",
            "Din lapp skrivs ut",
            "Ta lappen",
            "Klart",
        ),
        (
            "English",
            "Digital and Population Data Services Agency",
            "Guardianship",
            "Your ticket is being printed",
            "Take your ticket",
            "Done",
        ),
    ],
)
def test_three_taps_bring_a_ticket(
    kiosk: Kiosk, language: str, authority: str, service: str, printing: str, out: str, done: str
) -> None:
    for name in (language, authority, service):
        kiosk.tap(name)
    (wish,) = kiosk.wishes
    assert (wish.service, wish.language) == ("dvv-guardianship", CODES[language])
    kiosk.deal(ticket())
    assert kiosk.papers == [("t-214", False)]
    assert {"214", printing} <= set(kiosk.window.labels())
    kiosk.reception.printed("t-214")
    kiosk.window.settle()
    assert any(label.startswith(out) for label in kiosk.window.labels())
    kiosk.tap(done)
    assert "Tervetuloa" in kiosk.window.labels()


def test_who_would_not_be_served_before_closing_is_told_why_and_when_to_come(kiosk: Kiosk) -> None:
    kiosk.known = Lengths({"tax-personal": ServiceWait(waiting=40, minutes=(300, 360), ends=True)})
    kiosk.tap("English")
    kiosk.tap("Tax Administration")
    assert {
        "The queue is full now",
        "So many are already waiting that time runs out before your turn.",
        "Come back Tue 24 Nov at 8:00.",
    } <= set(kiosk.window.labels())
    assert kiosk.wishes == []
    kiosk.tap("Choose someone else")
    kiosk.known = LENGTHS
    kiosk.tap("Tax Administration")
    assert len(kiosk.wishes) == 1


def test_a_double_tap_takes_one_number(kiosk: Kiosk) -> None:
    kiosk.tap("Suomi")
    kiosk.tap("Verohallinto")
    kiosk.window.tap("Verohallinto", after_s=0.2)
    kiosk.window.tap("Verohallinto", after_s=1.0)
    assert len(kiosk.wishes) == 1


def test_the_second_half_of_a_double_tap_chooses_nothing_on_the_next_screen(kiosk: Kiosk) -> None:
    place = kiosk.window.find("Suomi").rect_px.middle
    kiosk.tap("Suomi")
    kiosk.window.now_s += 0.2
    kiosk.window.touch(*place)
    assert "Kenen luo olet tulossa?" in kiosk.window.labels()
    assert kiosk.wishes == []


def test_a_failed_paper_is_printed_again(kiosk: Kiosk) -> None:
    kiosk.tap("Suomi")
    kiosk.tap("Verohallinto")
    kiosk.deal(ticket())
    kiosk.reception.not_printed("t-214", may_be_out=True)
    kiosk.window.settle()
    assert {"Tuliko lippu? Katso tulostinta.", "214"} <= set(kiosk.window.labels())
    kiosk.tap("Tulosta uudelleen")
    assert kiosk.papers == [("t-214", False), ("t-214", True)]


def test_no_numbers_leads_to_an_adviser(kiosk: Kiosk) -> None:
    kiosk.tap("Suomi")
    kiosk.tap("Verohallinto")
    kiosk.deal(None)
    assert "Laite ei voi nyt antaa numeroa" in kiosk.window.labels()
    kiosk.tap("call-adviser")
    assert "Palveluneuvojaa kutsutaan" in kiosk.window.labels()
    kiosk.calls[0][1]("not-reached")
    kiosk.window.settle()
    assert "Kutsu ei mennyt perille" in kiosk.window.labels()


def test_everything_that_a_customer_changed_is_gone_for_the_next(kiosk: Kiosk) -> None:
    before = kiosk.window.picture()
    kiosk.tap("English")
    kiosk.tap("size")
    kiosk.tap("contrast")
    kiosk.clock.go_on(45_000)
    kiosk.reception.tick()
    kiosk.window.settle()
    assert {"Do you want to go on?", "20"} & set(kiosk.window.labels())
    assert kiosk.window.problems() == []
    kiosk.clock.go_on(20_000)
    kiosk.reception.tick()
    kiosk.clock.wall -= 65_000
    kiosk.reception.tick()
    assert kiosk.window.picture().tobytes() == before.tobytes()


def test_the_hubs_changes_wait_until_nobody_is_served(kiosk: Kiosk) -> None:
    kiosk.tap("Suomi")
    kiosk.site = None
    kiosk.reception.look()
    assert "Kenen luo olet tulossa?" in kiosk.window.labels()
    kiosk.tap("back")
    kiosk.reception.look()
    kiosk.window.settle()
    assert "Laite ei ole käytössä" in kiosk.window.labels()
    kiosk.site = SITE
    kiosk.reception.look()
    kiosk.window.settle()
    assert "Tervetuloa" in kiosk.window.labels()
    assert kiosk.applied == 3


def test_where_nobody_is_a_tick_looks_around_now_and_then_and_as_a_minute_begins(kiosk: Kiosk) -> None:
    kiosk.clock.wall += 5000 - kiosk.clock.wall % 60_000
    kiosk.reception.look()
    for passed_ms in (REST_MS, 60_000 - 5000 - REST_MS):
        kiosk.site = None if kiosk.site else SITE
        before = kiosk.applied
        kiosk.clock.go_on(passed_ms - 1)
        kiosk.reception.tick()
        assert kiosk.applied == before
        kiosk.clock.go_on(1)
        kiosk.reception.tick()
        assert kiosk.applied == before + 1


def test_a_clock_that_is_set_shows_with_the_next_tick(kiosk: Kiosk) -> None:
    kiosk.reception.look()
    kiosk.clock.wall += 5 * 3_600_000
    kiosk.reception.tick()
    kiosk.window.settle()
    assert "15.24" in kiosk.window.labels()


def test_what_the_hub_changed_during_a_visit_comes_a_tick_after_its_time_out(kiosk: Kiosk) -> None:
    kiosk.tap("Suomi")
    kiosk.site = None
    for passed_ms in (45_000, 20_000, 1000):
        kiosk.clock.go_on(passed_ms)
        kiosk.reception.tick()
    kiosk.window.settle()
    assert "Laite ei ole käytössä" in kiosk.window.labels()


def test_after_a_call_that_was_left_the_screen_is_everybodys_with_the_next_tick(kiosk: Kiosk) -> None:
    kiosk.tap("Svenska")
    kiosk.tap("Kalla på hjälp")
    kiosk.tap("start-over")
    kiosk.calls[0][1]("called")
    kiosk.clock.go_on(1000)
    kiosk.reception.tick()
    kiosk.window.settle()
    assert kiosk.reception.visit.language == "fi"


def test_each_addition_is_shown_when_it_is_durable(kiosk: Kiosk) -> None:
    config = msgspec.structs.replace(SITE.config, party_most=6, shows_way=True)
    kiosk.site = replace(SITE, config=config)
    kiosk.reception.look()
    kiosk.tap("Suomi")
    kiosk.tap("Verohallinto")
    kiosk.deal(ticket())
    kiosk.reception.printed("t-214")
    kiosk.window.settle()
    for taps in (
        ("Tarvitsen myös toisen palvelun", "Digi- ja väestötietovirasto", "Otteet ja todistukset"),
        ("Meitä on useita", "4"),
        ("Tarvitsen apua huoneeseen",),
    ):
        kiosk.tap("Lisää jotain tähän käyntiin")
        for label in taps:
            kiosk.tap(label)
        kiosk.additions[-1].done(True)  # noqa: FBT003 - the one argument of a callback
        kiosk.window.settle()
    asked = [one.addition for one in kiosk.additions]
    assert [(one.service, one.party, one.needs_help) for one in asked] == [
        ("dvv-certificates", None, None),
        (None, 4, None),
        (None, None, True),
    ]
    assert {one.ticket for one in asked} == {"t-214"}
    assert len({one.id for one in asked}) == len(asked)
    assert "Lisäksi: Otteet ja todistukset · Teitä on 4 · Sinut ohjataan huoneeseen" in kiosk.window.labels()
    kiosk.tap("Valmis")
    assert "Tervetuloa" in kiosk.window.labels()


def test_a_guard_changes_the_paper_and_closes_the_kiosk(kiosk: Kiosk) -> None:
    kiosk.printer_state = PrinterState(Condition.PAPER_OUT)
    kiosk.site = replace(SITE, config=msgspec.structs.replace(SITE.config, staff_code=seal_code("482913")))
    kiosk.reception.look()
    kiosk.tap("staff")
    for figure in "482913":
        kiosk.tap(f"key:{figure}")
    code, answer = kiosk.checked[0]
    assert code == "482913"
    answer(True, 0)  # noqa: FBT003 - the arguments of a callback
    kiosk.window.settle()
    assert "Tulostin: paperi on loppu" in kiosk.window.labels()
    kiosk.tap("Vaihda paperi")
    assert "Avaa tulostimen kansi." in kiosk.window.labels()
    for condition, told in (
        (Condition.COVER_OPEN, "Ota vanha rulla pois"),
        (Condition.READY, "Tulosta koe ja katso"),
    ):
        kiosk.printer_state = PrinterState(condition)
        kiosk.reception.look()
        kiosk.window.settle()
        assert any(label.startswith(told) for label in kiosk.window.labels())
        assert kiosk.window.problems() == []
    kiosk.tap("Tulosta koe")
    kiosk.trials[0](True, None)  # noqa: FBT003 - as above
    kiosk.window.settle()
    assert "Koe tuli ulos" in kiosk.window.labels()
    kiosk.tap("back")
    kiosk.tap("back")
    kiosk.tap("Sulje laite asiakkailta")
    kiosk.tap("back")
    assert "Laite on suljettu" in kiosk.window.labels()
    assert kiosk.closed


def test_a_printer_that_is_known_to_be_ill_leaves_the_number_on_the_screen(kiosk: Kiosk) -> None:
    kiosk.printer_state = PrinterState(Condition.PAPER_OUT)
    kiosk.tap("Suomi")
    kiosk.tap("Verohallinto")
    kiosk.deal(ticket())
    kiosk.reception.not_printed("t-214", may_be_out=False, reason=Condition.PAPER_OUT)
    kiosk.window.settle()
    labels = kiosk.window.labels()
    assert {"Tämä laite ei nyt tulosta lippua", "214", "Lisää jotain tähän käyntiin"} <= set(labels)
    assert "Tulosta uudelleen" not in labels
    kiosk.printer_state = PrinterState(Condition.READY)
    kiosk.reception.look()
    kiosk.window.settle()
    kiosk.tap("Tulosta uudelleen")
    assert kiosk.papers == [("t-214", False), ("t-214", False)]
