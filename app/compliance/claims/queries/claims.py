"""Reads of whole claims: one with its parties, letters that wait for an answer, what was passed on."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from app.compliance.claims.models import Claim, ClaimKind, ClaimLine
from app.compliance.claims.scope import Outcome, claims_within_reach, outcome, passed
from app.compliance.scope import owed_by
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.infra.db import session
from app.organisations.models import Organisation

MOST_SHOWN = 20


class ClaimHead(NamedTuple):
    """A claim with how many of its lines are still open."""

    id: int
    depository: Organisation
    words: str
    made_at: datetime
    lines: int


def claim_for(actor: Actor, claim_id: int) -> Claim:
    """A claim of which a line is within reach, with its parties, letter and withdrawal. Raises `NotFound`."""
    parts = (Claim.depository, Claim.depositor, Claim.message, Claim.withdrawal)
    lines = _lines().where(Claim.id == claim_id, claims_within_reach(actor))
    found = session().scalar(select(Claim).where(Claim.id.in_(lines)).options(*map(joinedload, parts)))
    if found is None:
        raise NotFound("not_found")
    return found


def letters_to_answer(actor: Actor, limit: int = MOST_SHOWN) -> list[ClaimHead]:
    """Letters to the actor's organisation of which a line waits for an answer, the oldest first."""
    waiting = _heads().where(claims_within_reach(actor), Claim.kind == ClaimKind.ASKED)
    waiting = waiting.where(outcome() == Outcome.WAITING)
    return _read(waiting.order_by(Claim.id).limit(limit))


def passed_on(actor: Actor, depositor_id: int, limit: int = MOST_SHOWN) -> list[ClaimHead]:
    """What libraries passed to the authority of a depositor and is still open, the latest first."""
    heads = _heads().where(claims_within_reach(actor), passed(), owed_by(depositor_id), Obligation.open)
    return _read(heads.order_by(Claim.id.desc()).limit(limit))


def _lines() -> Select[int]:
    return (
        select(Claim.id)
        .join(ClaimLine, ClaimLine.claim_id == Claim.id)
        .join(Obligation, Obligation.id == ClaimLine.obligation_id)
    )


def _heads() -> Select[int, int]:
    return _lines().add_columns(func.count().label("lines")).group_by(Claim.id)


def _read(heads: Select[int, int]) -> list[ClaimHead]:
    numbers: Sequence[tuple[int, int]] = [(row[0], row[1]) for row in session().execute(heads)]
    wanted = select(Claim).where(Claim.id.in_([id_ for id_, _lines in numbers]))
    claims = {claim.id: claim for claim in session().scalars(wanted.options(joinedload(Claim.depository)))}
    return [
        ClaimHead(id_, claims[id_].depository, claims[id_].words, claims[id_].made_at, lines)
        for id_, lines in numbers
    ]
