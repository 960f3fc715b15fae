"""What taking in a transfer means for the library that collected its copies: they leave its hands."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import CompoundSelect, Select, exists, func, select, update

from app.deposits.consignments.models import Consignment, ConsignmentLine, Copy, PassedCopy
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.services import add_held
from app.deposits.receiving.models import Arrival, Receipt, Scan, Shortage
from app.deposits.receiving.services.locking import locked_obligations
from app.infra.db import session


def has_passed_on(arrival_id: int) -> bool:
    """Whether copies that came in an arrival have left for the library they were taken in for."""
    gone = exists().where(
        Scan.arrival_id == arrival_id, Scan.undone_at.is_(None), Scan.passed_on_at.is_not(None)
    )
    return bool(session().scalar(select(gone)))


def copies_in(line_ids: Collection[int]) -> CompoundSelect[int]:
    """The labelled copies in these lines of parcels: labelled for them, or travelling on."""
    return (
        select(Copy.id)
        .where(Copy.line_id.in_(line_ids))
        .union(select(PassedCopy.copy_id).where(PassedCopy.line_id.in_(line_ids)))
    )


def settle_transfer(*, arrival: Arrival, missing: Mapping[int, int], held: Mapping[int, Obligation]) -> None:
    """Count what came as held no longer, and give back to the sender what did not come.

    `missing`: copies that did not come, by line; `held`: the obligations of the slip, locked.
    """
    for line in arrival.consignment.lines if arrival.consignment else ():
        lacking = missing.get(line.id, 0)
        if line.obligation_id in held:
            add_held(obligation=held[line.obligation_id], copies=lacking - line.copies)
        if lacking:
            _give_back(line.id, arrival, lacking)


def unsettle_transfer(*, receipt: Receipt, at: datetime) -> None:
    """Put the copies of a transfer whose receipt is taken back on their way again, as before it."""
    if receipt.consignment_id is None:
        return
    sent = session().get_one(Consignment, receipt.consignment_id)
    if not sent.is_transfer:
        return
    lines = session().scalars(select(ConsignmentLine).where(ConsignmentLine.consignment_id == sent.id)).all()
    short = session().execute(
        select(Shortage.obligation_id, func.sum(Shortage.copies))
        .where(Shortage.receipt_id == receipt.id)
        .group_by(Shortage.obligation_id)
    )
    missing = dict(iter(short))
    named = Obligation.id.in_([line.obligation_id for line in lines])
    held = {row.id: row for row in locked_obligations([line.release_id for line in lines], named)}
    for line in lines:
        came = line.copies - missing.get(line.obligation_id, 0)
        add_held(obligation=held[line.obligation_id], copies=came)
        again = update(Scan).where(Scan.id.in_(_lying_at_sender(line.id, sent.depositor_id)))
        session().execute(again.values(passed_on_at=at))


def _give_back(line_id: int, arrival: Arrival, lacking: int) -> None:
    """Let what did not come lie with its sender again, which looks for it and sends it anew."""
    came = select(Scan.copy_id).where(
        Scan.arrival_id == arrival.id, Scan.copy_id.is_not(None), Scan.undone_at.is_(None)
    )
    left = (
        select(Scan.id)
        .where(
            Scan.copy_id.in_(copies_in([line_id])),
            Scan.copy_id.not_in(came),
            Scan.undone_at.is_(None),
            Scan.passed_on_at.is_not(None),
            Scan.arrival_id.in_(_arrivals_at(arrival.depositor_id)),
        )
        .order_by(Scan.id.desc())
        .limit(lacking)
    )
    ids = session().scalars(left).all()
    session().execute(update(Scan).where(Scan.id.in_(ids)).values(passed_on_at=None))


def _lying_at_sender(line_id: int, sender_id: int) -> list[int]:
    statement = select(Scan.id).where(
        Scan.copy_id.in_(copies_in([line_id])),
        Scan.undone_at.is_(None),
        Scan.passed_on_at.is_(None),
        Scan.arrival_id.in_(_arrivals_at(sender_id)),
    )
    return list(session().scalars(statement))


def _arrivals_at(library_id: int | None) -> Select[int]:
    return select(Arrival.id).where(Arrival.depository_id == library_id)
