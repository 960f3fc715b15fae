"""A proposed notice is countersigned by another person, or sent back."""

from datetime import date, datetime

from sqlalchemy import select

from app.compliance.checking import check_lines
from app.compliance.countersigning.models import Ending, NoticeProposal
from app.compliance.countersigning.queries.choices import Choices, choices_of, replaced_is_withdrawn
from app.compliance.countersigning.services.holding import end, held
from app.compliance.issuers import issuer
from app.compliance.models import Notice
from app.compliance.services.issuing import Issue, issue_notice
from app.compliance.services.replacing import replace_notice
from app.domain.actor import Actor
from app.domain.errors import DomainError
from app.domain.events import Subject
from app.infra import clock
from app.infra.db import session
from app.policy.permissions import Permission


def countersign_proposal(
    *, proposal_id: int, by: Actor, at: datetime, seen: str | None = None
) -> Issue | None:
    """Issue the proposed notice of those of its lines that still stand at this moment.

    None: nothing stands any more, or what it was to replace is withdrawn; the proposal is ended without one.
    `seen` as in `issue_notice`.

    Raises:
        NotFound: there is none within reach.
        Conflict: `notice_proposal.ended`.
        DomainError: `notice_proposal.same_person`; `notice_proposal.proposer_gone`, who proposed may not
            issue notices any more; `notice_proposal.beyond_reach`; as `issue_notice` does.
    """
    proposal = held(proposal_id, by, Permission.NOTICE_COUNTERSIGN)
    if proposal.proposed_by_id == by.account_id:
        raise DomainError("notice_proposal.same_person")
    proposer = issuer(proposal.proposed_by_id)
    if proposer is None:
        raise DomainError("notice_proposal.proposer_gone")
    if proposal.replaces_id is not None:  # held before its lines, as by anybody who replaces a notice
        session().execute(select(Notice.id).where(Notice.id == proposal.replaces_id).with_for_update())
    chosen = choices_of(proposal, by)
    if not _anything_stands(proposal, chosen, by, clock.local_day(at)):
        withdrawn = replaced_is_withdrawn(proposal)
        end(proposal, Ending.REPLACED_WITHDRAWN if withdrawn else Ending.NOTHING_LEFT, by=by, at=at)
        return None
    issued = _issue(proposal, chosen, proposer, by, at, seen)
    proposal.notice_id = issued.notice.id
    about = Subject("notice", issued.notice.id)
    end(proposal, Ending.COUNTERSIGNED, by=by, at=at, about=about, number=issued.notice.number)
    return issued


def send_back_proposal(*, proposal_id: int, reason: str, by: Actor, at: datetime) -> NoticeProposal:
    """Refuse to countersign, with a reason that the proposer reads.

    Raises:
        NotFound: there is none within reach.
        Conflict: `notice_proposal.ended`.
        DomainError: `notice_proposal.no_reason`; `notice_proposal.own`, who proposed it takes it back.
    """
    proposal = held(proposal_id, by, Permission.NOTICE_COUNTERSIGN)
    if proposal.proposed_by_id == by.account_id:
        raise DomainError("notice_proposal.own")
    if not reason.strip():
        raise DomainError("notice_proposal.no_reason", field="reason")
    proposal.reason = reason.strip()
    end(proposal, Ending.SENT_BACK, by=by, at=at, reason=proposal.reason)
    return proposal


def _anything_stands(proposal: NoticeProposal, chosen: Choices, by: Actor, today: date) -> bool:
    if not chosen.obligation_ids:
        return False
    checked = check_lines(
        depositor_id=chosen.depositor_id,
        obligation_ids=chosen.obligation_ids,
        by=by,
        today=today,
        lock=True,
        besides=proposal.replaces_id,
    )
    return bool(checked.lines)


def _issue(
    proposal: NoticeProposal, chosen: Choices, proposer: Actor, by: Actor, at: datetime, seen: str | None
) -> Issue:
    if proposal.replaces_id is None:
        return issue_notice(
            depositor_id=chosen.depositor_id,
            obligation_ids=chosen.obligation_ids,
            language=proposal.language,
            by=by,
            at=at,
            proposer=proposer,
            seen=seen,
        )
    return replace_notice(
        notice_id=proposal.replaces_id,
        language=proposal.language,
        reason=proposal.withdrawal_reason,
        by=by,
        at=at,
        obligation_ids=chosen.obligation_ids,
        proposer=proposer,
        seen=seen,
    )
