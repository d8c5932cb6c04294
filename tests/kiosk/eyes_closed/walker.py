"""Somebody who cannot see: presses keys, and finds the way by what was said alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from common.screen.languages.messages import Messages
from common.screen.speech.said import said
from common.screen.speech.script import Output, Utterance
from simulator.keypad import PadKey
from tests.kiosk.eyes_closed.kiosk import EyesClosedKiosk
from tests.kiosk.screens.states import LANGUAGES
from tests.kiosk.voice.speaker import Spoken

_MOST_STEPS = 40
"""Whoever has not found something after so many keys asks a person."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, as it was heard."""

    text: str
    language: str
    output: Output
    step: int


class LostError(AssertionError):
    """The walker did not find what they wanted; the message holds the whole walk."""


class Place(Protocol):
    """A kiosk, as far as it is known to somebody who does not see it."""

    @property
    def spoken(self) -> Sequence[Spoken | None]: ...

    def press(self, key: PadKey) -> None: ...

    def wait(self, seconds: int) -> None: ...

    def let_paper_come(self) -> None: ...

    def show_code(self, code: str) -> None: ...


class Walker:
    """Writes down the walk, a line for each key and each sentence."""

    def __init__(self, place: Place, language: str) -> None:
        self.place = place
        self.language = language
        self.words: Messages = LANGUAGES.get(language)
        self.presses = 0
        self.lines: list[str] = []
        self.heard: list[Sentence] = []
        """What was heard since the last key."""
        self.all_heard: list[Sentence] = []
        self._listened = len(place.spoken)

    def press(self, *keys: PadKey) -> None:
        """Press keys, and listen to the end each time."""
        for key in keys:
            self.presses += 1
            self._note(key.name.lower().replace("_", " "))
            self.place.press(key)
            self.listen()

    def wait(self, seconds: int) -> None:
        """Do nothing for a while."""
        self._note(f"waits {seconds} s")
        self.place.wait(seconds)
        self.listen()

    def wait_for_paper(self) -> None:
        """Wait for what the printer makes of a ticket."""
        self._note("waits for the paper")
        self.place.let_paper_come()
        self.listen()

    def show_code(self, code: str) -> None:
        """Hold a code before the scanner."""
        self._note("shows a code")
        self.place.show_code(code)
        self.listen()

    def find(self, wanted: str, key: PadKey = PadKey.DOWN) -> None:
        """Go on until what is heard begins with the words that are wanted."""
        for _ in range(_MOST_STEPS):
            self.press(key)
            if any(_begins(one.text, wanted) for one in self.heard):
                return
        raise self._lost(f"“{wanted}” was not found")

    def choose(self, wanted: str, key: PadKey = PadKey.DOWN) -> None:
        """Find something, and press it."""
        self.find(wanted, key)
        self.press(PadKey.SELECT)

    def expect(self, *wanted: str) -> None:
        """Make sure that each of these was heard since the last key, in this order."""
        text, at = self.heard_text, 0
        for one in wanted:
            found = text.find(one, at)
            if found < 0:
                raise self._lost(f"“{one}” was not heard; it was “{text}”")
            at = found + len(one)

    def expect_silence(self) -> None:
        """Make sure that nothing was said since the last key."""
        if self.heard:
            raise self._lost(f"it was not silent: “{self.heard_text}”")

    @property
    def heard_text(self) -> str:
        """What was heard since the last key."""
        return " ".join(one.text for one in self.heard)

    def say(self, key: str, **values: str | int) -> str:
        """The words of the catalogue for something, as they are said."""
        return said(self.words.text(key, **values), self.words)

    def listen(self) -> None:
        """Hear what was said since."""
        for spoken in self.place.spoken[self._listened :]:
            if spoken is None:
                continue
            if self.heard and not spoken.after:
                self.lines.append("  (cut off)")
            for item in spoken.script:
                if isinstance(item, Utterance):
                    sentence = Sentence(item.text, item.language, spoken.output, spoken.step)
                    self.heard.append(sentence)
                    self.all_heard.append(sentence)
                    self.lines.append(f"  {self._marks(sentence)}{item.text}")
                elif item.value != "click":
                    self.lines.append(f"  ({item.value})")
        self._listened = len(self.place.spoken)

    def _note(self, what: str) -> None:
        self.heard = []
        self.lines.append(f"> {what}")

    def _marks(self, sentence: Sentence) -> str:
        marks: Sequence[str] = (
            "aloud" if sentence.output == "loudspeaker" else "",
            f"step {sentence.step + 1}" if sentence.step else "",
            sentence.language if sentence.language != self.language else "",
        )
        told = ", ".join(mark for mark in marks if mark)
        return f"({told}) " if told else ""

    def _lost(self, why: str) -> LostError:
        return LostError("\n".join([f"{why}, in this walk:", *self.lines]))


class Visitor(Walker):
    """Walks in a kiosk of which the test knows what works behind it."""

    def __init__(self, kiosk: EyesClosedKiosk, language: str) -> None:
        super().__init__(kiosk, language)
        self.kiosk = kiosk


def _begins(text: str, wanted: str) -> bool:
    """Whether a sentence begins with whole words."""
    beginning = wanted.casefold().rstrip(".")
    return text.casefold().startswith(beginning) and not text[len(beginning) : len(beginning) + 1].isalnum()
