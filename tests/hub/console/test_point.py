import re
import threading

import pytest

from common.wire import topics
from common.wire.alarms import AlarmRequest, Close, OpenPress, PointState
from common.wire.life import Beat, Health, OwnerBeat, Status
from common.wire.message import Reading
from common.wire.presence import Presence
from common.wire.requests import AdviserRequest, Failure, Reply
from hub.accounts.account import Account
from hub.accounts.person import person_of
from hub.console.questions.point import check_in_now
from hub.console.visit_orders import taken_back
from hub.floor.adviser_calls import REACH_MS
from hub.house_rules import Bar, Barred
from hub.queue.answers import Done
from hub.queue.commands import Cancel
from tests.hub.console.running import RunningConsole
from tests.hub.queue.house import ticket
from tests.hub.staff import Staff
from tests.waiting import wait_until

HTML = {"accept": "text/html"}


def _page(staff: Staff, path: str) -> str:
    answer = staff.http.get(path, headers=HTML)
    assert answer.status_code == 200, answer.text
    return answer.text


def _strip(page: str) -> str:
    """Return what stands of kiosks at the top of a page, as it is read."""
    start = page.index('id="device-strip"')
    strip = re.sub("<[^>]*>", "", page[start : page.index("<main", start)])
    return " ".join(strip.split()).replace(" ,", ",")


def _reading(console: RunningConsole) -> Reading:
    return Reading(boot=1, clock_ms=console.clock.monotonic, wall_ms=console.clock.wall, synced=True)


def _beat(console: RunningConsole, device: str) -> None:
    console.hear(topics.BEAT, Beat(start="s", at=_reading(console)), device=device)


def _keeper(console: RunningConsole, *presses: str, revision: int = 1, fault: str = "") -> None:
    at_ms = console.clock.monotonic
    console.hear(topics.KEEPER_BEAT, OwnerBeat(incarnation="k", at_ms=at_ms))
    state = PointState(
        incarnation="k",
        revision=revision,
        at_ms=at_ms,
        presses=tuple(OpenPress(id=one, age_ms=3000, wall_ms=console.clock.wall) for one in presses),
        fault="cut" if fault else None,
    )
    console.hear(topics.POINT_STATE, state, point="panic-room-1")


def test_adviser_checks_in_and_takes_a_mistake_back(console: RunningConsole) -> None:
    adviser = console.staff("adviser")
    done = adviser.done("/check-in", {"service": "land-extracts", "language": "sv"})
    page = _page(adviser, f"/check-in?visit={done['visit']}")
    assert f'<p class="number">{done["number"]}</p>' in page
    assert "ruotsi" in page
    adviser.done("/check-in/take-back", {"visit": done["visit"]})
    assert adviser.refused("/check-in/take-back", {"visit": done["visit"]}) == "wrong-state"


def test_check_in_for_another_authority_is_taken_back_by_its_own_people(console: RunningConsole) -> None:
    done = console.staff("adviser").done("/check-in", {"service": "tax-personal", "language": "fi"})
    account = Account(id="kalle", name="Kalle", role="expert", authorities=("land-survey",))
    surveyor = person_of(account, console.site)
    answers = [
        console.office.look(
            lambda view, visit=visit: taken_back(visit, surveyor, console.site, "c", view)
        ).result(10)
        for visit in (str(done["visit"]), "nobody")
    ]
    assert answers[0] == Barred(code=Bar.NOT_YOUR_VISIT)
    assert isinstance(answers[1], Cancel)


def test_visit_of_another_authority_is_not_shown_by_its_id(console: RunningConsole) -> None:
    done = console.staff("adviser").done("/check-in", {"service": "tax-personal", "language": "fi"})
    for authority, shown in (("land-survey", False), ("tax", True)):
        account = Account(id="kalle", name="Kalle", role="expert", authorities=(authority,))
        person = person_of(account, console.site)
        now = console.office.look(
            lambda view, person=person: check_in_now(view, console.site, person, str(done["visit"]))
        ).result(10)
        assert (now.visit is not None) == shown


def test_check_in_of_what_is_not_there_is_refused(console: RunningConsole) -> None:
    adviser = console.staff("adviser")
    assert adviser.refused("/check-in", {"service": "fortune", "language": "fi"}) == "unknown-service"
    assert adviser.refused("/check-in", {"service": "tax-personal", "language": "xx"}) == "unknown-service"
    assert adviser.refused("/check-in", {"service": "tax-personal"}) == "unknown-service"


