"""What a proposal comes to now."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.compliance.countersigning.models import NoticeProposal, ProposalLine
from app.compliance.models import Notice
from app.compliance.scope import owed_by
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import within_reach
from app.domain.actor import Actor
from app.domain.errors import DomainError
from app.infra.db import session
from app.organisations.models import Organisation
from app.policy.permissions import Permission


@dataclass(frozen=True, slots=True)
class Choices:
    """Whom the notice would go to now, and which of the proposed lines this depositor still owes."""

    depositor_id: int
    obligation_ids: Sequence[int]


def choices_of(proposal: NoticeProposal, by: Actor) -> Choices:
    """What was chosen, as it is now: a merged depositor is the one that stays, and lines that became
    somebody else's are left out. Nothing is left of one that was to replace what is withdrawn by now.

    Raises:
        DomainError: `notice_proposal.beyond_reach`, some lines lie in regions the actor does not work for.
    """
    depositor = session().get_one(Organisation, proposal.depositor_id)
    depositor_id = depositor.merged_into_id or depositor.id
    if replaced_is_withdrawn(proposal):
        return Choices(depositor_id, [])
    named = select(ProposalLine.obligation_id).where(ProposalLine.proposal_id == proposal.id)
    owed = select(Obligation.id).where(Obligation.id.in_(named), owed_by(depositor_id))
    everything = session().scalars(owed.order_by(Obligation.id)).all()
    reached = owed.where(within_reach(by, Permission.NOTICE_ISSUE))
    if len(session().scalars(reached).all()) != len(everything):
        raise DomainError("notice_proposal.beyond_reach")
    return Choices(depositor_id, everything)


def replaced_is_withdrawn(proposal: NoticeProposal) -> bool:
    """Whether a proposal was to replace a notice that is withdrawn by now."""
    return session().scalar(select(Notice.withdrawn_at).where(Notice.id == proposal.replaces_id)) is not None
