import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from common.runtime.database import Database
from hub.accounts.account import Account, Invitation, Problem
from hub.accounts.database import MIGRATIONS, STAFF_FILE, open_staff_file
from hub.accounts.passwords import Passwords
from hub.accounts.register import LINK_MS, UNUSED_MS, Register
from hub.accounts.sessions import IDLE_MS, WHOLE_MS, Sessions
from hub.accounts.tokens import form_token, is_form_token, is_token, mint_token
from tests.hub.clock import HandClock

QUICK = Passwords(time_cost=1, memory_kib=8)


class Book:
    """The accounts of a folder, as one run of the hub has them."""

    def __init__(self, folder: Path, clock: HandClock, boot: str = "boot-1") -> None:
        self.clock = clock
        self.database = open_staff_file(folder, boot)
        self.register = Register(self.database, clock, boot)
        self.sessions = Sessions(self.database, self.register, clock, boot)

    def join(self, name: str = "Liisa", role: str = "expert") -> Account:
        token = self.register.invite(Invitation(role=role, authorities=("tax",)))
        account = self.register.accept(token, name, "hash")
        assert isinstance(account, Account)
        return account


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def book(tmp_path: Path, clock: HandClock) -> Iterator[Book]:
    made = Book(tmp_path, clock)
    yield made
    made.database.close()


def test_link_makes_one_account_with_its_role(book: Book) -> None:
    token = book.register.invite(Invitation(role="expert", authorities=("tax",)))
    account = book.register.accept(token, "Liisa", "hash")
    assert isinstance(account, Account)
    assert (account.name, account.role, account.authorities) == ("Liisa", "expert", ("tax",))
    assert book.register.accept(token, "Toinen", "hash") is Problem.LINK_OVER
    assert [one.name for one in book.register.accounts()] == ["Liisa"]


def test_looking_at_a_link_does_not_use_it_up(book: Book) -> None:
    token = book.register.invite(Invitation(role="guard"))
    assert book.register.invitation(token) == book.register.invitation(token) == Invitation(role="guard")


def test_wishes_for_notices_are_kept_and_seen_never_goes_back(book: Book) -> None:
    account = book.join()
    assert (account.notices, account.expert, account.chime, account.told_ms) == ((), "", False, 0)
    book.register.set_notices(account.id, ("tax-personal",), "K-17", chime=True)
    for seen in (5000, 3000):
        book.register.set_told(account.id, seen)
    kept = book.register.account(account.id)
    assert kept is not None
    assert (kept.notices, kept.expert, kept.chime) == (("tax-personal",), "K-17", True)
    assert kept.told_ms == 5000


def test_accounts_of_an_earlier_version_want_no_notices(tmp_path: Path, clock: HandClock) -> None:
    old = Database(tmp_path / STAFF_FILE, MIGRATIONS[:1], boot_id="boot-1")
    with old.transaction():
        old.connection.execute(
            "INSERT INTO account VALUES ('kalle', 'kalle', 'Kalle', 'expert', '[]', '', 'hash', 0)"
        )
    old.close()
    book = Book(tmp_path, clock)
    kept = book.register.account("kalle")
    assert kept is not None
    assert (kept.name, kept.notices, kept.told_ms) == ("Kalle", (), 0)
    book.database.close()


def test_link_is_over_after_a_quarter_of_an_hour(book: Book, clock: HandClock) -> None:
    token = book.register.invite(Invitation(role="guard"))
    clock.advance(LINK_MS - 1)
    assert book.register.invitation(token) is not None
    clock.advance(1)
    assert book.register.accept(token, "Liisa", "hash") is Problem.LINK_OVER


def test_wall_clock_that_jumps_changes_no_link(book: Book, clock: HandClock) -> None:
    token = book.register.invite(Invitation(role="guard"))
    clock.wall += 10 * UNUSED_MS
    assert book.register.invitation(token) is not None


def test_links_and_sessions_end_with_the_boot(tmp_path: Path, clock: HandClock) -> None:
    book = Book(tmp_path, clock)
    link, session = book.register.invite(Invitation(role="guard")), book.sessions.begin(book.join())
    book.database.close()
    clock.monotonic = 1000
    again = Book(tmp_path, clock, boot="boot-2")
    assert again.register.invitation(link) is None
    assert again.sessions.find(session) is None
    again.database.close()


def test_name_that_is_taken_leaves_the_link_good(book: Book) -> None:
    book.join("Liisa")
    token = book.register.invite(Invitation(role="guard"))
    assert book.register.accept(token, "LIISA", "hash") is Problem.NAME_TAKEN
    assert isinstance(book.register.accept(token, "Liisa K", "hash"), Account)


