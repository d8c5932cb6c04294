"""A shop for every test of the hub that asks for one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hub.site.schema import Site
from tests.hub.clock import HandClock
from tests.hub.shop import SITE, MakeShop, Shop


@pytest.fixture
def make_shop(tmp_path: Path) -> Iterator[MakeShop]:
    made: list[Shop] = []

    def make(site: Site = SITE, clock: HandClock | None = None, **wishes: Any) -> Shop:  # noqa: ANN401 - a shop's
        made.append(Shop(wishes.pop("folder", tmp_path), site, clock or HandClock(), **wishes))
        return made[-1]

    yield make
    for shop in made:
        shop.close()


@pytest.fixture
def shop(make_shop: MakeShop) -> Shop:
    return make_shop().opened()
