import select
from collections.abc import Iterator
from contextlib import closing

import pytest

from common.runtime.bell import Bell


@pytest.fixture
def bell() -> Iterator[Bell]:
    with closing(Bell()) as bell:
        yield bell


def _rings(bell: Bell) -> bool:
    poll = select.poll()
    poll.register(bell, select.POLLIN)
    return bool(poll.poll(0))


def test_it_rings_until_it_is_heard_however_often_it_was_rung(bell: Bell) -> None:
    assert not _rings(bell)
    bell.ring()
    bell.ring()
    assert _rings(bell)
    bell.hear()
    assert not _rings(bell)


def test_closed_it_rings_for_nobody(bell: Bell) -> None:
    bell.close()
    bell.ring()
    bell.close()
