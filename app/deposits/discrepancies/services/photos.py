"""Taking out a photograph that was added by mistake, once its copy is in a receipt."""

from datetime import datetime

from sqlalchemy import select

from app.deposits.discrepancies.models import Discrepancy, Settlement
from app.deposits.discrepancies.scope import OPEN, SETTLEMENT
from app.deposits.discrepancies.services.standing import receipt_with_report
from app.deposits.receiving.models import Receipt
from app.deposits.receiving.photos.services import drop_photo
from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.infra.db import session
from app.policy.permissions import Permission


def take_out_photo(*, number: str, photo_id: int, by: Actor, at: datetime) -> None:
    """Take a photograph out of a report that is open: nobody is shown it any more, and the record of acts
    says that it was there.

    Raises:
        NotFound: no such photograph of a receipt of the actor's library.
        Conflict: `photo.report_ended`.
    """
    receipt = receipt_with_report(number, by, Permission.DISCREPANCY_SETTLE)
    still_open = (
        select(Discrepancy.id)
        .join(Receipt, Receipt.id == Discrepancy.receipt_id)
        .outerjoin(Settlement, SETTLEMENT)
        .where(Receipt.id == receipt.id, OPEN)
    )
    if session().scalar(still_open.limit(1)) is None:
        raise Conflict("photo.report_ended")
    drop_photo(photo_id, receipt.arrival_id, by, at)
