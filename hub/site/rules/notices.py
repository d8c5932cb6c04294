"""What an authority is told of is its own, and a queue can be crowded at all."""

from collections.abc import Iterator

from common.runtime.settings_words import below, hint_of
from hub.site.finding import Finding, mistake
from hub.site.schema import Right, Site


def find(site: Site) -> Iterator[Finding]:
    """Yield notices of others' services, and congestion without a mark or without anybody to tell."""
    for name, authority in site.authorities.items():
        at = below("authorities", name)
        own = site.services_of(name)
        for index, service in enumerate(authority.notices.services):
            if service not in own:
                key = below(f"{at}.notices.services", index)
                problem = f'names "{service}", which is no service of {name}'
                yield mistake(key, problem, hint_of(service, own), below("services", service))
        marks = authority.congestion
        if marks is not None and marks.waiting is None and marks.wait_min is None:
            hint = "add waiting or wait_min, or take the table out"
            yield mistake(f"{at}.congestion", "says nothing of when it is crowded", hint)
    told = any(Right.CONGESTION in role.rights for role in site.roles.values())
    watched = [name for name, authority in site.authorities.items() if authority.congestion is not None]
    if watched and not told:
        problem = "gives nobody the right congestion: nobody at the point would learn that it is crowded"
        yield mistake("roles", problem, 'add "congestion" to the rights of a role', "roles.*.rights[*]")