def _replies(console: RunningConsole) -> list[Reply]:
    said = [one for one in console.said if one.channel is topics.REPLY and one.ids["device"] == "kiosk-1"]
    return [one.message for one in said if isinstance(one.message, Reply)]


def test_call_for_an_adviser_is_shown_until_somebody_goes(console: RunningConsole) -> None:
    adviser = console.staff("adviser")
    console.hear(topics.ADVISER_REQUEST, AdviserRequest(id="call-1", language="ru"), device="kiosk-1")
    page = _page(adviser, "/check-in")
    assert "kiosk-1" in page
    assert "kiosk-1</strong> · Aula" in page
    assert "venäjä" in page
    assert wait_until(lambda: _replies(console), 5, "the screen is told") == [Reply(id="call-1")]
    adviser.done("/adviser-calls/call-1/going")
    assert adviser.refused("/adviser-calls/call-1/going") == "call-answered"
    assert "/adviser-calls/" not in _page(adviser, "/check-in")


def test_call_reaches_who_looks_at_another_page_by_its_mark(console: RunningConsole) -> None:
    adviser = console.staff("adviser")
    console.hear(topics.ADVISER_REQUEST, AdviserRequest(id="call-1", language="fi"), device="kiosk-1")
    assert "1 kutsu" in _page(adviser, "/rooms")
    assert wait_until(lambda: _replies(console), 5, "the screen is told") == [Reply(id="call-1")]


def test_call_that_no_page_shows_to_who_can_go_reaches_nobody_and_stays(console: RunningConsole) -> None:
    expert, adviser = console.staff("expert", "tax"), console.staff("adviser", name="Ulla")
    _page(adviser, "/check-in")  # signed in, and then the page is closed
    console.hear(topics.ADVISER_REQUEST, AdviserRequest(id="call-1", language="fi"), device="kiosk-1")
    assert "1 kutsu" not in _page(expert, "/queues")
    console.clock.advance(REACH_MS)
    (reply,) = wait_until(lambda: _replies(console), 5, "the screen is told")
    assert reply.error is not None
    assert reply.error.code == "not-now"
    assert "/adviser-calls/call-1/going" in _page(adviser, "/check-in")


def test_calls_of_unknown_devices_are_not_kept(console: RunningConsole) -> None:
    for number in range(50):
        request = AdviserRequest(id=f"call-{number}", language="fi")
        console.hear(topics.ADVISER_REQUEST, request, device=f"stranger-{number}")
    assert console.office.look(lambda view: view.floor.adviser_calls.open()).result(5) == ()


def test_rooms_are_believed_while_their_device_is_heard(console: RunningConsole) -> None:
    adviser = console.staff("adviser")
    assert "ei tietoa" in _page(adviser, "/rooms")
    presence = Presence(state="occupied", age_ms=720_000, at=_reading(console))
    _beat(console, "agent-1")
    console.hear(topics.PRESENCE, presence, device="agent-1", place="room-1", side="customer")
    page = _page(adviser, "/rooms")
    assert "varattu" in page
    assert "12 min" in page
    console.clock.advance(6000)
    assert "ei tietoa" in _page(adviser, "/rooms")
    _beat(console, "agent-1")
    assert "varattu" in _page(adviser, "/rooms")


def test_devices_tell_what_needs_a_hand(console: RunningConsole) -> None:
    guard = console.staff("guard")
    _beat(console, "kiosk-1")
    console.hear(topics.STATUS, Status(state="ready", start="s"), device="kiosk-1")
    health = Health(printer="paper-out", unsent=2, faults=("disk", "<script>x"), refused={"malformed": 1})
    console.hear(topics.HEALTH, health, device="kiosk-1")
    page = _page(guard, "/devices")
    for text in (
        "kunnossa",
        "paperi loppu",
        "2 lähettämättä",
        "levyvika",
        "&lt;script&gt;x",
        "ei ole kuultu",
    ):
        assert text in page
    console.clock.advance(60_000)
    assert "viimeksi 1 min sitten" in _page(guard, "/devices")


def test_devices_tell_which_languages_no_native_speaker_has_reviewed(console: RunningConsole) -> None:
    guard = console.staff("guard")
    _beat(console, "kiosk-1")
    assert "Äidinkielinen" not in _page(guard, "/devices")
    console.hear(topics.HEALTH, Health(unreviewed=("ru", "se", "xx")), device="kiosk-1")
    page = _page(guard, "/devices")
    assert "Äidinkielinen puhuja ei ole tarkistanut sanoja: venäjä, pohjoissaame, xx<" in page


