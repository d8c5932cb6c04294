from typing import Any

import msgspec
import pytest

from hub.numbering import scheme_of
from hub.queue.schemes import Mixed
from hub.site.schema import Scheme, Site
from tests.hub.shop import SITE

SEED = "0123456789abcdef"


def _site(**numbering: Any) -> Site:  # noqa: ANN401 - whatever the numbers of a site may say
    return msgspec.structs.replace(SITE, numbering=msgspec.structs.replace(SITE.numbering, **numbering))


def test_order_of_mixed_numbers_is_made_from_the_secret_seed() -> None:
    scheme = scheme_of(_site(scheme=Scheme.MIXED, seed=SEED))
    assert isinstance(scheme, Mixed)
    assert scheme.seed == SEED


def test_numbers_are_never_mixed_by_what_anybody_knows() -> None:
    with pytest.raises(ValueError, match=r"numbering\.seed is missing"):
        scheme_of(_site(scheme=Scheme.MIXED))
