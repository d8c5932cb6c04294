"""The kiosk's voice: hears of every change at the screen, and has the right thing said to the right people.

Lives in the window's thread; the work is done in the thread of the speaker.
"""

from collections.abc import Callable, Sequence

from common.screen.description import ControlDescription
from common.screen.speech.port import Speaker
from common.screen.speech.script import Output, Script, Tone
from common.screen.speech.volume import STEPS_DB
from common.wire.site import Catalogue
from kiosk.flow.state import Sound, Visit
from kiosk.surroundings import Surroundings
from kiosk.voice.heard import Heard, Listener, Point, telling_names
from kiosk.voice.narrator import TIMEOUT, Narrator

Describe = Callable[[], Sequence[ControlDescription]]

_NOBODY = Sound()


class Voice:
    """Begins anew with each customer: what they hear, and how loud, is part of their visit."""

    def __init__(self, speaker: Speaker, narrator: Narrator) -> None:
        self._speaker = speaker
        self._narrator = narrator
        self._point = Point()  # until a site is known
        self._screen = ""
        self._heard: Heard | None = None
        self._sound = _NOBODY
        self._listener = Listener("loudspeaker")
        self._clicks = False
        self._touched = True
        self._named: tuple[Catalogue, frozenset[str]] | None = None

    def show(self, screen: str, visit: Visit, site: Surroundings | None, describe: Describe) -> None:
        """Take a screen as it stands now; after each change, and each second while somebody is here.

        `describe` gives the screen's controls in reading order; it is called only while the kiosk speaks, and
        must find them laid out. Cheap where nothing has changed.
        """
        warns = screen == TIMEOUT != self._screen
        self._screen = screen
        sound, before_sound = visit.sound, self._sound
        self._sound = sound
        if not sound.on:
            self._fall_silent(visit.language, before_sound, warns=warns)
            return
        if site is not None:
            self._point = Point(site.config.languages, site.catalogue.sign_languages)
        self._listener = self._listener_of(sound, site)
        before, now = self._heard, Heard(screen, visit.language, visit.look, tuple(describe()))
        self._heard = now
        if not before_sound.on or before_sound.headset != sound.headset:
            before = None  # whoever listens now has heard nothing yet
            self._speaker.warm(visit.language)
        elif before is not None and before.language != now.language:
            self._speaker.warm(now.language)
        told: Script = self._narrator.tell(before, now, self._listener, self._point)
        if before is not None and sound.louder != before_sound.louder:
            volume = self._narrator.volume(now.language, self._point, sound.louder + 1, len(STEPS_DB))
            told = (*volume, *told)
        # Nobody did anything, and the same screen has news: they wait until the rest of it was said.
        news = before is not None and before.screen == screen and not self._touched
        self._say(told, warns=warns, after=news)

    def touched(self) -> None:
        """Hear that a finger or a key was used: what is being said ends at once (EN 301 549 5.1.3.5)."""
        self._touched = True
        if self._sound.on:
            self._speaker.hush()
            self._clicks = True

    def repeat(self) -> None:
        """Say the whole screen once more, as long as the kiosk speaks (EN 301 549 5.1.3.5)."""
        if self._heard is not None and self._sound.on:
            self._say(self._narrator.whole(self._heard, self._listener, self._point))

    def unplugged(self) -> None:
        """Hear that the headset was pulled out, before speech ends: nobody is left who could hear of that."""
        self._sound = _NOBODY
        self._speaker.hush()

    @property
    def speaks(self) -> bool:
        """Whether it speaks to the customer of this moment."""
        return self._sound.on

    def _fall_silent(self, language: str, before: Sound, *, warns: bool) -> None:
        """Say that speech has ended, and how it comes back: a machine that is broken is silent too."""
        spoke_in = self._heard.language if self._heard is not None else language
        self._heard = None
        self._clicks = False
        if before.on:
            self._speaker.say(self._narrator.ended(spoke_in, self._point), self._listener.output)
        if warns:
            self._speaker.say((Tone.ATTENTION,), "loudspeaker")

    def _say(self, told: Script, *, warns: bool = False, after: bool = False) -> None:
        click = (Tone.CLICK,) if self._clicks else ()
        self._clicks = False
        script = (*click, *((Tone.ATTENTION,) if warns else ()), *told)
        if script:
            self._touched = False
            self._speaker.say(script, self._listener.output, self._sound.louder, after=after)

    def _listener_of(self, sound: Sound, site: Surroundings | None) -> Listener:
        output: Output = "headset" if sound.headset else "loudspeaker"
        if site is None or site.config.name_authority or output == "headset":
            return Listener(output)
        if self._named is None or self._named[0] is not site.catalogue:
            self._named = (site.catalogue, telling_names(site.catalogue))
        return Listener(output, self._named[1])
