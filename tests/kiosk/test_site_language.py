"""A language that a site brings as one file, in the real process: it serves, or is told and left out."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from common.screen.languages.messages import BUILT_IN, SITE_FOLDER
from tests.broker import OpenBroker
from tests.kiosk.house import CATALOGUE, CONFIG
from tests.kiosk.hub import FakeHub
from tests.kiosk.test_process import RealKiosk
from tests.waiting import wait_until

OURS = (BUILT_IN / "en.toml").read_text(encoding="utf-8")


def catalogue(code: str, name: str) -> str:
    """The English texts under another name, in another family of plurals."""
    changes = {'"en"': f'"{code}"', '"English"': f'"{name}"', '"one-other"': '"french"'}
    text = OURS
    for old, new in changes.items():
        text = text.replace(old, new, 1)
    return text.replace('question = "Who are you here to see?"', 'question = "ማንን ሊያገኙ ነው የመጡት?"', 1)


@pytest.fixture
def hub(broker: OpenBroker) -> Iterator[FakeHub]:
    config = msgspec.structs.replace(CONFIG, languages=("fi", "am", "so"))
    with FakeHub(broker.settings, CATALOGUE, config) as hub:
        yield hub


def test_a_language_of_the_site_serves_and_a_broken_one_is_told(
    tmp_path: Path, broker: OpenBroker, hub: FakeHub
) -> None:
    folder = tmp_path / "state" / SITE_FOLDER
    folder.mkdir(parents=True)
    (folder / "am.toml").write_text(catalogue("am", "አማርኛ"), encoding="utf-8")
    (folder / "so.toml").write_text(catalogue("so", "Soomaali").replace("[bar]", "[bra]"), encoding="utf-8")
    kiosk = RealKiosk(tmp_path, broker, 'kind = "absent"')
    try:
        kiosk.start()
        kiosk.eyes.wait_for_text("አማርኛ")
        kiosk.eyes.touch("am")
        kiosk.eyes.wait_for_text("ማንን ሊያገኙ ነው የመጡት?")
        wait_until(
            lambda: hub.health is not None and hub.health.faults == ("language-so",),
            20,
            "the word in the health",
        )
        assert hub.health is not None
        assert hub.health.unreviewed == ("fi", "am")
    finally:
        kiosk.part.kill()
    assert "so: bar.help is missing" in (tmp_path / "kiosk.log").read_text(encoding="utf-8")
