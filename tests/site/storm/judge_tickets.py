"""Holds what customers have in their hands, and what stands in the kiosks, against the hub's log."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from common.screen.languages.messages import load_languages
from tests.site.storm.account import Held
from tests.site.storm.house import Paper
from tests.site.storm.judge_log import Event, face, story

_NUMBER = re.compile(r"[A-Z]?[0-9]{1,5}")
_PAPERLESS = frozenset({"printed"})


def wrong_hands(events: Sequence[Event], held: Sequence[Held]) -> Iterator[str]:
    """Yield a sentence for each ticket that a screen showed and the hub lacks, and for each doubled one."""
    tickets = {event["ticket"]: face(event) for event in events if event["type"] == "checked-in"}
    numbers = Counter(tickets.values())
    for one in held:
        if one.ticket and tickets.get(one.ticket) != one.number:
            yield f"the hub has {tickets.get(one.ticket)} for {one}"
        elif numbers[one.number] != 1:
            yield f"the hub has {numbers[one.number]} visits for {one}"
    shown = Counter(one.number for one in held)
    yield from (
        f"number {number} was shown to {times} customers" for number, times in shown.items() if times > 1
    )


def wrong_disks(
    events: Sequence[Event], tickets: Mapping[str, Mapping[str, tuple[str, str]]]
) -> Iterator[str]:
    """Yield a sentence for each ticket in a kiosk that the hub lacks, or whose paper did not come out.

    ``tickets``: number as people see it and state of the paper, by kiosk and ticket.
    """
    known = {event["ticket"]: event for event in events if event["type"] == "checked-in"}
    from_kiosks = {ticket for ticket, event in known.items() if event["stamp"][1]}
    for kiosk, of_kiosk in tickets.items():
        for ticket, (number, paper) in of_kiosk.items():
            event = known.get(ticket)
            if event is None:
                yield f"{kiosk} dealt {number} as ticket {ticket}, and the hub does not have it"
            elif face(event) != number:
                yield f"{kiosk} dealt {number} as ticket {ticket}; {story(events, event['visit'])}"
            if paper not in _PAPERLESS:
                yield f"the paper of {number} at {kiosk} is {paper}"
    dealt = {ticket for of_kiosk in tickets.values() for ticket in of_kiosk}
    yield from (
        f"no kiosk dealt ticket {ticket}, which the hub has" for ticket in sorted(from_kiosks - dealt)
    )


def wrong_papers(events: Sequence[Event], papers: Iterable[Paper]) -> Iterator[str]:
    """Yield a sentence for each paper without a visit, visit of a kiosk without a paper, and doubled paper.

    A second paper says that it is one: a kiosk that was killed may not know whether the first came out.
    """
    again = _words(load_languages().get("fi").text("ticket.again"))
    first: Counter[str] = Counter()
    out: defaultdict[str, list[str]] = defaultdict(list)
    for paper in papers:
        numbers = [line for line in paper.text.splitlines() if _NUMBER.fullmatch(line)]
        if len(numbers) != 1:
            yield f"a paper of {paper.kiosk} bears {len(numbers)} numbers: {paper.text!r}"
            continue
        out[numbers[0]].append(paper.kiosk)
        first[numbers[0]] += again not in _words(paper.text)
    visits = {face(event): event for event in events if event["type"] == "checked-in" and event["stamp"][1]}
    for number, kiosks in out.items():
        if number not in visits:
            yield f"a paper with {number} came out of {kiosks[0]}, and no visit bears that number"
        elif {visits[number]["stamp"][1]} != set(kiosks):
            yield f"papers with {number} came out of {kiosks}; {story(events, visits[number]['visit'])}"
        if first[number] > 1:
            yield f"{first[number]} papers with {number} came out of {kiosks}, none as a second one"
    yield from (f"no paper with {number} ever came out" for number in sorted(visits.keys() - out.keys()))


def _words(text: str) -> str:
    return " ".join(text.split())
