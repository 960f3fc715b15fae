"""The report of oversight as plain values."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.documents.parts import Letterhead, RuleSetName

Cell = str | int | date | None


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table whose first column names its rows; `total` None: its rows are not to be added up.

    None in a cell: not known, or there is nothing of which it could be told.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None


@dataclass(frozen=True, slots=True)
class ReportTile:
    """A region on the schematic map: its mark, its place in millimetres, its tone, its share in time.

    `percent` None: nothing fell due there.
    """

    mark: str
    name: str
    x: float
    y: float
    tone: str
    percent: int | None


@dataclass(frozen=True, slots=True)
class OversightReportPaper:
    """How the duty was met in whole months from `first` to `last`, and how cases and the authority stand.

    `area`: the region that is reported on, empty: the whole country; `narrowed`: to what else it is.
    `measures` are of what fell due, the last two of the worst and the best of `of_publishers`; `counts` as
    things stood at `made_at`. `notes` say what is counted and what is not.
    """

    made_at: datetime
    made_by: str
    specimen: bool
    rules: RuleSetName
    letterhead: Letterhead
    first: date
    last: date
    area: str
    narrowed: tuple[str, ...]
    due: int
    in_time: int
    late: int
    missing: int
    tiles: tuple[ReportTile, ...]
    measures: tuple[ReportTable, ...]
    of_publishers: int
    counts: tuple[ReportTable, ...]
    notes: tuple[str, ...]
    url: str
