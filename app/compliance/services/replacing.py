"""A notice is taken back, and another comes in its place, in one act."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from app.compliance.cases.models import Case
from app.compliance.models import Notice, NoticeLine
from app.compliance.requests.models import DepositorRequest
from app.compliance.requests.waiting import waiting_about
from app.compliance.services.issuing import Issue, issue_notice
from app.compliance.services.withdrawing import withdraw_notice
from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.domain.events import Event, Subject
from app.domain.requests import RequestKind
from app.infra.db import session
from app.infra.events import publish
from app.organisations.models import Organisation


def replace_notice(
    *,
    notice_id: int,
    language: str,
    reason: str,
    by: Actor,
    at: datetime,
    obligation_ids: Collection[int] | None = None,
    proposer: Actor | None = None,
    seen: str | None = None,
) -> Issue:
    """Withdraw a notice with a reason and issue another of those of its lines that still stand.

    `obligation_ids`: of these lines only; `seen` as in `issue_notice`. Raises as `withdraw_notice` and
    `issue_notice` do; then the first notice stands as it did. Also:
        Conflict: `notice.case_settled`: another notice would open a second case about the same copies;
            `notice.appeal_waits`.
    """
    replaced = withdraw_notice(notice_id=notice_id, reason=reason, by=by, at=at)
    _refuse_unsettled(replaced)
    issued = issue_notice(
        depositor_id=addressee_now(replaced),
        obligation_ids=lines_named_by(notice_id) if obligation_ids is None else obligation_ids,
        language=language,
        by=by,
        at=at,
        proposer=proposer,
        seen=seen,
    )
    issued.notice.replaces_id = notice_id
    session().flush()
    subjects = (Subject("notice", notice_id), Subject("notice", issued.notice.id))
    after = {"number": replaced.number, "replaced_by": issued.notice.number}
    publish(Event("notice.replaced", by, at, subjects, after=after))
    return issued


def _refuse_unsettled(replaced: Notice) -> None:
    case = session().get(Case, replaced.case_id) if replaced.case_id is not None else None
    if case is not None and case.settled_at is not None:
        raise Conflict("notice.case_settled", number=case.number)
    appeals = waiting_about(replaced.id).where(DepositorRequest.kind == RequestKind.APPEAL)
    if session().scalars(appeals.limit(1)).first() is not None:
        raise Conflict("notice.appeal_waits")


def addressee_now(notice: Notice) -> int:
    """Whom another notice goes to: a merged depositor is the one that stays."""
    depositor = session().get_one(Organisation, notice.depositor_id)
    return depositor.merged_into_id or depositor.id


def lines_named_by(notice_id: int) -> Collection[int]:
    """The obligations that a notice names."""
    named = select(NoticeLine.obligation_id).where(NoticeLine.notice_id == notice_id)
    return session().scalars(named).all()
