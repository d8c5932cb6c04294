"""Decides what is said: the whole of a new screen, and of one that stands only what has changed. Pure."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from common.screen.description import ControlDescription
from common.screen.languages.messages import Languages, Messages
from common.screen.speech.said import said
from common.screen.speech.script import Utterance
from common.screen.theme import Contrast, Look, TextSize
from kiosk.voice.discretion import is_hidden, names_any, text_for
from kiosk.voice.heard import TYPED, Heard, Listener, Point

REST, LANGUAGES, TIMEOUT = "kiosk.rest", "kiosk.languages", "kiosk.timeout"
OTHERS = "languages"
"""The button that leads from the screen at rest to the other languages, for who speaks none of the first."""
FOR_EVERYBODY = frozenset({"kiosk.out_of_use", "kiosk.closed_by_staff"})
"""Screens that say the same in each first language, in texts called `title-0`, `ask-0`, `title-1` …"""

_FIGURES = re.compile(r"\d+")

Said = tuple[Utterance, ...]


class Narrator:
    """Knows the words of every language, and which languages have a voice."""

    def __init__(self, languages: Languages, has_voice: Callable[[str], bool]) -> None:
        self._languages = languages
        self._has_voice = has_voice

    def tell(self, before: Heard | None, now: Heard, listener: Listener, point: Point) -> Said:
        """What is to be said after a change; nothing where nothing has changed that is worth it.

        `before` is None when speech was just turned on.
        """
        before, now = before and self._as_heard(before, point), self._as_heard(now, point)
        if not self._has_voice(now.language):
            return self._without_voice(before, now, listener, point)
        if before is None:
            started = self._words(now).text("speech.started")
            return (*self._said(now.language, [started]), *self.whole(now, listener, point))
        if before.screen != now.screen or before.language != now.language:
            new_language = before.language != now.language
            return self._screen(now, listener, point, hint=new_language)
        return self._changes(before, now, listener)

    def whole(self, now: Heard, listener: Listener, point: Point) -> Said:
        """The whole screen, with how to move on it: at the beginning, and again on request."""
        now = self._as_heard(now, point)
        if not self._has_voice(now.language):
            return self._without_voice(None, now, listener, point)
        return self._screen(now, listener, point, hint=True)

    def volume(self, language: str, point: Point, level: int, most: int) -> Said:
        """The new volume, at that volume; levels from 1."""
        words = self._languages.get(self._voiced(language, point))
        return self._said(words.code, [words.text("speech.volume", level=level, most=most)])

    def ended(self, language: str, point: Point) -> Said:
        """That speech has ended, and by which key it comes back."""
        words = self._languages.get(self._voiced(language, point))
        return self._said(words.code, [words.text("speech.ended")])

    def _as_heard(self, heard: Heard, point: Point) -> Heard:
        """The screen at rest speaks to everybody, also to who comes back from a language without a voice."""
        if heard.screen != REST or self._has_voice(heard.language):
            return heard
        return replace(heard, language=self._spoken_language(point))

    # a new screen

    def _screen(self, now: Heard, listener: Listener, point: Point, *, hint: bool) -> Said:
        words = self._words(now)
        if now.screen == TIMEOUT and now.focus is not None:
            texts = [text for text, _ in self._spoken(now.texts, listener, words)]
            return self._said(now.language, [*texts, words.text("speech.goes_on")])
        if now.screen == REST:
            told = (*self._welcome(now), *self._who_is_here(now, listener, point))
        elif now.screen in FOR_EVERYBODY:
            told = self._for_everybody(now, listener, point)
        else:
            told = self._said(now.language, self._contents(now, listener, words))
        if hint and now.screen != REST:
            hints = [words.text("speech.moving"), words.text("speech.again")]
            told = self._said(now.language, hints, before=told)
        return (*told, *self._focused(now, listener))

    def _welcome(self, now: Heard) -> Said:
        """The welcome and how to move, in each of the first languages: nobody knows yet who has come."""
        return self._in_each(now, "kiosk.rest.welcome", "speech.moving")

    def _in_each(self, now: Heard, *keys: str) -> Said:
        """Texts in each of the first languages that has a voice."""
        codes = [choice.name for choice in now.choices if self._speaks(choice.name)] or [now.language]
        told: Said = ()
        for words in map(self._languages.get, codes):
            told = self._said(words.code, [words.text(key) for key in keys], before=told)
        return told

    def _who_is_here(self, now: Heard, listener: Listener, point: Point) -> Said:
        """In the language of the signs: who is here now, or when somebody comes; no names aloud."""
        language = point.sign_languages[0] if point.sign_languages else point.first
        shown = [one for one in now.texts if one.name.startswith("here-now")]
        second = [place for place, one in enumerate(shown) if one.name == "here-now-title"][1:2]
        main = shown[: second[0]] if second else shown
        if not self._speaks(language) or any(is_hidden(one, listener) for one in main):
            return ()
        return self._said(language, [one.spoken for one in main])

    def _for_everybody(self, now: Heard, listener: Listener, point: Point) -> Said:
        told: Said = ()
        for control in now.texts:
            place = int(_FIGURES.findall(control.name)[-1]) if _FIGURES.search(control.name) else 0
            language = point.languages[place] if place < len(point.languages) else now.language
            if self._speaks(language):
                text = self._text_of(control, listener, self._languages.get(language))
                told = self._said(language, [text], before=told)
        return told

    def _contents(self, now: Heard, listener: Listener, words: Messages) -> list[str]:
        """Title and texts, how many choices, and the ways that the screen has."""
        private = words.text("speech.private")
        told = [text for text, _ in self._spoken(now.texts, listener, words) if text != private]
        # "Your number is" above the figures: the number's own sentence says it all.
        texts = [text for text, following in pairwise([*told, ""]) if not following.startswith(text)]
        if now.choices and now.typed is None:
            texts.append(words.text("speech.choices", count=len(now.choices)))
            if now.goes_on:
                texts.append(words.text("speech.more_follow"))
        if any(is_hidden(one, listener) for one in (*now.texts, *now.choices)):
            texts.append(private)
        ways = [one for one in now.ways if one.enabled]
        return [*texts, *(text for text, _ in self._spoken(ways, listener, words))]

    # a screen that stands

    def _changes(self, before: Heard, now: Heard, listener: Listener) -> Said:
        words = self._words(now)
        refocused = not _same(before, now)
        if self._is_another(before, now, listener, words):
            told = self._said(now.language, self._contents(now, listener, words))
            return (*told, *self._focused(now, listener)) if refocused else told
        texts = _look_changes(before.look, now.look, words)
        texts += self._typed(before, now, listener, words)
        if now.screen != TIMEOUT:  # its seconds are said once
            texts += self._new_texts(before, now, listener, words)
        focused = self._focused(now, listener) if refocused else ()
        listed = [one.name for one in before.choices], [one.name for one in now.choices]
        turned = before.look == now.look and listed[0] != listed[1]  # another size has room for other choices
        if turned and not focused and now.choices and now.typed is None:
            texts.append(words.text("speech.choices", count=len(now.choices)))
        return (*self._said(now.language, texts), *focused)

    def _is_another(self, before: Heard, now: Heard, listener: Listener, words: Messages) -> bool:
        """Whether a screen has become another one, which what it says first tells: such as its title."""
        if now.screen in (REST, TIMEOUT) or now.screen in FOR_EVERYBODY:
            return False
        was, is_now = (next(self._news(one, listener, words), "") for one in (before, now))
        return _FIGURES.sub("", was) != _FIGURES.sub("", is_now)

    def _new_texts(self, before: Heard, now: Heard, listener: Listener, words: Messages) -> list[str]:
        """What stands there now and did not; clocks and counts, whose figures change, are not told again."""
        known = {_FIGURES.sub("", text) for text in self._news(before, listener, words)}
        return [text for text in self._news(now, listener, words) if _FIGURES.sub("", text) not in known]

    def _news(self, heard: Heard, listener: Listener, words: Messages) -> Iterator[str]:
        """What can become news: the texts, and ways that are open."""
        ways = (one for one in heard.ways if one.enabled)
        for text, control in self._spoken([*heard.texts, *ways], listener, words):
            if control.name not in TYPED:
                yield text

    def _typed(self, before: Heard, now: Heard, listener: Listener, words: Messages) -> list[str]:
        """A letter that was typed or taken away, where letters are said at all; else what there is to say."""
        if now.typed is None:
            return []
        is_now = self._text_of(now.typed, listener, words)
        was = self._text_of(before.typed, listener, words) if before.typed else ""
        if was == is_now:
            return []
        old, new = _letters(was), _letters(is_now)
        if new and new[: len(old)] == old:
            return [", ".join(new[len(old) :])]
        if new and old[: len(new)] == new:
            return [words.text("speech.removed", letter=", ".join(old[len(new) :]))]
        return [is_now]

    def _focused(self, now: Heard, listener: Listener) -> Said:
        control = now.focus
        if control is None:
            return ()
        language = now.language
        if now.screen == REST and control.name == OTHERS:
            return self._in_each(now, "common.languages")
        if now.screen in (REST, LANGUAGES) and self._speaks(control.name):
            language = control.name  # a language names itself, in its own voice
        words = self._languages.get(language)
        for text, _ in self._spoken([control], listener, words):
            suffix = "" if control.enabled else f", {words.text('speech.unavailable')}"
            return self._said(language, [text + suffix])
        return ()

    # without a voice

    def _without_voice(self, before: Heard | None, now: Heard, listener: Listener, point: Point) -> Said:
        """In a first language that has one: that there is no voice, and still the number and the warning."""
        if before is not None and before.screen == now.screen and before.language == now.language:
            return ()
        words = self._languages.get(self._spoken_language(point))
        texts: list[str] = []
        if before is None or before.language != now.language:
            texts.append(words.text("speech.no_voice"))
        number = next((one.label for one in now.controls if one.name == "number"), "")
        if number and not (listener.discreet and names_any(number, listener.names)):
            texts.append(words.text("kiosk.ticket.number_spoken", number=number))
        if now.screen == TIMEOUT:
            texts.append(words.text("kiosk.timeout.title"))
        return self._said(words.code, texts)

    # one control

    def _spoken(
        self, controls: Sequence[ControlDescription], listener: Listener, words: Messages
    ) -> Iterator[tuple[str, ControlDescription]]:
        """What is said for each, without those that say nothing to this listener."""
        for control in controls:
            text = self._text_of(control, listener, words)
            if text:
                yield text, control

    def _text_of(self, control: ControlDescription, listener: Listener, words: Messages) -> str:
        return text_for(control, listener, words.text("speech.private"))

    def _said(self, language: str, texts: Sequence[str], before: Said = ()) -> Said:
        words = self._languages.get(language)
        lines = (said(text, words) for text in texts)
        return (*before, *(Utterance(_sentence(line), language) for line in lines if line))

    def _words(self, now: Heard) -> Messages:
        return self._languages.get(now.language)

    def _voiced(self, language: str, point: Point) -> str:
        """A language, or the first of the kiosk that has a voice."""
        return language if self._has_voice(language) else self._spoken_language(point)

    def _spoken_language(self, point: Point) -> str:
        return next((code for code in point.languages if self._speaks(code)), point.first)

    def _speaks(self, code: str) -> bool:
        return self._languages.has(code) and self._has_voice(code)


def _look_changes(before: Look, now: Look, words: Messages) -> list[str]:
    """A setting that was changed says how it is now."""
    changes: list[str] = []
    if now.size is not before.size:
        changes.append("size_large" if now.size is TextSize.LARGE else "size_normal")
    if now.contrast is not before.contrast:
        changes.append("contrast_high" if now.contrast is Contrast.HIGH else "contrast_normal")
    if now.low is not before.low:
        changes.append("low_on" if now.low else "low_off")
    return [words.text(f"speech.{change}") for change in changes]


def _letters(spoken: str) -> list[str]:
    """The letters of a code that is said letter by letter, "4 7 A"; none for any other text."""
    parts = spoken.split()
    return parts if all(len(part) == 1 for part in parts) else []


def _same(before: Heard, now: Heard) -> bool:
    """Whether the focus is where it was; a list that was filled anew has other words on the same button."""
    one, other = before.focus, now.focus
    if one is None or other is None:
        return other is None
    moved = one.rect_px != other.rect_px and before.look == now.look  # another look moves everything
    return (one.name, one.label) == (other.name, other.label) and not moved


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", "؟", ":")) else f"{text}."
