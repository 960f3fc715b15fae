"""Whether copies of the books in a receipt are awaited still: only then can another one take a place."""

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists, or_, select

from app.deposits.consignments.models import ConsignmentLine
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Receipt, ReceiptLine, Shortage
from app.domain.discrepancies import REPLACEABLE
from app.domain.law import Form
from app.infra.db import session


def awaited(release_id: SQLColumnExpression[int | None]) -> ColumnElement[bool]:
    """The condition on receipts that copies of a release are awaited still: owed to their library or towards
    what their slip named, or held for that library by another."""
    here = Obligation.depository_id == Receipt.depository_id
    named = select(ConsignmentLine.obligation_id).where(
        ConsignmentLine.consignment_id == Receipt.consignment_id
    )
    wanted = or_(
        and_(Obligation.open, or_(here, Obligation.id.in_(named.correlate_except(ConsignmentLine)))),
        and_(Obligation.held > 0, here),
    )
    owed = exists().where(
        Obligation.release_id == release_id,
        Obligation.cancelled_at.is_(None),
        Obligation.form != Form.FILE.value,
        wanted,
    )
    return owed.correlate_except(Obligation)


def replacement_awaited(receipt_id: int, *chosen: ColumnElement[bool]) -> bool:
    """Whether one of these lines of a receipt, in which a fault keeps a copy from counting, is lacking
    still."""
    faulty = (
        select(ReceiptLine.id)
        .join(Receipt, Receipt.id == ReceiptLine.receipt_id)
        .where(
            ReceiptLine.receipt_id == receipt_id,
            ReceiptLine.discrepancy.in_(REPLACEABLE),
            ReceiptLine.handed_over_for.is_(None),
            awaited(ReceiptLine.release_id),
            *chosen,
        )
    )
    return session().scalar(faulty.limit(1)) is not None


def missing_awaited(receipt_id: int) -> bool:
    """Whether something that did not come in the parcel of a receipt is lacking still."""
    missing = (
        select(Shortage.id)
        .join(Receipt, Receipt.id == Shortage.receipt_id)
        .where(Shortage.receipt_id == receipt_id, awaited(Shortage.release_id))
    )
    return session().scalar(missing.limit(1)) is not None
