"""What the acts on discrepancies find, lock, end and tell."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.deposits.discrepancies.models import Discrepancy, ReplacementPromise, Settlement
from app.deposits.discrepancies.queries import may_on_report
from app.deposits.discrepancies.scope import discrepancies_within_reach
from app.deposits.receiving.models import Receipt
from app.domain.actor import Actor
from app.domain.errors import Conflict, NotFound
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish
from app.policy.permissions import Permission

Decided = TypeVar("Decided", Settlement, ReplacementPromise)


def receipt_with_report(number: str, by: Actor, permission: Permission) -> Receipt:
    """Return the receipt of a report for somebody of one of its two sides who holds the permission.

    Raises:
        NotFound: there is none within reach.
    """
    statement = select(Receipt).join(Discrepancy, Discrepancy.receipt_id == Receipt.id)
    reported = Receipt.number == number.upper(), discrepancies_within_reach(by)
    receipt = session().scalar(statement.where(*reported).options(joinedload(Receipt.consignment)).limit(1))
    if receipt is None:
        raise NotFound("not_found")
    if by.organisation_id is None or not may_on_report(by, permission, receipt):
        raise NotFound("not_found")
    return receipt


def locked_discrepancy(
    number: str, discrepancy_id: int, by: Actor, permission: Permission
) -> tuple[Receipt, Discrepancy]:
    """Return a discrepancy with the receipt of its report, both locked.

    Raises:
        NotFound: there is none within reach.
        Conflict: `discrepancy.withdrawn`.
    """
    receipt = receipt_with_report(number, by, permission)
    statement = (
        select(Discrepancy)
        .join(Receipt, Receipt.id == Discrepancy.receipt_id)
        .where(Discrepancy.id == discrepancy_id, Receipt.id == receipt.id, discrepancies_within_reach(by))
        .with_for_update(of=[Discrepancy, Receipt])
    )
    found = session().scalar(statement.execution_options(populate_existing=True))
    if found is None:
        raise NotFound("not_found")
    if is_reversed(receipt):
        raise Conflict("discrepancy.withdrawn")
    return receipt, found


def is_reversed(receipt: Receipt) -> bool:
    """Whether the receipt was taken back, and its report with it."""
    return session().scalar(select(Receipt.id).where(Receipt.reverses_id == receipt.id)) is not None


def standing(model: type[Decided], discrepancy_id: int) -> Decided | None:
    """Return what stands for a discrepancy."""
    statement = select(model).where(model.discrepancy_id == discrepancy_id, model.ended_at.is_(None))
    return session().scalar(statement)


def end(earlier: Settlement | ReplacementPromise | None, at: datetime) -> None:
    """Let what stood before stand no longer."""
    if earlier is not None:
        earlier.ended_at = at
        session().flush()


def tell(
    name: str,
    receipt: Receipt,
    found: Discrepancy | None,
    by: Actor,
    at: datetime,
    after: Mapping[str, object],
    before: Mapping[str, object] | None = None,
) -> None:
    """Publish an act on a report, or on one of its discrepancies."""
    release_id = found.release_id if found else None
    concerned = {"receipt": receipt.id, "release": release_id, "organisation": receipt.depositor_id}
    subjects = tuple(Subject(kind, key) for kind, key in concerned.items() if key is not None)
    facts: dict[str, object] = {"number": receipt.number}
    if found is not None:
        facts |= {"kind": found.kind.value, "copies": found.copies}
        if found.release_id is None:
            facts["text"] = found.note
    publish(Event(name, by, at, subjects, before or {}, {**facts, **after}))
