from hypothesis import given
from hypothesis import strategies as st

from hub.floor.adviser_calls import REACH_MS, REMEMBERED, AdviserCall, AdviserCalls, CallAnswer

_ONE_REACHED = CallAnswer("kiosk-1", "one", reached=True)
_ONE_NOT = CallAnswer("kiosk-1", "one", reached=False)


def _call(request: str, device: str = "kiosk-1", language: str = "fi", at_ms: int = 5) -> AdviserCall:
    return AdviserCall(request, device, language, at_ms)


def test_call_has_reached_somebody_once_it_is_shown_and_not_before() -> None:
    calls = AdviserCalls()
    assert calls.ask(_call("one"), 0)
    assert calls.take_answers(REACH_MS - 1) == ()
    calls.show()
    assert calls.take_answers(REACH_MS - 1) == (_ONE_REACHED,)
    assert calls.take_answers(REACH_MS) == ()


def test_call_that_nobody_is_shown_has_not_reached_anybody_and_stays() -> None:
    calls = AdviserCalls()
    calls.ask(_call("one"), 0)
    assert calls.take_answers(REACH_MS) == (_ONE_NOT,)
    assert calls.open() == (_call("one"),)
    calls.show()
    assert calls.take_answers(REACH_MS) == ()  # the screen has told its customer already


def test_repetition_is_answered_again_as_before() -> None:
    calls = AdviserCalls()
    for _ in range(3):
        calls.ask(_call("one"), 0)
    calls.show()
    assert calls.take_answers(0) == (_ONE_REACHED,)
    assert not calls.ask(_call("one"), 10)
    assert calls.take_answers(10) == (_ONE_REACHED,)


def test_next_customer_renews_a_call_that_nobody_has_closed() -> None:
    calls = AdviserCalls()
    calls.ask(_call("one"), 0)
    calls.ask(_call("else", device="kiosk-2"), 0)
    calls.show()
    calls.take_answers(0)
    assert calls.ask(_call("two", language="ru", at_ms=9_000), 9_000)
    # The page that was drawn before still names the first request.
    assert calls.open() == (_call("else", device="kiosk-2"), _call("one", language="ru", at_ms=9_000))
    assert calls.take_answers(9_000) == ()  # what was shown before was another's call
    calls.show()
    assert calls.take_answers(9_000) == (CallAnswer("kiosk-1", "two", reached=True),)


def test_call_is_closed_once_and_its_repetition_opens_nothing() -> None:
    calls = AdviserCalls()
    calls.ask(_call("one"), 0)
    assert not calls.answer("two")
    assert calls.answer("one")
    assert not calls.answer("one")
    assert calls.take_answers(0) == (_ONE_REACHED,)
    assert not calls.ask(_call("one"), 1)
    assert calls.open() == ()
    assert calls.ask(_call("two"), 2)


def test_device_that_asks_without_end_is_forgotten_in_part() -> None:
    calls = AdviserCalls()
    for number in range(REMEMBERED + 1):
        calls.ask(_call(f"call-{number}"), 0)
    assert len(calls.take_answers(REACH_MS)) == REMEMBERED + 1
    assert not calls.ask(_call(f"call-{REMEMBERED}"), REACH_MS)
    assert calls.ask(_call("call-0"), REACH_MS)
    assert len(calls.open()) == 1


_DOINGS = st.lists(
    st.one_of(
        st.tuples(st.just("ask"), st.sampled_from("abc"), st.sampled_from("12345")),
        st.tuples(st.sampled_from(["show", "go", "wait"]), st.just(""), st.sampled_from("12345")),
    ),
    max_size=40,
)


@given(_DOINGS)
def test_whatever_happens_every_request_gets_one_answer_that_never_changes(
    doings: list[tuple[str, str, str]],
) -> None:
    calls, now_ms = AdviserCalls(), 0
    asked: set[tuple[str, str]] = set()
    told: dict[tuple[str, str], bool] = {}

    def hear_answers() -> None:
        for one in calls.take_answers(now_ms):
            assert told.setdefault((one.device, one.request), one.reached) == one.reached

    for what, device, request in doings:
        match what:
            case "ask":
                assert calls.ask(_call(request, device), now_ms) == ((device, request) not in asked)
                asked.add((device, request))
            case "show":
                calls.show()
            case "go":
                calls.answer(request)
            case _:
                now_ms += REACH_MS // 2
        hear_answers()
        assert len({call.device for call in calls.open()}) == len(calls.open())
    now_ms += REACH_MS
    hear_answers()
    assert told.keys() == asked
