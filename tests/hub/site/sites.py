"""The good site of these tests, and how one thing of it is changed."""

import copy
import tomllib
from pathlib import Path
from typing import Any

from hub.site.check import Verdict, check

HERE = Path(__file__).parent
NOW = 1_795_422_240  # 2026-11-23 10.24 in Helsinki
GOOD = tomllib.loads((HERE / "good.toml").read_text())


def changed(**tables: Any) -> Verdict:  # noqa: ANN401 - whatever may stand in a file
    """Check the good site with some keys of its tables set anew; None takes a key out."""
    data = copy.deepcopy(GOOD)
    for path, value in tables.items():
        *tables_of_it, last = path.replace("__", ".").replace("_of_", "-").split(".")
        table = data
        for step in tables_of_it:
            table = table.setdefault(step, {})
        if value is None:
            del table[last]
        else:
            table[last] = value
    return check(data, NOW)
