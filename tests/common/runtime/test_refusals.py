import logging
import threading

import pytest

from common.runtime.refusals import Refusals
from common.wire.channel import Refusal


def test_each_cause_is_counted_and_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    refusals = Refusals()
    with caplog.at_level(logging.WARNING):
        for _ in range(1000):
            refusals.add(Refusal("vuoro/1/pori/x", "topic", "no such topic"))
        refusals.count("denied", "by the broker")
    assert refusals.counts() == {"topic": 1000, "denied": 1}
    assert [record.getMessage() for record in caplog.records] == [
        "refused (topic, 1 so far): vuoro/1/pori/x: no such topic",
        "refused (denied, 1 so far): by the broker",
    ]


def test_several_threads_lose_no_count() -> None:
    refusals = Refusals()

    def refuse() -> None:
        for _ in range(500):
            refusals.count("malformed", "")

    threads = [threading.Thread(target=refuse) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refusals.counts() == {"malformed": 2000}
