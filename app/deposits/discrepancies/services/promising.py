"""Promising the day of a replacement."""

from datetime import date, datetime

from sqlalchemy import select

from app.deposits.discrepancies.models import Discrepancy, ReplacementPromise, Settlement
from app.deposits.discrepancies.services.standing import end, locked_discrepancy, standing, tell
from app.deposits.receiving.awaiting import awaited
from app.deposits.receiving.models import Receipt
from app.domain.actor import Actor
from app.domain.discrepancies import FURTHEST_PROMISE, REPLACEABLE, is_open
from app.domain.errors import Conflict, DomainError
from app.infra import clock
from app.infra.db import session
from app.policy.permissions import Permission


def promise_replacement(
    *, number: str, discrepancy_id: int, promised_on: date, by: Actor, at: datetime
) -> None:
    """Promise the day of a replacement; a later promise takes its place, what is due stays.

    Raises:
        NotFound: no such discrepancy of the actor's own.
        Conflict: `discrepancy.withdrawn`, `discrepancy.settled_already`.
        DomainError: `discrepancy.promised_past`, `discrepancy.promised_too_far`,
            `discrepancy.nothing_to_replace`.
    """
    receipt, found = locked_discrepancy(number, discrepancy_id, by, Permission.REPLACEMENT_PROMISE)
    if found.kind not in REPLACEABLE or not _is_awaited(found):
        raise DomainError("discrepancy.nothing_to_replace")
    settlement = standing(Settlement, found.id)
    if not is_open(found.kind, settlement.outcome if settlement else None, awaited=True):
        raise Conflict("discrepancy.settled_already")
    today = clock.local_day(at)
    if promised_on < today:
        raise DomainError("discrepancy.promised_past", "promised_on")
    if promised_on > today + FURTHEST_PROMISE:
        raise DomainError("discrepancy.promised_too_far", "promised_on", most=FURTHEST_PROMISE.days)
    earlier = standing(ReplacementPromise, found.id)
    if earlier is not None and earlier.promised_on == promised_on:
        return
    before = {"promised_on": earlier.promised_on.isoformat()} if earlier else {}
    end(earlier, at)
    session().add(
        ReplacementPromise(discrepancy_id=found.id, promised_on=promised_on, at=at, by_id=by.account_id)
    )
    session().flush()
    after = {"promised_on": promised_on.isoformat()}
    tell("discrepancy.promised", receipt, found, by, at, after, before)


def _is_awaited(found: Discrepancy) -> bool:
    reported = select(Discrepancy.id).join(Receipt, Receipt.id == Discrepancy.receipt_id)
    lacking = reported.where(Discrepancy.id == found.id, awaited(Discrepancy.release_id))
    return session().scalar(lacking) is not None