def test_kiosk_that_needs_a_hand_stands_on_every_page_until_it_is_well(console: RunningConsole) -> None:
    adviser, guard, expert = (
        console.staff("adviser"),
        console.staff("guard", name="Eero"),
        console.staff("expert", "tax", name="Kalle"),
    )
    _beat(console, "kiosk-1")
    health = Health(printer="paper-out", faults=("scanner-absent", "closed-by-staff", "<b>new"))
    console.hear(topics.HEALTH, health, device="kiosk-1")
    for staff, path in ((adviser, "/queues"), (guard, "/alarms")):
        strip = _strip(_page(staff, path))
        assert "kiosk-1 · Aula" in strip
        assert "tulostin: paperi loppu, huomattu klo 10.24" in strip
        assert "suljettu laitteelta, ei anna numeroita" in strip
        assert "&lt;b&gt;new" in strip
        assert "koodinlukija" not in strip  # the site file says of no scanner that it belongs to this kiosk
    assert "1 vika" in _page(guard, "/alarms")
    assert "kiosk-1" not in _page(expert, "/queues")
    console.hear(topics.HEALTH, Health(printer="ready"), device="kiosk-1")
    assert "kiosk-1" not in _strip(_page(adviser, "/queues"))


def test_kiosk_that_falls_silent_is_told_while_the_day_is_open(console: RunningConsole) -> None:
    coordinator, adviser = console.staff("coordinator"), console.staff("adviser", name="Eero")
    assert "kiosk-1" not in _strip(_page(adviser, "/queues"))  # never heard: it may not be there yet
    _beat(console, "kiosk-1")
    console.hear(topics.HEALTH, Health(printer="paper-out"), device="kiosk-1")
    console.clock.advance(6000)
    strip = _strip(_page(adviser, "/queues"))
    assert "ei kuulla" in strip
    assert "paperi loppu" not in strip  # nobody knows that now
    coordinator.done("/day/close")
    assert "kiosk-1" not in _strip(_page(adviser, "/queues"))


def test_day_is_closed_and_opened_by_a_person(console: RunningConsole) -> None:
    coordinator = console.staff("coordinator")
    assert "Sulje päivä" in _page(coordinator, "/day")
    coordinator.done("/day/close")
    assert coordinator.refused("/day/close") == "day-not-open"
    assert coordinator.refused("/day/open", {"date": "2026-11-22"}) == "day-passed"
    assert coordinator.refused("/day/open", {"date": "yesterday"}) == "malformed"
    assert coordinator.refused("/day/open", {"date": "2099-01-01"}) == "day-ahead"
    page = _page(coordinator, "/day")
    assert 'min="2026-11-23" max="2026-11-23"' in page
    coordinator.done("/day/open", {"date": "2026-11-23"})
    assert "ma 23.11.2026" in _page(coordinator, "/day")
    assert coordinator.refused("/day/open", {"date": "2026-11-24"}) == "day-still-open"


def test_tickets_that_come_after_the_close_are_counted_for_staff(console: RunningConsole) -> None:
    coordinator = console.staff("coordinator")
    coordinator.done("/day/close")
    assert "sulkemisen jälkeen" not in _page(coordinator, "/day")
    late = ticket("t1", 107, day="2026-11-23", service="tax-personal")
    assert isinstance(console.office.act("late", lambda _view: late).result(10), Done)
    assert "1 lippu tuli päivän sulkemisen jälkeen" in _page(coordinator, "/day")
    coordinator.done("/day/open", {"date": "2026-11-23"})
    page = _page(coordinator, "/day")
    assert "1 odottaa" in page
    assert "sulkemisen jälkeen" not in page


def test_hub_whose_clock_is_not_set_says_so_before_a_day_is_opened(console: RunningConsole) -> None:
    coordinator = console.staff("coordinator")
    coordinator.done("/day/close")
    console.clock.trusted = False
    console.clock.advance(1000)
    assert "kelloa ei ole tarkistettu" in _page(coordinator, "/day")


def test_silence_of_the_keeper_is_said_in_words(console: RunningConsole) -> None:
    guard = console.staff("guard")
    assert "Hälytysten kirjaajaa ei kuulla" in _page(guard, "/alarms")
    _keeper(console)
    page = _page(guard, "/alarms")
    assert "Kaikki hyvin" in page
    assert "Hälytysten kirjaajaa ei kuulla" not in page
    console.clock.advance(6000)
    page = _page(guard, "/alarms")
    assert "Hälytysten kirjaajaa ei kuulla" in page
    assert "Kaikki hyvin" not in page


