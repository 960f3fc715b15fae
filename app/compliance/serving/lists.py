"""What the post says of many notices: number, item, day and result; recorded whole or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select

from app.compliance.models import Notice
from app.compliance.scope import notices_within_reach
from app.compliance.serving.columns import LABELS, POSSIBLE, columns_meant, results_meant
from app.compliance.serving.models import Result, Service
from app.compliance.serving.services import Statement, record_service
from app.domain.actor import Actor
from app.domain.documents import Channel
from app.domain.errors import DomainError
from app.infra.db import session
from app.infra.sheets import Fault, cells_beyond, rows_of, unfit_columns
from app.policy.permissions import Permission

COLUMNS = tuple(LABELS)
REQUIRED = COLUMNS[:4]
MOST_ROWS, MOST_FAULTS = 1000, 100
LONGEST_CELL = 500
COLUMN_OF = {"day": "date", "words": "reason"}
_Row = tuple[int, Mapping[str, str]]


class RowFaults(DomainError):
    """A list was refused; `faults` are the first things that are wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("service.list_faults", "file")
        self.faults = faults[:MOST_FAULTS]


class Recorded(NamedTuple):
    """How many rows said something new, and how many what stood already."""

    new: int
    known: int


def record_list(*, content: bytes, by: Actor, at: datetime) -> Recorded:
    """Record every row of a list of registered post that says something: the template or an exported list.

    Sent again, it says what stands already and changes nothing. A row that names a notice and nothing else
    says nothing of it.

    Raises:
        RowFaults: names each row that cannot be recorded; then the caller keeps none.
        DomainError: it is no list at all; see `rows_of`, and `list.no_rows`.
    """
    rows = _named_rows(content)
    known = _notices({row["notice"] for _line, row in rows}, by)
    faults, results, kept = list[Fault](), results_meant(), list[Service]()
    for line, row in rows:
        try:
            said = _statement(row, results)
            kept.append(record_service(notice_id=_meant(row["notice"], known), said=said, by=by, at=at))
        except DomainError as error:
            faults.append(Fault(line, COLUMN_OF.get(error.field or "", error.field or "notice"), error))
    if faults:
        raise RowFaults(faults)
    new = len({service.id for service in kept if service.recorded_at == at})
    return Recorded(new, len(kept) - new)


def _named_rows(content: bytes) -> list[_Row]:
    rows = rows_of(content, any_encoding=True)
    line, names = next(rows, (1, []))
    meant = columns_meant()
    columns = [meant.get(name.strip().casefold(), name.strip().lower()) for name in names]
    faults = list(unfit_columns(line, [name for name in columns if name], COLUMNS))
    faults += [Fault(line, name, _missing(name)) for name in REQUIRED if name not in columns]
    if faults:
        raise RowFaults(faults)
    found: list[_Row] = []
    for line, cells in rows:
        faults += cells_beyond((line, cells), columns)
        row = dict.fromkeys(COLUMNS, "") | dict(zip(columns, cells, strict=False))
        if any(row[name] for name in COLUMNS[1:]):
            found.append((line, row))
        if len(found) > MOST_ROWS:
            raise DomainError("list.too_many_rows", "file", most=MOST_ROWS)
    if faults:
        raise RowFaults(faults)
    if not found:
        raise DomainError("list.no_rows", "file")
    return found


def _missing(column: str) -> DomainError:
    return DomainError("service.column_missing", column=column)


def _notices(numbers: set[str], by: Actor) -> Mapping[str, list[int]]:
    """Notices within reach by their numbers."""
    reached = notices_within_reach(by, Permission.NOTICE_ISSUE)
    found: dict[str, list[int]] = {}
    for number, notice_id in session().execute(
        select(Notice.number, Notice.id).where(Notice.number.in_(numbers), reached)
    ):
        found.setdefault(number, []).append(notice_id)
    return found


def _meant(number: str, known: Mapping[str, list[int]]) -> int:
    ids = known.get(number, [])
    if len(ids) != 1:
        raise DomainError("service.several_notices" if ids else "service.unknown_notice", "notice")
    return ids[0]


def _statement(row: Mapping[str, str], results: Mapping[str, Result]) -> Statement:
    for name in _too_long(row):
        raise DomainError("list.too_long", name, most=LONGEST_CELL)
    result = results.get(row["result"].casefold())
    if result is None:
        raise DomainError("service.wrong_result", "result", allowed=", ".join(POSSIBLE))
    return Statement(Channel.POST, result, _day(row["date"]), row["tracking"], row["reason"])


def _too_long(row: Mapping[str, str]) -> Iterator[str]:
    return (name for name in COLUMNS if len(row[name]) > LONGEST_CELL)


def _day(text: str) -> date:
    """A day as workbooks give it, or as people write it."""
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%Y-%m-%dT%H:%M:%S"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise DomainError("service.wrong_day", "date")
