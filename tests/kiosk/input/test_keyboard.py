import string

from hypothesis import given
from hypothesis import strategies as st

from common.screen.key import Key
from kiosk.input.keyboard import (
    KEY_CHORD,
    KEY_NOT_MAPPED,
    LONGEST,
    SCAN_BROKEN,
    Commanded,
    Keyboard,
    Layout,
    Meaning,
    Refused,
    Typed,
)
from kiosk.input.keys import MODIFIERS, TYPED, USAGES
from kiosk.input.settings import Command, KeypadSettings

PAD = Layout(KeypadSettings().commands(), scans=False)
WITH_SCANNER = Layout(KeypadSettings().commands(), scans=True)
USAGE_OF = {
    letter: (usage, shift)
    for usage, pair in reversed(TYPED.items())
    for shift, letter in reversed(list(enumerate(pair)))
}


class Hand:
    """Presses keys on one keyboard, and remembers what they meant."""

    def __init__(self, layout: Layout = PAD) -> None:
        self.layout = layout
        self.keyboard = Keyboard()
        self.now_s = 100.0
        self.meant: list[Meaning] = []

    def hear(self, key: Key) -> None:
        self.keyboard, meanings = self.keyboard.hear(key, self.layout, self.now_s)
        self.meant += meanings

    def press(self, name: str, *, chord: bool = False) -> None:
        self.hear(Key(USAGES[name], down=True, chord=chord))
        self.hear(Key(USAGES[name], down=False))

    def type(self, text: str, *, each_s: float = 0.01) -> None:
        for letter in text:
            usage, shift = USAGE_OF[letter]
            self.hear(Key(usage, down=True, shift=bool(shift)))
            self.hear(Key(usage, down=False))
            self.now_s += each_s

    @property
    def causes(self) -> list[str]:
        return [one.cause for one in self.meant if isinstance(one, Refused)]


def test_each_key_of_the_pad_means_its_command() -> None:
    hand = Hand()
    for name in ("up", "down", "enter", "backspace", "help", "volume-up", "f15"):
        hand.press(name)
    assert hand.meant == [
        Commanded(command)
        for command in (
            Command.UP,
            Command.DOWN,
            Command.SELECT,
            Command.BACK,
            Command.HELP,
            Command.VOLUME_UP,
            Command.HEADSET_IN,
        )
    ]


def test_a_key_that_is_held_counts_once() -> None:
    hand = Hand()
    for _ in range(200):
        hand.hear(Key(USAGES["enter"], down=True))
        hand.now_s += 0.03
    assert hand.meant == [Commanded(Command.SELECT)]
    hand.hear(Key(USAGES["enter"], down=False))
    hand.press("enter")
    assert len(hand.meant) == 2


def test_a_key_whose_coming_up_was_lost_works_again() -> None:
    hand = Hand()
    hand.hear(Key(USAGES["down"], down=True))
    hand.now_s += 2.5
    hand.hear(Key(USAGES["down"], down=True))
    assert len(hand.meant) == 2


def test_two_keys_at_once_are_two_presses() -> None:
    hand = Hand()
    for name in ("up", "down"):
        hand.hear(Key(USAGES[name], down=True))
    assert hand.meant == [Commanded(Command.UP), Commanded(Command.DOWN)]


def test_what_is_not_mapped_does_nothing_and_is_told_by_name() -> None:
    hand = Hand()
    hand.press("f5")
    assert hand.meant == [Refused(KEY_NOT_MAPPED, "f5 does nothing")]


def test_a_letter_is_never_told() -> None:
    hand = Hand()
    hand.press("q")
    assert hand.meant == [Refused(KEY_NOT_MAPPED, "a key that types does nothing")]


def test_a_chord_does_nothing_even_with_a_key_of_the_pad() -> None:
    hand = Hand(WITH_SCANNER)
    for name in ("enter", "f4", "c", "delete"):
        hand.press(name, chord=True)
    assert hand.causes == [KEY_CHORD] * 4
    assert len(hand.meant) == 4


def test_a_scanner_that_types_gives_its_text() -> None:
    hand = Hand(WITH_SCANNER)
    hand.type("AB-12 cd_34")
    hand.press("enter")
    assert hand.meant == [Typed("AB-12 cd_34")]


def test_enter_is_select_again_as_soon_as_the_scan_has_ended() -> None:
    hand = Hand(WITH_SCANNER)
    hand.type("123")
    hand.press("tab")
    hand.press("enter")
    assert hand.meant == [Typed("123"), Commanded(Command.SELECT)]


def test_letters_typed_by_a_hand_are_no_scan() -> None:
    hand = Hand(WITH_SCANNER)
    hand.type("1234", each_s=0.5)
    hand.press("enter")
    assert hand.causes == [SCAN_BROKEN] * 4
    assert hand.meant[-1] == Commanded(Command.SELECT)


def test_a_scan_without_an_end_is_dropped_when_the_pad_is_used() -> None:
    hand = Hand(WITH_SCANNER)
    hand.type("1234")
    hand.press("down")
    assert hand.meant == [Refused(SCAN_BROKEN, "4 characters without an end"), Commanded(Command.DOWN)]


def test_a_scan_is_kept_no_longer_than_it_can_be() -> None:
    hand = Hand(WITH_SCANNER)
    hand.type("7" * 10_000)
    assert len(hand.keyboard.typed) == LONGEST + 1
    hand.press("enter")
    assert hand.meant == [Typed("7" * (LONGEST + 1))]


def test_what_was_scanned_stands_in_no_repr() -> None:
    hand = Hand(WITH_SCANNER)
    hand.type("secret")
    assert "secret" not in repr(hand.keyboard)
    hand.press("enter")
    assert "secret" not in repr(hand.meant)


@given(text=st.text(alphabet=string.ascii_letters + string.digits + " -./:?&%_", min_size=1, max_size=256))
def test_every_scan_comes_out_as_it_went_in(text: str) -> None:
    hand = Hand(WITH_SCANNER)
    hand.type(text, each_s=0.001)
    hand.press("keypad-enter")
    assert hand.meant == [Typed(text)]


_KEYS = st.builds(
    Key, usage=st.integers(0, 300), down=st.booleans(), shift=st.booleans(), chord=st.booleans()
)


@given(
    keys=st.lists(st.tuples(_KEYS, st.floats(0, 3)), max_size=80),
    layout=st.sampled_from([PAD, WITH_SCANNER]),
)
def test_any_keys_at_all_mean_something_or_are_counted(keys: list[tuple[Key, float]], layout: Layout) -> None:
    hand = Hand(layout)
    for key, after_s in keys:
        hand.now_s += after_s
        before = len(hand.meant)
        hand.hear(key)
        new = hand.meant[before:]
        assert len(new) <= 2
        if not key.down or key.usage in MODIFIERS:
            assert new == []
        if key.chord:
            assert not any(isinstance(one, Commanded | Typed) for one in new)
        if layout is PAD:
            assert not any(isinstance(one, Typed) for one in new)
    assert len(hand.keyboard.typed) <= LONGEST + 1
