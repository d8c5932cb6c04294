"""The ways with an appointment, by keypad and ear."""

from simulator.keypad import PadKey
from tests.kiosk.eyes_closed.first_steps import begin, choose_language
from tests.kiosk.eyes_closed.point import (
    EARLY,
    EXPECTED,
    LATE,
    LETTERED,
    OTHER_DAY,
    TOO_EARLY,
    TOO_LATE,
    UNKNOWN,
    USED,
    name,
)
from tests.kiosk.eyes_closed.walker import Visitor


def to_appointments(walker: Visitor) -> None:
    """Say that one has an appointment."""
    begin(walker)
    walker.choose(walker.say("kiosk.authority.appointment"))
    walker.expect(walker.say("kiosk.appointment.question"))


def to_code(walker: Visitor) -> None:
    """Say that one has an appointment with a code."""
    to_appointments(walker)
    walker.choose(walker.say("kiosk.appointment.by_code"))
    walker.expect(walker.say("kiosk.code.title"))


def type_code(walker: Visitor, code: str) -> None:
    """Type a code by the keys of the screen, as a person would: the nearer way round."""
    at = "0"
    for sign in code:
        if sign.isalpha():
            walker.choose(walker.say("kiosk.code.letters_spoken"))
        walker.choose(sign, PadKey.UP if "1" <= sign < at else PadKey.DOWN)
        walker.expect(sign)
        at = sign
    walker.choose(walker.say("kiosk.code.enter"))


def code(walker: Visitor) -> None:
    """An appointment by a code of figures, with a mistake in it."""
    to_code(walker)
    walker.choose("4")
    walker.choose("9")
    walker.choose(walker.say("kiosk.code.erase_spoken"))
    walker.expect(walker.say("speech.removed", letter="9"))
    walker.choose(walker.say("kiosk.code.erase_spoken"), PadKey.UP)
    walker.expect(walker.say("kiosk.code.empty_spoken"))
    type_code(walker, EARLY)
    walker.expect("214", EXPECTED[walker.language]["appointment"])
    assert walker.presses <= 100


def lettered_code(walker: Visitor) -> None:
    """An appointment by a code with a letter."""
    to_code(walker)
    type_code(walker, LETTERED)
    walker.expect("214")


def scan(walker: Visitor) -> None:
    """An appointment by a code that is held before the scanner; without a key but the first ones."""
    to_code(walker)
    walker.expect(walker.say("kiosk.code.scan"))
    walker.show_code(EARLY)
    walker.expect("214", EXPECTED[walker.language]["appointment"])


def answers(walker: Visitor) -> None:
    """Each answer to an appointment that does not count, and one that is late and does."""
    begin(walker)
    for shown, heard in (
        (TOO_EARLY, "kiosk.appointment_answer.time_is"),
        (TOO_LATE, "kiosk.appointment_answer.time_was"),
        (OTHER_DAY, "kiosk.appointment_answer.other_day"),
        (USED, "kiosk.appointment_answer.used"),
        (UNKNOWN, "kiosk.appointment_answer.unknown_code"),
    ):
        walker.show_code(shown)
        walker.expect(walker.say(heard, when="").strip(" ."))
    walker.press(PadKey.BACK)
    walker.show_code(LATE)
    walker.expect("214")


def too_late(walker: Visitor) -> None:
    """Too late for an appointment: an ordinary number is left."""
    begin(walker)
    walker.show_code(TOO_LATE)
    walker.choose(walker.say("kiosk.appointment_answer.ordinary"))
    walker.expect("214")


def by_time(walker: Visitor) -> None:
    """An appointment by its time, where the authority has no codes."""
    to_appointments(walker)
    walker.choose(walker.say("kiosk.appointment.by_time"))
    walker.expect(walker.say("kiosk.appointment.owner_question"))
    walker.choose(name("land-survey", walker.language))
    walker.expect(walker.say("kiosk.appointment.time_question"))
    clock = walker.say("speech.clock", hour=10, minute=45)
    walker.choose(clock)
    walker.expect("214", EXPECTED[walker.language]["appointment"])


def times_that_do_not_count(walker: Visitor) -> None:
    """Times for which it is too early and too late, and one that nobody knows."""
    to_appointments(walker)
    walker.choose(walker.say("kiosk.appointment.by_time"))
    walker.choose(name("land-survey", walker.language))
    walker.choose(walker.say("speech.hour", hour=14))
    walker.press(PadKey.BACK)
    walker.choose(walker.say("speech.hour", hour=9))
    walker.press(PadKey.BACK)
    walker.choose(walker.say("kiosk.appointment.other_time"))
    walker.expect(walker.say("kiosk.help.called"))
    assert walker.kiosk.calls == [walker.language]
    assert walker.kiosk.taken == []


def one_of_two_at_a_time(walker: Visitor) -> None:
    """A time at which two services have an appointment."""
    to_appointments(walker)
    walker.choose(walker.say("kiosk.appointment.by_time"))
    walker.choose(name("dvv", walker.language))
    walker.find(walker.say("speech.clock", hour=10, minute=30))
    walker.expect(name("dvv-certificates", walker.language))
    walker.press(PadKey.SELECT)
    walker.expect("214")
    assert walker.kiosk.taken[-1].service == "dvv-certificates"


def aloud_with_an_appointment(walker: Visitor) -> None:
    """Without a headset: an appointment by its time, and by its code."""
    walker.press(PadKey.SOUND)
    choose_language(walker)
    walker.choose(walker.say("kiosk.authority.appointment"))
    walker.choose(walker.say("kiosk.appointment.by_time"))
    for step in (
        PadKey.DOWN,
        PadKey.DOWN,
        PadKey.SELECT,
        PadKey.DOWN,
        PadKey.DOWN,
        PadKey.DOWN,
        PadKey.REPEAT,
    ):
        walker.press(step)
    walker.press(PadKey.BACK, PadKey.BACK)
    walker.choose(walker.say("kiosk.appointment.by_code"))
    walker.choose("4")
    walker.expect(walker.say("kiosk.code.signs_spoken", count=1))
    walker.show_code(TOO_EARLY)
    walker.expect(walker.say("kiosk.appointment_answer.time_is", when="").strip(" ."))
    walker.show_code(EARLY)
    walker.expect("214")
    walker.wait_for_paper()
