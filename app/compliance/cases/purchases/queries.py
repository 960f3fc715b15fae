"""Reads of purchases; the caller has made sure of the reach."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from app.compliance.cases.models import Case
from app.compliance.cases.papers.models import CasePaper
from app.compliance.cases.purchases.models import Purchase, PurchaseFile, PurchaseLine, PurchasePayment
from app.compliance.cases.scope import readable_cases
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.infra.db import session
from app.infra.storage import StoredFile
from app.publications.models import Release


class Bought(NamedTuple):
    """Of one obligation: copies bought and not struck out, how many had come when the first was, the last
    day of buying."""

    copies: int
    received: int
    on: date


def bought_of(obligation_ids: Collection[int]) -> dict[int, Bought]:
    """What was bought for these obligations; those without a purchase are left out."""
    statement = (
        select(
            PurchaseLine.obligation_id,
            func.sum(PurchaseLine.copies),
            func.min(PurchaseLine.received),
            func.max(Purchase.bought_on),
        )
        .join(Purchase, Purchase.id == PurchaseLine.purchase_id)
        .where(PurchaseLine.obligation_id.in_(obligation_ids), Purchase.struck_at.is_(None))
        .group_by(PurchaseLine.obligation_id)
    )
    return {
        obligation_id: Bought(int(copies), received, on)
        for obligation_id, copies, received, on in session().execute(statement)
    }


def left_to_buy(owed: Obligation, bought: Bought | None) -> int:
    """Copies that may still be bought: never more than are missing, nor in all more than were at first."""
    copies = owed.copies or 0
    missing = max(0, copies - owed.handed_over)
    return missing if bought is None else min(missing, max(0, copies - bought.received - bought.copies))


def purchases_of(case: Case) -> Sequence[Purchase]:
    """What was bought in a case, struck out too, the latest first."""
    lines = selectinload(Purchase.lines).joinedload(PurchaseLine.obligation)
    statement = (
        select(Purchase)
        .where(Purchase.case_id == case.id)
        .options(
            joinedload(Purchase.by),
            joinedload(Purchase.paper).joinedload(CasePaper.file),
            selectinload(Purchase.files).joinedload(PurchaseFile.file),
            selectinload(Purchase.payments).joinedload(PurchasePayment.by),
            lines.joinedload(Obligation.depository),
            lines.joinedload(Obligation.release).joinedload(Release.publication),
        )
        .order_by(Purchase.id.desc())
    )
    return session().scalars(statement).all()


def purchase_of(case: Case, purchase_id: int) -> Purchase:
    """One purchase of a case with its payments. Raises `NotFound`."""
    found = next((one for one in purchases_of(case) if one.id == purchase_id), None)
    if found is None:
        raise NotFound("not_found")
    return found


def purchase_file(actor: Actor, case_id: int, file_id: int) -> StoredFile:
    """A file that shows a purchase of a case within reach. Raises `NotFound`."""
    found = session().scalar(
        select(StoredFile)
        .join(PurchaseFile, PurchaseFile.file_id == StoredFile.id)
        .join(Purchase, Purchase.id == PurchaseFile.purchase_id)
        .join(Case, Case.id == Purchase.case_id)
        .where(
            Case.id == case_id,
            PurchaseFile.id == file_id,
            readable_cases(actor),
        )
    )
    if found is None:
        raise NotFound("not_found")
    return found
