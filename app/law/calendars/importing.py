"""Days of whole years out of a CSV file: taken whole, or refused with everything that is wrong in it."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain.calendar import DayKind
from app.domain.errors import DomainError
from app.law.calendars.changing import name_fault, refuse_gap, source_fault, week_fault
from app.law.calendars.days import WORKING_WEEKS, StoredCalendar, StoredDay

COLUMNS = ("on", "kind", "name", "estimated", "working_week", "source")
LONGEST_TEXT = 1024 * 1024
LONGEST_NAME, LONGEST_SOURCE = 200, 300
MORE = "more"
"""Under which name a row holds the cells beyond the last column."""
FOUR_FIGURES = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
YES_OR_NO = {"yes": True, "no": False, "": False}


class DaysRefused(DomainError):
    """A file that is not taken; `problems` pairs each refusal with its line (0: the file as a whole)."""

    def __init__(self, problems: Sequence[tuple[int, DomainError]]) -> None:
        super().__init__("calendar.file_refused", "text", number=len(problems))
        self.problems = problems


@dataclass
class _Reading:
    """What has been read so far, and what was wrong.

    `named` are the years that have a row, sound or not; `unsure` if a row stands there whose year is unknown.
    """

    days: dict[date, tuple[int, StoredDay | None]] = field(default_factory=dict)
    problems: list[tuple[int, DomainError]] = field(default_factory=list)
    named: set[int] = field(default_factory=set)
    unsure: bool = False

    def refuse(self, line: int, code: str, **params: object) -> None:
        self.problems.append((line, DomainError(code, None, **params)))


def read_days(
    text: str, first_year: int, last_year: int, *, beside: StoredCalendar | None = None
) -> list[StoredDay]:
    """The days that `text` holds for each of the years; `docs/calendar-file.md` describes the columns.

    `beside` is the calendar that the years must adjoin.

    Raises:
        DaysRefused: names everything that is wrong in every line, every day that stands twice or lies outside
            the years, every year without a day, and that the years do not adjoin those stored.
    """
    reading = _Reading()
    if len(text.encode()) > LONGEST_TEXT:
        reading.refuse(0, "calendar.file_too_long")
    elif first_year > last_year:
        reading.refuse(0, "calendar.ends_before_it_begins")
    else:
        if beside is not None:
            _adjoin(beside, first_year, last_year, reading)
        _read_rows(text, range(first_year, last_year + 1), reading)
    if reading.problems:
        raise DaysRefused(reading.problems)
    return [day for _line, day in reading.days.values() if day is not None]


def _adjoin(beside: StoredCalendar, first_year: int, last_year: int, reading: _Reading) -> None:
    try:
        refuse_gap(beside, date(first_year, 1, 1), date(last_year, 12, 31))
    except DomainError as error:
        reading.problems.append((0, error))


def _read_rows(text: str, years: range, reading: _Reading) -> None:
    rows = csv.DictReader(text.lstrip("\ufeff").splitlines(), delimiter=_delimiter(text), restkey=MORE)
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        reading.refuse(1, "calendar.file_columns", columns=", ".join(missing))
    if "on" in missing:
        return
    try:
        for row in rows:
            _take(rows.line_num, row, years, reading)
    except csv.Error:
        reading.refuse(rows.line_num, "calendar.file_not_csv")
        reading.unsure = True
    if not reading.unsure:
        for year in sorted(set(years) - reading.named):
            reading.refuse(0, "calendar.file_year_missing", year=year)


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return ";" if head.count(";") > head.count(",") else ","


def _take(line: int, row: dict[str, str], years: range, reading: _Reading) -> None:
    cells = {name: row[name].strip() for name in COLUMNS if row.get(name) is not None}
    faults = list(_faults(row, cells))
    reading.problems += [(line, fault) for fault in faults]
    on = _date(cells["on"])
    if on is None:
        named = {int(figures) for figures in FOUR_FIGURES.findall(cells["on"])}
        reading.named |= named
        reading.unsure = reading.unsure or not named
    else:
        reading.named.add(on.year)
        _place(line, on, None if faults or len(cells) < len(COLUMNS) else _day(on, cells), years, reading)


def _place(line: int, on: date, day: StoredDay | None, years: range, reading: _Reading) -> None:
    """Take a day at its date; None is one whose row is refused already, and whose date counts still."""
    if on.year not in years:
        reading.refuse(line, "calendar.file_outside", day=on, first=years[0], last=years[-1])
    elif on in reading.days:
        reading.refuse(line, "calendar.file_twice", day=on, other=reading.days[on][0])
    else:
        reading.days[on] = (line, day)


def _faults(row: dict[str, str], cells: dict[str, str]) -> Iterator[DomainError]:
    """All that is wrong in a row; where it has too many cells they cannot be told apart."""
    if MORE in row or None in row.values():
        yield DomainError("calendar.file_cells", number=len(COLUMNS))
    if MORE not in row:
        yield from _unreadable(cells)
        yield from _unsound(cells)


def _unreadable(cells: dict[str, str]) -> Iterator[DomainError]:
    """What cannot be read, column by column."""
    for name, is_read, code, params in (
        ("on", lambda text: _date(text) is not None, "calendar.file_date", {}),
        ("kind", set(DayKind).__contains__, "calendar.file_kind", {"allowed": ", ".join(DayKind)}),
        ("estimated", lambda text: text.lower() in YES_OR_NO, "calendar.file_estimated", {}),
        ("working_week", {"", *WORKING_WEEKS}.__contains__, "calendar.file_week", {}),
    ):
        if name in cells and not is_read(cells[name]):
            yield DomainError(code, text=cells[name][:40], **params)
    if len(cells.get("name", "")) > LONGEST_NAME or len(cells.get("source", "")) > LONGEST_SOURCE:
        yield DomainError("calendar.file_cell_too_long", name=LONGEST_NAME, source=LONGEST_SOURCE)


def _unsound(cells: dict[str, str]) -> Iterator[DomainError]:
    """What can be read and says nothing, or is vouched for by nobody; absent cells are no matter."""
    kind = DayKind(cells["kind"]) if cells.get("kind") in set(DayKind) else None
    on, week = _date(cells["on"]), cells.get("working_week")
    faults = [
        source_fault(cells["source"]) if "source" in cells else None,
        week_fault(on, kind, WORKING_WEEKS.get(week)) if on and week in ("", *WORKING_WEEKS) else None,
        name_fault(kind, cells["name"]) if "name" in cells else None,
    ]
    yield from (fault for fault in faults if fault is not None)


def _date(text: str) -> date | None:
    """The day that a cell names; None if it names none."""
    if DAY.fullmatch(text) is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day(on: date, cells: dict[str, str]) -> StoredDay:
    return StoredDay(
        on=on,
        kind=DayKind(cells["kind"]),
        name=cells["name"],
        estimated=YES_OR_NO[cells["estimated"].lower()],
        source=cells["source"],
        working_week=WORKING_WEEKS.get(cells["working_week"]),
    )
