"""Three screens of a kiosk made of the shared controls, which tests look at in every language."""

from collections.abc import Callable
from datetime import time

from common.screen.arrows import arrow
from common.screen.controls.bar import Bar, BarButton, help_button
from common.screen.controls.big_number import BigNumber
from common.screen.controls.buttons import ChoiceButton, PrimaryButton
from common.screen.controls.control import Control
from common.screen.controls.face import MAIN, PLAIN, TINTED
from common.screen.controls.header import Header, HeaderButton, HeaderText
from common.screen.controls.layout import Column, Row, Space
from common.screen.controls.pages import Pages
from common.screen.controls.panel import Panel
from common.screen.controls.picture import Picture
from common.screen.controls.screen import Screen
from common.screen.controls.text import Align, Body, Text, Title
from common.screen.kit import Kit
from common.screen.languages.messages import Messages
from common.screen.palette import Ink
from common.screen.symbols import Symbol
from common.screen.theme import Type

POINT = "Suomi-piste Pori"
AUTHORITIES = {
    "dvv": {"fi": "Digi- ja väestötietovirasto", "sv": "Myndigheten för digitalisering och befolkningsdata"},
    "vero": {"fi": "Verohallinto", "sv": "Skatteförvaltningen", "en": "Tax Administration"},
    "te": {"fi": "Työllisyyspalvelut", "sv": "Sysselsättningstjänster", "en": "Employment services"},
    "pori": {"fi": "Porin kaupunki", "sv": "Björneborgs stad", "en": "City of Pori"},
    "mml": {"fi": "Maanmittauslaitos", "sv": "Lantmäteriverket", "en": "National Land Survey"},
}

Press = Callable[[str], None]


def ignore(_: str) -> None:
    """For screens that are only looked at."""


def bar(kit: Kit, words: Messages, press: Press = ignore) -> Bar:
    """The bar with all that a kiosk will have."""
    symbols = {"size": Symbol.SIZE, "contrast": Symbol.CONTRAST, "low": Symbol.LOW, "sound": Symbol.SOUND}
    buttons = [
        BarButton(
            kit,
            words.text(f"bar.{name}"),
            drawn,
            lambda name=name: press(name),
            name=name,
            spoken=words.text(f"bar.{name}_spoken"),
        )
        for name, drawn in symbols.items()
    ]
    return Bar(kit, buttons, help_button(kit, words.text("bar.help"), lambda: press("help")))


def rest(kit: Kit, words: Messages, press: Press = ignore) -> Screen:
    """The welcome."""
    header = Header(
        kit, HeaderText(kit, POINT), HeaderText(kit, words.formats.write_time(time(10, 24)), spoken="")
    )
    screen = Screen(kit, header=header, bar=bar(kit, words, press), point_name=POINT, name="rest")
    languages = [("fi", "Suomi", MAIN), ("sv", "Svenska", PLAIN), ("en", "English", PLAIN)]
    quiet = words.text("kiosk.rest.take_number")
    choices: list[Control] = [
        ChoiceButton(kit, label, lambda code=code: press(code), quiet=quiet, face=face, name=code)
        for code, label, face in languages
    ]
    screen.content.put(
        Text(kit, words.text("kiosk.rest.welcome"), lettering=Type.WELCOME, name="title"),
        Space(kit, height_mm=6),
        Pages(kit, choices, more=words.text("common.more"), previous=words.text("common.previous")),
        Space(kit, height_mm=4),
        Text(kit, words.text("kiosk.rest.here_now"), lettering=Type.STRONG),
    )
    return screen


def authorities(kit: Kit, words: Messages, press: Press = ignore) -> Screen:
    """The choice of an authority."""
    header = Header(
        kit,
        HeaderButton(kit, words.text("common.back"), lambda: press("back"), drawn=Symbol.BACK, name="back"),
        HeaderButton(
            kit, words.name, lambda: press("language"), drawn=Symbol.MORE, symbol_last=True, name="language"
        ),
    )
    screen = Screen(kit, header=header, bar=bar(kit, words, press), point_name=POINT, name="authorities")
    quiet = words.text(
        "kiosk.authority.open_until_wait", time="16.15", minutes=words.formats.write_minutes(15, 25)
    )
    choices: list[Control] = [
        ChoiceButton(
            kit,
            words.choose(names, "fi"),
            lambda code=code: press(code),
            quiet=quiet if code != "mml" else words.text("kiosk.authority.closed"),
            available=code != "mml",
            name=f"authority:{code}",
        )
        for code, names in AUTHORITIES.items()
    ]
    beside = [
        ChoiceButton(
            kit, words.text(f"kiosk.authority.{key}"), lambda key=key: press(key), face=TINTED, name=key
        )
        for key in ("appointment", "not_known")
    ]
    if kit.look.low:
        choices += beside
    screen.content.put(
        Title(kit, words.text("kiosk.authority.question")),
        Space(kit, height_mm=1),
        Pages(kit, choices, more=words.text("common.more"), previous=words.text("common.previous")),
        Space(kit, height_mm=1),
        *([] if kit.look.low else [Row(kit, *beside)]),
    )
    return screen


def ticket(kit: Kit, words: Messages, press: Press = ignore) -> Screen:
    """The ticket on the screen."""
    header = Header(
        kit, HeaderText(kit, POINT), HeaderText(kit, words.formats.write_time(time(10, 24)), spoken="")
    )
    screen = Screen(kit, header=header, bar=bar(kit, words, press), point_name=POINT, name="ticket")
    number = BigNumber(kit, "214", least_mm=12, spoken=words.text("kiosk.ticket.number_spoken", number=214))
    where = Text(kit, f"Odotusalue B, {words.text('direction.left')}", lettering=Type.STRONG)
    buttons = [
        PrimaryButton(kit, words.text("common.done"), lambda: press("done"), name="done"),
        PrimaryButton(
            kit, words.text("kiosk.ticket.more"), lambda: press("another"), face=PLAIN, name="another"
        ),
    ]
    screen.content.put(
        Title(kit, words.text("kiosk.ticket.your_number"), align=Align.CENTRE),
        number,
        Space(kit, height_mm=4),
        Panel(
            kit,
            Row(kit, where, Picture(kit, arrow("left"), side_mm=6, grows=True)).pack(),
            Body(kit, words.text("kiosk.ticket.ahead", count=6)),
            margin_mm=2 if kit.look.low else 4,
        ),
        *(
            [Row(kit, *buttons)]
            if kit.look.low
            else [
                Column(kit, *buttons),
                Body(kit, words.text("kiosk.ticket.take_ticket"), align=Align.CENTRE, ink=Ink.QUIET),
            ]
        ),
    )
    return screen
