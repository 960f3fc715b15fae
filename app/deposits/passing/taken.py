"""Surplus copies that another library took, until it has them."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.deposits.discrepancies.models import Discrepancy, Settlement
from app.deposits.receiving.models import Arrival, Decision, Receipt, ReceiptLine, Scan
from app.deposits.receiving.places import AWAY
from app.domain.receiving import Condition
from app.infra.db import session
from app.organisations.models import Organisation

_taker, _holder, _came = aliased(Organisation), aliased(Organisation), aliased(Scan)


class Taken(NamedTuple):
    """So many copies on their way from the library that offered them to the one that took them."""

    library: Organisation
    holder: Organisation
    fault: str
    copies: int
    since: datetime


def taken_under_way(release_id: int, reach: ColumnElement[bool], library_id: int | None) -> Sequence[Taken]:
    """Return the taken copies of a release that have not come, of receipts within `reach` and of what this
    library takes.

    A labelled copy has come once its library has made a receipt of it; of those without a label as many as
    it received since without label and slip.
    """
    copies, since = func.count(Scan.id), func.min(Settlement.at)
    statement = (
        _taken(_taker, _holder, ReceiptLine.discrepancy, copies, since)
        .join(_taker, _taker.id == Settlement.taken_by_id)
        .join(_holder, _holder.id == Receipt.depository_id)
        .where(ReceiptLine.release_id == release_id, or_(reach, Settlement.taken_by_id == library_id))
        .group_by(_taker.id, _holder.id, ReceiptLine.discrepancy)
        .order_by(since)
    )
    rows = [Taken(*row) for row in session().execute(statement)]
    came = _came_to(release_id, {row.library.id for row in rows}) if rows else ()
    under_way, ascribed = [], Counter[int]()
    for row in rows:
        come = sum(library == row.library.id and at >= row.since for library, at in came)
        here = min(row.copies, max(0, come - ascribed[row.library.id]))
        ascribed[row.library.id] += here
        if row.copies > here:
            under_way.append(row._replace(copies=row.copies - here))
    return under_way


def _taken(*columns: Any) -> Select[Any]:
    """Scans of copies that another library took and that left their holder."""
    return (
        select(*columns)
        .select_from(Settlement)
        .join(Discrepancy, Discrepancy.id == Settlement.discrepancy_id)
        .join(Receipt, Receipt.id == Discrepancy.receipt_id)
        .join(
            ReceiptLine,
            and_(
                ReceiptLine.receipt_id == Receipt.id,
                ReceiptLine.release_id == Discrepancy.release_id,
                ReceiptLine.discrepancy == Discrepancy.kind,
                ReceiptLine.handed_over_for.is_(None),
            ),
        )
        .join(Scan, and_(Scan.id == ReceiptLine.scan_id, AWAY))
        .where(
            Settlement.ended_at.is_(None),
            Settlement.taken_by_id.is_not(None),
            Scan.decision.is_distinct_from(Decision.RETURNED),
        )
    )


def _came_to(release_id: int, library_ids: Collection[int]) -> Sequence[tuple[int, datetime]]:
    """To which of these libraries, and when, copies came that can be those: by their labels, else without."""
    labels = _taken(Scan.copy_id).where(ReceiptLine.release_id == release_id, Scan.copy_id.is_not(None))
    unlabelled = and_(
        _came.copy_id.is_(None),
        Arrival.consignment_id.is_(None),
        _came.condition != Condition.ADDRESSED_ELSEWHERE,
    )
    statement = (
        select(Arrival.depository_id, _came.at)
        .join(Arrival, Arrival.id == _came.arrival_id)
        .where(
            _came.release_id == release_id,
            _came.undone_at.is_(None),
            Arrival.depository_id.in_(library_ids),
            Arrival.confirmed_at.is_not(None),
            or_(unlabelled, _came.copy_id.in_(labels)),
        )
    )
    return [(library_id, at) for library_id, at in session().execute(statement)]
