"""``vuoro invite --box FILE --role ROLE``: makes a one-time sign-in link, also while the hub runs."""

import argparse
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

from common.runtime.clock import SystemClock, boot_id
from common.runtime.database import DatabaseTooNewError
from common.runtime.settings import SettingsError, load
from hub.accounts.account import Invitation
from hub.accounts.database import open_staff_file
from hub.accounts.register import Register
from hub.box import HubBox
from hub.site.schema import Site

BOX_FILE = Path("/etc/vuoro/box.toml")
FINE, UNUSABLE = 0, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a link that is good for 15 minutes and for one use; return 2 where it cannot be made."""
    options = _parser().parse_args(arguments)
    try:
        box = load(options.box, HubBox)
        if options.site is not None:
            _check(options, load(options.site, Site))
        database = open_staff_file(box.box.state, boot_id())
    except (SettingsError, OSError, ValueError, sqlite3.Error, DatabaseTooNewError) as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE
    try:
        register = Register(database, SystemClock(), boot_id())
        invitation = _invitation(options, register)
        if invitation is None:
            sys.stderr.write(f"Nobody signs in as {options.account!r}.\n")
            return UNUSABLE
        sys.stdout.write(f"{box.console.join_address(register.invite(invitation))}\n")
    except sqlite3.Error as error:
        sys.stderr.write(f"The accounts cannot be written: {error}.\n")
        return UNUSABLE
    finally:
        database.close()
    return FINE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="vuoro invite", description=__doc__)
    parser.add_argument("--box", type=Path, default=BOX_FILE, help="the hub's own box.toml (%(default)s)")
    parser.add_argument("--site", type=Path, help="the site file, to check role and authorities against")
    kind = parser.add_mutually_exclusive_group(required=True)
    kind.add_argument("--role", help="the role of a new account, by its id in the site file")
    kind.add_argument("--account", metavar="NAME", help="an account whose password was forgotten")
    parser.add_argument(
        "--authority", action="append", default=[], metavar="ID", help="whom the account serves; repeatable"
    )
    return parser


def _check(options: argparse.Namespace, site: Site) -> None:
    if options.role is not None and options.role not in site.roles:
        raise ValueError(f"There is no role {options.role!r}; the site has {', '.join(site.roles)}.")
    for authority in options.authority:
        if authority not in site.authorities:
            known = ", ".join(site.authorities)
            raise ValueError(f"There is no authority {authority!r}; the site has {known}.")


def _invitation(options: argparse.Namespace, register: Register) -> Invitation | None:
    if options.account is None:
        return Invitation(role=options.role, authorities=tuple(options.authority))
    account = register.by_name(options.account)
    if account is None:
        return None
    return Invitation(role=account.role, authorities=account.authorities, account=account.id)


if __name__ == "__main__":
    sys.exit(main())
