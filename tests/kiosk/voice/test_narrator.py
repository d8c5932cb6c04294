from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from common.screen.languages.messages import load_languages
from common.screen.theme import Contrast, Look, TextSize
from kiosk.voice.heard import Heard, Listener, Point, folded
from kiosk.voice.narrator import Narrator
from tests.kiosk.voice.controls import button, choice, control, heard, languages, texts

WORDS = load_languages()
VOICES = {"fi", "sv", "en", "ru", "uk", "et", "ar"}
NARRATOR = Narrator(WORDS, VOICES.__contains__)
POINT = Point()
SWEDISH = Point(("sv", "fi"), ("sv", "fi"))
HEADSET = Listener("headset")
NAMES = frozenset({"tax administration", "verohallinto", "notary public", "kela"})
ALOUD = Listener("loudspeaker", NAMES)
PRIVATE = "Some of this is said in a headset only."
NAMED = Listener("loudspeaker")

BAR = (
    control("Back", kind="HeaderButton", name="back"),
    control("10:24", kind="HeaderText", name="time"),
    control("Sound", kind="BarButton", name="sound", spoken="Speech on or off"),
    button("Call for help", "help"),
)
TITLE = control("Who are you here to see?", name="title")
TAX = choice("Tax Administration", "authority:tax", discreet="Choice 1")
KELA = choice("Kela", "authority:kela", discreet="Choice 2")
AUTHORITIES = heard("kiosk.authorities", TITLE, TAX, KELA, *BAR)
TICKET = heard(
    "kiosk.ticket",
    control("Your number is", name="title"),
    control("214", name="number", spoken="Your number is 214"),
    control("Wait here: Waiting area B, on the left", name="where"),
    control("6 customers ahead of you", name="ahead"),
    control("You will wait about 15–25\u00a0minutes", name="wait"),
    control("Your ticket is being printed", name="paper"),
    button("Done", "done", enabled=False),
    *BAR,
)
TIMEOUT = heard(
    "kiosk.timeout",
    control("17", name="seconds", spoken=""),
    control("Do you want to go on?", name="title"),
    control("The screen starts over in 17 seconds.", name="sentence"),
    button("Go on", "go-on"),
    *BAR,
)


def tell(before: Heard | None, now: Heard, listener: Listener = HEADSET, point: Point = POINT) -> list[str]:
    return texts(NARRATOR.tell(before, now, listener, point))


def focused(screen: Heard, name: str) -> Heard:
    return replace(screen, controls=tuple(replace(one, focused=one.name == name) for one in screen.controls))


def changed(screen: Heard, name: str, label: str) -> Heard:
    return replace(
        screen,
        controls=tuple(
            replace(one, label=label, spoken=label) if one.name == name else one for one in screen.controls
        ),
    )


def test_speech_that_begins_says_the_screen_and_how_to_move() -> None:
    assert tell(None, AUTHORITIES) == [
        "Speech is on.",
        "Who are you here to see?",
        "2 choices.",
        "Move with the arrow keys and choose with the middle key.",
        "The repeat key says this again.",
    ]


def test_a_new_screen_is_told_without_what_stands_on_every_screen() -> None:
    assert tell(TICKET, AUTHORITIES) == ["Who are you here to see?", "2 choices."]


def test_the_whole_ticket_is_told() -> None:
    assert tell(AUTHORITIES, TICKET) == [
        "Your number is 214.",
        "Wait here: Waiting area B, on the left.",
        "6 customers ahead of you.",
        "You will wait about 15 to 25 minutes.",
        "Your ticket is being printed.",
    ]


def test_what_becomes_of_the_paper_is_told_when_it_is_known() -> None:
    out = changed(TICKET, "paper", "Take your ticket from the printer")
    assert tell(TICKET, out) == ["Take your ticket from the printer."]
    assert tell(out, out) == []


def test_figures_that_move_on_are_not_told_again() -> None:
    assert tell(TICKET, changed(TICKET, "ahead", "5 customers ahead of you")) == []


def test_the_focus_says_where_it_is_and_only_when_it_has_moved() -> None:
    first, second = focused(AUTHORITIES, "authority:tax"), focused(AUTHORITIES, "authority:kela")
    assert tell(AUTHORITIES, first) == ["Tax Administration."]
    assert tell(first, first) == []
    assert tell(first, second) == ["Kela."]
    assert tell(second, focused(AUTHORITIES, "sound")) == ["Speech on or off."]


def test_a_control_that_cannot_be_pressed_now_says_so() -> None:
    assert tell(TICKET, focused(TICKET, "done")) == ["Done, not available."]


