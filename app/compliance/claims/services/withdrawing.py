"""A library takes back what it passed to the authority."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.compliance.claims.models import Claim, ClaimKind, ClaimLine, ClaimWithdrawal
from app.compliance.claims.services.subjects import subjects_of
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import within_reach
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event
from app.infra.db import session
from app.infra.events import publish
from app.policy.permissions import Permission


def withdraw_claim(*, claim_id: int, reason: str, by: Actor, at: datetime) -> Claim:
    """Take back all lines of a claim to the authority, which finds them as passed on no longer, unless by
    another claim. What it did since, a notice among others, stands.

    Raises:
        NotFound: the actor's library passed no such claim on.
        DomainError: `claim.reason_missing`.
        Conflict: `claim.withdrawn_already`.
    """
    said = reason.strip()
    if not said:
        raise DomainError("claim.reason_missing", "reason")
    claim = _own(claim_id, by)
    if claim.withdrawal is not None:
        raise Conflict("claim.withdrawn_already")
    claim.withdrawal = ClaimWithdrawal(reason=said, withdrawn_at=at, withdrawn_by_id=by.account_id)
    session().flush()
    publish(_withdrawn(claim, said, by, at))
    return claim


def _own(claim_id: int, by: Actor) -> Claim:
    """The claim, held until the transaction ends, so that two who take it back at once do it once."""
    mine = (
        select(ClaimLine.claim_id)
        .join(Obligation, Obligation.id == ClaimLine.obligation_id)
        .where(ClaimLine.claim_id == claim_id, within_reach(by, Permission.CLAIM_MAKE))
    )
    held = select(Claim.id).where(Claim.id.in_(mine), Claim.kind == ClaimKind.PASSED).with_for_update()
    if session().scalar(held) is None:
        raise NotFound("not_found")
    loaded = (joinedload(Claim.withdrawal), joinedload(Claim.lines).joinedload(ClaimLine.obligation))
    return session().scalars(select(Claim).where(Claim.id == claim_id).options(*loaded)).unique().one()


def _withdrawn(claim: Claim, reason: str, by: Actor, at: datetime) -> Event:
    return Event(
        "claim.withdrawn",
        by,
        at,
        subjects_of(claim, (line.obligation.release_id for line in claim.lines)),
        after={"reason": reason, "obligations": [line.obligation_id for line in claim.lines]},
    )
