"""Tables of figures and charts of bars, as plain values: what a page shows of them, and how it reads."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.simulation import metres
from app.infra.i18n import format_number
from app.web.exports import Cell

MM = 1000
NUMBER, TEXT, SHELF, DIFFERENCE = "number", "text", "shelf", "difference"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it is called, what stands in it, and whether a page has room for it."""

    label: str
    kind: str = NUMBER
    on_page: bool = True


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: for each rule set a length in per cent of the longest, and its figure."""

    label: str
    lengths: Sequence[float]
    figures: Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of plain values under `columns`; `bars` draw them."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    note: str = ""
    bars: Sequence[Bar] = ()
    bars_of: str = ""

    @property
    def head(self) -> list[str]:
        """The labels of the columns."""
        return [column.label for column in self.columns]

    @property
    def shown_columns(self) -> list[Column]:
        """The columns of the page: those it has room for, without figures that are zero everywhere."""
        return [self.columns[place] for place in self._places]

    @property
    def shown_rows(self) -> list[list[str]]:
        """The rows of the page, as people read them."""
        return [[_shown(self.columns[place].kind, row[place]) for place in self._places] for row in self.rows]

    @property
    def _places(self) -> list[int]:
        return [
            place
            for place, column in enumerate(self.columns)
            if column.on_page and (column.kind == TEXT or any(row[place] for row in self.rows))
        ]


def _shown(kind: str, cell: Cell) -> str:
    if cell is None or isinstance(cell, str) or not isinstance(cell, int):
        return str(cell or "")
    if kind == SHELF:
        return format_number(metres(cell * MM))
    if kind == DIFFERENCE:
        return f"+{format_number(cell)}" if cell > 0 else format_number(cell).replace("-", "–")
    return format_number(cell)


def bars_of_rows(rows: Sequence[Sequence[Cell]], *places: int) -> list[Bar]:
    figures = [[cell if isinstance(cell := row[place], int) else 0 for place in places] for row in rows]
    longest = max((figure for line in figures for figure in line), default=0) or 1
    return [
        Bar(
            str(row[0]),
            [round(figure * 100 / longest, 2) for figure in line],
            [format_number(f) for f in line],
        )
        for row, line in zip(rows, figures, strict=True)
    ]
