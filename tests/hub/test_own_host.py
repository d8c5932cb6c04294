import pytest

from hub.own_host import is_own


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.0.1", "::1"])
def test_nobody_else_reaches_the_machine_itself(host: str) -> None:
    assert is_own(host)


@pytest.mark.parametrize("host", ["", "::", "10.0.0.5", "hub.example", "localhost.example"])
def test_others_reach_what_is_not_surely_the_machine_itself(host: str) -> None:
    assert not is_own(host)
