"""What the acts on discrepancies find, lock, end and tell."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select

from app.deposits.discrepancies.models import Discrepancy, ReplacementPromise, Settlement
from app.deposits.discrepancies.scope import within_report_reach
from app.deposits.receiving.models import Receipt
from app.domain.actor import Actor
from app.domain.errors import Conflict, NotFound
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish
from app.policy.permissions import Permission
from app.policy.predicates import Parties
from app.policy.table import may_with

Decided = TypeVar("Decided", Settlement, ReplacementPromise)


def receipt_with_report(number: str, by: Actor, permission: Permission) -> Receipt:
    """Return the receipt of a report for somebody of one of its two sides who holds the permission.

    Raises:
        NotFound: there is none within reach.
    """
    reported = select(Discrepancy.receipt_id)
    statement = select(Receipt).where(
        Receipt.number == number.upper(), Receipt.id.in_(reported), within_report_reach(by)
    )
    receipt = session().scalar(statement)
    if receipt is None:
        raise NotFound("not_found")
    depositors = frozenset(() if receipt.depositor_id is None else (receipt.depositor_id,))
    sides = Parties(depositors, frozenset({receipt.depository_id}))
    if by.organisation_id is None or not may_with(by, permission, sides):
        raise NotFound("not_found")
    return receipt


def locked_discrepancy(
    number: str, discrepancy_id: int, by: Actor, permission: Permission
) -> tuple[Receipt, Discrepancy]:
    """Return a discrepancy, locked, with the receipt of its report.

    Raises:
        NotFound: there is none within reach.
        Conflict: `discrepancy.withdrawn`.
    """
    receipt = receipt_with_report(number, by, permission)
    found = session().get(Discrepancy, discrepancy_id, with_for_update=True, populate_existing=True)
    if found is None or found.receipt_id != receipt.id:
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
    facts = {"number": receipt.number, **({"kind": found.kind.value} if found else {}), **after}
    publish(Event(name, by, at, subjects, before or {}, facts))
