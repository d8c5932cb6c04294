"""When another hub is there, or may be, and when it is gone."""

from common.wire.life import HubStatus
from hub.rival import SILENCE_MS, RivalWatch


def status(incarnation: str, state: str = "ready") -> HubStatus:
    return HubStatus(state="lost" if state == "lost" else "ready", incarnation=incarnation)


def test_what_is_said_in_this_life_is_no_other_hub() -> None:
    watch = RivalWatch("life-2")
    watch.hear_status(status("life-2"), 0, retained=False)
    watch.hear_status(status("life-2", "lost"), 0, retained=True)
    watch.hear_beat("life-2", 0)
    assert watch.rival(0) == ""


def test_the_life_before_is_dead_where_that_is_certain() -> None:
    watch = RivalWatch("life-2", "life-1")
    watch.hear_status(status("life-1"), 0, retained=True)
    assert watch.rival(0) == ""
    watch.hear_beat("life-1", 0)  # after all it is not
    assert watch.rival(0) == "life-1"


def test_another_hub_is_there_until_three_beats_are_missing() -> None:
    watch = RivalWatch("life-2")
    watch.hear_beat("other", 1000)
    watch.hear_beat("other", 3000)
    assert watch.rival(3000 + SILENCE_MS - 1) == "other"
    assert watch.rival(3000 + SILENCE_MS) == ""


def test_another_hub_that_says_goodbye_is_gone_at_once() -> None:
    watch = RivalWatch("life-2")
    watch.hear_status(status("other"), 0, retained=False)
    watch.hear_status(status("third", "lost"), 1, retained=False)
    assert watch.rival(1) == "other"
    watch.hear_status(status("other", "lost"), 2, retained=False)
    assert watch.rival(2) == ""


def test_what_the_broker_kept_of_another_life_is_waited_for_even_if_it_is_lost() -> None:
    for state in ("ready", "lost"):
        watch = RivalWatch("life-2")
        watch.hear_status(status("other", state), 0, retained=True)
        assert watch.rival(SILENCE_MS - 1) == "other"
        assert watch.rival(SILENCE_MS) == ""
