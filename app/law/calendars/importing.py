"""Days of whole years out of a CSV file: taken whole, or refused with everything that is wrong in it."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain.calendar import DayKind
from app.domain.errors import DomainError
from app.law.calendars.changing import check
from app.law.calendars.days import WORKING_WEEKS, StoredDay

COLUMNS = ("on", "kind", "name", "estimated", "working_week", "source")
LONGEST_TEXT = 1024 * 1024
LONGEST_NAME, LONGEST_SOURCE = 200, 300
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
YES_OR_NO = {"yes": True, "no": False, "": False}


class DaysRefused(DomainError):
    """A file that is not taken; `problems` pairs each refusal with its line (0: the file as a whole)."""

    def __init__(self, problems: Sequence[tuple[int, DomainError]]) -> None:
        super().__init__("calendar.file_refused", "text", number=len(problems))
        self.problems = problems


@dataclass
class _Reading:
    """What has been read so far, and what was wrong."""

    days: dict[date, tuple[int, StoredDay]] = field(default_factory=dict)
    problems: list[tuple[int, DomainError]] = field(default_factory=list)

    def refuse(self, line: int, code: str, **params: object) -> None:
        self.problems.append((line, DomainError(code, None, **params)))


def read_days(text: str, first_year: int, last_year: int) -> list[StoredDay]:
    """The days that `text` holds for each of the years; `docs/calendar-file.md` describes the columns.

    Raises:
        DaysRefused: names every line that is wrong, every day that stands twice or lies outside the years,
            and every year without a day.
    """
    reading = _Reading()
    if len(text.encode()) > LONGEST_TEXT:
        reading.refuse(0, "calendar.file_too_long")
    elif first_year > last_year:
        reading.refuse(0, "calendar.ends_before_it_begins")
    else:
        _read_rows(text, range(first_year, last_year + 1), reading)
    if reading.problems:
        raise DaysRefused(reading.problems)
    return [day for _line, day in reading.days.values()]


def _read_rows(text: str, years: range, reading: _Reading) -> None:
    rows = csv.DictReader(text.lstrip("\ufeff").splitlines(), delimiter=_delimiter(text), restkey="more")
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        reading.refuse(1, "calendar.file_columns", columns=", ".join(missing))
        return
    try:
        for row in rows:
            _take(rows.line_num, row, years, reading)
    except csv.Error:
        reading.refuse(rows.line_num, "calendar.file_not_csv")
    for year in sorted(set(years) - {day.year for day in reading.days}):
        reading.refuse(0, "calendar.file_year_missing", year=year)


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return ";" if head.count(";") > head.count(",") else ","


def _take(line: int, row: dict[str, str], years: range, reading: _Reading) -> None:
    problems = list(_faults(row))
    reading.problems += [(line, problem) for problem in problems]
    if problems:
        return
    day = _day(row)
    try:
        check(day)
    except DomainError as error:
        reading.problems.append((line, error))
    if day.on.year not in years:
        reading.refuse(line, "calendar.file_outside", day=day.on, first=years[0], last=years[-1])
    elif day.on in reading.days:
        reading.refuse(line, "calendar.file_twice", day=day.on, other=reading.days[day.on][0])
    else:
        reading.days[day.on] = (line, day)


def _faults(row: dict[str, str]) -> Iterator[DomainError]:
    """What cannot be read in a row, column by column."""
    if "more" in row or None in row.values():
        yield DomainError("calendar.file_cells", number=len(COLUMNS))
        return
    text = {name: row[name].strip() for name in COLUMNS}
    if not _is_day(text["on"]):
        yield DomainError("calendar.file_date", text=text["on"][:40])
    if text["kind"] not in set(DayKind):
        yield DomainError("calendar.file_kind", text=text["kind"][:40], allowed=", ".join(DayKind))
    if text["estimated"].lower() not in YES_OR_NO:
        yield DomainError("calendar.file_estimated", text=text["estimated"][:40])
    if text["working_week"] not in ("", *WORKING_WEEKS):
        yield DomainError("calendar.file_week", text=text["working_week"][:40])
    if len(text["name"]) > LONGEST_NAME or len(text["source"]) > LONGEST_SOURCE:
        yield DomainError("calendar.file_cell_too_long", name=LONGEST_NAME, source=LONGEST_SOURCE)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return DAY.fullmatch(text) is not None


def _day(row: dict[str, str]) -> StoredDay:
    return StoredDay(
        on=date.fromisoformat(row["on"].strip()),
        kind=DayKind(row["kind"].strip()),
        name=row["name"].strip(),
        estimated=YES_OR_NO[row["estimated"].strip().lower()],
        source=row["source"].strip(),
        working_week=WORKING_WEEKS.get(row["working_week"].strip()),
    )
