"""Tables of figures and charts of bars, as plain values: what a page shows of them, and how it reads."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.simulation import Tally, metres
from app.infra.i18n import format_number, gettext
from app.web.exports import Cell

MM = 1000
NUMBER, TEXT, SHELF, DIFFERENCE = "number", "text", "shelf", "difference"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A figure that is only the least that it can be; zero: nothing is known of it."""

    least: int


NOT_KNOWN = AtLeast(0)
Figure = Cell | AtLeast
"""What stands in a cell: a plain value, or a figure that is not fully known."""


def figure(tally: Tally, name: str, unit: int = 1) -> Figure:
    """Return one figure of a tally in whole units, marked where it is only the least."""
    value = int(getattr(tally, name)) // unit
    return AtLeast(value) if tally.lacks(name) else value


def in_words(cell: AtLeast, number: str) -> str:
    """Return how people read a figure that is not fully known; `number` is how its least is written."""
    return gettext("at least %(number)s", number=number) if cell.least else gettext("not known")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it is called, what stands in it, and whether a page has room for it.

    `page_label` is its name on a page, where that shows another unit than a file.
    """

    label: str
    kind: str = NUMBER
    on_page: bool = True
    page_label: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: for each rule set a length in per cent of the longest, and its figure.

    `open_from` is where what is not known begins, if anything is not: a place in per cent, to be outlined.
    """

    label: str
    lengths: Sequence[float]
    figures: Sequence[str]
    open_from: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of figures under `columns`; `bars` draw them."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Figure]]
    note: str = ""
    bars: Sequence[Bar] = ()
    bars_of: str = ""

    @property
    def has_open_bars(self) -> bool:
        """Whether something that is not known is drawn."""
        return any(start is not None for bar in self.bars for start in bar.open_from)

    @property
    def head(self) -> list[str]:
        """The labels of the columns."""
        return [column.label for column in self.columns]

    @property
    def file_rows(self) -> list[list[Cell]]:
        """The rows of a file: the least as a number, and nothing where nothing is known.

        What is open stands in columns of its own.
        """
        return [
            [(cell.least or None) if isinstance(cell, AtLeast) else cell for cell in row] for row in self.rows
        ]

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


def _shown(kind: str, cell: Figure) -> str:
    if isinstance(cell, AtLeast):
        return in_words(cell, _shown(kind, cell.least))
    if cell is None or isinstance(cell, str) or not isinstance(cell, int):
        return str(cell or "")
    if kind == SHELF:
        return format_number(metres(cell * MM))
    if kind == DIFFERENCE:
        return f"+{format_number(cell)}" if cell > 0 else format_number(cell).replace("-", "–")
    return format_number(cell)


WIDTH_OF_OPEN = 12
"""Per cent of a chart for what is not known: it has a place, and no length that could be read."""


def bars_of_rows(rows: Sequence[Sequence[Figure]], *places: int) -> list[Bar]:
    """Draw the figures at these places of each row; what is not known is never drawn as zero."""
    lines = [[row[place] for place in places] for row in rows]
    cells = [cell for line in lines for cell in line]
    room = 100 - WIDTH_OF_OPEN if any(isinstance(cell, AtLeast) for cell in cells) else 100
    scale = room / (max(map(_length, cells), default=0) or 1)
    return [_bar(str(row[0]), line, scale) for row, line in zip(rows, lines, strict=True)]


def _bar(label: str, cells: Sequence[Figure], scale: float) -> Bar:
    lengths = [round(_length(cell) * scale, 2) for cell in cells]
    starts = [
        length if isinstance(cell, AtLeast) else None for cell, length in zip(cells, lengths, strict=True)
    ]
    return Bar(label, lengths, [_shown(NUMBER, cell) for cell in cells], starts)


def _length(cell: Figure) -> int:
    if isinstance(cell, AtLeast):
        return cell.least
    return cell if isinstance(cell, int) else 0
