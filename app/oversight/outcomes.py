"""What became of an obligation, as conditions: the one meaning behind every sum and every list under it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, false, func, not_, or_, select
from sqlalchemy.orm import aliased

from app.deposits.consignments.models import Consignment
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Arrival, Receipt, ReceiptLine
from app.edeposit.models import DepositedFile
from app.infra.zoned import local_day_of


class Outcome(StrEnum):
    """How what fell due ended, or has not yet."""

    IN_TIME = "in_time"
    LATE = "late"
    MISSING = "missing"


def counts() -> ColumnElement[bool]:
    """Owed beyond doubt: by somebody known, a known number of copies, by a day that rests on no estimate.

    What the authority spared, and what is in dispute, is held against nobody.
    """
    return and_(
        Obligation.cancelled_at.is_(None),
        Obligation.pause.is_(None),
        Obligation.extended_to.is_(None),
        Obligation.excused_at.is_(None),
        Obligation.depositor_id.is_not(None),
        Obligation.event_on.is_not(None),
        Obligation.due_on.is_not(None),
        Obligation.provisional.is_(False),
        Obligation.copies > 0,
    )


def complete() -> ColumnElement[bool]:
    """Every copy was handed over."""
    return Obligation.handed_over >= Obligation.copies


def complete_in_time(*, at: datetime) -> ColumnElement[bool]:
    """The last copy was in the hands of a library by the day: of its own, or of the one that collects for it.

    As in a yearly statement: a parcel is there when it is opened and a file when it is uploaded, for how long
    the library takes to make its receipt is not the depositor's delay. What was reversed does not count.
    """
    return and_(complete(), not_(_taken_in_after_its_day(at)))


def ended_as(outcome: Outcome, *, today: date, at: datetime) -> ColumnElement[bool]:
    """The condition that what fell due before `today` has this outcome."""
    ended: dict[Outcome, ColumnElement[bool]] = {
        Outcome.IN_TIME: complete_in_time(at=at),
        Outcome.LATE: and_(complete(), _taken_in_after_its_day(at)),
        Outcome.MISSING: not_(complete()),
    }
    return and_(counts(), Obligation.due_on < today, ended[outcome])


def _taken_in_after_its_day(at: datetime) -> ColumnElement[bool]:
    reversal = aliased(Receipt)
    taken_back = exists(select(reversal.id).where(reversal.reverses_id == Receipt.id))
    taken_in = (
        select(func.max(func.coalesce(DepositedFile.uploaded_at, Arrival.opened_at, Receipt.at)))
        .select_from(ReceiptLine)
        .join(Receipt, Receipt.id == ReceiptLine.receipt_id)
        .outerjoin(Arrival, Arrival.id == Receipt.arrival_id)
        .outerjoin(DepositedFile, DepositedFile.receipt_id == Receipt.id)
        .outerjoin(Consignment, Consignment.id == Receipt.consignment_id)
        .where(
            # Two columns, each with its index, where `handed_over_for` has none.
            or_(ReceiptLine.obligation_id == Obligation.id, ReceiptLine.held_for_id == Obligation.id),
            ReceiptLine.copies > 0,
            Consignment.is_transfer.is_not(True),
            ~taken_back,
        )
        .correlate(Obligation)
        .scalar_subquery()
    )
    return func.coalesce(local_day_of(taken_in, at=at) > Obligation.due_on, false())
