"""What somebody who is signed in may do, by the site file's roles. Pure."""

from dataclasses import dataclass

from hub.accounts.account import Account
from hub.site.schema import Right, Site


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff at work. ``authorities`` are those whose customers the person may serve."""

    account: Account
    rights: frozenset[Right]
    authorities: frozenset[str]

    def may(self, *rights: Right) -> bool:
        """Tell whether the person has one of these rights."""
        return not self.rights.isdisjoint(rights)

    def services_at(self, place: str, site: Site) -> tuple[str, ...]:
        """Return the services that the person may serve at a place, in the order of the site file."""
        allowed = site.places[place].authorities
        return tuple(
            name
            for name, service in site.services.items()
            if service.authority in self.authorities and (not allowed or service.authority in allowed)
        )


def person_of(account: Account, site: Site) -> Person:
    """Return what an account may do; a role that the site file has no more may do nothing."""
    role = site.roles.get(account.role)
    if role is None:
        return Person(account, frozenset(), frozenset())
    everywhere = frozenset(site.authorities)
    authorities = everywhere if role.scope == "all" else everywhere & set(account.authorities)
    return Person(account, frozenset(role.rights), authorities)
