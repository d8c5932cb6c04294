import pytest

from hub.accounts.account import Problem, folded, problem_of_name, problem_of_password


@pytest.mark.parametrize("name", ["Liisa", "åke", "Kaisa K.", "guard-1", "Õie", "沈"[:1] * 2])
def test_names_in_any_letters_are_fit(name: str) -> None:
    assert problem_of_name(name) is None


@pytest.mark.parametrize(
    "name", ["", "x", " Liisa", "a" * 33, "<b>x</b>", "a\nb", "a\u202eb", "a\x00b", "a/b"]
)
def test_names_that_could_mislead_are_refused(name: str) -> None:
    assert problem_of_name(name) is Problem.NAME_UNFIT


def test_capitals_composition_and_spaces_do_not_tell_names_apart() -> None:
    assert folded("Pa\u0308ivi ") == folded("PÄIVI") == folded("päivi")


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("short", Problem.PASSWORD_SHORT),
        ("a" * 12, Problem.PASSWORD_EASY),
        ("123123123123", Problem.PASSWORD_EASY),
        ("liisaliisaliisa", Problem.PASSWORD_EASY),
        ("Liisa2026Liisa", Problem.PASSWORD_EASY),
        ("x" * 100 + "abcdefgh" * 20, Problem.PASSWORD_LONG),
        ("kesä talvi syksy", None),
    ],
)
def test_passwords_are_judged_by_length_and_sameness(password: str, problem: Problem | None) -> None:
    assert problem_of_password(password, "Liisa") is problem
