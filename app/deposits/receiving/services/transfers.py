"""What taking in a transfer means for the library that collected its copies: they leave its hands."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, CompoundSelect, Select, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from app.deposits.consignments.models import Consignment, ConsignmentLine
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.services import add_held
from app.deposits.receiving.models import Arrival, Decision, Receipt, ReceiptLine, Scan
from app.deposits.receiving.places import AWAY, LIES, travelling_in
from app.deposits.receiving.services.locking import locked_obligations
from app.domain.errors import Conflict
from app.infra.db import session

_other = aliased(Scan)


def refuse_departed(original: Receipt) -> None:
    """Let a receipt stand whose copies have left since: what another library counts, or its sender has again,
    cannot be scanned here anew. What the desk returned before the receipt was never taken in.

    Raises:
        Conflict: `receipt.passed_on`, `receipt.given_up`.
    """
    left = (
        select(ReceiptLine.handed_over_for.is_not(None))
        .join(Scan, Scan.id == ReceiptLine.scan_id)
        .where(
            ReceiptLine.receipt_id == original.id,
            AWAY,
            Scan.decision.is_distinct_from(Decision.RETURNED),
        )
    )
    counted = set(session().scalars(left))
    if counted:
        raise Conflict("receipt.passed_on" if True in counted else "receipt.given_up")


def scans_of_sender(copies: Select[int] | CompoundSelect[int], sender_id: int | None) -> Select[int]:
    """The scans by which the sender of a transfer had these copies, of each the last, as identifiers."""
    return (
        select(func.max(Scan.id))
        .join(Arrival, Arrival.id == Scan.arrival_id)
        .where(Scan.copy_id.in_(copies), Scan.undone_at.is_(None), Arrival.depository_id == sender_id)
        .group_by(Scan.copy_id)
    )


def settle_transfer(*, arrival: Arrival, missing: Mapping[int, int], held: Mapping[int, Obligation]) -> None:
    """Count what came as held no longer, and give back to the sender what did not come.

    `missing`: copies that did not come, by line; `held`: the obligations of the slip, locked. A copy that has
    travelled on in a later transfer is none of this one's any more.
    """
    for line in arrival.consignment.lines if arrival.consignment else ():
        travelling = select(func.count()).select_from(travelling_in(line.id).subquery())
        left = (session().scalar(travelling) or 0) - _give_back(line.id, arrival, missing.get(line.id, 0))
        if left:
            add_held(obligation=held[line.obligation_id], copies=-left)


def unsettle_transfer(*, receipt: Receipt, at: datetime) -> None:
    """Put the copies of a transfer whose receipt is taken back on their way again, as before it; those that
    have travelled on in a later transfer stay where they are. Of those that came otherwise the receipt had
    ended the holding too, and its next one does so again."""
    if receipt.consignment_id is None:
        return
    sent = session().get_one(Consignment, receipt.consignment_id)
    if not sent.is_transfer:
        return
    lines = session().scalars(select(ConsignmentLine).where(ConsignmentLine.consignment_id == sent.id)).all()
    named = Obligation.id.in_([line.obligation_id for line in lines])
    held = {row.id: row for row in locked_obligations([line.release_id for line in lines], named)}
    for line in lines:
        with_sender = Scan.id.in_(scans_of_sender(travelling_in(line.id), sent.depositor_id))
        came = select(func.count(Scan.id)).where(with_sender, AWAY)
        add_held(obligation=held[line.obligation_id], copies=session().scalar(came) or 0)
        lying = session().scalars(select(Scan.id).where(with_sender, LIES)).all()
        session().execute(update(Scan).where(Scan.id.in_(lying)).values(passed_on_at=at))


def _give_back(line_id: int, arrival: Arrival, lacking: int) -> int:
    """Let what did not come lie with its sender again, which looks for it and sends it anew; so many."""
    left = (
        select(Scan.id)
        .where(
            Scan.id.in_(scans_of_sender(travelling_in(line_id), arrival.depositor_id)),
            AWAY,
            ~_counted_here(arrival.id),
        )
        .order_by(Scan.id.desc())
        .limit(lacking)
    )
    ids = session().scalars(left).all()
    session().execute(update(Scan).where(Scan.id.in_(ids)).values(passed_on_at=None))
    return len(ids)


def _counted_here(arrival_id: int) -> ColumnElement[bool]:
    """The condition on scans that the copy lies somewhere by another scan, or came in this arrival."""
    lies = or_(_other.arrival_id == arrival_id, _other.passed_on_at.is_(None))
    return exists().where(_other.copy_id == Scan.copy_id, _other.undone_at.is_(None), lies)
