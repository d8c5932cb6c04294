"""Which words there are, and how letters narrow them down to few."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from kiosk.choices.alphabet import Alphabet
from kiosk.choices.words import (
    MOST_WORDS,
    Beginning,
    Narrowed,
    Word,
    find_word,
    narrow,
    service_named,
    words_of,
)
from tests.kiosk.searching import SEARCHED

FINNISH = Alphabet("abcdefghijklmnopqrstuvwxyzåäö")
WORDS = words_of(SEARCHED, "fi")


def texts(narrowed: Narrowed) -> list[str]:
    return [one.text if isinstance(one, Word) else f"{one.written}…" for one in narrowed.listed]


def made(*words: str) -> tuple[Word, ...]:
    return tuple(Word(word, ("tax-personal",)) for word in words)


def test_names_of_services_and_authorities_are_words_too() -> None:
    assert find_word(SEARCHED, "fi", "verohallinto") == Word(
        "Verohallinto", ("tax-personal",), "tax", names=True
    )
    assert find_word(SEARCHED, "fi", "Julkinen notaari") == Word(
        "Julkinen notaari", ("dvv-notary",), names=True
    )


def test_an_authority_that_serves_nobody_is_no_word_and_one_with_its_own_queue_is() -> None:
    assert find_word(SEARCHED, "fi", "Lupa- ja valvontavirasto") is None
    assert find_word(SEARCHED, "fi", "Porin kaupunki") == Word("Porin kaupunki", (), "city", names=True)


def test_a_word_that_several_services_have_leads_to_all() -> None:
    word = find_word(SEARCHED, "fi", "HENKILÖTUNNUS")
    assert word is not None
    assert word.services == ("dvv-registration", "tax-personal")
    assert service_named(SEARCHED, word) is None


def test_a_language_that_nobody_has_written_in_has_no_words() -> None:
    assert words_of(SEARCHED, "ar") == ()


def test_many_words_begin_with_their_letters_in_the_order_of_the_alphabet() -> None:
    letters = narrow(WORDS, "", FINNISH).letters
    assert list(letters) == sorted(letters, key=FINNISH.order)
    assert {"v", "t", "k"} <= set(letters)
    assert narrow(words_of(SEARCHED, "sv"), "", FINNISH).letters[-2:] == ("å", "ä")


def test_few_words_stand_whole_at_once() -> None:
    assert texts(narrow(made("verokortti", "ajokortti"), "", FINNISH)) == ["ajokortti", "verokortti"]


def test_a_letter_with_few_words_lists_them_with_those_that_have_it_inside() -> None:
    listed = texts(narrow(WORDS, "v", FINNISH))
    assert listed == [
        "valtakirja",
        "Verohallinto",
        "veroilmoitus",
        "verokortti",
        "Henkilöverotus ja verokortti",
        "veronpalautus",
        "verotus",
        "verovelka",
        "virkatodistus",
        "Digi- ja väestötietovirasto",
    ]


def test_many_words_that_begin_alike_stand_together_by_all_that_they_share() -> None:
    tax = [f"vero{end}" for end in ("kortti", "kirja", "ilmoitus", "asia", "velka", "tiedot", "n maksu")]
    more = [f"veron {end}" for end in ("alennus", "lykkäys", "palautus", "kierto", "peruste", "osuus")]
    many = made(*tax, *more, "viisumi", "vero")
    assert narrow(many, "v", FINNISH) == Narrowed(
        listed=(Beginning("vero", "vero", 14), Word("viisumi", ("tax-personal",)))
    )
    assert texts(narrow(many, "vero", FINNISH)) == [
        "vero",
        "veroasia",
        "veroilmoitus",
        "verok…",
        "veron…",
        "verotiedot",
        "verovelka",
    ]
    assert texts(narrow(many, "verok", FINNISH)) == ["verokirja", "verokortti"]


def test_many_texts_with_one_last_word_are_listed_whole() -> None:
    many = made(*[f"asia{letter} lupa" for letter in "abcdefghijklmn"])
    assert len(narrow(many, "lupa", FINNISH).listed) == 14
    assert len(narrow(many, "l", FINNISH).listed) == 14


def test_a_beginning_that_nothing_has_leaves_nothing() -> None:
    assert narrow(WORDS, "xyz", FINNISH) == Narrowed()


def test_words_of_one_service_name_it() -> None:
    word = find_word(SEARCHED, "fi", "verokortti")
    assert word is not None
    service = service_named(SEARCHED, word)
    assert service is not None
    assert service.id == "tax-personal"
    gone = msgspec.structs.replace(SEARCHED, services=())
    assert service_named(gone, word) is None


@given(st.lists(st.text("abcä k", min_size=1, max_size=8).filter(str.strip), max_size=60))
def test_every_word_is_found_by_going_on_and_each_step_goes_on(texts: list[str]) -> None:
    words = made(*dict.fromkeys(" ".join(text.split()) for text in texts))
    found: set[str] = set()
    open_ends = [""]
    while open_ends:
        prefix = open_ends.pop()
        narrowed = narrow(words, prefix, FINNISH)
        if narrowed.letters:
            assert not prefix
            assert len(words) > MOST_WORDS
        for one in narrowed.listed:
            if isinstance(one, Word):
                found.add(one.text)
            else:
                assert one.prefix.startswith(prefix)
                assert len(one.prefix) > len(prefix)
                assert FINNISH.fold(one.written) == one.prefix
                open_ends.append(one.prefix)
        open_ends.extend(narrowed.letters)
    assert found == {word.text for word in words}
