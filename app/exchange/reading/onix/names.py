"""Which elements may stand in what is read of a product, by their reference names.

Source: ONIX for Books, Product Information Format Specification, release 3.1 with what 3.0 has besides,
blocks 1 and 4; release 2.1, revision 03. Names only: order and number are judged where they decide what
is read.
"""

import csv
from collections import defaultdict
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path

OLD_PRODUCT = "Product of 2.1"
_FILE = Path(__file__).parent / "inside.csv"


def known_in(parent: str) -> AbstractSet[str]:
    """Return what may stand directly inside an element."""
    return _known()[parent]


@cache
def _known() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["parent"]].add(row["element"])
    return dict(found)
