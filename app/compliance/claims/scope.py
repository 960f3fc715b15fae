"""Which claims a person may see, and what became of their lines: derived when asked, never stored."""

from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, exists, literal, or_, select
from sqlalchemy.orm import aliased

from app.compliance.claims.models import Claim, ClaimAnswer, ClaimKind, ClaimLine, ClaimWithdrawal
from app.compliance.scope import noticed
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import within_reach
from app.domain.actor import Actor, Role
from app.policy.permissions import Permission


class Outcome(StrEnum):
    """What became of a line; the first that holds."""

    RECEIVED = "received"
    ENDED = "ended"
    """It is owed no longer."""
    NOTICED = "noticed"
    PASSED = "passed"
    """With the authority: passed on at once, or after it was asked for."""
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    """The library took back what it had passed on."""
    LEFT_OUT = "left_out"
    """When the letter was sent, there was nothing to ask for."""
    WAITING = "waiting"


def claims_within_reach(actor: Actor) -> ColumnElement[bool]:
    """The condition on a line, joined to its claim and obligation, that the actor may see it.

    A depositor sees the letters to it; what a library tells the authority is between those two.
    """
    seen = within_reach(actor, Permission.CLAIM_READ)
    return and_(seen, Claim.kind == ClaimKind.ASKED) if actor.role is Role.DEPOSITOR else seen


def passed(claim: type[Claim] = Claim) -> ColumnElement[bool]:
    """The condition that a claim went to the authority and was not taken back."""
    taken_back = exists(
        select(ClaimWithdrawal.id).where(ClaimWithdrawal.claim_id == claim.id).correlate(claim)
    )
    return and_(claim.kind == ClaimKind.PASSED, ~taken_back)


def outcome() -> ColumnElement[str]:
    """What became of a line, as a value of its row with the claim and the obligation joined."""
    received = and_(Obligation.copies.is_not(None), Obligation.received >= Obligation.copies)
    return case(
        (and_(Obligation.cancelled_at.is_(None), received), literal(Outcome.RECEIVED)),
        (~Obligation.open, literal(Outcome.ENDED)),
        (noticed(), literal(Outcome.NOTICED)),
        (or_(passed(), _passed_later()), literal(Outcome.PASSED)),
        (Claim.kind == ClaimKind.PASSED, literal(Outcome.WITHDRAWN)),
        (_answered(), literal(Outcome.ANSWERED)),
        (ClaimLine.left_out != "", literal(Outcome.LEFT_OUT)),
        else_=literal(Outcome.WAITING),
    )


def is_passed_on() -> ColumnElement[bool]:
    """The condition that a library passed an obligation to the authority and did not take it back."""
    line, claim = aliased(ClaimLine), aliased(Claim)
    return exists(
        select(line.id)
        .join(claim, claim.id == line.claim_id)
        .where(line.obligation_id == Obligation.id, passed(claim))
        .correlate(Obligation)
    )


def _passed_later() -> ColumnElement[bool]:
    line, claim = aliased(ClaimLine), aliased(Claim)
    return exists(
        select(line.id)
        .join(claim, claim.id == line.claim_id)
        .where(
            line.obligation_id == ClaimLine.obligation_id,
            line.id > ClaimLine.id,
            passed(claim),
        )
        .correlate(ClaimLine)
    )


def _answered() -> ColumnElement[bool]:
    return exists(select(ClaimAnswer.id).where(ClaimAnswer.line_id == ClaimLine.id).correlate(ClaimLine))
