"""Somebody can do what must be done every day."""

from collections.abc import Iterator

from hub.site.finding import Finding, mistake
from hub.site.schema import Right, Site

NEEDED = {
    Right.SERVE: "nobody could call a customer",
    Right.DAY: "nobody could open a day when the hub's clock cannot be trusted",
    Right.ACCOUNTS: "nobody could invite staff",
}
"""Rights that some role must give, and what would happen otherwise."""


def find(site: Site) -> Iterator[Finding]:
    """Yield rights that no role gives."""
    given = {right for role in site.roles.values() for right in role.rights}
    for right, otherwise in NEEDED.items():
        if right not in given:
            problem = f"gives nobody the right {right}: {otherwise}"
            yield mistake("roles", problem, f'add "{right}" to the rights of a role', "roles.*.rights[*]")
