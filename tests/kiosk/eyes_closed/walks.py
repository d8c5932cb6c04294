"""The ways through the kiosk, by keypad and ear."""

from collections.abc import Callable, Mapping

from common.screen.speech.said import said
from kiosk.printer.port import Condition
from simulator.keypad import PadKey
from tests.kiosk.eyes_closed.appointment_walks import (
    answers,
    by_time,
    code,
    lettered_code,
    one_of_two_at_a_time,
    scan,
    times_that_do_not_count,
    too_late,
)
from tests.kiosk.eyes_closed.first_steps import begin, choose_language, take
from tests.kiosk.eyes_closed.point import (
    EXPECTED,
    name,
)
from tests.kiosk.eyes_closed.walker import Visitor
from tests.kiosk.screens.states import LANGUAGES


def ticket(walker: Visitor) -> None:
    """A ticket, whole."""
    begin(walker)
    take(walker)
    walker.wait_for_paper()
    walker.expect(walker.say("kiosk.ticket.take_ticket"))
    assert walker.presses <= 25
    walker.press(PadKey.REPEAT)
    walker.expect(*EXPECTED[walker.language]["ticket"], walker.say("kiosk.ticket.take_ticket"))
    walker.choose(walker.say("common.done"))
    walker.expect(walker.say("speech.ended"))


def several(walker: Visitor) -> None:
    """Another service, and somebody to go along, on the same number."""
    language = walker.language
    begin(walker)
    take(walker)
    walker.wait_for_paper()
    walker.choose(walker.say("kiosk.ticket.more"))
    walker.expect(walker.say("kiosk.additions.title"), "214")
    walker.choose(walker.say("kiosk.additions.another"))
    walker.choose(name("dvv", language))
    walker.choose(name("dvv-registration", language))
    walker.expect("214", name("dvv-registration", language))
    walker.choose(walker.say("kiosk.ticket.more"))
    walker.choose(walker.say("kiosk.additions.way"))
    walker.expect("214", walker.say("kiosk.ticket.way"))
    added = [one.addition for one in walker.kiosk.added]
    assert [(one.service, one.needs_help) for one in added] == [("dvv-registration", None), (None, True)]
    assert {one.ticket for one in added} == {"t-214"}
    assert len(walker.kiosk.taken) == 1


def party(walker: Visitor) -> None:
    """Four people with one number."""
    begin(walker)
    take(walker)
    walker.wait_for_paper()
    walker.choose(walker.say("kiosk.ticket.more"))
    walker.choose(walker.say("kiosk.additions.party"))
    walker.expect(walker.say("kiosk.party.question"))
    walker.choose(walker.say("kiosk.party.count_spoken", count=4))
    walker.expect("214", walker.say("kiosk.ticket.party", count=4))
    assert [one.addition.party for one in walker.kiosk.added] == [4]


def by_situation(walker: Visitor) -> None:
    """Who does not know whom to see, by a situation of life."""
    begin(walker)
    walker.choose(walker.say("kiosk.authority.not_known"))
    walker.expect(walker.say("kiosk.search.title"))
    walker.choose(name("moving-in", walker.language))
    walker.expect(name("moving-in", walker.language), walker.say("kiosk.found.title"))
    walker.choose(name("dvv-registration", walker.language))
    walker.expect("214")


def by_word(walker: Visitor) -> None:
    """Who does not know whom to see, by an everyday word and its first letter."""
    expected = EXPECTED[walker.language]
    begin(walker)
    walker.choose(walker.say("kiosk.authority.not_known"))
    walker.choose(walker.say("kiosk.search.words"))
    walker.expect(walker.say("kiosk.words.letter"))
    for letter in expected["letters"]:
        walker.choose(letter)
    walker.choose(expected["word"])
    walker.choose(name(expected["service"], walker.language))
    walker.expect("214")


def help_comes(walker: Visitor) -> None:
    """A person, called by the key from the middle of the way; then on alone."""
    begin(walker)
    walker.choose(name("dvv", walker.language))
    walker.press(PadKey.HELP)
    walker.expect(
        walker.say("kiosk.help.calling"), walker.say("kiosk.help.called"), walker.say("kiosk.help.wait_here")
    )
    assert walker.kiosk.calls == [walker.language]
    walker.choose(walker.say("kiosk.help.go_on"))
    walker.expect(walker.say("kiosk.service.question"))


def help_not_reached(walker: Visitor) -> None:
    """A call that does not get through."""
    walker.kiosk.adviser = "not-reached"
    begin(walker)
    walker.press(PadKey.HELP)
    walker.expect(walker.say("kiosk.help.not_reached"), walker.say("kiosk.help.ask_desk"))


def no_paper(walker: Visitor) -> None:
    """The printer has no paper: the number is said, and remembered."""
    walker.kiosk.paper = Condition.PAPER_OUT
    begin(walker)
    take(walker)
    walker.wait_for_paper()
    walker.expect(
        walker.say("kiosk.print_failed.no_paper"), "214", walker.say("kiosk.print_failed.number_valid")
    )
    walker.choose(walker.say("kiosk.print_failed.remembered"))
    walker.expect(walker.say("speech.ended"))


def no_numbers(walker: Visitor) -> None:
    """No number can be dealt: a person is called."""
    walker.kiosk.number = False
    begin(walker)
    walker.choose(name("tax", walker.language))
    walker.expect(walker.say("kiosk.no_numbers.title"), walker.say("kiosk.no_numbers.ask"))
    walker.choose(walker.say("bar.help_spoken"))
    walker.expect(walker.say("kiosk.help.called"))