def test_another_page_of_a_list_is_told() -> None:
    other = heard("kiosk.authorities", TITLE, choice("City", "authority:city"), *BAR)
    assert tell(AUTHORITIES, other) == ["1 choice."]
    assert tell(AUTHORITIES, focused(other, "authority:city")) == ["City."]


def test_a_list_that_goes_on_says_so() -> None:
    page = replace(AUTHORITIES, controls=(*AUTHORITIES.controls, button("Show more", "more")))
    assert tell(TICKET, page) == ["Who are you here to see?", "2 choices.", "More follow after these."]


def test_a_screen_with_another_title_is_told_whole() -> None:
    calling = heard("kiosk.help", control("Calling", name="title"), button("Go on", "go-on"), *BAR)
    called = heard("kiosk.help", control("They have heard", name="title"), button("Go on", "go-on"), *BAR)
    assert tell(calling, called) == ["They have heard.", "Go on."]


def test_a_way_that_opens_is_told() -> None:
    out = changed(TICKET, "paper", "Take your ticket from the printer")
    opened = replace(
        out, controls=tuple(replace(one, enabled=True) if one.name == "done" else one for one in out.controls)
    )
    assert tell(TICKET, opened) == ["Take your ticket from the printer.", "Done."]


def test_the_focus_is_not_told_again_where_another_look_has_moved_it() -> None:
    at_size = heard("kiosk.ticket", control("Size", kind="BarButton", name="size", focused=True))
    large = heard("kiosk.ticket", control("Size", kind="BarButton", name="size", focused=True, top=9))
    assert tell(at_size, large) == ["Size."]
    assert tell(at_size, replace(large, look=Look(TextSize.LARGE))) == ["Large text."]


def test_the_warning_that_one_key_ends_says_which() -> None:
    assert tell(AUTHORITIES, focused(TIMEOUT, "go-on")) == [
        "Do you want to go on?",
        "The screen starts over in 17 seconds.",
        "The middle key goes on.",
    ]


def test_the_other_languages_are_offered_in_each_of_the_first() -> None:
    names = ("fi", "sv", "en", "languages")
    rest = heard("kiosk.rest", *(choice(name, name) for name in names), language="fi")
    assert texts(NARRATOR.tell(rest, focused(rest, "languages"), HEADSET, POINT)) == [
        "Muut kielet.",
        "Andra språk.",
        "Other languages.",
    ]


def test_who_comes_back_from_a_language_without_a_voice_is_welcomed_once() -> None:
    page = heard("kiosk.authorities", TITLE, language="se")
    rest = heard("kiosk.rest", choice("Suomi", "fi"), choice("English", "en"), language="se")
    assert languages(NARRATOR.tell(page, rest, HEADSET, POINT)) == ["fi", "fi", "en", "en"]
    assert NARRATOR.tell(rest, rest, HEADSET, POINT) == ()


def test_the_warning_is_told_once_with_its_seconds_and_the_way_on() -> None:
    assert tell(AUTHORITIES, TIMEOUT) == [
        "Do you want to go on?",
        "The screen starts over in 17 seconds.",
        "Go on.",
    ]
    assert tell(TIMEOUT, changed(TIMEOUT, "sentence", "The screen starts over in 1 second.")) == []


def test_a_setting_that_was_changed_says_how_it_is_now() -> None:
    look = Look(TextSize.LARGE, Contrast.HIGH, low=True)
    dressed = replace(AUTHORITIES, look=look)
    assert tell(AUTHORITIES, dressed) == ["Large text.", "Strong colours.", "The buttons are at the bottom."]
    assert tell(dressed, AUTHORITIES) == [
        "Normal text.",
        "Normal colours.",
        "The buttons are on the whole screen.",
    ]


def code(typed: str) -> Heard:
    spoken, discreet = " ".join(typed) or "nothing yet", f"{len(typed)} characters"
    line = control(typed, name="code", spoken=spoken, discreet=discreet)
    return heard("kiosk.code", TITLE, line, control("1", kind="KeyButton", name="key:1"), *BAR)


def test_what_is_typed_is_echoed_letter_by_letter() -> None:
    assert tell(code(""), code("4")) == ["4."]
    assert tell(code("4"), code("4A")) == ["A."]
    assert tell(code("4A"), code("4")) == ["A removed."]
    assert tell(code("4"), code("")) == ["nothing yet."]
    assert tell(code("4"), code("71")) == ["7 1."]
    assert tell(code("4"), code("4")) == []


