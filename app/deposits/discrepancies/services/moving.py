"""What is decided about copies moves them: they leave the library, or lie there after all."""

from datetime import datetime

from sqlalchemy import select

from app.deposits.discrepancies.models import Discrepancy
from app.deposits.receiving.models import Decision, ReceiptLine, Scan
from app.deposits.receiving.places import come_back, leave
from app.domain.discrepancies import GIVEN_UP, KEPT_AFTER_ALL, Outcome
from app.infra.db import session


def move_copies(found: Discrepancy, outcome: Outcome, at: datetime) -> None:
    """Let the copies of a discrepancy go, or lie here again, as it was decided. Those that count, and those
    that the desk returned, have nothing to do with it.

    Raises:
        Conflict: `scan.counted_elsewhere`: one that went back has been scanned elsewhere since.
    """
    statement = (
        select(Scan)
        .join(ReceiptLine, ReceiptLine.scan_id == Scan.id)
        .where(
            ReceiptLine.receipt_id == found.receipt_id,
            ReceiptLine.discrepancy == found.kind,
            ReceiptLine.release_id.is_not_distinct_from(found.release_id),
            ReceiptLine.handed_over_for.is_(None),
            Scan.decision.is_distinct_from(Decision.RETURNED),
        )
        .order_by(Scan.id)
    )
    if found.release_id is None:
        statement = statement.where(ReceiptLine.note == found.note)
    copies = session().scalars(statement).all()
    if outcome in GIVEN_UP:
        leave(copies, at)
    elif outcome in KEPT_AFTER_ALL:
        come_back(copies)
