"""Reads of evidence, each within the actor's reach of its consignment."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.deposits.consignments.evidence.models import EarlierDispatch, Evidence
from app.deposits.consignments.models import Consignment
from app.deposits.consignments.queries import within_consignment_reach
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.infra.db import session
from app.infra.storage import StoredFile


def evidence_of(consignment_id: int) -> Sequence[Evidence]:
    """What is attached to a consignment, the latest first; the caller has made sure of its reach."""
    statement = select(Evidence).where(Evidence.consignment_id == consignment_id)
    ordered = statement.options(joinedload(Evidence.file)).order_by(Evidence.id.desc())
    return session().scalars(ordered).all()


def earlier_dispatches_of(consignment_id: int) -> Sequence[EarlierDispatch]:
    """How it was said to be sent before, the latest first; the caller has made sure of its reach."""
    statement = select(EarlierDispatch).where(EarlierDispatch.consignment_id == consignment_id)
    return session().scalars(statement.order_by(EarlierDispatch.id.desc())).all()


def evidence_file(actor: Actor, evidence_id: int) -> StoredFile:
    """The file of a piece of evidence. One that was withdrawn opens only for whose parcel it is.

    Raises:
        NotFound: there is none within reach.
    """
    shown = or_(Evidence.withdrawn_at.is_(None), Consignment.depositor_id.in_(actor.organisation_ids))
    statement = (
        select(StoredFile)
        .join(Evidence, Evidence.file_id == StoredFile.id)
        .join(Consignment, Consignment.id == Evidence.consignment_id)
        .where(Evidence.id == evidence_id, within_consignment_reach(actor), shown)
    )
    found = session().scalar(statement)
    if found is None:
        raise NotFound("not_found")
    return found


def evidence_to_withdraw(actor: Actor, code: str, evidence_id: int) -> Evidence:
    """A standing piece of evidence of the actor's own consignment. Raises `NotFound`."""
    statement = (
        select(Evidence)
        .join(Consignment, Consignment.id == Evidence.consignment_id)
        .where(
            Evidence.id == evidence_id,
            Consignment.code == code,
            Consignment.depositor_id.in_(actor.organisation_ids),
            within_consignment_reach(actor),
        )
        .options(joinedload(Evidence.file))
    )
    found = session().scalar(statement)
    if found is None:
        raise NotFound("not_found")
    return found