def test_aloud_only_the_length_of_a_code_is_told() -> None:
    assert tell(code("4"), code("4A"), ALOUD) == ["2 characters."]
    assert tell(code("4A"), code("4"), ALOUD) == ["1 characters."]


def test_the_keys_of_a_code_are_not_counted_and_a_grid_of_letters_is() -> None:
    assert tell(TICKET, code("")) == ["Who are you here to see?", "nothing yet."]
    letters = [control(letter, kind="KeyButton", name=letter) for letter in "abc"]
    assert tell(TICKET, heard("kiosk.words", TITLE, *letters, *BAR))[-1] == "3 choices."


def test_a_way_named_as_a_list_s_next_page_is_told_where_there_is_no_list() -> None:
    with_more = heard("kiosk.ticket", button("Add something", "more"), *BAR)
    assert tell(AUTHORITIES, with_more) == ["Add something."]
    turner = button("Show more", "more")
    assert "Show more." not in tell(TICKET, replace(AUTHORITIES, controls=(*AUTHORITIES.controls, turner)))


def test_a_screen_for_everybody_speaks_each_language_in_its_own_voice() -> None:
    closed = heard(
        "kiosk.closed_by_staff",
        control("Suljettu", name="title-0"),
        control("Stängt", name="title-1"),
        control("Giddejuvvon", name="title-2"),
    )
    said = NARRATOR.tell(TICKET, closed, HEADSET, Point(("fi", "sv", "se")))
    assert [(one.language, one.text) for one in said] == [("fi", "Suljettu."), ("sv", "Stängt.")]


def rest(*here: str) -> Heard:
    names = ["here-now-title", "here-now"] * 2
    told = [control(text, name=name) for text, name in zip(here, names, strict=False)]
    return heard("kiosk.rest", choice("Suomi", "fi"), *told, language="fi")


def test_at_rest_a_headset_hears_who_is_here_once() -> None:
    at_rest = rest("Täällä nyt", "Kela, Verohallinto", "Nu här", "FPA, Skatteförvaltningen")
    assert tell(TICKET, at_rest)[2:] == ["Täällä nyt.", "Kela, Verohallinto."]
    assert len(tell(TICKET, at_rest, ALOUD)) == 2


def test_at_rest_everybody_hears_that_nobody_is_here() -> None:
    nobody = rest("Palvelut ovat nyt kiinni", "Avataan klo 8.00")
    assert tell(TICKET, nobody, ALOUD)[2:] == ["Palvelut ovat nyt kiinni.", "Avataan kello 8."]


def test_the_loudspeaker_says_a_choice_s_number_and_the_headset_its_name() -> None:
    at_tax = focused(AUTHORITIES, "authority:tax")
    assert tell(AUTHORITIES, at_tax, ALOUD) == ["Choice 1."]
    assert tell(AUTHORITIES, at_tax, HEADSET) == ["Tax Administration."]
    assert tell(AUTHORITIES, at_tax, NAMED) == ["Tax Administration."]


def test_the_loudspeaker_says_where_names_can_be_heard() -> None:
    told = tell(TICKET, AUTHORITIES, ALOUD)
    assert told == ["Who are you here to see?", "2 choices.", PRIVATE]


def test_a_text_that_a_screen_forgot_gives_nothing_away() -> None:
    closed = heard("kiosk.closed", control("Kela is not here now", name="title"), *BAR)
    assert tell(AUTHORITIES, closed, ALOUD) == [PRIVATE]
    inflected = heard("kiosk.closed", control("Kelan jono", name="title"), *BAR)
    assert tell(AUTHORITIES, inflected, ALOUD) == [PRIVATE]


def test_a_discreet_text_may_be_nothing() -> None:
    here = heard("kiosk.services", TITLE, control("Kela", name="authority", discreet=""), *BAR)
    assert tell(TICKET, here, ALOUD) == ["Who are you here to see?", PRIVATE]
    assert tell(TICKET, here, HEADSET) == ["Who are you here to see?", "Kela."]


def test_the_resting_screen_welcomes_in_each_of_its_languages() -> None:
    rest = heard(
        "kiosk.rest",
        control("Tervetuloa", name="title"),
        choice("Suomi", "fi"),
        choice("Svenska", "sv"),
        choice("English", "en"),
        choice("Muut kielet", "languages"),
        language="fi",
    )
    said = NARRATOR.whole(rest, HEADSET, POINT)
    assert languages(said) == ["fi", "fi", "sv", "sv", "en", "en"]
    assert texts(said)[4] == "Welcome."


