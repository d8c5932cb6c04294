"""A site's broker with the product's own configuration, rights and random passwords, on a free port."""

import os
import re
import secrets
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from common.runtime.broker import Broker
from common.wire.ids import AUTHORITY_ACCOUNT, is_id
from simulator.mosquitto import HOST, Mosquitto, account

TEMPLATES = Path(__file__).resolve().parent.parent / "systemd" / "mosquitto"
"""Where the configuration lies that a real site gets, too."""

_CONNECTIONS = 200
_PLACEHOLDER = re.compile(r"@([A-Z]+)@")


def fill(template: str, values: dict[str, str]) -> str:
    """Return a template with each ``@WORD@`` replaced; a :class:`KeyError` names one without a value."""
    return _PLACEHOLDER.sub(lambda found: values[found[1]], template)


def rights(
    site: str,
    *,
    devices: Iterable[str],
    keeper: str,
    panels: Sequence[str] = (),
    watchers: Sequence[str] = (),
    authorities: Iterable[str] = (),
) -> str:
    """Return the text of the acl file of a site.

    ``devices`` are all who write below their own id: the hub, the keeper and the panels, too. ``panels`` may
    hear every point's presses and answer for them; ``watchers`` may read all and write nothing (the demo's
    recorder is one; a real site has none). ``authorities`` are ids; each has the account
    :data:`~common.wire.ids.AUTHORITY_ACCOUNT` + id, which reads its own notices.
    """
    root = f"vuoro/1/{site}"
    extra = [
        f"user {panel}\ntopic read {root}/device/+/point/+\ntopic write {root}/device/{panel}/request/alarm\n"
        for panel in panels
    ]
    extra += [f"user {watcher}\ntopic read #\n" for watcher in watchers]
    values = {
        "SITE": site,
        "KEEPER": keeper,
        "DEVICES": _blocks("acl-device", "DEVICE", site, devices),
        "AUTHORITIES": _blocks("acl-authority", "AUTHORITY", site, authorities),
        "PANELS": "\n".join(extra),
    }
    return fill(_template("acl"), values)


def _blocks(template: str, word: str, site: str, names: Iterable[str]) -> str:
    text = _template(template)
    return "".join(fill(text, {"SITE": site, word: name}) for name in sorted(names))


def _template(name: str) -> str:
    return (TEMPLATES / f"{name}.in").read_text(encoding="utf-8")


class SiteBroker(Mosquitto):
    """The broker of a site, or the small one of the guard's box (``kind="guard"``).

    ``users`` are the ids of devices, and ``hub``; the keeper, the panels and the watchers need not be
    named twice. ``authorities`` are ids; their accounts are named otherwise, so that none is a device. Each
    account gets a random password in a file of its own that only this account may read.
    """

    def __init__(  # noqa: PLR0913 — who may speak there, and where it stands
        self,
        folder: Path,
        site: str,
        users: Iterable[str],
        *,
        keeper: str = "keeper",
        panels: Sequence[str] = (),
        watchers: Sequence[str] = (),
        authorities: Sequence[str] = (),
        kind: Literal["site", "guard"] = "site",
        host: str = HOST,
        enter: Sequence[str] = (),
    ) -> None:
        """Write rights and accounts into ``folder``; nothing runs before :meth:`start`."""
        super().__init__(folder, self._configuration_for, host=host, enter=enter)
        self._home = folder.resolve()
        self._kind = kind
        devices = {*users, keeper, *panels}
        for name in (site, *sorted(devices), *watchers, *authorities):
            if not is_id(name):
                raise ValueError(f"not an identifier: {name!r}")
        accounts = {AUTHORITY_ACCOUNT + authority for authority in authorities}
        self._users = sorted({*devices, *watchers, *accounts})
        self._home.mkdir(parents=True, exist_ok=True, mode=0o700)
        (self._home / "acl").write_text(
            rights(
                site,
                devices=devices,
                keeper=keeper,
                panels=panels,
                watchers=watchers,
                authorities=authorities,
            ),
            encoding="utf-8",
        )
        (self._home / "acl").chmod(0o600)
        self._make_accounts()

    @property
    def users(self) -> list[str]:
        """Everybody who has an account, in alphabetical order."""
        return list(self._users)

    def password_file(self, user: str) -> Path:
        """Return the file that holds the user's password; :class:`KeyError` where there is no such user."""
        if user not in self._users:
            raise KeyError(user)
        return self._home / f"password-{user}"

    def settings(self, user: str) -> Broker:
        """Return what the user's box.toml says about this broker; :meth:`start` comes first."""
        return Broker(host=self.host, port=self.port, username=user, password_file=self.password_file(user))

    def _configuration_for(self, port: int) -> str:
        template = _template(f"{self._kind}.conf")
        values = {
            "PORT": str(port),
            "BIND": self.host,
            "CONNECTIONS": str(_CONNECTIONS),
            "FOLDER": str(self._home),
            "USER": account(),
        }
        return fill(template, values)

    def _make_accounts(self) -> None:
        accounts: list[str] = []
        for user in self._users:
            password = secrets.token_urlsafe(24)
            _write_secret(self.password_file(user), password)
            accounts.append(f"{user}:{password}\n")
        passwords = self._home / "passwords"
        _write_secret(passwords, "".join(accounts))
        program = shutil.which("mosquitto_passwd")
        if program is None:
            raise RuntimeError("mosquitto_passwd is not installed; ./install.sh demo installs it.")
        # It hashes the file in place: a password as an argument could be read by everybody on the machine.
        subprocess.run([program, "-U", str(passwords)], check=True, stdout=subprocess.DEVNULL)


def _write_secret(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
