"""A schematic map of the country: one tile for each region, as it lies to its neighbours.

No outline: a tile shows a region as large as any other, so that a small one is read as well as a desert.
"""

from collections.abc import Iterable
from typing import NamedTuple

from app.infra.i18n import current_language
from app.oversight.tables import Line

# Column and row of each region by its SOATO code, from the west to the east and from the north to the south.
PLACES = {
    "1735": (0, 0), "1733": (1, 1), "1712": (2, 1), "1706": (2, 2), "1718": (3, 2), "1710": (3, 3),
    "1722": (4, 3), "1708": (3, 1), "1724": (4, 1), "1726": (4, 0), "1727": (5, 0), "1714": (6, 0),
    "1730": (6, 1), "1703": (7, 0),
}  # fmt: skip
MARKS = {
    "1703": "AN", "1706": "BU", "1708": "JI", "1710": "QA", "1712": "NW", "1714": "NG", "1718": "SA",
    "1722": "SU", "1724": "SI", "1726": "TK", "1727": "TO", "1730": "FA", "1733": "XO", "1735": "QR",
}  # fmt: skip
"""How ISO 3166-2 calls them."""
CYRILLIC = {
    "1703": "АН", "1706": "БУ", "1708": "ЖИ", "1710": "ҚА", "1712": "НВ", "1714": "НГ", "1718": "СА",
    "1722": "СУ", "1724": "СИ", "1726": "ТК", "1727": "ТО", "1730": "ФА", "1733": "ХО", "1735": "ҚР",
}  # fmt: skip
RUSSIAN = {**CYRILLIC, "1708": "ДЖ", "1710": "КА", "1724": "СЫ", "1730": "ФЕ", "1735": "КР"}
"""The standard knows Latin letters only."""
MARKS_IN = {"uz_Cyrl": CYRILLIC, "ru": RUSSIAN}
TILE = 52
STEPS = ((70, "q1"), (80, "q2"), (90, "q3"))
"""Shares below which a tile has this tone."""


class Tile(NamedTuple):
    """One region; `line` None: nothing fell due there, or it is beyond the reader's reach."""

    mark: str
    x: int
    y: int
    tone: str
    line: Line | None


def tiles(lines: Iterable[Line]) -> list[Tile]:
    """Every region of the country with its figures, from the west to the east."""
    found = {line.code: line for line in lines}
    marks = MARKS_IN.get(current_language().code, MARKS)
    drawn = [(column, row, code) for code, (column, row) in PLACES.items()]
    return [
        Tile(marks[code], column * TILE, row * TILE, tone(found.get(code)), found.get(code))
        for column, row, code in sorted(drawn)
    ]


def tone(line: Line | None) -> str:
    """The class of the colour that repeats a share; the figure stands in the tile."""
    percent = None if line is None else line.figures.percent
    if percent is None:
        return "q0"
    return next((name for limit, name in STEPS if percent < limit), "q4")