def test_a_language_names_itself_in_its_own_voice() -> None:
    page = heard("kiosk.languages", TITLE, choice("Русский", "ru"), choice("Davvisámegiella", "se"))
    at = replace(page, controls=tuple(replace(one, focused=one.name == "ru") for one in page.controls))
    assert languages(NARRATOR.tell(page, at, HEADSET, POINT)) == ["ru"]
    at = replace(page, controls=tuple(replace(one, focused=one.name == "se") for one in page.controls))
    assert languages(NARRATOR.tell(page, at, HEADSET, POINT)) == ["en"]


def test_a_language_without_a_voice_says_so_and_the_number_in_the_first_language() -> None:
    page = heard("kiosk.authorities", TITLE, choice("Kela", "authority:kela"), language="se")
    ticket, timeout = replace(TICKET, language="se"), replace(TIMEOUT, language="se")
    begun = NARRATOR.tell(AUTHORITIES, page, HEADSET, SWEDISH)
    assert languages(begun) == ["sv"]
    assert texts(begun)[0].startswith("Språket du valde har inget tal.")
    assert NARRATOR.tell(page, focused(page, "authority:kela"), HEADSET, SWEDISH) == ()
    assert texts(NARRATOR.tell(page, ticket, HEADSET, SWEDISH)) == ["Ditt könummer är 214."]
    assert len(NARRATOR.tell(ticket, timeout, HEADSET, SWEDISH)) == 1
    assert len(NARRATOR.whole(ticket, HEADSET, SWEDISH)) == 2


def test_a_site_whose_first_language_has_no_voice_speaks_its_next_one() -> None:
    sami = Point(("se", "fi"), ("se", "fi"))
    assert languages(NARRATOR.whole(replace(TICKET, language="se"), HEADSET, sami)) == ["fi", "fi"]


def test_the_volume_is_told_in_a_language_that_has_a_voice() -> None:
    assert texts(NARRATOR.volume("en", POINT, 2, 3)) == ["Volume 2 of 3."]
    assert languages(NARRATOR.volume("se", POINT, 2, 3)) == ["fi"]


# Names that no text of the catalogues has in it, in any form.
_NAME = st.text(st.sampled_from("qxzw"), min_size=3, max_size=8)
_NAMED = ("code", "number", "fi", "more", "here-now-title")
_KINDS = st.sampled_from(["Text", "Title", "ChoiceButton", "PrimaryButton", "KeyButton"])


@st.composite
def _screens(draw: st.DrawFn, names: frozenset[str]) -> Heard:
    """Any controls, whose words have names in them here and there, before and after other words."""
    some = st.sampled_from(["", "Open until 16:15", "7", *names, *(f"at {name}n now" for name in names)])
    words = st.lists(some, max_size=3).map(" ".join)
    controls = [
        control(
            draw(words),
            kind=draw(_KINDS),
            name=draw(
                st.sampled_from([f"control-{index}", "code", "number", "fi", "more", "here-now-title"])
            ),
            spoken=draw(st.none() | words),
            discreet=draw(st.none() | words),
            focused=draw(st.booleans()),
            top=index,
        )
        for index in range(draw(st.integers(0, 5)))
    ]
    screens = ["rest", "languages", "authorities", "ticket", "timeout", "out_of_use"]
    return heard(
        f"kiosk.{draw(st.sampled_from(screens))}",
        *controls,
        language=draw(st.sampled_from(["fi", "en", "ar", "se"])),
    )


@given(st.data(), st.frozensets(_NAME, min_size=1, max_size=3))
def test_no_name_is_ever_said_aloud(data: st.DataObject, names: frozenset[str]) -> None:
    before = data.draw(st.none() | _screens(names))
    now = data.draw(_screens(names))
    listener = Listener("loudspeaker", names)
    said = [*NARRATOR.tell(before, now, listener, POINT), *NARRATOR.whole(now, listener, POINT)]
    heard_aloud = " ".join(folded(utterance.text) for utterance in said)
    assert [name for name in names if name in heard_aloud] == []


@given(st.data())
def test_a_screen_that_stands_says_nothing(data: st.DataObject) -> None:
    now = data.draw(_screens(frozenset({"qqq"})))
    assert NARRATOR.tell(now, now, HEADSET, POINT) == ()


@given(st.data())
def test_every_utterance_is_a_sentence_in_a_language_that_has_a_voice(data: st.DataObject) -> None:
    said = NARRATOR.tell(None, data.draw(_screens(frozenset({"qqq"}))), HEADSET, POINT)
    assert all(utterance.text.strip() and utterance.language in VOICES for utterance in said)
