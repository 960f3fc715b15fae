"""Whether the notices of a batch need a second person: who prepared it then does not start it."""

from datetime import date

from sqlalchemy import select

from app.compliance.batches.models import BatchLine, NoticeBatch, Outcome
from app.compliance.scope import STAYING, late_within_reach, noticed
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor
from app.infra.db import session
from app.law.queries import rule_sets
from app.organisations.models import Organisation

STILL_TO_ISSUE = (Outcome.WAITING, Outcome.FAILED)


def needs_second_person(batch: NoticeBatch, actor: Actor, *, today: date) -> bool:
    """Whether any notice that could be issued now rests on rules that ask for a countersignature."""
    asking = [law.id for law in rule_sets() if law.rule_set.countersigns_notices]
    if not asking:
        return False
    line = (
        select(Obligation.id)
        .join(Organisation, Obligation.depositor_id == Organisation.id)
        .join(BatchLine, BatchLine.depositor_id == STAYING)
        .where(BatchLine.batch_id == batch.id, BatchLine.outcome.in_(STILL_TO_ISSUE))
        .where(Obligation.rule_set_id.in_(asking), late_within_reach(actor, today), ~noticed())
    )
    return session().scalar(line.limit(1)) is not None


def may_start(batch: NoticeBatch, actor: Actor, *, needed: bool) -> bool:
    """Whether the actor may start a batch, or try its failures again."""
    return not needed or actor.account_id != batch.created_by_id
