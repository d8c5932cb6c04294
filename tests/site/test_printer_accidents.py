"""Every accident of a printer, before a ticket, in its middle, and as it ends: one paper, or the truth."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.printer.port import Condition
from kiosk.printer.pos import Confirm, PosPrinter
from kiosk.ticket.ticket import Ticket
from simulator.printer.machine import Model
from simulator.printer.simulated import SimulatedPrinter
from tests.site.paper_kiosk import (
    COPY,
    FIRST_WORD,
    LAST_WORD,
    LIMITS,
    Answer,
    PaperKiosk,
    line_to,
    simulated,
    where_is,
    whole_papers,
)
from tests.waiting import wait_until

Act = Callable[[SimulatedPrinter], object]

FAST = Model(mm_per_s=600)
REAL = Model(mm_per_s=250)
MIDDLE_MM = 40.0
NOISE = b"\xff\x37\x22\x37\x22AB\x80\xfe\x91\x37\x25\xff" * 20
PASSES_S = 0.4
"""What goes by itself has gone after this time."""

PRINTED, NOT_PRINTED, MAY_BE_OUT = "printed", "not printed", "may be out"


def _nothing(_: SimulatedPrinter) -> None: ...


def _lp1(printer: SimulatedPrinter) -> None:
    printer.come_back("lp1")


def _same_place(printer: SimulatedPrinter) -> None:
    printer.come_back(printer.where if printer.where.isdigit() else Path(printer.where).name)


@dataclass(frozen=True)
class Accident:
    """What happens, what mends it, and the answers before a ticket, in the middle of it and as it ends.

    ``at_end`` is whether it comes just before the cut, or when the ticket is out and not yet confirmed.
    ``passes`` is for what mends itself once it has come in the middle.
    """

    name: str
    happens: Act
    mends: Act
    answers: tuple[str, str, str]
    reason: Condition | None = None
    model: Model = FAST
    at_end: str = "cut"
    wires: tuple[str, ...] = ("tcp", "pty")
    passes: bool = False
    late: bool = False
    """The rest of the ticket comes out after it was mended, and is told."""


NEVER = (NOT_PRINTED, MAY_BE_OUT, MAY_BE_OUT)
ALWAYS = (PRINTED, PRINTED, PRINTED)
ACCIDENTS = (
    Accident(
        "paper-out",
        SimulatedPrinter.run_out_after_mm,
        SimulatedPrinter.new_roll,
        NEVER,
        Condition.PAPER_OUT,
        REAL,
    ),
    Accident("paper-near-end", SimulatedPrinter.run_low, SimulatedPrinter.new_roll, ALWAYS, model=REAL),
    Accident(
        "cover-open",
        SimulatedPrinter.open_cover,
        SimulatedPrinter.close_cover,
        NEVER,
        Condition.COVER_OPEN,
        REAL,
    ),
    Accident(
        "cutter-jams",
        SimulatedPrinter.have_jammed_cutter,
        SimulatedPrinter.clear_jam,
        NEVER,
        Condition.CUTTER_ERROR,
    ),
    Accident(
        "cutter-error-stands",
        SimulatedPrinter.have_jammed_cutter,
        SimulatedPrinter.clear_jam,
        NEVER,
        Condition.CUTTER_ERROR,
        Model(mm_per_s=600, errors_stand=True),
    ),
    Accident(
        "hot",
        SimulatedPrinter.overheat,
        SimulatedPrinter.cool_down,
        (NOT_PRINTED, PRINTED, PRINTED),
        Condition.HOT,
        passes=True,
    ),
    Accident("offline", SimulatedPrinter.go_offline, SimulatedPrinter.go_online, NEVER, Condition.OFFLINE),
    Accident(
        "silent",
        SimulatedPrinter.go_silent,
        SimulatedPrinter.speak_again,
        NEVER,
        Condition.SILENT,
        at_end="confirmation",
    ),
    Accident("vanished", SimulatedPrinter.vanish, _same_place, NEVER, Condition.ABSENT, REAL),
    Accident(
        "back-on-another-path",
        SimulatedPrinter.vanish,
        _lp1,
        NEVER,
        Condition.ABSENT,
        at_end="confirmation",
        wires=("pty",),
    ),
    Accident(
        "blinked",
        SimulatedPrinter.lose_power,
        _nothing,
        (PRINTED, MAY_BE_OUT, MAY_BE_OUT),
        Condition.SILENT,
        at_end="confirmation",
    ),
    Accident(
        "stuck-with-a-full-buffer",
        SimulatedPrinter.go_offline,
        SimulatedPrinter.go_online,
        NEVER,
        model=Model(mm_per_s=600, buffer_bytes=64),
    ),
    Accident("babble", lambda printer: printer.babble(NOISE), _nothing, ALWAYS, at_end="confirmation"),
    Accident(
        "clone-without-process-ids",
        SimulatedPrinter.run_out_after_mm,
        SimulatedPrinter.new_roll,
        NEVER,
        Condition.PAPER_OUT,
        Model(mm_per_s=600, knows_process_id=False),
    ),
    Accident(
        "clone-that-confirms-nothing",
        SimulatedPrinter.open_cover,
        SimulatedPrinter.close_cover,
        NEVER,
        Condition.COVER_OPEN,
        Model(mm_per_s=600, knows_process_id=False, answers_in_order=False),
    ),
    Accident(
        "clone-that-forgets-nothing",
        SimulatedPrinter.open_cover,
        SimulatedPrinter.close_cover,
        NEVER,
        Condition.COVER_OPEN,
        Model(mm_per_s=600, knows_clear=False),
        wires=("pty",),
        late=True,
    ),
)
MOMENTS = ("before", "middle", "end")
CELLS = [
    pytest.param(accident, moment, accident.wires[(row + column) % len(accident.wires)])
    for row, accident in enumerate(ACCIDENTS)
    for column, moment in enumerate(MOMENTS)
]


def _arrange(printer: SimulatedPrinter, accident: Accident, moment: str) -> None:
    def happens() -> None:
        accident.happens(printer)
        if accident.passes:
            threading.Timer(PASSES_S, lambda: accident.mends(printer)).start()

    match moment, accident.at_end:
        case "before", _:
            accident.happens(printer)
        case "middle", _:
            printer.after_mm(MIDDLE_MM, happens)
        case _, "cut":
            printer.at_cut(happens)
        case _:
            printer.before_confirming(happens)


@pytest.mark.parametrize(("accident", "moment", "wire"), CELLS, ids=lambda part: getattr(part, "name", part))
def test_one_paper_or_the_truth(accident: Accident, moment: str, wire: str, tmp_path: Path) -> None:
    with simulated(tmp_path, wire, accident.model) as printer:
        port = PosPrinter(line_to(where_is(printer)), Confirm.AUTO, LIMITS)
        with PaperKiosk(tmp_path / "kiosk", port) as kiosk:
            if moment != "before":
                wait_until(lambda: kiosk.knows_printer, 20, "the printer's first word")
            _arrange(printer, accident, moment)
            ticket = kiosk.take()
            answer = kiosk.answer()
            assert (answer.ticket, str(answer)) == (ticket.id, accident.answers[MOMENTS.index(moment)])
            out = whole_papers(printer, ticket.face)
            _check(answer, accident, len(out))
            came_out = answer.printed
            if not came_out:
                accident.mends(printer)
                wait_until(lambda: kiosk.able, 20, "the printer is known to be well again")
                came_out = _ask_again(kiosk, printer, ticket, accident, answer)
            papers = whole_papers(printer, ticket.face)
            copies = [piece for piece in papers if COPY in piece.text]
            assert (len(papers) - len(copies), len(copies)) in ((1, 0), (0, 1), (1, 1))
            if not answer.may_be_out:
                assert (len(papers), len(copies)) == (1, 0)
    # A paper of which nobody knew may have been confirmed since then; nothing else is told.
    late = list(kiosk.rest())
    assert all(one.printed for one in late)
    assert not (late and came_out)
    assert kiosk.papers() == {ticket.id: "printed" if came_out or late else "failed"}


def _check(answer: Answer, accident: Accident, out: int) -> None:
    """What was said is true of the papers that are out."""
    if answer.printed:
        assert out == 1
    else:
        assert accident.reason in (None, answer.reason)
    if str(answer) == NOT_PRINTED:
        assert out == 0


def _ask_again(
    kiosk: PaperKiosk, printer: SimulatedPrinter, ticket: Ticket, accident: Accident, answer: Answer
) -> bool:
    """Do what a customer does who was told that; whether the kiosk knows at the end that the paper is out.

    One who was told that it may be out, and has it in their hand, does nothing.
    """
    if accident.late and answer.may_be_out:
        return kiosk.answer().printed
    if answer.may_be_out and whole_papers(printer, ticket.face):
        return False
    kiosk.again(ticket, copy=answer.may_be_out)
    return kiosk.answer().printed


CLONE = Model(mm_per_s=250, knows_process_id=False, knows_clear=False)
"""It confirms by GS r, which names no ticket, and keeps the rest of a ticket until it can print it."""
COVER = Accident(
    "cover-open", SimulatedPrinter.open_cover, SimulatedPrinter.close_cover, NEVER, Condition.COVER_OPEN
)
ROLL = Accident(
    "paper-out", SimulatedPrinter.run_out_after_mm, SimulatedPrinter.new_roll, NEVER, Condition.PAPER_OUT
)
ONE, ONE_COPY = (1, 0), (0, 1)


@pytest.mark.parametrize("wire", ["tcp", "pty"])
@pytest.mark.parametrize(
    ("accident", "moment", "expected"),
    [
        pytest.param(COVER, "before", ONE, id="cover-before"),
        pytest.param(COVER, "middle", ONE, id="cover-middle"),
        pytest.param(COVER, "end", ONE, id="cover-end"),
        pytest.param(ROLL, "before", ONE, id="roll-before"),
        # What was printed went away with the old roll: its rest on the new one is no ticket.
        pytest.param(ROLL, "middle", ONE_COPY, id="roll-middle"),
        pytest.param(ROLL, "end", ONE_COPY, id="roll-end"),
    ],
)
def test_impatience_at_a_clone_brings_one_paper(
    accident: Accident, moment: str, wire: str, expected: tuple[int, int], tmp_path: Path
) -> None:
    with simulated(tmp_path, wire, CLONE) as printer:
        port = PosPrinter(line_to(where_is(printer)), Confirm.AUTO, LIMITS)
        with PaperKiosk(tmp_path / "kiosk", port) as kiosk:
            wait_until(lambda: kiosk.able, 20, "the printer's first word")
            _arrange(printer, accident, moment)
            ticket = kiosk.take()
            first = kiosk.answer()
            assert str(first) == accident.answers[MOMENTS.index(moment)]
            kiosk.again(ticket, copy=first.may_be_out)
            answer = kiosk.answer()
            assert (answer.printed, answer.may_be_out) == (False, first.may_be_out)
            kiosk.again(ticket, copy=answer.may_be_out)
            accident.mends(printer)
            while not (answer := kiosk.answer()).printed:
                kiosk.again(ticket, copy=answer.may_be_out)
            # It was true when it was said, and nothing follows: another number comes out alone.
            assert _papers(printer, ticket) == expected
            other = kiosk.take()
            wait_until(lambda: whole_papers(printer, other.face), 20, "the next customer's paper")
            wait_until(lambda: _is_told(kiosk, other), 20, "the next customer is told")
            assert (_papers(printer, ticket), _papers(printer, other)) == (expected, ONE)


def _papers(printer: SimulatedPrinter, ticket: Ticket) -> tuple[int, int]:
    """How many whole papers of a number are out: those without the word that marks a copy, and those with it.

    The end of a ticket on a new roll is none: it begins somewhere.
    """
    papers = [
        piece.text
        for piece in printer.tickets()
        if ticket.face in piece.text.splitlines()
        and piece.text.startswith(FIRST_WORD)
        and piece.text.endswith(LAST_WORD)
    ]
    copies = sum(COPY in text for text in papers)
    return len(papers) - copies, copies


def _is_told(kiosk: PaperKiosk, ticket: Ticket) -> bool:
    """Whether the screen is told that a paper is out; of an older one it may be told once more."""
    told = list(kiosk.rest())
    assert all(one.printed for one in told)
    return any(one.ticket == ticket.id for one in told)