def test_link_for_a_forgotten_password_keeps_the_account_and_ends_its_sessions(book: Book) -> None:
    account = book.join()
    session = book.sessions.begin(account)
    token = book.register.invite(Invitation(role=account.role, account=account.id))
    assert book.register.accept(token, "ignored", "new hash") == account
    book.sessions.forget()
    assert book.register.password_of(account.id) == "new hash"
    assert book.sessions.find(session) is None


def test_session_lasts_while_it_is_used_and_a_working_day_at_most(book: Book, clock: HandClock) -> None:
    token = book.sessions.begin(book.join())
    for _ in range(WHOLE_MS // (IDLE_MS - 1)):
        clock.advance(IDLE_MS - 1)
        assert book.sessions.find(token) is not None
    clock.advance(IDLE_MS - 1)
    assert book.sessions.find(token) is None


def test_page_that_only_looks_does_not_keep_a_session(book: Book, clock: HandClock) -> None:
    token = book.sessions.begin(book.join())
    clock.advance(IDLE_MS - 1)
    assert book.sessions.find(token, touch=False) is not None
    clock.advance(2)
    assert book.sessions.find(token) is None


def test_session_survives_a_restart_of_the_hub(tmp_path: Path, clock: HandClock) -> None:
    book = Book(tmp_path, clock)
    token = book.sessions.begin(book.join())
    book.database.close()
    again = Book(tmp_path, clock)
    found = again.sessions.find(token)
    assert found is not None
    assert found.name == "Liisa"
    again.database.close()


def test_removed_account_has_no_session_and_no_link(book: Book) -> None:
    account = book.join()
    token = book.sessions.begin(account)
    link = book.register.invite(Invitation(role="expert", account=account.id))
    assert book.register.remove(account.id)
    book.sessions.forget()
    assert book.sessions.find(token) is None
    assert book.register.invitation(link) is None


def test_account_unused_for_half_a_year_is_deleted_by_a_clock_that_can_be_trusted(
    book: Book, clock: HandClock
) -> None:
    book.join()
    clock.wall += UNUSED_MS + 1
    clock.trusted = False
    assert book.register.sweep() == []
    clock.trusted = True
    assert len(book.register.sweep()) == 1
    assert book.register.accounts() == []


def test_sweep_leaves_no_row_of_what_is_over(book: Book, clock: HandClock) -> None:
    book.register.invite(Invitation(role="guard"))
    book.sessions.begin(book.join())
    clock.advance(WHOLE_MS + 1)
    book.sessions.sweep()
    book.register.sweep()
    for table in ("link", "session"):
        assert book.database.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0  # noqa: S608 — fixed names


def test_file_holds_no_token_and_no_password(tmp_path: Path, clock: HandClock) -> None:
    book = Book(tmp_path, clock)
    link = book.register.invite(Invitation(role="guard"))
    account = book.register.accept(link, "Liisa", QUICK.hash("kesä talvi syksy"))
    assert isinstance(account, Account)
    session = book.sessions.begin(account)
    book.database.close()
    raw = (tmp_path / STAFF_FILE).read_bytes()
    for secret in (link, session, "kesä talvi"):
        assert secret.encode() not in raw
    assert b"$argon2id$" in raw


def test_file_belongs_to_the_hub_alone(tmp_path: Path, clock: HandClock) -> None:
    book = Book(tmp_path, clock)
    book.database.close()
    assert (tmp_path / STAFF_FILE).stat().st_mode & 0o077 == 0


def test_file_of_a_later_program_is_not_touched(tmp_path: Path, clock: HandClock) -> None:
    Book(tmp_path, clock).database.close()
    with sqlite3.connect(tmp_path / STAFF_FILE) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(RuntimeError, match="newer version"):
        open_staff_file(tmp_path, "boot-1")


def test_nobody_has_the_password_of_an_unknown_name() -> None:
    kept = QUICK.hash("kesä talvi syksy")
    assert QUICK.fits("kesa\u0308 talvi syksy", kept)
    assert not QUICK.fits("kesä talvi", kept)
    assert not QUICK.fits("nobody signs in with this", None)
    assert not QUICK.fits("x", "no hash at all")
    assert QUICK.is_outdated(Passwords(time_cost=2, memory_kib=8).hash("x"))


def test_word_of_a_form_belongs_to_one_session() -> None:
    token = mint_token()
    assert is_token(token)
    assert not is_token(token + "x")
    assert is_form_token(form_token(token), token)
    assert not is_form_token(form_token(mint_token()), token)
    assert not is_form_token("ä", token)
    assert token not in form_token(token)
