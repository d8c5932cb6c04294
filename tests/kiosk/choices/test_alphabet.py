"""Letters as their readers look for them, from each language's own catalogue."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.screen.languages.messages import load_languages
from kiosk.choices.alphabet import Alphabet

LANGUAGES = load_languages()


def of(code: str) -> Alphabet:
    return Alphabet(LANGUAGES.get(code).text("kiosk.words.alphabet"))


@pytest.mark.parametrize("code", LANGUAGES.codes)
def test_every_language_has_an_alphabet_of_small_letters_each_once(code: str) -> None:
    letters = of(code).letters
    assert len(set(letters)) == len(letters) >= 20
    assert letters == letters.lower()
    assert all(letter.isalpha() for letter in letters)


@pytest.mark.parametrize("code", LANGUAGES.codes)
def test_every_letter_of_a_language_stands_in_its_alphabet_or_for_one_in_it(code: str) -> None:
    alphabet, words = of(code), LANGUAGES.get(code)
    written = "".join(words.text(key) for key in ("kiosk.search.title", "kiosk.words.letter", "common.back"))
    assert set(alphabet.fold(written)) <= set(alphabet.letters)


@pytest.mark.parametrize(
    ("code", "text", "folded"),
    [
        ("fi", "Äitiys­päiväraha", "äitiyspäiväraha"),
        ("fi", "Café Žižkov", "cafezizkov"),
        ("sv", "Ålandsärende", "ålandsärende"),
        ("en", "Ålands café", "alandscafe"),
        ("et", "Šokk, žürii, õpe", "šokkžüriiõpe"),
        ("se", "Čálli Ŋuolat", "čálliŋuolat"),
        ("uk", "Їжак, ґанок, об’єкт", "їжакґанокобєкт"),  # noqa: RUF001  Ukrainian
        ("ar", "الضَّرَائِب", "الضرايب"),
        ("ar", "إقامة وأوراق", "اقامهواوراق"),
        ("ar", "مـــحكمة", "محكمه"),
        ("fi", "2-vuotias, 13 v", "2vuotias13v"),
        ("fi", " – ", ""),
    ],
)
def test_marks_that_a_language_does_not_know_fold_away_and_its_own_letters_stay(
    code: str, text: str, folded: str
) -> None:
    assert of(code).fold(text) == folded


def test_a_letter_that_a_catalogue_leaves_out_is_looked_for_under_its_base_letter() -> None:
    without_yo = Alphabet("абвгдежзийклмнопрстуфхцчшщъыьэюя")
    assert without_yo.fold("Ёлка и йод") == "елкаийод"


def test_letters_are_in_the_order_of_the_language() -> None:
    assert sorted("öazåä1ж", key=of("fi").order) == list("azåäö1ж")
    assert sorted("yõsžz", key=of("et").order) == list("szžõy")


def test_a_text_is_looked_for_under_each_of_its_words_that_tells_something() -> None:
    assert of("fi").beginnings("Henkilöverotus ja verokortti") == (
        ("henkilöverotusjaverokortti", "Henkilöverotus ja verokortti"),
        ("verokortti", "verokortti"),
    )


def test_an_arabic_word_is_looked_for_with_and_without_its_article() -> None:
    found = [folded for folded, _written in of("ar").beginnings("الإقرار الضريبي")]
    assert found == ["الاقرارالضريبي", "اقرارالضريبي", "الضريبي", "ضريبي"]


def test_a_beginning_is_cut_from_the_text_as_it_is_written() -> None:
    alphabet = of("fi")
    assert alphabet.cut("Digi- ja väestö", 8) == "Digi- ja vä"
    assert alphabet.cut("Digi", 9) == "Digi"


@given(st.text(max_size=40), st.sampled_from(LANGUAGES.codes))
def test_folding_is_settled_at_once_and_leaves_letters_and_figures(text: str, code: str) -> None:
    alphabet = of(code)
    folded = alphabet.fold(text)
    assert not folded or folded.isalnum()
    assert alphabet.order(folded) == tuple(alphabet.order(letter)[0] for letter in folded)
    for beginning, written in alphabet.beginnings(text):
        assert alphabet.fold(alphabet.cut(written, len(beginning))) or not beginning
