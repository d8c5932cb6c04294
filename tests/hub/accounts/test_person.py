from common.runtime.settings import load
from hub.accounts.account import Account
from hub.accounts.person import person_of
from hub.site.schema import Right, Site
from tests.hub.hub_process import SITE

HOUSE = load(SITE, Site)


def _account(role: str, *authorities: str) -> Account:
    return Account(id="a", name="Liisa", role=role, authorities=authorities)


def test_role_gives_rights_and_own_scope_holds_to_the_account() -> None:
    person = person_of(_account("expert", "tax"), HOUSE)
    assert person.may(Right.SERVE)
    assert not person.may(Right.ALARMS, Right.DAY)
    assert person.authorities == {"tax"}
    assert person.services_at("desk-1", HOUSE) == ("tax-personal", "tax-business")


def test_place_of_one_authority_serves_that_one_alone() -> None:
    assert person_of(_account("expert", "tax"), HOUSE).services_at("room-2", HOUSE) == ()
    assert person_of(_account("everything"), HOUSE).services_at("room-2", HOUSE) == ("land-extracts",)


def test_role_or_authority_that_is_gone_gives_nothing() -> None:
    gone = person_of(_account("boss"), HOUSE)
    assert gone.rights == frozenset()
    assert gone.authorities == frozenset()
    assert person_of(_account("expert", "closed-down"), HOUSE).authorities == frozenset()
