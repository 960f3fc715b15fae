"""Lists of proposals, and how many wait."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Account
from app.compliance.countersigning.models import Ending, NoticeProposal, ProposalLine
from app.compliance.countersigning.scope import proposals_within_reach
from app.compliance.countersigning.standing import Standing
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.infra.db import session
from app.organisations.models import Organisation
from app.policy.permissions import Permission


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal as lists show it: who proposed it, and how many lines were chosen."""

    proposal: NoticeProposal
    depositor: Organisation
    proposer: str
    lines: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many proposals wait, and since when the oldest does; None: none waits."""

    number: int
    since: datetime | None


def list_proposals(
    actor: Actor, standing: Standing, *, after: int | None = None, limit: int
) -> list[ProposalRow]:
    """Proposals within reach that stand so; those that wait the oldest first, others the latest first.

    `after` is the id of the last one before these.
    """
    waits, key = standing is Standing.WAITING, NoticeProposal.id
    lines = select(func.count(ProposalLine.id)).where(ProposalLine.proposal_id == NoticeProposal.id)
    statement = (
        select(NoticeProposal, Organisation, Account.name, lines.correlate(NoticeProposal).scalar_subquery())
        .join(Organisation, Organisation.id == NoticeProposal.depositor_id)
        .join(Account, Account.id == NoticeProposal.proposed_by_id)
        .where(proposals_within_reach(actor, Permission.LATE_READ), _stands(standing))
    )
    if after is not None:
        statement = statement.where(key > after if waits else key < after)
    ordered = statement.order_by(key if waits else key.desc()).limit(limit)
    return [ProposalRow(*row) for row in session().execute(ordered)]


def proposal_for(actor: Actor, proposal_id: int) -> NoticeProposal:
    """One proposal with what was chosen. Raises `NotFound`."""
    reached = proposals_within_reach(actor, Permission.NOTICE_ISSUE)
    shown = (NoticeProposal.depositor, NoticeProposal.notice, NoticeProposal.replaces)
    loaded = [joinedload(each) for each in shown]
    wanted = select(NoticeProposal).where(NoticeProposal.id == proposal_id, reached)
    proposal = session().scalar(wanted.options(*loaded))
    if proposal is None:
        raise NotFound("not_found")
    return proposal


def proposal_waiting(actor: Actor, depositor_id: int) -> NoticeProposal | None:
    """The oldest proposal within reach of a notice to a depositor that waits."""
    waiting = (NoticeProposal.depositor_id == depositor_id, NoticeProposal.ended_at.is_(None))
    reached = proposals_within_reach(actor, Permission.NOTICE_ISSUE)
    statement = select(NoticeProposal).where(*waiting, reached).order_by(NoticeProposal.id).limit(1)
    return session().scalar(statement)


def proposals_waiting(actor: Actor, *, of_others: bool = False) -> Waiting:
    """What waits for a countersignature within reach; `of_others`: only what the actor did not propose."""
    reached = proposals_within_reach(actor, Permission.LATE_READ)
    statement = select(func.count(), func.min(NoticeProposal.proposed_at)).where(
        reached, NoticeProposal.ended_at.is_(None)
    )
    if of_others:
        statement = statement.where(NoticeProposal.proposed_by_id != actor.account_id)
    return Waiting(*session().execute(statement).one())


def _stands(standing: Standing) -> ColumnElement[bool]:
    if standing is Standing.WAITING:
        return NoticeProposal.ended_at.is_(None)
    return and_(NoticeProposal.ended_at.is_not(None), NoticeProposal.ending == Ending(standing.value))
