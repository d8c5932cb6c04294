"""Who is expected by appointment, as kiosks hear it: the book for all, the keys to each. Pure."""

import zlib
from collections.abc import Collection

import msgspec

from common.wire.appointments import AppointmentBook, AppointmentsKept
from common.wire.site import DeviceConfig, KioskConfig, StaffCode


def book_of(book: AppointmentBook, incarnation: str, revision: int) -> AppointmentBook:
    """Return the book as this life of the hub says it."""
    return msgspec.structs.replace(book, incarnation=incarnation, revision=revision)


def kept_of(kept: Collection[str], incarnation: str, revision: int) -> AppointmentsKept:
    """Return which appointments were used."""
    return AppointmentsKept(incarnation=incarnation, revision=revision, ids=tuple(kept))


def config_with(config: DeviceConfig, keys: dict[str, str], code: StaffCode | None = None) -> DeviceConfig:
    """Return a device's configuration with the keys of the book and the staff code, where it is a kiosk's."""
    if not isinstance(config.body, KioskConfig) or not (keys or code):
        return config
    body = msgspec.structs.replace(config.body, appointment_keys=keys, staff_code=code)
    return DeviceConfig(revision=zlib.crc32(msgspec.json.encode(body)), body=body)
