from concurrent.futures import ThreadPoolExecutor

from common.wire import topics
from common.wire.board import Board
from common.wire.ids import mint_id
from tests.hub.console.running import RunningConsole
from tests.hub.staff import Staff

SERVICES = ["tax-personal", "tax-business"]


def _with_customers(console: RunningConsole, count: int, service: str = "tax-personal") -> Staff:
    adviser = console.staff("everything", name="Ulla")
    for _ in range(count):
        adviser.done("/check-in", {"service": service, "language": "fi"})
        console.clock.advance(1000)
    return adviser


def _at_desk(console: RunningConsole, place: str = "desk-1") -> Staff:
    expert = console.staff("expert", "tax", name=f"Eero {place}")
    expert.done(f"/desk/{place}/open", {"service": SERVICES})
    return expert


def test_visit_goes_from_check_in_to_its_end(console: RunningConsole) -> None:
    _with_customers(console, 2)
    expert = _at_desk(console)
    before = expert.desk("desk-1")
    assert (before["total"], [row["number"] for row in before["waiting"]]) == (2, ["100", "101"])
    assert before["waiting"][0]["waited_s"] == 2
    called = expert.done("/desk/desk-1/call-next")
    assert called["number"] == "100"
    standing = expert.desk("desk-1")["visit"]
    assert (standing["state"], standing["calls"], standing["service"]) == ("called", 1, "tax-personal")
    expert.done("/desk/desk-1/start", {"visit": standing["visit"]})
    assert expert.desk("desk-1")["visit"]["state"] == "serving"
    expert.done("/desk/desk-1/finish", {"visit": standing["visit"]})
    after = expert.desk("desk-1")
    assert (after["visit"], after["total"]) == (None, 1)


def test_call_is_published_before_it_is_answered(console: RunningConsole) -> None:
    _with_customers(console, 1)
    expert = _at_desk(console)
    number = expert.done("/desk/desk-1/call-next")["number"]
    boards = [said.message for said in console.said if said.channel is topics.BOARD]
    assert isinstance(boards[-1], Board)
    assert [call.number for call in boards[-1].calls] == [number]


def test_same_command_does_nothing_twice(console: RunningConsole) -> None:
    _with_customers(console, 3)
    expert = _at_desk(console)
    command = mint_id()
    first = expert.post("/desk/desk-1/call-next", command=command)
    again = expert.post("/desk/desk-1/call-next", command=command)
    assert (first.status_code, first.json()) == (200, again.json())
    assert expert.desk("desk-1")["total"] == 2


def test_desks_that_call_at_once_never_get_the_same_customer(console: RunningConsole) -> None:
    _with_customers(console, 6)
    desks = {place: _at_desk(console, place) for place in ("desk-1", "room-1")}

    def call(place: str) -> int:
        return int(desks[place].done(f"/desk/{place}/call-next")["number"])

    numbers: list[int] = []
    with ThreadPoolExecutor() as pool:
        for _ in range(3):
            numbers += pool.map(call, desks)
            for place, expert in desks.items():
                expert.done(f"/desk/{place}/start")
                expert.done(f"/desk/{place}/finish")
    assert sorted(numbers) == [100, 101, 102, 103, 104, 105]


def test_transfer_keeps_the_place_in_line(console: RunningConsole) -> None:
    everybody = _with_customers(console, 1)
    console.clock.advance(60_000)
    for _ in range(2):
        everybody.done("/check-in", {"service": "land-extracts", "language": "sv"})
    expert = _at_desk(console)
    expert.done("/desk/desk-1/call-next")
    expert.done("/desk/desk-1/start")
    expert.done("/desk/desk-1/transfer", {"service": "land-extracts"})
    surveyor = console.staff("expert", "land-survey", name="Matti")
    surveyor.done("/desk/room-1/open", {"service": "land-extracts"})
    rows = surveyor.desk("room-1")["waiting"]
    assert [row["number"] for row in rows] == ["100", "101", "102"]
    assert rows[0]["again"]
    assert surveyor.done("/desk/room-1/call-next")["number"] == "100"


def test_not_come_waits_for_the_authoritys_time(console: RunningConsole) -> None:
    _with_customers(console, 1)
    expert = _at_desk(console)
    expert.done("/desk/desk-1/call-next")
    console.clock.advance(29_000)
    answer = expert.post("/desk/desk-1/not-come")
    assert answer.status_code == 409
    assert answer.json()["refused"]["code"] == "too-soon"
    assert answer.json()["refused"]["seconds"] == 1
    assert "1 sekuntia" in answer.json()["refused"]["said"]
    assert expert.desk("desk-1")["visit"]["not_come_in_s"] == 1
    console.clock.advance(1_000)
    expert.done("/desk/desk-1/not-come")
    assert expert.desk("desk-1")["visit"] is None


