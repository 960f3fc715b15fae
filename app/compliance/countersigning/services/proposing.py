"""A notice is proposed to a colleague, and taken back by who proposed it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.compliance.checking import check_lines
from app.compliance.countersigning.models import Ending, NoticeProposal, ProposalLine
from app.compliance.countersigning.services.holding import end, held, tell
from app.compliance.seen import require_as_seen
from app.compliance.services.issuing import grounds_of
from app.compliance.services.replacing import addressee_now, lines_named_by
from app.compliance.services.withdrawing import notice_to_withdraw
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError
from app.infra import clock
from app.infra.db import session
from app.infra.i18n import BY_CODE
from app.organisations.models import Organisation
from app.policy.permissions import Permission


@dataclass(frozen=True, slots=True)
class Proposed:
    """The proposal that waits now; it `is_new` unless one to this depositor waited already."""

    proposal: NoticeProposal
    is_new: bool


@dataclass(frozen=True, slots=True)
class Replacement:
    """The notice in whose place another is proposed, and why it is to be withdrawn."""

    notice_id: int
    reason: str


def propose_notice(
    *,
    depositor_id: int,
    obligation_ids: Collection[int],
    language: str,
    by: Actor,
    at: datetime,
    replacement: Replacement | None = None,
    seen: str | None = None,
) -> Proposed:
    """Propose a notice of those of the chosen lines that stand at this moment; nothing is issued.

    Raises as `issue_notice` does, and:
        Conflict: `notice_proposal.not_asked`, the rules let one person issue it.
    """
    if language not in BY_CODE:
        raise DomainError("notice.language", field="language")
    today, besides = clock.local_day(at), replacement.notice_id if replacement else None
    checked = check_lines(
        depositor_id=depositor_id,
        obligation_ids=obligation_ids,
        by=by,
        today=today,
        lock=True,
        besides=besides,
    )
    require_as_seen(checked.lines, seen)
    depositor = session().get_one(Organisation, depositor_id)
    in_force = grounds_of(checked, depositor, by=by, today=today).in_force
    if not in_force.rule_set.countersigns_notices:
        raise Conflict("notice_proposal.not_asked", rules=in_force.code)
    region = by.region_soato or depositor.region_soato
    waiting = _waiting(depositor_id, region)
    if waiting is not None:
        return Proposed(waiting, is_new=False)
    proposal = NoticeProposal(
        depositor_id=depositor_id,
        region_soato=region,
        language=language,
        proposed_at=at,
        proposed_by_id=by.account_id,
        replaces_id=besides,
        withdrawal_reason=replacement.reason if replacement else "",
    )
    return Proposed(_kept(proposal, checked.lines, by), is_new=True)


def propose_replacement(*, notice_id: int, language: str, reason: str, by: Actor, at: datetime) -> Proposed:
    """Propose to withdraw a notice and to issue another of those of its lines that still stand; until a
    colleague countersigns, the notice stands.

    Raises as `withdraw_notice` and `propose_notice` do.
    """
    notice = notice_to_withdraw(notice_id, reason, by)
    return propose_notice(
        depositor_id=addressee_now(notice),
        obligation_ids=lines_named_by(notice_id),
        language=language,
        by=by,
        at=at,
        replacement=Replacement(notice_id, reason.strip()),
    )


def take_back_proposal(*, proposal_id: int, by: Actor, at: datetime) -> NoticeProposal:
    """Take one's own proposal back.

    Raises:
        NotFound: there is none within reach.
        Conflict: `notice_proposal.ended`.
        DomainError: `notice_proposal.not_own`.
    """
    proposal = held(proposal_id, by, Permission.NOTICE_ISSUE)
    if proposal.proposed_by_id != by.account_id:
        raise DomainError("notice_proposal.not_own")
    end(proposal, Ending.TAKEN_BACK, by=by, at=at)
    return proposal


def _kept(proposal: NoticeProposal, chosen: Sequence[Obligation], by: Actor) -> NoticeProposal:
    proposal.lines = [ProposalLine(obligation_id=line.id) for line in chosen]
    session().add(proposal)
    session().flush()
    named = [line.id for line in chosen]
    tell("made", proposal, by=by, at=proposal.proposed_at, language=proposal.language, obligations=named)
    return proposal


def _waiting(depositor_id: int, region: str) -> NoticeProposal | None:
    # Two who propose to one depositor at once: the second waits here for the first, and finds its proposal.
    session().execute(select(Organisation.id).where(Organisation.id == depositor_id).with_for_update())
    return session().scalar(
        select(NoticeProposal).where(
            NoticeProposal.depositor_id == depositor_id,
            NoticeProposal.region_soato == region,
            NoticeProposal.ended_at.is_(None),
        )
    )