def closed(walker: Visitor) -> None:
    """An authority that is not here today, and one that has a queue of its own."""
    begin(walker)
    walker.choose(name("land-survey", walker.language))
    walker.expect(name("land-survey", walker.language))
    walker.choose(walker.say("kiosk.closed.other"))
    walker.choose(name("city", walker.language))
    walker.expect(walker.say("kiosk.own_queue.title"), name("city", walker.language))


def going_on(walker: Visitor) -> None:
    """The warning, and one key that goes on."""
    begin(walker)
    walker.wait(45)
    walker.expect(walker.say("kiosk.timeout.title"), "20", walker.say("speech.goes_on"))
    walker.press(PadKey.SELECT)
    walker.expect(walker.say("kiosk.authority.question"))


def going_away(walker: Visitor) -> None:
    """Somebody goes away: language, volume and speech are gone; the next one begins anew."""
    begin(walker)
    walker.press(PadKey.VOLUME)
    walker.wait(45)
    walker.expect(walker.say("kiosk.timeout.title"))
    walker.wait(20)
    walker.press(PadKey.HEADSET_OUT)
    walker.press(PadKey.DOWN)
    walker.expect_silence()
    walker.press(PadKey.HEADSET_IN)
    walker.expect("Tervetuloa")
    assert {one.step for one in walker.heard} == {0}


def settings(walker: Visitor) -> None:
    """Three steps of volume, repeating, other words for size and colours, and another language."""
    begin(walker)
    for level in (2, 3, 1):
        walker.press(PadKey.VOLUME)
        walker.expect(walker.say("speech.volume", level=level, most=3))
        assert {one.step for one in walker.heard} == {level - 1}
    walker.press(PadKey.REPEAT)
    walker.expect(walker.say("kiosk.authority.question"), walker.say("speech.moving"))
    walker.choose(walker.say("bar.size_spoken"), PadKey.UP)
    walker.expect(walker.say("speech.size_large"))
    walker.choose(walker.say("bar.contrast_spoken"))
    walker.expect(walker.say("speech.contrast_high"))
    walker.choose(walker.words.name, PadKey.UP)
    walker.expect(walker.say("common.choose_language"))
    other = LANGUAGES.get("sv" if walker.language == "en" else "en")
    walker.choose(other.name)
    walker.expect(other.text("kiosk.authority.question"))


def back_and_anew(walker: Visitor) -> None:
    """Back by its key, and from the beginning again: speech stays, the language goes."""
    begin(walker)
    walker.choose(name("dvv", walker.language))
    walker.press(PadKey.BACK)
    walker.expect(walker.say("kiosk.authority.question"))
    walker.choose(name("dvv", walker.language))
    walker.choose(walker.say("common.start_over"), PadKey.UP)
    walker.expect("Tervetuloa")


def aloud(walker: Visitor) -> None:
    """Without a headset: the loudspeaker says no authority and no service, and the number all the same."""
    walker.press(PadKey.SOUND)
    choose_language(walker)
    walker.choose(walker.say("kiosk.spoken.choice", number=1))
    walker.choose(walker.say("kiosk.spoken.choice", number=2))
    walker.expect(*EXPECTED[walker.language]["ticket"])
    walker.wait_for_paper()
    walker.expect(walker.say("kiosk.ticket.take_ticket"))
    walker.choose(walker.say("common.done"))


def aloud_by_word(walker: Visitor) -> None:
    """Without a headset: the search."""
    walker.press(PadKey.SOUND)
    choose_language(walker)
    walker.choose(walker.say("kiosk.authority.not_known"))
    walker.choose(name("moving-in", walker.language))
    walker.press(PadKey.DOWN, PadKey.DOWN, PadKey.REPEAT, PadKey.BACK)
    walker.choose(walker.say("kiosk.search.words"))
    for letter in EXPECTED[walker.language]["letters"]:
        walker.choose(letter)
    walker.press(PadKey.DOWN, PadKey.DOWN, PadKey.SELECT, PadKey.DOWN, PadKey.REPEAT)


def without_a_voice(walker: Visitor) -> None:
    """A language that nobody can speak: that is said, and then the number and the warning."""
    begin_in_silence(walker)
    fi = LANGUAGES.get("fi")
    walker.press(PadKey.DOWN, PadKey.SELECT, PadKey.DOWN, PadKey.DOWN, PadKey.SELECT)
    walker.expect(said(fi.text("kiosk.ticket.number_spoken", number="214"), fi))
    walker.wait_for_paper()
    walker.wait(20)
    walker.expect(said(fi.text("kiosk.timeout.title"), fi))
    walker.press(PadKey.SELECT)
    walker.expect("214")
    walker.kiosk.wait(65)
    begin_in_silence(walker)
    walker.press(PadKey.BACK)
    walker.expect("Tervetuloa", "Välkommen", "Welcome")
    walker.wait(3)
    walker.expect_silence()


def begin_in_silence(walker: Visitor) -> None:
    """Choose a language without a voice, which nobody does by its name."""
    fi = LANGUAGES.get("fi")
    walker.press(PadKey.HEADSET_IN)
    walker.choose(fi.text("common.languages"))
    walker.choose(walker.words.name)
    walker.expect(said(fi.text("speech.no_voice"), fi))


WALKS: Mapping[str, Callable[[Visitor], None]] = {
    walk.__name__.replace("_", " "): walk
    for walk in (
        ticket,
        several,
        party,
        code,
        lettered_code,
        scan,
        answers,
        too_late,
        by_time,
        times_that_do_not_count,
        one_of_two_at_a_time,
        by_situation,
        by_word,
        help_comes,
        help_not_reached,
        no_paper,
        no_numbers,
        closed,
        going_on,
        going_away,
        settings,
        back_and_anew,
        aloud,
    )
}