def test_calling_again_is_counted_and_starts_the_wait_anew(console: RunningConsole) -> None:
    _with_customers(console, 1)
    expert = _at_desk(console)
    first = expert.done("/desk/desk-1/call-next")["call"]
    console.clock.advance(30_000)
    second = expert.done("/desk/desk-1/call-again")["call"]
    assert first != second
    assert expert.refused("/desk/desk-1/not-come") == "too-soon"
    expert.done("/desk/desk-1/call-again")
    assert expert.desk("desk-1")["visit"]["recalls_left"] == 0
    assert expert.refused("/desk/desk-1/call-again") == "no-recalls"


def test_recall_that_is_sent_again_after_the_last_one_still_succeeds(console: RunningConsole) -> None:
    _with_customers(console, 1)
    expert = _at_desk(console)
    expert.done("/desk/desk-1/call-next")
    expert.done("/desk/desk-1/call-again")
    command = mint_id()
    answers = [expert.post("/desk/desk-1/call-again", command=command) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert expert.desk("desk-1")["visit"]["calls"] == 3


def test_given_back_waits_at_its_old_place_and_another_can_be_called(console: RunningConsole) -> None:
    _with_customers(console, 2)
    expert = _at_desk(console)
    expert.done("/desk/desk-1/call-next")
    expert.done("/desk/desk-1/give-back")
    rows = expert.desk("desk-1")["waiting"]
    assert [row["number"] for row in rows] == ["100", "101"]
    assert expert.done("/desk/desk-1/call-this", {"visit": rows[1]["visit"]})["number"] == "101"
    assert expert.refused("/desk/desk-1/call-this", {"visit": rows[0]["visit"]}) == "desk-busy"


def test_action_for_another_visit_than_stands_there_is_refused(console: RunningConsole) -> None:
    _with_customers(console, 2)
    expert = _at_desk(console)
    waiting = expert.desk("desk-1")["waiting"][1]["visit"]
    expert.done("/desk/desk-1/call-next")
    assert expert.refused("/desk/desk-1/start", {"visit": waiting}) == "other-visit"


def test_expert_acts_on_customers_of_the_own_authority_alone(console: RunningConsole) -> None:
    _with_customers(console, 1)
    expert = _at_desk(console)
    expert.done("/desk/desk-1/call-next")
    surveyor = console.staff("expert", "land-survey", name="Matti")
    assert not surveyor.desk("desk-1")["visit"]["mine"]
    for action in ("start", "give-back", "call-again", "close"):
        assert surveyor.refused(f"/desk/desk-1/{action}") == "not-yours"
    assert surveyor.refused("/desk/desk-1/open", {"service": "tax-personal"}) == "unknown-service"
    assert surveyor.refused("/desk/desk-1/call-next") in {"not-yours", "desk-closed"}


def test_desk_that_is_closed_calls_nobody(console: RunningConsole) -> None:
    _with_customers(console, 1)
    expert = console.staff("expert", "tax", name="Eero")
    assert expert.refused("/desk/desk-1/call-next") == "desk-closed"
    assert expert.refused("/desk/desk-1/open") == "no-services"
    expert.done("/desk/desk-1/open", {"service": SERVICES})
    expert.done("/desk/desk-1/call-next")
    expert.done("/desk/desk-1/close")
    now = expert.desk("desk-1")
    assert (now["open"], now["visit"], now["total"]) == (False, None, 1)


def test_place_of_another_authority_and_one_that_is_not_there_are_refused(console: RunningConsole) -> None:
    expert = console.staff("expert", "tax", name="Eero")
    assert expert.refused("/desk/room-2/open", {"service": SERVICES}) == "not-allowed"
    assert expert.refused("/desk/cellar/open", {"service": SERVICES}) == "not-found"
    assert expert.refused("/desk/desk-1/dance") == "not-found"


def test_page_lists_fifty_and_tells_of_the_others(console: RunningConsole) -> None:
    _with_customers(console, 53)
    expert = _at_desk(console)
    now = expert.desk("desk-1")
    assert (len(now["waiting"]), now["total"]) == (50, 53)
    page = expert.http.get("/desk/desk-1", headers={"accept": "text/html"}).text
    assert "Lisäksi odottaa 3." in page


def test_forms_work_without_script(console: RunningConsole) -> None:
    _with_customers(console, 1)
    expert = _at_desk(console)
    html = {"accept": "text/html"}
    answer = expert.post("/desk/desk-1/call-next", headers=html)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/desk-1")
    answer = expert.post("/desk/desk-1/not-come", headers=html)
    assert answer.status_code == 303
    page = expert.http.get(answer.headers["location"], headers=html).text
    assert "Odota asiakasta vielä 30 sekuntia." in page
