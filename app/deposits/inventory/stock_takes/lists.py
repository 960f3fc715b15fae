"""The lists of a stock-take: what is missing, found, misplaced, unknown, came later, or is held no longer."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    not_,
    null,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from app.deposits.accessions.models import Accession
from app.deposits.consignments.models import Copy
from app.deposits.inventory.sections.models import Placement, Section
from app.deposits.inventory.stock_takes.gone import left_during, receipt_taken_back
from app.deposits.inventory.stock_takes.models import ExpectedCopy, ShelfScan, StockTake
from app.deposits.receiving.models import Receipt, Scan
from app.domain.stock_taking import Verdict
from app.infra.db import read, streamed
from app.publications.models import Publication, Release
from app.publications.queries import first_identifier, full_title


class Listed(StrEnum):
    """Which copies a list holds."""

    MISSING = "missing"
    TAKEN_BACK = "taken_back"
    LEFT = "left"
    FOUND = "found"
    MISPLACED = "misplaced"
    LATER = "later"
    UNKNOWN = "unknown"


class ListedCopy(NamedTuple):
    """One line, in the order in which it is selected.

    `id` is its key: of the copy where it is missing, else of the scan. `belongs` and `shelf` are marks of
    sections, None for no section; `text` is what was scanned. Unknown copies of one book on one shelf are one
    line of so many `copies`, dated by the first. A copy without a number that is missing or came later is
    told by the `label` on which it was received and the number of the `receipt`; others by what was scanned.
    Without a label either it is the `nth` of so many alike on its receipt (`alike`).
    """

    id: int
    number: str | None
    text: str
    release_id: int | None
    title: str | None
    language: str | None
    script: str | None
    identifier: str | None
    belongs: str | None
    shelf: str | None
    at: datetime | None
    copies: int
    label: str | None
    receipt: str | None
    nth: int | None
    alike: int | None

    @property
    def told_apart(self) -> str:
        """Which of the alike copies on its receipt it is, as `1 / 2`; empty where it is told otherwise."""
        return f"{self.nth} / {self.alike}" if self.nth and self.alike and self.alike > 1 else ""


_NOT_SEEN = (Listed.MISSING, Listed.TAKEN_BACK, Listed.LEFT)
_belongs, _placed, _shelf = aliased(Section), aliased(Section), aliased(Section)
_other = aliased(Scan)


def listed_page(
    stock_take_id: int, wanted: Listed, *, after: int | None = None, limit: int
) -> list[ListedCopy]:
    """Return the lines after the one with this key."""
    statement = _lines(stock_take_id, wanted).limit(limit)
    if after is not None:
        key = ExpectedCopy.copy_id if wanted in _NOT_SEEN else ShelfScan.id
        statement = statement.where(key > after)
    return [_read(row) for row in read(statement).all()]


def whole_list(stock_take_id: int, wanted: Listed) -> Iterator[ListedCopy]:
    """Return all lines, read a batch at a time for an export."""
    for row in streamed(_lines(stock_take_id, wanted)):
        yield _read(row)


def _lines(stock_take_id: int, wanted: Listed) -> Select[Any]:
    if wanted in _NOT_SEEN:
        return _not_seen(stock_take_id, wanted)
    return _scanned(stock_take_id, Verdict(wanted))


def _not_seen(stock_take_id: int, wanted: Listed) -> Select[Any]:
    why = {
        Listed.MISSING: not_(or_(receipt_taken_back(), left_during())),
        Listed.TAKEN_BACK: receipt_taken_back(),
        Listed.LEFT: left_during(),
    }
    seen = and_(
        ShelfScan.stock_take_id == stock_take_id,
        ShelfScan.copy_id == ExpectedCopy.copy_id,
        ShelfScan.undone_at.is_(None),
    )
    columns: list[Any] = [
        ExpectedCopy.copy_id, ExpectedCopy.number, literal(""), *_work(), _belongs.mark, null(), null(),
        literal(1), Copy.code, Receipt.number, *_alike(ExpectedCopy.number == ""),
    ]  # fmt: skip
    return (
        _named(columns)
        .select_from(ExpectedCopy)
        .join(Release, Release.id == ExpectedCopy.release_id)
        .join(Publication, Publication.id == Release.publication_id)
        .outerjoin(ShelfScan, seen)
        .outerjoin(_belongs, _belongs.id == ExpectedCopy.section_id)
        .join(StockTake, StockTake.id == ExpectedCopy.stock_take_id)
        .join(Scan, Scan.id == ExpectedCopy.copy_id)
        .outerjoin(Copy, Copy.id == Scan.copy_id)
        .outerjoin(Receipt, Receipt.arrival_id == Scan.arrival_id)
        .where(
            ExpectedCopy.stock_take_id == stock_take_id,
            ShelfScan.id.is_(None),
            why[wanted],
        )
        .order_by(ExpectedCopy.copy_id)
    )


def _scanned(stock_take_id: int, verdict: Verdict) -> Select[Any]:
    """Where a copy belongs is told as it was when the stock-take began; of others, as it is now."""
    expected = and_(
        ExpectedCopy.stock_take_id == ShelfScan.stock_take_id, ExpectedCopy.copy_id == ShelfScan.copy_id
    )
    stands = _standing(stock_take_id, verdict)
    told: tuple[Any, ...] = (null(),) * 4
    if verdict is Verdict.LATER:
        told = (Copy.code, Receipt.number, *_alike(Accession.id.is_(None)))
    columns: list[Any] = [
        ShelfScan.id, Accession.number, ShelfScan.text, *_work(),
        _placed_mark(), _shelf.mark, ShelfScan.at, stands.c.copies, *told,
    ]  # fmt: skip
    return (
        _named(columns)
        .select_from(ShelfScan)
        .join(stands, stands.c.id == ShelfScan.id)
        .outerjoin(ExpectedCopy, expected)
        .outerjoin(Accession, Accession.scan_id == ShelfScan.copy_id)
        .outerjoin(Placement, Placement.scan_id == ShelfScan.copy_id)
        .outerjoin(_belongs, _belongs.id == ExpectedCopy.section_id)
        .outerjoin(_placed, _placed.id == Placement.section_id)
        .outerjoin(_shelf, _shelf.id == ShelfScan.section_id)
        .outerjoin(Scan, Scan.id == ShelfScan.copy_id)
        .outerjoin(Copy, Copy.id == Scan.copy_id)
        .outerjoin(Receipt, Receipt.arrival_id == Scan.arrival_id)
        .outerjoin(Release, Release.id == ShelfScan.release_id)
        .outerjoin(Publication, Publication.id == Release.publication_id)
        .order_by(ShelfScan.id)
    )


def _standing(stock_take_id: int, verdict: Verdict) -> Subquery:
    """The first scan of each line, and of how many copies it speaks."""
    standing = (
        ShelfScan.stock_take_id == stock_take_id,
        ShelfScan.verdict == verdict,
        ShelfScan.undone_at.is_(None),
    )
    if verdict is not Verdict.UNKNOWN:
        return select(ShelfScan.id, literal(1).label("copies")).where(*standing).subquery()
    return (
        select(func.min(ShelfScan.id).label("id"), func.count().label("copies"))
        .where(*standing)
        .group_by(ShelfScan.text, ShelfScan.release_id, ShelfScan.section_id)
        .subquery()
    )


def _alike(bare: ColumnElement[bool]) -> tuple[ColumnElement[int | None], ColumnElement[int | None]]:
    """Which of the copies of its release on its receipt a copy without a number and label is, and of how
    many; of others nothing."""
    same = (
        _other.arrival_id == Scan.arrival_id,
        _other.release_id == Scan.release_id,
        _other.copy_id.is_(None),
        _other.undone_at.is_not_distinct_from(Scan.undone_at),
    )
    alike = select(func.count(_other.id)).where(*same).correlate(Scan)
    asked = and_(bare, Scan.copy_id.is_(None))
    nth = case((asked, alike.where(_other.id <= Scan.id).scalar_subquery()), else_=None)
    return nth, case((asked, alike.scalar_subquery()), else_=None)


def _placed_mark() -> Any:
    return case((ExpectedCopy.copy_id.is_not(None), _belongs.mark), else_=_placed.mark)


def _work() -> tuple[Any, ...]:
    return (
        Release.id, full_title(), Publication.language, Publication.script, first_identifier(),
    )  # fmt: skip


def _named(columns: list[Any]) -> Select[Any]:
    return select(*(column.label(f"c{place}") for place, column in enumerate(columns)))


def _read(row: Row[Any]) -> ListedCopy:
    return ListedCopy._make(row)
