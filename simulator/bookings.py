"""The bookings of an authority's own system, with customers' names, in the forms that such systems write."""

import csv
import datetime as dt
import io
import json
import random
from dataclasses import dataclass
from zoneinfo import ZoneInfo

NAMES = ("Aino Virtanen", "Kalle Korhonen", "Maija Mäkinen", "Olga Petrova", "Ali Hassan")
"""Invented customers: real feeds name them, and nothing of that may ever come out at the other end."""

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_SLOT_MIN = 30


@dataclass(frozen=True, slots=True)
class Booking:
    """An appointment as an authority's own system knows it, with the customer's name."""

    id: str
    start: dt.datetime
    service: str
    code: str
    customer: str
    language: str = "fi"
    party: int = 1
    expert: str = ""
    cancelled: bool = False


def make_bookings(
    date: dt.date, services: tuple[str, ...], zone: ZoneInfo, *, count: int = 12, seed: int = 1
) -> tuple[Booking, ...]:
    """Return a plausible day of bookings from nine in the morning on, each half hour one for each service."""
    chance = random.Random(seed)
    opening = dt.datetime.combine(date, dt.time(9), zone)
    return tuple(
        Booking(
            id=f"{date.isoformat()}-{index}",
            start=opening + dt.timedelta(minutes=_SLOT_MIN * (index // len(services))),
            service=services[index % len(services)],
            code=f"{''.join(chance.choices(_LETTERS, k=2))}-{chance.randrange(1000, 9999)}",
            customer=chance.choice(NAMES),
            language=chance.choice(("fi", "fi", "fi", "sv", "en")),
            party=chance.choice((1, 1, 1, 2, 4)),
            expert=chance.choice(("", "", "Asiantuntija 1", "Asiantuntija 2")),
        )
        for index in range(count)
    )


def as_csv(bookings: tuple[Booking, ...]) -> str:
    """Return the bookings as a CSV such as Finnish offices write: semicolons, and day before month."""
    text = io.StringIO(newline="")
    lines = csv.writer(text, delimiter=";", lineterminator="\r\n")
    lines.writerow(["Tunnus", "Aika", "Palvelu", "Koodi", "Asiakas", "Kieli", "Hlö", "Virkailija", "Tila"])
    for one in bookings:
        state = "peruttu" if one.cancelled else "varattu"
        start = one.start.strftime("%d.%m.%Y %H:%M")
        lines.writerow(
            [one.id, start, one.service, one.code, one.customer, one.language, one.party, one.expert, state]
        )
    return text.getvalue()


def as_json(bookings: tuple[Booking, ...]) -> str:
    """Return the bookings as JSON, the list some levels deep."""
    rows = [
        {
            "id": one.id,
            "start": one.start.isoformat(),
            "service": {"code": one.service},
            "code": one.code,
            "customer": {"name": one.customer, "phone": "+358 40 000 0000"},
            "language": one.language,
            "party": one.party,
            "expert": one.expert,
            "state": "cancelled" if one.cancelled else "booked",
        }
        for one in bookings
    ]
    return json.dumps({"data": {"bookings": rows}}, ensure_ascii=False)


def as_calendar(bookings: tuple[Booking, ...]) -> str:
    """Return the bookings as iCalendar, with the customer in every property where calendars have one."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Simulated//Bookings//FI"]
    for one in bookings:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{one.id}",
            f"DTSTAMP:{one.start.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART;TZID=Europe/Helsinki:{one.start:%Y%m%dT%H%M%S}",
            f"SUMMARY:{one.customer}",
            f"DESCRIPTION:{one.customer} tulee asioimaan",
            f"ATTENDEE;CN={one.customer}:mailto:customer@example.org",
            f"CATEGORIES:{one.service}",
            f"X-CODE:{one.code}",
            f"X-LANGUAGE:{one.language}",
            f"X-PARTY:{one.party}",
            f"X-EXPERT:{one.expert}",
            f"STATUS:{'CANCELLED' if one.cancelled else 'CONFIRMED'}",
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])
