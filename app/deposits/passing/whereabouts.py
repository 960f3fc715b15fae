"""Where each copy of a release is at this moment: at which library, or in which parcel between whom."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from app.deposits.consignments.models import Consignment, ConsignmentLine
from app.deposits.obligations.expected import HAS_LEFT
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import within_reach
from app.deposits.receiving.models import Receipt, ReceiptLine, Scan
from app.domain.actor import Actor
from app.infra.db import session
from app.organisations.models import Organisation
from app.policy.permissions import Permission
from app.policy.table import may


class Whereabouts(NamedTuple):
    """So many copies in one place.

    `place` is the library where they lie, or to which the parcel `code` goes that `sender` sent; `owed_to` is
    the library they are for in the end. `since`: the oldest came in or was sent; None where nobody said when.
    """

    place: Organisation
    owed_to: Organisation
    copies: int
    since: datetime | None
    code: str = ""
    sender: Organisation | None = None


_place, _owed_to, _sender = aliased(Organisation), aliased(Organisation), aliased(Organisation)


def whereabouts_of(actor: Actor, release_id: int) -> Sequence[Whereabouts]:
    """Where the copies are that were taken in or are on their way: those towards what is owed within reach,
    and those that lie at the actor's library, left it or come to it."""
    reach = within_reach(actor, Permission.OBLIGATION_READ)
    library_id = actor.organisation_id if may(actor, Permission.RECEIVING_WORK) else None
    lying = (
        select(_place, _owed_to, func.count(), func.min(Receipt.at))
        .select_from(ReceiptLine)
        .join(Receipt, Receipt.id == ReceiptLine.receipt_id)
        .join(Scan, Scan.id == ReceiptLine.scan_id)
        .join(Obligation, Obligation.id == ReceiptLine.handed_over_for)
        .join(_place, _place.id == Receipt.depository_id)
        .join(_owed_to, _owed_to.id == Obligation.depository_id)
        .where(
            ReceiptLine.release_id == release_id,
            ReceiptLine.copies > 0,
            Scan.undone_at.is_(None),
            Scan.passed_on_at.is_(None),
            or_(reach, Receipt.depository_id == library_id),
        )
        .group_by(_place.id, _owed_to.id)
        .order_by(func.min(Receipt.at))
    )
    travelling = (
        select(_place, _owed_to, ConsignmentLine.copies, Consignment.sent_at, Consignment.code, _sender)
        .select_from(ConsignmentLine)
        .join(Consignment, Consignment.id == ConsignmentLine.consignment_id)
        .join(Obligation, Obligation.id == ConsignmentLine.obligation_id)
        .join(_place, _place.id == Consignment.depository_id)
        .join(_owed_to, _owed_to.id == Obligation.depository_id)
        .join(_sender, _sender.id == Consignment.depositor_id)
        .where(
            ConsignmentLine.release_id == release_id,
            HAS_LEFT,
            or_(reach, Consignment.depository_id == library_id, Consignment.depositor_id == library_id),
        )
        .order_by(Consignment.sent_at, Consignment.id)
    )
    found = [*session().execute(travelling), *session().execute(lying)]
    return [Whereabouts(*row) for row in found]