def test_alarm_stands_on_every_page_of_who_has_the_right(console: RunningConsole) -> None:
    coordinator, expert = console.staff("coordinator"), console.staff("expert", "tax", name="Eero")
    _keeper(console, "press-1")
    for path in ("/queues", "/rooms", "/devices", "/day", "/alarms", "/staff", "/password"):
        page = _page(coordinator, path)
        assert "Hälytys: Huone 1" in page
        assert "Kukaan ei ole vielä kuitannut." in page
    assert "Hälytys" not in _page(expert, "/queues")


def test_fault_of_a_line_is_shown_as_a_fault(console: RunningConsole) -> None:
    guard = console.staff("guard")
    _keeper(console, fault="cut")
    page = _page(guard, "/alarms")
    assert "johto poikki" in page
    assert "Kaikki hyvin" not in page


def _answer_next(console: RunningConsole, error: Failure | None = None) -> threading.Thread:
    def answer() -> None:
        def asked() -> list[AlarmRequest]:
            return [said.message for said in console.said if isinstance(said.message, AlarmRequest)]

        request = wait_until(asked, 5, "the keeper is asked")[-1]
        console.keeper.hear(Reply(id=request.id, error=error))

    thread = threading.Thread(target=answer)
    thread.start()
    return thread


def test_close_names_every_press_and_is_done_when_the_keeper_says_so(console: RunningConsole) -> None:
    guard = console.staff("guard")
    _keeper(console, "press-1", "press-2")
    keeper = _answer_next(console)
    guard.done("/alarms/panic-room-1/close", {"press": ["press-1", "press-2"], "reason": "resolved"})
    keeper.join()
    (asked,) = [said.message for said in console.said if isinstance(said.message, AlarmRequest)]
    assert isinstance(asked.body, Close)
    assert (asked.body.presses, asked.body.reason) == (("press-1", "press-2"), "resolved")
    assert "Liisa" not in asked.body.by


def test_keeper_that_refuses_is_told(console: RunningConsole) -> None:
    guard = console.staff("guard")
    keeper = _answer_next(console, Failure(code="out-of-date", reason="a press is missing"))
    assert guard.refused("/alarms/panic-room-1/seen", {"press": "press-1"}) == "keeper-refused"
    keeper.join()


def test_keeper_that_is_silent_is_told_with_what_to_do(console: RunningConsole) -> None:
    guard = console.staff("guard")
    answer = guard.post("/alarms/panic-room-1/help", {"press": "press-1"})
    assert answer.status_code == 503
    assert "vartijan näyttöä" in answer.json()["refused"]["said"]
    console.keeper_up = False
    assert guard.refused("/alarms/panic-room-1/help", {"press": "press-1"}) == "broker-away"


@pytest.mark.parametrize(
    ("path", "fields", "code"),
    [
        ("/alarms/nowhere/seen", {"press": "p"}, "not-found"),
        ("/alarms/panic-room-1/seen", {}, "malformed"),
        ("/alarms/panic-room-1/dance", {"press": "p"}, "not-found"),
        ("/alarms/panic-room-1/close", {"press": "p"}, "malformed"),
        ("/alarms/panic-room-1/close", {"press": "p", "reason": "boredom"}, "malformed"),
    ],
)
def test_word_on_an_alarm_that_makes_no_sense_is_refused(
    console: RunningConsole, path: str, fields: dict[str, str], code: str
) -> None:
    assert console.staff("guard").refused(path, fields) == code


def test_stream_that_begins_again_by_itself_keeps_no_session(console: RunningConsole) -> None:
    liisa = console.staff("everything")
    heard: list[int] = []
    for _ in range(2):
        console.clock.advance(31 * 60_000)
        with liisa.http.stream("GET", "/events") as stream:
            heard.append(stream.status_code)
    assert heard == [200, 401]


def test_open_page_is_told_of_a_change_and_of_the_end_of_its_session(console: RunningConsole) -> None:
    liisa = console.staff("everything")
    with liisa.http.stream("GET", "/events") as stream:
        lines = stream.iter_lines()
        heard = [next(lines) for _ in range(4)]
        assert "event: changed" in heard
        liisa.done("/check-in", {"service": "tax-personal", "language": "fi"})
        assert "event: changed" in [next(lines) for _ in range(2)]
        console.clock.advance(61 * 60_000)
        console.hear(topics.ADVISER_REQUEST, AdviserRequest(id="call-1", language="fi"), device="kiosk-1")
        assert "event: over" in list(lines)
